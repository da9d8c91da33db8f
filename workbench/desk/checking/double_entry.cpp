#include "workbench/desk/checking/double_entry.h"

#include <algorithm>

namespace yorozu::desk {
namespace {

using store::Entry;
using store::StoreError;

StoreError twice_by_one(const std::string& label) {
    return {store::Blame::request, "同じ人が二度は入力できません", label, "ベリファイは別の人が入力してください"};
}

bool same(const Entry& a, const Entry& b) { return a.kind == b.kind && a.value == b.value; }

bool by(const std::vector<Entry>& entries, const std::string& who) {
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.who == who; });
}

store::Decision decision_of(const Entry& entry, const std::string& read_value, std::string reason, double seconds) {
    store::Decision decision;
    decision.field = entry.field;
    decision.kind = entry.kind == "value" ? (entry.value == read_value ? "confirmed" : "corrected") : entry.kind;
    decision.old_value = read_value;
    decision.value = entry.value;
    decision.who = entry.who;
    decision.at = entry.at;
    decision.seconds = seconds;
    decision.reason = std::move(reason);
    return decision;
}

}  // namespace

void DoubleEntry::mark(const std::string& id, bool marked) {
    store::Checking checking(verification_.workspace().database());
    bool known = false;
    const auto before = checking.double_entry(verification_.batch());
    for (const auto& form : verification_.templates())
        for (const auto& field : form.fields) {
            if (!id.empty() && field.id != id) continue;
            known = true;
            if (!can_be_entered_twice(field)) {
                if (id.empty()) continue;
                throw StoreError(store::Blame::request, field.mask ? "伏せる項目の値は保存しないので、ベリファイにはできません" : "打ち込む項目ではありません",
                                 field.label, "ほかの項目を選んでください");
            }
            const bool is_marked = std::find(before.begin(), before.end(), field.id) != before.end();
            if (is_marked != marked)
                checking.mark_double_entry(verification_.batch(), field.id, marked, verification_.who(), verification_.now());
        }
    if (!known) throw StoreError(store::Blame::request, "その項目はどの帳票にもありません", id, "帳票テンプレートの項目名を確かめてください");
}

std::vector<std::string> DoubleEntry::marked() const {
    return store::Checking(verification_.workspace().database()).double_entry(verification_.batch());
}

std::vector<WaitingField> DoubleEntry::queue() const {
    const store::Checking checking(verification_.workspace().database());
    std::map<std::pair<std::int64_t, std::string>, std::vector<Entry>> entered;
    for (auto& entry : checking.entries(verification_.batch())) entered[{entry.document, entry.field}].push_back(std::move(entry));
    std::vector<WaitingField> fields;
    for (const auto& field : checking.waiting(verification_.batch())) {
        if (!field.entered_twice || by(entered[{field.document, field.field}], verification_.who())) continue;
        fields.push_back(field);
    }
    return fields;
}

FieldToEnter DoubleEntry::open(const WaitingField& waiting) const {
    FieldToEnter field;
    field.field = verification_.open(waiting);
    if (!field.field.entered_twice)
        throw StoreError(store::Blame::request, "ベリファイの項目ではありません", field.field.label, "1 項目ずつの確認で確かめてください");
    const auto entries = store::Checking(verification_.workspace().database()).entries(waiting.document, waiting.field);
    if (by(entries, verification_.who())) throw twice_by_one(field.field.label);
    field.turn = entries.empty() ? FieldToEnter::Turn::first : entries.size() == 1 ? FieldToEnter::Turn::second : FieldToEnter::Turn::difference;
    if (field.turn == FieldToEnter::Turn::difference)
        for (const auto& entry : entries) field.entered.push_back(entry.kind == "unreadable" ? "読めない" : entry.value);
    return field;
}

EntryDone DoubleEntry::enter(const FieldToEnter& field, const std::string& typed, double seconds) {
    const auto* form = ocr::form_named(verification_.templates(), field.field.template_id);
    const auto* defined = form ? form->field(field.field.field) : nullptr;
    const std::string value = defined ? ocr::normal_value(*defined, typed) : typed;
    return keep(field, value.empty() ? "blank" : "value", value, seconds);
}

EntryDone DoubleEntry::unreadable(const FieldToEnter& field, double seconds) { return keep(field, "unreadable", "", seconds); }

EntryDone DoubleEntry::keep(const FieldToEnter& field, const std::string& kind, const std::string& value, double seconds) {
    for (;;)  // each round somebody else entered it, and there is one entry a person
        try {
            return compare_and_keep(field, kind, value, seconds);
        } catch (const store::EnteredMeanwhile&) {
        }
}

EntryDone DoubleEntry::compare_and_keep(const FieldToEnter& to_enter, const std::string& kind, const std::string& value, double seconds) {
    const auto& field = to_enter.field;
    store::Checking checking(verification_.workspace().database());
    const auto others = checking.entries(field.document, field.field);
    if (by(others, verification_.who())) throw twice_by_one(field.label);
    if (others.size() >= 2 && to_enter.turn != FieldToEnter::Turn::difference)
        throw StoreError(store::Blame::request, "ほかの二人が先に入力しました", field.label, "二人の入力を見て、正しい値を選んでください");
    const Entry entry{field.document, field.field, kind, value, verification_.who(), verification_.now(), std::max(0.0, seconds)};
    store::CheckStep step;
    step.batch = verification_.batch();
    step.kind = "entry";
    step.who = entry.who;
    step.at = entry.at;
    step.entries.push_back(entry);
    step.entries_seen = others.size();

    EntryDone done;
    done.settled = others.size() >= 2 || (others.size() == 1 && same(others.front(), entry));
    done.differs = others.size() == 1 && !done.settled;
    if (done.settled) {
        double looked = entry.seconds;
        for (const auto& other : others) looked += other.seconds;
        const auto page = store::Documents(verification_.workspace().database()).document(field.document, store::FieldDetail::value);
        std::string read_value;
        for (const auto& read : page.reading.fields)
            if (read.id == field.field) read_value = read.value;
        const std::string reason = others.size() >= 2 ? "ベリファイ：二人の違いを決めた" : "ベリファイ：二人が一致";
        step.decisions.push_back({field.document, field.seen, decision_of(entry, read_value, reason, looked)});
        step.records.push_back(verification_.after(verification_.form_of(field.document), step.decisions).record);
    }
    checking.keep(step);
    return done;
}

}  // namespace yorozu::desk
