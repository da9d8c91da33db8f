#include "workbench/desk/checking/check_field.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/tied_fields.h"
#include "workbench/desk/checking/check_words.h"
#include "workbench/desk/checking/verify.h"
#include "workbench/desk/reading/stored_reading.h"

namespace yorozu::desk {
namespace {

constexpr std::size_t most_alternatives = 5;
constexpr double least_alternative = 0.001;

std::vector<std::string> characters_of(std::string_view text) {
    std::vector<std::string> all;
    for (const char32_t c : ocr::code_points(text)) all.push_back(ocr::utf8_of(std::u32string_view(&c, 1)));
    return all;
}

bool is_space(const std::string& character) { return character == " " || character == "　"; }

std::vector<std::string> without_spaces(std::string_view text) {
    auto all = characters_of(text);
    std::erase_if(all, is_space);
    return all;
}

/// Puts characters back among what was read between them (the 年 月 日 of a date, hyphens).
std::string reassembled(const FieldToCheck& field, const std::vector<std::string>& characters) {
    std::string text;
    std::size_t at = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const auto found = field.characters[i].read.empty() ? at : field.raw.find(field.characters[i].read, at);
        if (found != std::string::npos) {
            text += field.raw.substr(at, found - at);
            at = found + field.characters[i].read.size();
        }
        text += characters[i];
    }
    return at <= field.raw.size() ? text + field.raw.substr(at) : text;
}

using Matrix = std::array<double, 9>;

Matrix inverse(const Matrix& m) {
    const double a = m[4] * m[8] - m[5] * m[7], b = m[2] * m[7] - m[1] * m[8], c = m[1] * m[5] - m[2] * m[4];
    const double d = m[0] * a + m[3] * b + m[6] * c;
    if (std::abs(d) < 1e-12) return {1, 0, 0, 0, 1, 0, 0, 0, 1};
    return {a / d, b / d, c / d,
            (m[5] * m[6] - m[3] * m[8]) / d, (m[0] * m[8] - m[2] * m[6]) / d, (m[2] * m[3] - m[0] * m[5]) / d,
            (m[3] * m[7] - m[4] * m[6]) / d, (m[1] * m[6] - m[0] * m[7]) / d, (m[0] * m[4] - m[1] * m[3]) / d};
}

/// The upright rectangle on the form, in mm, around a box on the page as given.
ocr::BoxMm on_form(const ocr::BoxPx& box, const Matrix& page_to_blank, double px_per_mm) {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (const double x : {double(box.x), double(box.x + box.width)})
        for (const double y : {double(box.y), double(box.y + box.height)}) {
            const auto& m = page_to_blank;
            const double w = m[6] * x + m[7] * y + m[8];
            if (std::abs(w) < 1e-12) continue;
            const double u = (m[0] * x + m[1] * y + m[2]) / w / px_per_mm, v = (m[3] * x + m[4] * y + m[5]) / w / px_per_mm;
            left = std::min(left, u), right = std::max(right, u), top = std::min(top, v), bottom = std::max(bottom, v);
        }
    if (right < left) return {};
    return {left, top, right - left, bottom - top};
}

void place_characters(FieldToCheck& field, const ocr::FieldReading& reading, const ocr::FormTemplate& form, int template_page,
                      const Matrix& transform) {
    const double px_per_mm = form.pages[static_cast<std::size_t>(template_page) - 1].px_per_mm;
    const Matrix page_to_blank = inverse(transform);
    for (const auto& read : reading.characters) {
        CheckCharacter character;
        character.read = character.shown = read.value;
        character.confidence = read.confidence;
        character.box_px = read.box_px;
        character.box_mm = px_per_mm > 0 ? on_form(read.box_px, page_to_blank, px_per_mm) : ocr::BoxMm{};
        if (field.cells > 0 && field.box_mm.width > 0) {
            const double cell = field.box_mm.width / field.cells;
            const double middle = character.box_mm.x + character.box_mm.width / 2 - field.box_mm.x;
            // Two characters never share a cell: of a misplaced one the order decides.
            const int after = field.characters.empty() ? -1 : field.characters.back().cell;
            character.cell = std::clamp(static_cast<int>(std::floor(middle / cell)), std::min(after + 1, field.cells - 1), field.cells - 1);
            character.box_mm = {field.box_mm.x + cell * character.cell, field.box_mm.y, cell, field.box_mm.height};
        }
        field.characters.push_back(std::move(character));
    }
}

void mark_doubtful(FieldToCheck& field) {
    bool any = false;
    for (auto& character : field.characters) {
        character.doubtful = character.read.empty() || character.confidence < doubtful_below || character.shown != character.read;
        any = any || character.doubtful;
    }
    if (any || field.characters.empty()) return;
    std::min_element(field.characters.begin(), field.characters.end(), [](const auto& a, const auto& b) {
        return a.confidence < b.confidence;
    })->doubtful = true;
}

std::map<std::string, std::string> values_of(const FilledForm& filled) {
    std::map<std::string, std::string> values;
    for (const auto& field : filled.fields)
        if (!field.masked) values[field.id] = field.value;
    return values;
}

void add_alternatives(FieldToCheck& field, const ocr::FieldReading& reading, const FilledForm& filled, const CheckContext& context) {
    for (std::size_t at = 0; at < field.characters.size(); ++at) {
        auto& character = field.characters[at];
        if (!character.doubtful) continue;
        std::vector<ocr::CharacterGuess> guesses;
        if (!character.read.empty()) guesses.push_back({character.read, reading.characters[at].confidence});
        for (const auto& other : reading.characters[at].others) guesses.push_back(other);
        for (const auto& guess : guesses) {
            const bool needed = guess.text == character.shown || guess.text == character.read;
            if (!needed && (guess.probability < least_alternative || character.alternatives.size() >= most_alternatives)) continue;
            std::vector<std::string> whole;
            for (const auto& each : field.characters) whole.push_back(each.shown);
            whole[at] = guess.text;
            auto alternative = meaning_of(reassembled(field, whole), field.field, filled, context);
            alternative.character = guess.text;
            alternative.probability = guess.probability;
            character.alternatives.push_back(std::move(alternative));
        }
    }
}

void add_tied(FieldToCheck& field, const FilledForm& filled, const ocr::FormTemplate& form) {
    for (const auto& id : ocr::tied_fields(form, field.field)) {
        const auto* tied = filled.field(id);
        if (!tied) continue;
        field.tied.push_back({tied->document, id, tied->label, tied->masked ? "●" : tied->value, tied->state});
    }
}

const store::StoredDocument& page_of(const std::vector<store::StoredDocument>& pages, std::int64_t document) {
    for (const auto& page : pages)
        if (page.id == document) return page;
    throw std::out_of_range("the form has no such page");
}

/// As they would be stored (dates as dates), each once.
std::vector<std::string> whole_alternatives(const ocr::FieldReading& reading, const ocr::FieldTemplate* defined, const std::string& value) {
    std::vector<std::string> normal;
    for (const auto& alternative : alternatives_of(reading, 8)) {
        const std::string kept = defined ? ocr::normal_value(*defined, alternative) : alternative;
        if (kept != value && normal.size() < 4 && std::find(normal.begin(), normal.end(), kept) == normal.end())
            normal.push_back(kept);
    }
    return normal;
}

}  // namespace

int FieldToCheck::first_doubtful() const {
    for (std::size_t i = 0; i < characters.size(); ++i)
        if (characters[i].doubtful) return static_cast<int>(i);
    return 0;
}

CheckAlternative meaning_of(const std::string& typed, const std::string& id, const FilledForm& filled, const CheckContext& context) {
    CheckAlternative meaning;
    const auto* defined = context.form ? context.form->field(id) : nullptr;
    if (!defined || typed.empty()) return meaning;
    auto values = values_of(filled);
    const std::string value = values[id] = ocr::normal_value(*defined, typed);
    // Only what is tied to the field: the rules of the others have nothing to say about it.
    const auto tied = ocr::tied_fields(*context.form, id);
    std::erase_if(values, [&](const auto& entry) {
        return entry.first != id && std::find(tied.begin(), tied.end(), entry.first) == tied.end();
    });
    const auto list = ocr::list_meaning(*context.form, id, value, values, context.lexicons);
    std::string fault;
    for (const auto& finding : ocr::check_values(values, *context.form, context.lexicons, context.today))
        if (finding.field == id && fault.empty()) fault = finding.message;
    meaning.fits = fault.empty() && (!list.has_list || list.listed);
    meaning.meaning = words_of_meaning(value, list, fault);
    return meaning;
}

std::vector<std::string> cells_shown(const FieldToCheck& field) {
    std::vector<std::string> cells(static_cast<std::size_t>(std::max(field.cells, 0)));
    for (const auto& character : field.characters)
        if (character.cell >= 0) cells[static_cast<std::size_t>(character.cell)] = character.shown;
    return cells;
}

std::string value_of_cells(const FieldToCheck& field, const std::vector<std::string>& cells) {
    // As long as only characters were replaced, what was read between them holds.
    std::vector<std::string> replaced;
    std::size_t filled = 0;
    for (const auto& cell : cells) filled += !cell.empty();
    for (const auto& character : field.characters)
        if (character.cell >= 0 && !cells[static_cast<std::size_t>(character.cell)].empty())
            replaced.push_back(cells[static_cast<std::size_t>(character.cell)]);
    if (filled > 0 && filled == replaced.size() && replaced.size() == field.characters.size()) return reassembled(field, replaced);
    const bool words = field.kind != ocr::FieldKind::digits && field.kind != ocr::FieldKind::date && field.kind != ocr::FieldKind::amount;
    std::string value;
    bool gap = false;
    for (const auto& cell : cells) {
        if (cell.empty()) {
            gap = true;
            continue;
        }
        if (gap && words && !value.empty()) value += "　";
        gap = false;
        value += cell;
    }
    return value;
}

FieldToCheck field_to_check(const std::vector<store::StoredDocument>& pages, const FilledForm& filled, std::int64_t document,
                            const std::string& id, const CheckContext& context) {
    const auto& page = page_of(pages, document);
    const auto* now = filled.field(id);
    const auto stored = std::find_if(page.reading.fields.begin(), page.reading.fields.end(), [&](const auto& f) { return f.id == id; });
    if (!now || stored == page.reading.fields.end()) throw std::out_of_range("the form has no such field");
    const auto reading = field_read_again(*stored);
    const auto* defined = context.form ? context.form->field(id) : nullptr;

    FieldToCheck field;
    field.form = filled.documents;
    field.document = document;
    field.source = page.source;
    field.page = page.reading.page;
    field.title = filled.title;
    field.template_id = filled.template_id;
    field.field = id;
    field.label = now->label;
    field.masked = now->masked;
    field.reasons = reading.reasons;
    for (const auto& finding : filled.findings)
        if (finding.field == id && std::find(field.reasons.begin(), field.reasons.end(), finding.message) == field.reasons.end())
            field.reasons.push_back(finding.message);
    field.box_px = reading.box_px;
    field.decided = now->decided;
    field.decision_reason = now->reason;
    if (const auto* decision = page.decision(id)) field.seen = decision->id;
    if (defined) {
        field.kind = defined->kind;
        field.kind_words = words_of_kind(*defined);
        field.cells = defined->cells;
        field.lines = defined->lines;
        field.pick_many = defined->pick_many;
        for (const auto& option : defined->options) field.options.push_back(option.value);
        field.box_mm = defined->box_mm;
    }
    field.entered_twice = defined && page.entered_twice(id) && can_be_entered_twice(*defined);
    if (field.entered_twice) field.reasons.assign(1, "ベリファイの項目です");
    if (field.masked || field.entered_twice) {  // what must not be seen is not even there
        field.why = words_of_reasons(field);
        return field;
    }
    field.value = now->value;
    field.raw = reading.raw;
    field.alternatives = whole_alternatives(reading, defined, field.value);
    if (context.form) {
        const bool written = field.kind != ocr::FieldKind::seal && field.kind != ocr::FieldKind::image && field.kind != ocr::FieldKind::choice;
        const auto match = match_read_again(page, context.form);
        if (written) place_characters(field, reading, *context.form, std::max(1, match.template_page), match.transform);
    }
    const auto in_value = without_spaces(field.value);
    if (in_value.size() == field.characters.size() && defined && defined->kind != ocr::FieldKind::date)
        for (std::size_t i = 0; i < in_value.size(); ++i) field.characters[i].shown = in_value[i];
    mark_doubtful(field);
    if (context.form) {
        add_alternatives(field, reading, filled, context);
        add_tied(field, filled, *context.form);
        add_cross_checks(field, filled, context);
    }
    field.why = words_of_reasons(field);
    return field;
}

}  // namespace yorozu::desk
