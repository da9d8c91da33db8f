// What is done with and since when: reads only.
#include <algorithm>
#include <charconv>
#include <set>
#include <unordered_map>

#include "workbench/desk/cases/cases.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/retention.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

/// How one thing stands: held, waiting, or done with since a day.
struct Standing {
    bool held = false;
    std::optional<int> since;  ///< days since 1970-01-01; nothing: it waits
};

class Facts {
public:
    explicit Facts(Workspace& workspace) : kept_(workspace.database()), forms_(kept_.forms()), items_(kept_.items()) {
        for (const auto& hold : kept_.holds()) held_.insert(hold.subject);
        std::unordered_map<std::string, std::unordered_map<std::int64_t, std::size_t>> by_batch;
        for (std::size_t at = 0; at < forms_.size(); ++at) {
            by_batch[forms_[at].batch][forms_[at].record] = at;
            for (const auto document : forms_[at].documents) form_of_[document] = at;
        }
        ends_.resize(forms_.size());
        for (const auto& item : items_) {
            if (item.batch.empty()) continue;
            // Items of earlier versions do not say which record: until they are done the whole batch stays.
            if (item.record == 0 && !item.finished) ++open_in_batch_[item.batch];
            const auto batch = by_batch.find(item.batch);
            if (item.record == 0 || batch == by_batch.end()) continue;
            const auto form = batch->second.find(item.record);
            if (form == batch->second.end()) continue;
            auto& end = ends_[form->second];
            end.open = end.open || !item.finished;
            end.keyed_day = std::max(end.keyed_day.value_or(0), item.day);
            end.held = end.held || held_.count("scenario/" + item.scenario);
        }
    }

    const store::Retention& kept() const { return kept_; }
    const std::vector<store::ItemLife>& items() const { return items_; }
    bool held(const std::string& subject) const { return held_.count(subject) > 0; }

    Standing of_document(std::int64_t document, CountedFrom from) const {
        const auto at = form_of_.find(document);
        if (at == form_of_.end()) return {held("document/" + std::to_string(document)), std::nullopt};
        const auto& form = forms_[at->second];
        const auto& end = ends_[at->second];
        Standing standing{form_held(form) || end.held, {}};
        if (end.open || open_in_batch_.count(form.batch)) return standing;
        standing.since = from == CountedFrom::checked ? form.checked_day : end.keyed_day;
        return standing;
    }
    Standing of_item(const store::ItemLife& item) const {
        Standing standing{held("scenario/" + item.scenario) || (!item.batch.empty() && held("batch/" + item.batch)), {}};
        if (item.finished) standing.since = item.day;
        if (item.record == 0) return standing;
        const auto at = form_of_.find(item.record);
        if (at != form_of_.end() && forms_[at->second].batch == item.batch) standing.held = standing.held || form_held(forms_[at->second]);
        return standing;
    }

private:
    struct End {
        bool open = false, held = false;
        std::optional<int> keyed_day;
    };
    bool form_held(const store::FormLife& form) const {
        return held("batch/" + form.batch) || std::any_of(form.documents.begin(), form.documents.end(), [this](auto document) { return held("document/" + std::to_string(document)); });
    }

    store::Retention kept_;
    std::vector<store::FormLife> forms_;
    std::vector<store::ItemLife> items_;
    std::set<std::string> held_;
    std::unordered_map<std::int64_t, std::size_t> form_of_;
    std::vector<End> ends_;
    std::map<std::string, int> open_in_batch_;
};

class Planner {
public:
    Planner(Workspace& workspace, const RetentionRules& rules) : workspace_(workspace), rules_(rules), facts_(workspace), today_(*day_number(iso_date(workspace.session().clock()))) {}

    RetentionPlan plan() {
        for (const auto kind : store::kept_kinds) {
            const auto rule = rules_.find(kind);
            line_ = {.kind = kind};
            rule_ = rule == rules_.end() ? RetentionRule{} : rule->second;
            if (kind != KeptKind::copies) line_.cut_off = static_cast<int>(facts_.kept().pending(kind).size());
            if (rule_.days) look(kind);
            if (rule_.days || line_.cut_off) plan_.lines.push_back(line_);
        }
        plan_.traces = facts_.kept().traces_left();
        return std::move(plan_);
    }

private:
    void look(KeptKind kind) {
        gone_ = kind == KeptKind::copies ? std::set<std::int64_t>{} : facts_.kept().erased(kind);
        switch (kind) {
            case KeptKind::scans: return scans();
            case KeptKind::readings: return readings();
            case KeptKind::crops: return crops();
            case KeptKind::keyed: return keyed();
            case KeptKind::evidence: return evidence();
            case KeptKind::attachments: return attachments();
            case KeptKind::copies: return copies();
        }
    }

    static std::string document(std::int64_t id) { return "document/" + std::to_string(id); }

    /// Counts it where it stands; true when it is due.
    bool due(const Standing& standing) {
        if (standing.held) ++line_.held;
        else if (!standing.since) ++line_.waiting;
        else if (*standing.since + *rule_.days > today_) ++line_.young;
        else return ++line_.due, true;
        return false;
    }
    /// All of the documents as one: held if one is, waiting if one waits, done with since the last was.
    Standing together(const std::vector<std::int64_t>& documents) const {
        Standing all;
        bool waits = documents.empty();
        for (const auto one : documents) {
            const auto standing = facts_.of_document(one, rule_.from);
            all.held = all.held || standing.held;
            waits = waits || !standing.since;
            if (standing.since) all.since = std::max(all.since.value_or(0), *standing.since);
        }
        if (waits) all.since.reset();
        return all;
    }

    void scans() {
        for (const auto& file : facts_.kept().files()) {
            if (gone_.count(file.file)) continue;
            auto standing = together(file.documents);
            standing.held = standing.held || facts_.held("batch/" + file.batch);
            if (!file.whole) standing.since.reset();
            if (!due(standing)) continue;
            line_.bytes += file.bytes;
            store::Erasure erasure{file.file, {}};
            for (const auto one : file.documents) erasure.audited.push_back(document(one));
            plan_.due[KeptKind::scans].push_back(std::move(erasure));
        }
    }
    void readings() {
        for (const auto& file : facts_.kept().files())
            for (const auto one : file.documents)
                if (!gone_.count(one) && due(facts_.of_document(one, rule_.from))) plan_.due[KeptKind::readings].push_back({one, {document(one)}});
    }
    void crops() {
        std::map<std::int64_t, std::int64_t> bytes;  // of each document's pictures
        std::error_code error;
        for (const auto& file : fs::directory_iterator(workspace_.folder() / "crops", error)) {
            const std::string name = file.path().filename().string();
            std::int64_t id = 0;
            const auto [stop, fault] = std::from_chars(name.data(), name.data() + name.size(), id);
            if (fault == std::errc() && stop != name.data() + name.size() && *stop == '-') bytes[id] += static_cast<std::int64_t>(file.file_size(error));
        }
        for (const auto& [id, size] : bytes) {
            if (gone_.count(id) || !due(facts_.of_document(id, rule_.from))) continue;
            line_.bytes += size;
            plan_.due[KeptKind::crops].push_back({id, {document(id)}});
        }
    }
    void keyed() {
        for (const auto& item : facts_.items())
            if (!gone_.count(item.item) && due(facts_.of_item(item))) plan_.due[KeptKind::keyed].push_back({item.item, {"item/" + std::to_string(item.item)}});
    }
    void evidence() {
        const auto pictures = facts_.kept().evidence();
        for (const auto& item : facts_.items()) {
            const auto names = pictures.find(item.item);
            if (names == pictures.end() || gone_.count(item.item) || !due(facts_.of_item(item))) continue;
            for (const auto& name : names->second) {
                std::error_code error;
                const auto size = fs::file_size(workspace_.evidence_folder() / name, error);
                if (!error) line_.bytes += static_cast<std::int64_t>(size);
            }
            plan_.due[KeptKind::evidence].push_back({item.item, {"item/" + std::to_string(item.item)}});
        }
    }
    void attachments() {
        for (const auto& file : facts_.kept().attachments()) {
            if (gone_.count(file.attachment)) continue;
            const auto stands = standing_case(workspace_, file.number);
            Standing standing{facts_.held("case/" + file.number) || (stands && facts_.held("case/" + stands->number)), {}};
            if (stands && !stands->open()) standing.since = day_number(iso_date(stands->closed));
            if (!due(standing)) continue;
            line_.bytes += file.bytes;
            plan_.due[KeptKind::attachments].push_back({file.attachment, {}});
        }
    }
    void copies() {
        std::error_code error;
        for (const auto& file : fs::directory_iterator(workspace_.folder() / "backup", error)) {
            // yorozu-v9-1763690000000.db
            const std::string stem = file.path().stem().string();
            const auto dash = stem.rfind('-');
            std::int64_t made = 0;
            if (file.path().extension() != ".db" || dash == std::string::npos || std::from_chars(stem.data() + dash + 1, stem.data() + stem.size(), made).ec != std::errc()) continue;
            if (!due({false, day_number(iso_date(made))})) continue;
            line_.bytes += static_cast<std::int64_t>(file.file_size(error));
            plan_.copies.push_back(file.path());
        }
    }

    Workspace& workspace_;
    const RetentionRules& rules_;
    Facts facts_;
    int today_;
    RetentionRule rule_;
    RetentionLine line_;
    std::set<std::int64_t> gone_;
    RetentionPlan plan_;
};

}  // namespace

int RetentionPlan::total() const {
    int all = traces ? 1 : 0;
    for (const auto& line : lines) all += line.due + line.cut_off;
    return all;
}

RetentionPlan retention_plan(Workspace& workspace, const RetentionRules& rules) {
    require(workspace, {Right::admin, Right::it, Right::manager});
    return Planner(workspace, rules).plan();
}

}  // namespace yorozu::desk
