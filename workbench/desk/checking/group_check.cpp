#include "workbench/desk/checking/group_check.h"

#include <algorithm>
#include <cctype>

#include "workbench/desk/reading/stored_reading.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::desk {
namespace {

bool in_carpet(const ocr::FieldTemplate& field) {
    using Kind = ocr::FieldKind;
    switch (field.kind) {
        case Kind::digits: case Kind::alnum: case Kind::katakana: case Kind::hiragana: case Kind::kana: case Kind::date: case Kind::amount:
            return !field.mask;
        default: return false;
    }
}

GroupCell cell_of(const ocr::CharacterReading& read) {
    GroupCell cell;
    cell.read = read.value;
    cell.confidence = read.confidence;
    cell.doubtful = read.confidence < doubtful_below;
    cell.box_px = read.box_px;
    if (!read.others.empty()) {
        cell.second = read.others.front().text;
        cell.second_probability = read.others.front().probability;
    }
    return cell;
}

}  // namespace

GroupCheck::GroupCheck(Verification& verification) : verification_(verification) {
    const store::Documents documents(verification_.workspace().database());
    std::optional<store::StoredDocument> document;
    const ocr::FormTemplate* form = nullptr;
    for (const auto& waiting : verification_.queue()) {
        if (!document || document->id != waiting.document) {
            document = documents.document(waiting.document);
            form = ocr::form_named(verification_.templates(), document->reading.template_id.value_or(""));
        }
        const auto* defined = form ? form->field(waiting.field) : nullptr;
        if (!defined || !in_carpet(*defined)) continue;
        const auto& stored = document->reading.fields;
        const auto found = std::find_if(stored.begin(), stored.end(), [&](const auto& field) { return field.id == waiting.field; });
        if (found == stored.end()) continue;
        const auto reading = field_read_again(*found);
        const auto unreadable = [](const auto& character) { return character.value.empty(); };
        if (reading.doubt || reading.characters.empty() ||
            std::any_of(reading.characters.begin(), reading.characters.end(), unreadable))
            continue;
        Field field;
        field.raw = reading.raw;
        for (const auto& read : reading.characters) {
            auto cell = cell_of(read);
            cell.document = waiting.document;
            cell.field = waiting.field;
            cell.position = static_cast<int>(field.cells.size());
            cell.form_number = verification_.form_number(waiting.document);
            cell.label = defined->label;
            field.cells.push_back(std::move(cell));
        }
        fields_[{waiting.document, waiting.field}] = std::move(field);
    }
    refresh();
}

void GroupCheck::refresh() {
    settled_.clear();
    for (const auto& check : store::Checking(verification_.workspace().database()).settled_characters(verification_.batch()))
        settled_[{check.document, check.field, check.position}] = check.value;
    waiting_.clear();
    for (const auto& field : verification_.queue()) waiting_[{field.document, field.field}] = true;
}

std::vector<GroupCharacter> GroupCheck::characters() const {
    std::map<std::string, GroupCharacter> by_character;
    for (const auto& [key, field] : fields_) {
        const bool waits = waiting_.count(key) > 0;
        for (const auto& cell : field.cells) {
            auto& line = by_character[cell.read];
            line.character = cell.read;
            ++line.count;
            if (waits && !settled_.count(cell.place())) ++line.open;
        }
    }
    std::vector<GroupCharacter> lines;
    for (auto& [character, line] : by_character) lines.push_back(std::move(line));
    // Digits, letters, kana; signs last.
    const auto sign = [](const GroupCharacter& line) { return line.character.size() == 1 && !std::isalnum(static_cast<unsigned char>(line.character[0])); };
    std::stable_partition(lines.begin(), lines.end(), [&](const auto& line) { return !sign(line); });
    return lines;
}

std::vector<GroupCell> GroupCheck::cells(const std::string& character) const {
    std::vector<GroupCell> cells;
    for (const auto& [key, field] : fields_) {
        if (!waiting_.count(key)) continue;
        for (const auto& cell : field.cells)
            if (cell.read == character && !settled_.count(cell.place())) cells.push_back(cell);
    }
    std::stable_sort(cells.begin(), cells.end(), [](const GroupCell& a, const GroupCell& b) {
        if (a.doubtful != b.doubtful) return a.doubtful;
        if (a.doubtful) return a.confidence < b.confidence;
        return a.form_number < b.form_number;
    });
    return cells;
}

std::vector<GroupCell> GroupCheck::field_cells(const GroupCell& cell) const {
    const auto found = fields_.find({cell.document, cell.field});
    return found == fields_.end() ? std::vector<GroupCell>{} : found->second.cells;
}

std::optional<GroupCheck::Finished> GroupCheck::finished(const FieldKey& key, const std::map<GroupCell::Place, std::string>& settled) const {
    const auto& field = fields_.at(key);
    std::string text;
    std::size_t at = 0;
    for (const auto& cell : field.cells) {
        const auto own = settled.find(cell.place());
        if (own == settled.end()) return std::nullopt;
        // What stood between the characters (the spaces of a name, the 年 of a date) stays there.
        if (const auto found = field.raw.find(cell.read, at); found != std::string::npos) {
            text += field.raw.substr(at, found - at);
            at = found + cell.read.size();
        }
        text += own->second;
    }
    return Finished{key, text + field.raw.substr(std::min(at, field.raw.size()))};
}

GroupSettled GroupCheck::settle(const std::vector<GroupCell>& cells, const std::map<GroupCell::Place, std::string>& replaced, double seconds) {
    store::CheckStep step;
    step.batch = verification_.batch();
    step.kind = "group";
    step.who = verification_.who();
    step.at = verification_.now();
    GroupSettled result;
    auto settled = settled_;
    std::map<FieldKey, bool> touched;
    for (const auto& cell : cells) {
        const auto other = replaced.find(cell.place());
        const std::string value = other == replaced.end() ? cell.read : other->second;
        if (value.empty()) continue;  // taken out without a right character: stays open for 1 項目ずつ
        step.characters.push_back({cell.document, cell.field, cell.position, cell.read, value});
        settled[cell.place()] = value;
        touched[{cell.document, cell.field}] = true;
        ++result.characters;
    }
    if (step.characters.empty()) return result;

    std::map<std::int64_t, std::vector<Finished>> by_form;
    for (const auto& [key, yes] : touched)
        if (auto whole = finished(key, settled)) by_form[verification_.form_of(key.first).front()].push_back(std::move(*whole));
    const std::string today = iso_date(step.at);
    for (const auto& [first, done] : by_form) {
        const auto& form = verification_.form_of(first);
        const auto before = verification_.after(form, {});
        const CheckContext context{ocr::form_named(verification_.templates(), before.filled.template_id), verification_.lexicons(), today};
        std::vector<store::FieldDecision> decisions;
        for (const auto& field : done) {
            const auto* defined = context.form ? context.form->field(field.key.second) : nullptr;
            const auto* now = before.filled.field(field.key.second);
            if (!defined || !now || !meaning_of(field.value, field.key.second, before.filled, context).fits) {
                ++result.left;
                continue;
            }
            store::Decision decision;
            decision.field = field.key.second;
            decision.old_value = now->value;
            decision.value = ocr::normal_value(*defined, field.value);
            decision.kind = decision.value == now->value ? "confirmed" : "corrected";
            decision.who = step.who;
            decision.at = step.at;
            std::int64_t seen = 0;
            for (const auto& earlier : store::Documents(verification_.workspace().database()).history(field.key.first, decision.field))
                seen = earlier.id;
            decisions.push_back({field.key.first, seen, std::move(decision)});
        }
        if (decisions.empty()) continue;
        step.records.push_back(verification_.after(form, decisions).record);
        for (auto& decision : decisions) step.decisions.push_back(std::move(decision));
    }
    unspent_seconds_ += std::max(0.0, seconds);
    result.fields = static_cast<int>(step.decisions.size());
    for (auto& decision : step.decisions) decision.decision.seconds = unspent_seconds_ / result.fields;
    store::Checking(verification_.workspace().database()).keep(step);
    if (result.fields > 0) unspent_seconds_ = 0;
    refresh();
    return result;
}

}  // namespace yorozu::desk
