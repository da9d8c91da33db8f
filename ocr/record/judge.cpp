#include <algorithm>
#include <deque>
#include <set>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/acceptance.h"
#include "ocr/record/block_numbers.h"
#include "ocr/record/cross_checks.h"
#include "ocr/record/decode.h"
#include "ocr/record/earlier_pages.h"
#include "ocr/record/japanese_date.h"
#include "ocr/record/normal_form.h"
#include "ocr/record/people.h"
#include "ocr/record/record.h"
#include "ocr/record/rules.h"

namespace yorozu::ocr {

namespace {

/// One field on its way through the judgement.
struct Case {
    const FieldTemplate* field = nullptr;
    FieldReading* reading = nullptr;
    Decoding decoding;
    double soundness = 1;  ///< what the cutting and the reject answers left of the field's confidence
    bool spoken = false;   ///< has characters that were decoded
    bool paired = false;   ///< the field's partner confirms it
    std::vector<std::string> faults;  ///< what stands against accepting
    double era_confidence = 1;  ///< of the choice that holds a date's era
    bool era_doubt = false;     ///< that choice is empty or doubtful

    const Candidate* best() const { return decoding.candidates.empty() ? nullptr : &decoding.candidates.front(); }
};

void note(FieldReading& reading, const std::string& reason) {
    if (std::find(reading.reasons.begin(), reading.reasons.end(), reason) == reading.reasons.end())
        reading.reasons.push_back(reason);
}

/// How much less sure read_fields was of the field than its characters and their rejects say. The rejects are what
/// the guesses leave of 1; the decoding counts them already.
double soundness_of(const FieldReading& reading) {
    double product = 1;
    for (const CharacterReading& character : reading.characters) {
        double given = character.confidence;
        for (const CharacterGuess& other : character.others) given += other.probability;
        product *= character.confidence * std::min(1.0, given);
    }
    if (product <= 0) return 0;
    return std::clamp(reading.read_confidence / product, 0.0, 1.0);
}

/// Back to what read_fields said, or keeps it the first time: judging twice gives the same as judging once.
void begin(FieldReading& reading) {
    if (reading.read_confidence < 0) {
        reading.read_confidence = reading.confidence;
        reading.read_reasons = reading.reasons;
    }
    reading.confidence = reading.read_confidence;
    reading.reasons = reading.read_reasons;
}

class Judgement {
public:
    Judgement(std::vector<FieldReading>& readings, const FormTemplate& form, const LexiconSet& lexicons, const AcceptRule& accept,
              const EarlierValues& earlier)
        : form_(form), surroundings_{lexicons, accept.today}, accept_(accept), earlier_(earlier) {
        for (FieldReading& reading : readings) {
            const FieldTemplate* field = form.field(reading.id);
            if (!field) continue;
            begin(reading);
            cases_.push_back({field, &reading, {}, 1, false, false, {}, 1, false});
        }
    }

    std::vector<RuleFinding> run() {
        for (Case& c : cases_) take_era(c);
        for (Case& c : cases_) decode_one(c);
        for (const FieldPair& pair : field_pairs(form_)) compare(pair);
        compare_names();
        for (Case& c : cases_) settle_value(c);
        for (const FieldPair& pair : field_pairs(form_)) contradict(pair);
        std::map<std::string, std::string> present;
        for (const Case& c : cases_) {
            // What is written but cannot be read is not empty, and nothing can be said about it.
            if (c.reading->blank || !c.reading->value.empty()) present[c.field->id] = c.reading->value;
            check_rules(c);
        }
        for (RuleFinding& finding : broken_between_fields(form_, present)) found(std::move(finding));
        doubt_empty_page();
        for (Case& c : cases_) settle_status(c);
        return std::move(findings_);
    }

private:
    Case* find(const FieldTemplate* field) {
        for (Case& c : cases_)
            if (c.field->id == field->id) return &c;
        return nullptr;
    }

    void found(RuleFinding finding) {
        for (Case& c : cases_)
            if (c.field->id == finding.field) c.faults.push_back(finding.message);
        findings_.push_back(std::move(finding));
    }

    /// The bank whose branches are meant: the code that is surest so far.
    std::string bank() {
        for (Case& c : cases_)
            if (c.field->kind == FieldKind::digits && c.best() && c.best()->listed && list_of(*c.field, surroundings_.lexicons) &&
                list_of(*c.field, surroundings_.lexicons)->name() == "zengin.bank" && c.decoding.confidence(0) > 0.9)
                return c.best()->value;
        return "";
    }

    /// A date whose era stands in a choice beside it is as sure as that choice at most.
    void take_era(Case& c) {
        const std::string id = era_field(*c.field);
        if (id.empty()) return;
        for (const Case& choice : cases_) {
            if (choice.field->id != id) continue;
            if (choice.reading->blank || choice.reading->value.empty()) {
                c.era_doubt = true;
                return;
            }
            c.field = &with_eras_.emplace_back(with_era(*c.field, choice.reading->value));
            c.era_confidence = choice.reading->confidence;
            c.era_doubt = choice.reading->doubt;
        }
    }

    void decode_one(Case& c) {
        if (c.reading->blank || c.reading->characters.empty()) return;
        if (c.reading->line.empty()) c.soundness = soundness_of(*c.reading);  // a line's ways of cutting are weighed below
        const Lexicon* list = list_of(*c.field, surroundings_.lexicons);
        const std::string parent = list && list->name() == "zengin.branch" ? bank() : "";
        c.decoding = decode(*c.reading, *c.field, surroundings_, parent);
        c.spoken = true;
    }

    void compare(const FieldPair& pair) {
        Case* code = find(pair.code);
        Case* name = find(pair.name);
        if (!code || !name || !code->spoken || !name->spoken) return;
        weigh_together(pair, code->decoding, name->decoding, surroundings_.lexicons, bank());
        if (!code->best() || !name->best()) return;
        if (!belong_together(pair, code->best()->value, name->best()->value, surroundings_.lexicons, bank()).value_or(false)) return;
        code->paired = name->paired = true;
    }

    /// Names without a フリガナ, with the names that need no person: of earlier pages, and of this one confirmed by their フリガナ.
    void compare_names() {
        std::vector<KnownName> known;
        for (const auto& [id, value] : earlier_)
            if (const FieldTemplate* field = form_.field(id); field && names_a_person(*field)) known.push_back(known_name(value, surroundings_.lexicons));
        std::set<std::string> with_reading;
        for (const FieldPair& pair : field_pairs(form_))
            if (pair.kind == Pair::name) with_reading.insert(pair.name->id);
        for (const Case& c : cases_)
            if (names_a_person(*c.field) && c.paired && c.best()->listed && c.decoding.confidence(0) * c.soundness >= accept_.least_confidence_of(c.field->kind))
                known.push_back(known_name(c.best()->value, surroundings_.lexicons));
        for (Case& c : cases_)
            if (c.spoken && names_a_person(*c.field) && !with_reading.count(c.field->id) && !c.reading->line.empty())
                weigh_with_known_names(c.decoding, c.reading->line, known, surroundings_.lexicons);
    }

    void settle_value(Case& c) {
        FieldReading& reading = *c.reading;
        if (reading.blank) {
            reading.value.clear();
            return;
        }
        if (!c.spoken) {
            reading.value = normal_value(*c.field, reading.raw.empty() ? reading.value : reading.raw);
            return;
        }
        const Candidate* best = c.best();
        if (!best) {
            reading.value = normal_value(*c.field, reading.raw);
            reading.confidence = 0;
            return;
        }
        if (!reading.line.empty()) take_line(c, *best);
        reading.value = best->value;
        reading.confidence = std::min(1.0, c.decoding.confidence(0) * c.soundness * c.era_confidence);
        if (c.era_doubt) c.faults.push_back("元号がはっきりしません");
        if (best->resized) c.faults.push_back("小さい「ッャュョ」か大きい字か、一覧と違います");
        if (best->value == c.decoding.first_value) return;
        const std::string shown = c.field->mask ? "" : " " + best->value + " ";
        note(reading, best->listed ? "一覧で" + shown + "に直しました" : c.paired ? "対になる項目から" + shown + "に直しました"
                                                                              : "規則に合う読み" + shown + "を選びました");
        if (best->least < acceptance::least_changed_character && !c.paired) c.faults.push_back("直した文字の読みが不確かです");
    }

    /// Shows the characters of the way in which the line was cut.
    void take_line(Case& c, const Candidate& chosen) {
        FieldReading& reading = *c.reading;
        reading.raw = chosen.raw;
        reading.characters.clear();
        std::vector<BoxPx> block_digits;
        // Where the tied field says the same, a stain between the characters of a list entry changes nothing.
        if (chosen.dirt > 0 && !(c.paired && chosen.whole)) c.faults.push_back("文字と見なかった書き込みがあります");
        for (std::size_t i = 0; i < chosen.runs.size(); ++i) {
            const bool block = chosen.blocks_from > 0 && i >= chosen.blocks_from;
            const GlyphRun& run = (block ? c.decoding.blocks : reading.line).runs[static_cast<std::size_t>(chosen.runs[i])];
            CharacterReading character;
            character.value = chosen.characters[i];
            character.box_px = run.box_px;
            for (const CharacterGuess& guess : run.reading.guesses)
                if (guess.text == character.value) character.confidence = guess.probability;
                else character.others.push_back(guess);
            if (run.reading.reject > 0.5 && !confirmed_by_list(c)) c.faults.push_back("読めない文字があります");
            // 3-9 and far behind it 1: a number of its own, or a stroke that is not of this address?
            if (block && i > chosen.blocks_from && is_digit(chosen.characters[i]) && is_digit(chosen.characters[i - 1]) &&
                reading.line.space_before[static_cast<std::size_t>(run.from)])
                c.faults.push_back("番地の数字の間が空いています");
            if (block && is_digit(character.value)) block_digits.push_back(run.box_px);
            reading.characters.push_back(std::move(character));
        }
        if (!block_digits.empty() && too_wide_for_a_digit(block_digits, reading.characters.front().box_px, reading.characters.back().box_px))
            c.faults.push_back("番地の数字に横線が付いているかもしれません");
    }

    void contradict(const FieldPair& pair) {
        Case* code = find(pair.code);
        Case* name = find(pair.name);
        if (!code || !name) return;
        if (pair.kind == Pair::holder && differ_in_marks_alone(code->reading->value, name->reading->value))
            for (Case* one : {code, name}) one->faults.push_back("フリガナと口座名義が、濁点だけ違います");
        if (!must_agree(pair.kind)) return;
        if (belong_together(pair, code->reading->value, name->reading->value, surroundings_.lexicons, bank()).value_or(true)) return;
        found({pair.code->id, "lexicon", contradiction(pair)});
        found({pair.name->id, "lexicon", contradiction(pair)});
    }

    void check_rules(const Case& c) {
        const std::string& value = c.reading->value;
        if (const auto broken = broken_kind(*c.field, value)) found({c.field->id, std::string(name_of(c.field->kind)), *broken});
        for (const FieldRule& rule : c.field->rules)
            if (const auto broken = broken_rule(rule, *c.field, value, surroundings_)) found({c.field->id, rule.rule, *broken});
        if (c.field->kind == FieldKind::date && !value.empty())
            if (const auto date = read_date(c.reading->raw, date_hints(*c.field)); date && date->outside_era)
                found({c.field->id, "date", date->era + "にない日付です（" + iso_date(date->date) + " と読みました）"});
    }

    bool confirmed_by_list(const Case& c) const { return c.paired || (c.best() && c.best()->listed && c.best()->whole); }

    /// A town of the list and nothing but block numbers behind it: those are read with the digits' own network.
    static bool listed_town(const Case& c) {
        const Candidate* best = c.best();
        return best && best->listed && best->blocks_from > 0 &&
               std::all_of(best->characters.begin() + static_cast<std::ptrdiff_t>(best->blocks_from), best->characters.end(), is_block_character);
    }

    void check_free_text(Case& c) const {
        const bool free = c.field->script != Script::printed && (c.field->kind == FieldKind::kanji || c.field->kind == FieldKind::text);
        if (!free || confirmed_by_list(c) || listed_town(c) || !c.spoken) return;
        // One clear stroke in a box for names is a stray mark sooner than a name that no list knows.
        const bool listable = list_of(*c.field, surroundings_.lexicons) != nullptr;
        const auto& characters = c.reading->characters;
        if (listable || std::any_of(characters.begin(), characters.end(), [&](const CharacterReading& one) { return one.confidence < 1 - accept_.error_limit; }))
            c.faults.push_back("一覧で確かめられない手書きです");
    }

    /// Nobody hands in a form with nothing in any of the boxes that must be filled: rather the scan lost a faint pencil.
    void doubt_empty_page() {
        constexpr int least_required = 3;
        int required = 0;
        for (const Case& c : cases_) {
            const bool written = c.field->kind != FieldKind::seal && c.field->kind != FieldKind::code && c.field->kind != FieldKind::image &&
                                 c.field->script != Script::printed;
            if (!written || !c.field->required) continue;
            if (!c.reading->blank) return;
            ++required;
        }
        if (required < least_required) return;
        for (Case& c : cases_)
            if (c.reading->blank) c.faults.push_back("必須の項目がどれも空欄です。薄い字が写っていないかもしれません");
    }

    void settle_status(Case& c) {
        FieldReading& reading = *c.reading;
        if (reading.blank) {
            for (const std::string& fault : c.faults) note(reading, fault);
            if (c.faults.empty() && reading.confidence < acceptance::least_blank_confidence) note(reading, "空欄かどうか、はっきりしません");
            const bool clear = reading.reasons.empty() && !reading.doubt;
            reading.status = clear ? FieldStatus::blank : FieldStatus::review;
            return;
        }
        check_free_text(c);
        for (const std::string& fault : c.faults) note(reading, fault);
        const bool sure = reading.confidence >= accept_.least_confidence_of(c.field->kind);
        if (reading.doubt && reading.reasons.empty()) note(reading, "読み取りに疑わしい点があります");
        if (!sure) note(reading, std::string(reason_unsure));
        const bool empty = reading.value.empty() && c.field->kind != FieldKind::image;
        if (empty) note(reading, "書き込みがありますが、読めません");
        reading.status = sure && !empty && !reading.doubt && c.faults.empty() ? FieldStatus::accepted : FieldStatus::review;
    }

    const FormTemplate& form_;
    RuleSurroundings surroundings_;
    const AcceptRule& accept_;
    const EarlierValues& earlier_;
    std::vector<Case> cases_;
    std::deque<FieldTemplate> with_eras_;  ///< dates with the era that was chosen beside them
    std::vector<RuleFinding> findings_;
};

}  // namespace

double AcceptRule::least_confidence_of(FieldKind kind) const {
    const auto learnt = least_confidence.find(kind);
    return learnt != least_confidence.end() ? learnt->second : 1 - error_limit * acceptance::marginal_error_factor;
}

bool is_note(std::string_view reason) { return reason.ends_with("に直しました") || reason.ends_with("を選びました"); }

std::vector<RuleFinding> judge(std::vector<FieldReading>& fields, const FormTemplate& form, const LexiconSet& lexicons,
                               const AcceptRule& accept) {
    return judge_with_earlier(fields, form, lexicons, accept, {});
}

std::vector<RuleFinding> judge_with_earlier(std::vector<FieldReading>& fields, const FormTemplate& form, const LexiconSet& lexicons,
                                            const AcceptRule& accept, const EarlierValues& earlier) {
    return Judgement(fields, form, lexicons, accept, earlier).run();
}

EarlierValues accepted_values(const std::vector<FieldReading>& fields) {
    EarlierValues values;
    for (const FieldReading& field : fields)
        if (field.status == FieldStatus::accepted) values[field.id] = field.value;
    return values;
}

std::vector<RuleFinding> check_values(const std::map<std::string, std::string>& values, const FormTemplate& form,
                                      const LexiconSet& lexicons, std::string_view today) {
    const RuleSurroundings surroundings{lexicons, today};
    std::vector<RuleFinding> findings;
    std::map<std::string, std::string> present;
    for (const FieldTemplate& field : form.fields) {
        const auto given = values.find(field.id);
        if (given == values.end()) continue;
        const auto era = values.find(era_field(field));
        const std::string& value = present[field.id] =
            normal_value(era == values.end() ? field : with_era(field, era->second), given->second);
        if (const auto broken = broken_kind(field, value)) findings.push_back({field.id, std::string(name_of(field.kind)), *broken});
        for (const FieldRule& rule : field.rules)
            if (const auto broken = broken_rule(rule, field, value, surroundings)) findings.push_back({field.id, rule.rule, *broken});
    }
    std::string bank;
    for (const FieldPair& pair : field_pairs(form)) {
        const auto code = present.find(pair.code->id);
        const auto name = present.find(pair.name->id);
        if (code == present.end() || name == present.end()) continue;
        if (pair.kind == Pair::bank) bank = code->second;
        if (!must_agree(pair.kind) || belong_together(pair, code->second, name->second, lexicons, bank).value_or(true)) continue;
        findings.push_back({pair.code->id, "lexicon", contradiction(pair)});
        findings.push_back({pair.name->id, "lexicon", contradiction(pair)});
    }
    for (RuleFinding& finding : broken_between_fields(form, present)) findings.push_back(std::move(finding));
    return findings;
}

}  // namespace yorozu::ocr
