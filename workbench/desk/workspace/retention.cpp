#include "workbench/desk/workspace/retention.h"

#include <algorithm>
#include <array>
#include <set>

#include "ocr/lexicon/csv_table.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/desk/workspace/kept_files.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/audit_log.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

constexpr int most_days = 36'500;
constexpr std::size_t erased_at_once = 100;
constexpr int turn_patience_ms = 3000;

constexpr std::array<const char*, 7> kept_kind_words{"スキャン画像", "読み取った値", "学習用の切り抜き", "入力した値", "証跡の画像", "相談の添付", "移行の前の控え"};
constexpr std::array<const char*, 4> from_words{"入力", "確認", "完了", "作成"};

/// Deletes a file that may be gone already.
void remove_file(const fs::path& file, std::set<fs::path>& folders) {
    std::error_code error;
    const bool there = fs::remove(file, error);
    if (error) throw store::StoreError(store::Blame::environment, "消せないファイルがあります", file.string(), "フォルダーの書き込みの権限を確かめて、もう一度実行してください（続きから消します）");
    if (there) folders.insert(file.parent_path());
}

class Eraser {
public:
    Eraser(Workspace& workspace, const std::function<void(int, int)>& progress, std::stop_token stop)
        : workspace_(workspace), kept_(workspace.database()), progress_(progress), stop_(std::move(stop)), rules_(retention_rules(workspace)) {}

    RetentionResult run() {
        const auto plan = retention_plan(workspace_, rules_);
        all_ = plan.total();
        for (const auto kind : {KeptKind::scans, KeptKind::crops, KeptKind::evidence}) finish(kind);
        for (const auto& [kind, due] : plan.due)
            for (std::size_t from = 0; from < due.size() && !stopped(); from += erased_at_once) step(kind, {due.begin() + static_cast<std::ptrdiff_t>(from), due.begin() + static_cast<std::ptrdiff_t>(std::min(due.size(), from + erased_at_once))});
        for (const auto& copy : plan.copies)
            if (!stopped()) remove_copy(copy);
        result_.stopped = stopped();
        if (kept_.traces_left()) result_.swept = kept_.sweep();
        return std::move(result_);
    }

private:
    bool stopped() const { return stop_.stop_requested(); }
    std::string detail(KeptKind kind) const { return words_of(kind) + "（" + words_of(rules_.at(kind)) + "）"; }
    void advance(std::size_t by) {
        done_ += static_cast<int>(by);
        if (progress_) progress_(done_, all_);
    }

    /// What an earlier call wrote down and could not delete any more.
    void finish(KeptKind kind) {
        const auto pending = kept_.pending(kind);
        if (!pending.empty()) remove_files(kind, {pending.begin(), pending.end()});
        advance(pending.size());
    }

    void step(KeptKind kind, const std::vector<store::Erasure>& due) {
        std::vector<std::int64_t> subjects;
        for (const auto& erasure : due) subjects.push_back(erasure.subject);
        const auto& who = workspace_.session().who;
        const auto now = workspace_.session().clock();
        if (kind == KeptKind::attachments) {
            const std::set<std::int64_t> wanted(subjects.begin(), subjects.end());
            std::map<std::int64_t, std::vector<std::int64_t>> by_case;
            for (const auto& file : kept_.attachments())
                if (wanted.count(file.attachment)) by_case[file.case_id].push_back(file.attachment);
            for (const auto& [id, files] : by_case) stored_cases(workspace_).erase_attachments(id, files, who, detail(kind), now);
        } else {
            kept_.erase(kind, due, who, detail(kind), now);
        }
        if (kind == KeptKind::scans || kind == KeptKind::crops || kind == KeptKind::evidence) remove_files(kind, subjects);
        result_.erased[kind] += static_cast<int>(due.size());
        advance(due.size());
    }

    void remove_files(KeptKind kind, const std::vector<std::int64_t>& subjects) {
        std::set<fs::path> folders;
        std::vector<std::string> pictures;  // of which the program noted the contents
        if (kind == KeptKind::crops) remove_crops({subjects.begin(), subjects.end()}, folders);
        for (const auto subject : subjects) {
            if (kind == KeptKind::scans) remove_file(workspace_.scans().path_of(kept_.hash_of_file(subject)), folders);
            if (kind == KeptKind::evidence)
                for (const auto& name : kept_.evidence_of(subject))
                    if (fs::path(name).filename() == name) {
                        remove_file(workspace_.evidence_folder() / name, folders);
                        pictures.push_back("evidence/" + name);
                    }
        }
        forget_files(workspace_, pictures);
        for (const auto& folder : folders) store::make_durable(folder);
        kept_.settled(kind, subjects);
    }

    void remove_crops(const std::set<std::int64_t>& documents, std::set<fs::path>& folders) {
        const fs::path folder = workspace_.folder() / "crops", labels = folder / "labels.csv";
        const auto concerns = [&](const std::string& name) {
            const auto dash = name.find('-');
            return dash != std::string::npos && std::any_of(documents.begin(), documents.end(), [&](auto id) { return name.compare(0, dash, std::to_string(id)) == 0; });
        };
        std::error_code error;
        if (fs::exists(labels, error)) {
            WholeFile out(labels);
            for (const auto& row : ocr::read_csv(labels).rows) {
                if (row.empty() || concerns(row.front())) continue;
                std::string line;
                for (const auto& cell : row) line += (line.empty() ? "" : ",") + ocr::csv_field(cell);
                out.write(line + "\r\n");
            }
            out.place();
        }
        std::vector<fs::path> pictures;
        for (const auto& file : fs::directory_iterator(folder, error))
            if (file.path().extension() == ".png" && concerns(file.path().filename().string())) pictures.push_back(file.path());
        for (const auto& picture : pictures) remove_file(picture, folders);
    }

    void remove_copy(const fs::path& copy) {
        store::AuditLog(workspace_.database()).append({0, workspace_.session().clock(), workspace_.session().who, "delete", "workspace", "", detail(KeptKind::copies) + " " + copy.filename().string(), ""});
        std::set<fs::path> folders;
        remove_file(copy, folders);
        for (const auto& folder : folders) store::make_durable(folder);
        ++result_.erased[KeptKind::copies];
        advance(1);
    }

    Workspace& workspace_;
    store::Retention kept_;
    const std::function<void(int, int)>& progress_;
    std::stop_token stop_;
    RetentionRules rules_;
    RetentionResult result_;
    int done_ = 0, all_ = 0;
};

void want_reason(const std::string& subject, const std::string& reason) {
    if (reason.find_first_not_of(" \t\n") == std::string::npos) throw RequestFault("理由がありません: 保全 " + subject + ": なぜ残すか（残さなくてよいか）を書いてください");
}

bool is_held(Workspace& workspace, const std::string& subject) {
    const auto all = store::Retention(workspace.database()).holds();
    return std::any_of(all.begin(), all.end(), [&](const auto& hold) { return hold.subject == subject; });
}

}  // namespace

std::string words_of(KeptKind kind) { return kept_kind_words[static_cast<std::size_t>(kind)]; }
std::string words_of(CountedFrom from) { return from_words[static_cast<std::size_t>(from)]; }
std::string words_of(const RetentionRule& rule) { return rule.days ? words_of(rule.from) + "から " + std::to_string(*rule.days) + " 日" : "期限なし"; }

std::vector<CountedFrom> counted_from(KeptKind kind) {
    switch (kind) {
        case KeptKind::scans:
        case KeptKind::readings:
        case KeptKind::crops: return {CountedFrom::keyed, CountedFrom::checked};
        case KeptKind::keyed:
        case KeptKind::evidence: return {CountedFrom::keyed};
        case KeptKind::attachments: return {CountedFrom::closed};
        case KeptKind::copies: break;
    }
    return {CountedFrom::made};
}

RetentionRules retention_rules(Workspace& workspace) {
    RetentionRules rules = store::Retention(workspace.database()).rules();
    for (const auto kind : store::kept_kinds) rules.try_emplace(kind, RetentionRule{std::nullopt, counted_from(kind).front()});
    return rules;
}

void set_retention(Workspace& workspace, const RetentionRules& rules) {
    require(workspace, {Right::admin});
    for (const auto& [kind, rule] : rules) {
        const auto from = counted_from(kind);
        if (rule.days && (*rule.days < 0 || *rule.days > most_days))
            throw RequestFault("保存する日数が正しくありません: " + words_of(kind) + ": 0 から " + std::to_string(most_days) + " までの日数にしてください");
        if (std::find(from.begin(), from.end(), rule.from) == from.end())
            throw RequestFault("この種類では選べない数え始めです: " + words_of(kind) + "の「" + words_of(rule.from) + "から」: " + words_of(from.front()) + "から数えてください");
    }
    const auto before = retention_rules(workspace);
    store::Retention kept(workspace.database());
    for (const auto& [kind, rule] : rules)
        if (before.at(kind) != rule) kept.set_rule(kind, rule, workspace.session().who, workspace.session().clock());
}

void hold(Workspace& workspace, const std::string& subject, const std::string& reason) {
    require(workspace, {Right::admin, Right::manager});
    want_reason(subject, reason);
    store::Retention kept(workspace.database());
    if (!kept.known(subject)) throw RequestFault("残すものが見つかりません: " + subject + ": batch/束の名前、document/帳票の番号、scenario/シナリオの名前、case/相談の番号 のどれかで指定してください");
    if (is_held(workspace, subject)) throw RequestFault("もう保全しています: " + subject + ": yorozu workspace retention で確かめてください");
    kept.hold(subject, true, reason, workspace.session().who, workspace.session().clock());
}

void release(Workspace& workspace, const std::string& subject, const std::string& reason) {
    require(workspace, {Right::admin, Right::manager});
    want_reason(subject, reason);
    if (!is_held(workspace, subject)) throw RequestFault("保全していません: " + subject + ": yorozu workspace retention で確かめてください");
    store::Retention(workspace.database()).hold(subject, false, reason, workspace.session().who, workspace.session().clock());
}

std::vector<store::Hold> holds(Workspace& workspace) {
    require(workspace, {Right::admin, Right::it, Right::manager});
    return store::Retention(workspace.database()).holds();
}

RetentionResult apply_retention(Workspace& workspace, const std::function<void(int, int)>& progress, std::stop_token stop) {
    permit(workspace, {Right::admin, Right::it}, {"delete", "workspace", "保存期間"});
    const store::FileLock lock(workspace.folder() / "retention.lock", turn_patience_ms, "別の処理が保存期間の過ぎたものを消しています");
    return Eraser(workspace, progress, std::move(stop)).run();
}

}  // namespace yorozu::desk
