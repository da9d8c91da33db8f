#include "workbench/desk/checking/verify.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "workbench/desk/reading/office_lexicons.h"
#include "workbench/desk/reading/stored_reading.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::desk {
namespace {

using store::StoreError;

StoreError not_in_batch(const std::string& field) {
    return {store::Blame::request, "束にその項目がありません", field, "束を開き直してください"};
}

std::string words_of_kind_undone(const std::string& kind) {
    if (kind == "blank") return "空欄";
    if (kind == "unreadable") return "読めない";
    if (kind == "defect") return "不備";
    if (kind == "referred") return "上司へ";
    return "確定";
}

}  // namespace

std::vector<std::string> alternatives_of(const ocr::FieldReading& field, std::size_t limit) {
    struct Guess {
        std::string value;
        double likelihood;
    };
    std::vector<Guess> guesses;
    std::string read;
    for (const auto& character : field.characters) read += character.value;
    for (std::size_t at = 0; at < field.characters.size(); ++at) {
        for (const auto& other : field.characters[at].others) {
            std::string value;
            for (std::size_t i = 0; i < field.characters.size(); ++i)
                value += i == at ? other.text : field.characters[i].value;
            guesses.push_back({value, other.probability / std::max(field.characters[at].confidence, 1e-6)});
        }
    }
    std::stable_sort(guesses.begin(), guesses.end(),
                     [](const Guess& a, const Guess& b) { return a.likelihood > b.likelihood; });
    std::vector<std::string> best;
    if (!read.empty() && read != field.value) best.push_back(read);
    for (const auto& guess : guesses) {
        if (best.size() >= limit) break;
        if (guess.value != field.value && std::find(best.begin(), best.end(), guess.value) == best.end())
            best.push_back(guess.value);
    }
    return best;
}

Verification::Verification(Workspace& workspace, std::string batch, std::string who, Clock clock)
    : workspace_(workspace),
      batch_(std::move(batch)),
      who_(std::move(who)),
      clock_(std::move(clock)),
      templates_(workspace.templates()),
      lexicons_(office_lexicons(workspace, templates_)) {
    if (who_.empty())
        throw StoreError(store::Blame::request, "確認する人の名前がありません", "--who", "--who に名前を指定してください");
    refresh_pages();  // throws when there is no such batch
    if (workspace_.session().signed_in && who_ != workspace_.session().who)
        throw NotAllowed("ほかの人の名前では確認できません: " + who_ + ": その人がサインインしてください");
    permit_batch(workspace_, {Right::checker}, "view", batch_, "確認");
}

void Verification::refresh_pages() {
    const auto pages = store::Checking(workspace_.database()).pages(batch_);
    std::vector<PagePlace> places;
    for (const auto& page : pages) places.push_back({page.template_id, page.template_page});
    forms_.clear();
    form_of_document_.clear();
    for (const auto& indices : pages_of_forms(places, templates_)) {
        Form form;
        for (const auto index : indices) {
            form.documents.push_back(pages[index].document);
            form_of_document_[pages[index].document] = static_cast<int>(forms_.size());
        }
        forms_.push_back(std::move(form));
    }
}

int Verification::form_number(std::int64_t document) const {
    const auto found = form_of_document_.find(document);
    return found == form_of_document_.end() ? 0 : found->second + 1;
}

const std::vector<std::int64_t>& Verification::form_of(std::int64_t document) const {
    const int number = form_number(document);
    if (number == 0) throw not_in_batch("ページ");
    return forms_[static_cast<std::size_t>(number) - 1].documents;
}

std::vector<WaitingField> Verification::with_findings(std::vector<WaitingField> waiting) const {
    // A rule may speak against a field that OCR was sure of (one that compares pages): then it waits as well.
    std::map<std::pair<std::int64_t, std::string>, bool> known;
    for (const auto& field : waiting) known[{field.document, field.field}] = true;
    const store::Documents documents(workspace_.database());
    bool added = false;
    for (const auto& record : store::Records(workspace_.database()).of_batch(batch_)) {
        if (record.checked || record.findings == "[]") continue;
        const auto pages = nlohmann::json::parse(record.documents).get<std::vector<std::int64_t>>();
        for (const auto& finding : nlohmann::json::parse(record.findings)) {
            const std::string id = finding.value("field", "");
            if (id.empty()) continue;
            if (std::any_of(pages.begin(), pages.end(), [&](auto page) { return known.count({page, id}) > 0; })) continue;
            for (const auto page : pages) {
                const auto document = documents.document(page, store::FieldDetail::value);
                const auto& read = document.reading.fields;
                if (std::none_of(read.begin(), read.end(), [&](const auto& field) { return field.id == id; })) continue;
                known[{page, id}] = true;
                if (document.decision(id)) continue;
                waiting.push_back({page, id, false, false});
                added = true;
            }
        }
    }
    if (added)
        std::stable_sort(waiting.begin(), waiting.end(), [&](const auto& a, const auto& b) {
            return form_number(a.document) < form_number(b.document);
        });
    return waiting;
}

std::vector<WaitingField> Verification::queue() const { return work().queue; }

std::vector<WaitingField> Verification::referred() const {
    auto fields = store::Checking(workspace_.database()).waiting(batch_);
    std::erase_if(fields, [](const auto& field) { return !field.referred; });
    return fields;
}

std::vector<WaitingField> Verification::defects() const { return store::Checking(workspace_.database()).defects(batch_); }

std::vector<FieldToCheck> Verification::open(const std::vector<WaitingField>& fields) const {
    const store::Documents documents(workspace_.database());
    const std::string today = iso_date(clock_());
    std::vector<FieldToCheck> opened;
    std::vector<store::StoredDocument> pages;
    FilledBatch filled;
    std::vector<std::int64_t> new_ones;
    for (const auto& field : fields) {
        const auto& form = form_of(field.document);
        if (seen_.insert(form.front()).second) new_ones.push_back(form.front());
        if (pages.empty() || pages.front().id != form.front()) {
            pages.clear();
            for (const auto page : form) pages.push_back(documents.document(page));
            filled = filled_forms(pages, templates_, lexicons_, today);
        }
        if (filled.forms.empty()) throw not_in_batch(field.field);
        const CheckContext context{ocr::form_named(templates_, filled.forms.front().template_id), lexicons_, today};
        try {
            opened.push_back(field_to_check(pages, filled.forms.front(), field.document, field.field, context));
        } catch (const std::out_of_range&) {
            throw not_in_batch(field.field);
        }
        opened.back().form_number = form_number(field.document);
    }
    log_views(workspace_, new_ones, "確認");
    return opened;
}

FieldToCheck Verification::open(const WaitingField& field) const { return std::move(open(std::vector{field}).front()); }

std::vector<FieldToCheck> Verification::waiting() const { return open(queue()); }

Decided Verification::accept(const FieldToCheck& field, double seconds) {
    return decide(field, "confirmed", field.value, seconds);
}

Decided Verification::correct(const FieldToCheck& field, const std::string& typed, double seconds) {
    if (field.masked)
        throw StoreError(store::Blame::request, "伏せる項目の値は保存しません", field.label,
                         "用紙と見比べて、読めていれば Enter で確認済みにしてください");
    if (typed.empty()) return blank(field, seconds);
    const auto* form = ocr::form_named(templates_, field.template_id);
    const auto* defined = form ? form->field(field.field) : nullptr;
    const std::string value = defined ? ocr::normal_value(*defined, typed) : typed;
    return decide(field, value == field.value ? "confirmed" : "corrected", value, seconds);
}

Decided Verification::blank(const FieldToCheck& field, double seconds) { return decide(field, "blank", "", seconds); }

Decided Verification::unreadable(const FieldToCheck& field, double seconds) { return decide(field, "unreadable", "", seconds); }

Decided Verification::defect(const FieldToCheck& field, const std::string& typed, const std::string& reason, double seconds) {
    const auto* form = ocr::form_named(templates_, field.template_id);
    const auto* defined = form ? form->field(field.field) : nullptr;
    const std::string value = field.masked ? "" : defined ? ocr::normal_value(*defined, typed) : typed;
    return decide(field, "defect", value, seconds, reason);
}

Decided Verification::refer(const FieldToCheck& field, const std::string& reason, double seconds) {
    return decide(field, "referred", field.value, seconds, reason);
}

Decided Verification::as_read(const FieldToCheck& field, double seconds) { return correct(field, field.raw, seconds); }

Verification::After Verification::after(const std::vector<std::int64_t>& form, const std::vector<store::FieldDecision>& decisions) const {
    const store::Documents documents(workspace_.database());
    std::vector<store::StoredDocument> pages;
    for (const auto id : form) {
        pages.push_back(documents.document(id, store::FieldDetail::value));
        auto& kept = pages.back().decisions;
        for (const auto& decided : decisions) {
            if (decided.document != id) continue;
            std::erase_if(kept, [&](const auto& earlier) { return earlier.field == decided.decision.field; });
            kept.push_back(decided.decision);
        }
    }
    auto filled = filled_forms(pages, templates_, lexicons_, iso_date(clock_()));
    if (filled.forms.empty()) throw not_in_batch("ページ");
    After result{std::move(filled.forms.front()), {}};
    result.record = stored_record(result.filled);
    return result;
}

Decided Verification::decide(const FieldToCheck& field, const std::string& kind, const std::string& value,
                             double seconds, const std::string& reason) {
    if (field.entered_twice)
        throw StoreError(store::Blame::request, "二人で別々に入力する項目です", field.label, "ベリファイの画面で入力してください");
    store::Decision decision;
    decision.field = field.field;
    decision.kind = kind;
    decision.old_value = field.value;
    decision.value = value;
    decision.who = who_;
    decision.at = clock_();
    decision.seconds = std::max(0.0, seconds);
    decision.reason = reason;
    store::CheckStep step;
    step.batch = batch_;
    step.who = who_;
    step.at = decision.at;
    step.decisions.push_back({field.document, field.seen, decision});
    auto result = after(form_of(field.document), step.decisions);
    step.records.push_back(result.record);
    const auto history = store::Documents(workspace_.database()).history(field.document, field.field);
    const bool said_already = !history.empty() && history.back().kind == kind && history.back().value == value &&
                              history.back().reason == reason && history.back().who == who_;
    if (!said_already) {
        store::Checking(workspace_.database()).keep(step);
        if (own_seconds_) {
            auto& own = own_seconds_->sorted;
            own.insert(std::upper_bound(own.begin(), own.end(), decision.seconds), decision.seconds);
        }
    }

    Decided decided;
    decided.value = value;
    decided.form_checked = result.filled.checked();
    for (const auto& finding : result.filled.findings) {
        if (finding.field == field.field) {
            decided.findings.push_back(finding);
        } else if (const auto* other = result.filled.field(finding.field);
                   other && other->decided.empty() && other->state != FieldState::review) {
            const WaitingField waits{other->document, other->id, false, false};
            if (std::find(decided.also.begin(), decided.also.end(), waits) == decided.also.end()) decided.also.push_back(waits);
        }
    }
    return decided;
}

std::optional<store::UndoableStep> Verification::last_step() const {
    return store::Checking(workspace_.database()).last_step(batch_, who_);
}

std::optional<Undone> Verification::undo() {
    const auto step = last_step();
    if (!step) return std::nullopt;
    const store::Documents documents(workspace_.database());
    Undone undone;
    undone.characters = step->characters;
    std::map<std::int64_t, std::vector<store::FieldDecision>> by_form;
    std::string kind, label;
    for (const auto& [document, field] : step->fields) {
        undone.fields.push_back({document, field, false, false});
        const auto history = documents.history(document, field);
        kind = history.empty() ? "" : history.back().kind;
        store::Decision open;
        open.field = field;
        open.kind = "reopened";
        open.who = who_;
        open.at = clock_();
        by_form[form_of(document).front()].push_back({document, 0, open});
    }
    std::vector<store::StoredRecord> records;
    for (const auto& [first, decisions] : by_form) {
        auto result = after(form_of(first), decisions);
        if (const auto* field = result.filled.field(decisions.front().decision.field)) label = field->label;
        records.push_back(std::move(result.record));
    }
    store::Checking(workspace_.database()).undo(*step, batch_, who_, clock_(), records);
    own_seconds_.reset();
    if (step->kind == "group") undone.sentence = "まとめ確認（" + std::to_string(step->characters) + " 字）を戻しました";
    else if (step->kind == "entry" && undone.fields.empty()) undone.sentence = "ベリファイの入力を一つ戻しました";
    else undone.sentence = label + " の「" + words_of_kind_undone(kind) + "」を戻しました";
    return undone;
}

BatchWork Verification::work() const {
    const store::Checking checking(workspace_.database());
    BatchWork work;
    work.progress.forms = forms();
    std::tie(work.progress.settled, work.progress.defects) = checking.settled(batch_);
    for (auto& field : with_findings(checking.waiting(batch_))) {
        if (field.referred) ++work.progress.referred;
        else if (field.entered_twice) ++work.progress.double_entry;
        else work.queue.push_back(std::move(field));
    }
    work.progress.waiting = static_cast<int>(work.queue.size());
    return work;
}

CheckProgress Verification::progress() const { return work().progress; }

double Verification::median_seconds_today() const {
    constexpr store::TimeMs day = 24 * 3600 * 1000, japan = 9 * 3600 * 1000;
    const auto since = (clock_() + japan) / day * day - japan;
    if (!own_seconds_ || own_seconds_->since != since) {
        own_seconds_ = OwnSeconds{since, store::Checking(workspace_.database()).seconds_of(who_, since)};
        std::sort(own_seconds_->sorted.begin(), own_seconds_->sorted.end());
    }
    const auto& seconds = own_seconds_->sorted;
    return seconds.empty() ? 0 : seconds[seconds.size() / 2];
}

std::pair<int, int> Verification::checked_forms() const {
    const auto filled = filled_forms(store::Documents(workspace_.database()).documents(batch_), templates_, lexicons_,
                                     iso_date(clock_()));
    const auto checked = std::count_if(filled.forms.begin(), filled.forms.end(), [](const auto& form) { return form.checked(); });
    return {static_cast<int>(filled.forms.size()), static_cast<int>(checked)};
}

}  // namespace yorozu::desk
