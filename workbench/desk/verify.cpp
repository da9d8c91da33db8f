#include "workbench/desk/verify.h"

#include <algorithm>

#include "workbench/desk/calendar.h"
#include "workbench/desk/office_lexicons.h"
#include "workbench/desk/stored_reading.h"
#include "workbench/store/records.h"

namespace yorozu::desk {
namespace {

/// As they would be stored (dates as dates), each once.
std::vector<std::string> normal_alternatives(const ocr::FieldReading& reading, const ocr::FormTemplate* form) {
    const auto* defined = form ? form->field(reading.id) : nullptr;
    std::vector<std::string> normal;
    for (const auto& value : alternatives_of(reading, 8)) {
        const std::string kept = defined ? ocr::normal_value(*defined, value) : value;
        if (kept != reading.value && normal.size() < 4 && std::find(normal.begin(), normal.end(), kept) == normal.end())
            normal.push_back(kept);
    }
    return normal;
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
        throw store::StoreError(store::Blame::request, "確認する人の名前がありません", "--who", "--who に名前を指定してください");
    store::Documents(workspace_.database()).documents(batch_);  // throws when there is no such batch
}

std::vector<FieldToCheck> Verification::waiting() const {
    const store::Documents documents(workspace_.database());
    std::vector<FieldToCheck> fields;
    const auto filled = filled_forms(documents.documents(batch_), templates_, lexicons_, iso_date(clock_()));
    for (const auto& form : filled.forms) {
        for (const auto document_id : form.documents) {
            std::optional<store::StoredDocument> document;
            for (const auto& field : form.fields) {
                if (field.document != document_id || field.state != FieldState::review) continue;
                if (!document) document = documents.document(document_id);
                const auto& stored = document->reading.fields;
                const auto read = std::find_if(stored.begin(), stored.end(), [&](const auto& f) { return f.id == field.id; });
                const auto reading = field_read_again(*read);
                FieldToCheck check;
                check.form = form.documents;
                check.document = document_id;
                check.source = document->source;
                check.page = document->reading.page;
                check.title = form.title;
                check.field = field.id;
                check.label = field.label;
                check.value = field.value;
                check.alternatives = normal_alternatives(reading, ocr::form_named(templates_, form.template_id));
                check.reasons = reading.reasons;
                check.box_px = reading.box_px;
                check.masked = field.masked;
                fields.push_back(std::move(check));
            }
        }
    }
    return fields;
}

Decided Verification::accept(const FieldToCheck& field, double seconds) {
    return decide(field, "confirmed", field.value, seconds);
}

Decided Verification::correct(const FieldToCheck& field, const std::string& typed, double seconds) {
    if (field.masked)
        throw store::StoreError(store::Blame::request, "伏せる項目の値は保存しません", field.label,
                                "用紙と見比べて、読めていれば Enter で確認済みにしてください");
    if (typed.empty()) return decide(field, "blank", "", seconds);
    const auto stored = store::Documents(workspace_.database()).document(field.document, store::FieldDetail::value);
    const auto* form = ocr::form_named(templates_, stored.reading.template_id.value_or(""));
    const auto* defined = form ? form->field(field.field) : nullptr;
    const std::string value = defined ? ocr::normal_value(*defined, typed) : typed;
    return decide(field, value == field.value ? "confirmed" : "corrected", value, seconds);
}

Decided Verification::decide(const FieldToCheck& field, const std::string& kind, const std::string& value,
                             double seconds) {
    store::Documents documents(workspace_.database());
    store::Decision decision;
    decision.field = field.field;
    decision.kind = kind;
    decision.old_value = field.value;
    decision.value = value;
    decision.who = who_;
    decision.at = clock_();
    decision.seconds = std::max(0.0, seconds);
    documents.decide(field.document, decision);

    Decided decided;
    decided.value = value;
    std::vector<store::StoredDocument> pages;
    for (const auto page : field.form) pages.push_back(documents.document(page, store::FieldDetail::value));
    const auto filled = filled_forms(pages, templates_, lexicons_, iso_date(decision.at));
    std::vector<store::StoredRecord> records;
    for (const auto& form : filled.forms) {
        records.push_back(stored_record(form));
        decided.form_checked = form.checked();
        for (const auto& finding : form.findings)
            if (finding.field == field.field) decided.findings.push_back(finding);
    }
    store::Records(workspace_.database()).put(records, decision.at);
    return decided;
}

std::pair<int, int> Verification::checked_forms() const {
    const auto filled = filled_forms(store::Documents(workspace_.database()).documents(batch_), templates_, lexicons_,
                                     iso_date(clock_()));
    const auto checked = std::count_if(filled.forms.begin(), filled.forms.end(), [](const auto& form) { return form.checked(); });
    return {static_cast<int>(filled.forms.size()), static_cast<int>(checked)};
}

}  // namespace yorozu::desk
