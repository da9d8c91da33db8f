#include "workbench/gui/checking/check_typing.h"

#include <algorithm>

#include "workbench/gui/checking/check_canvas.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

bool wants_digits(ocr::FieldKind kind) { return kind == ocr::FieldKind::digits || kind == ocr::FieldKind::date || kind == ocr::FieldKind::amount; }
bool wants_kana(ocr::FieldKind kind) { return kind == ocr::FieldKind::katakana || kind == ocr::FieldKind::hiragana || kind == ocr::FieldKind::kana; }
bool is_space(wxUniChar c) { return c == ' ' || c == wxUniChar(0x3000); }

/// Full-width letters and digits as half-width ones.
wxUniChar narrowed(wxUniChar c) {
    const auto value = c.GetValue();
    return value >= 0xFF01 && value <= 0xFF5E ? wxUniChar(value - 0xFEE0) : c;
}

}  // namespace

void CheckTyping::begin() {
    romaji_.clear();
    touched_ = false;
    screen_.pending.clear();
    screen_.candidate = -1;
    screen_.cells.clear();
    screen_.caret = 0;
    screen_.choice.clear();
    if (!screen_.field) return;
    const auto& field = *screen_.field;
    screen_.choice = shown(field.value);
    for (const auto& cell : desk::cells_shown(field)) screen_.cells.push_back(shown(cell));
    if (!field.characters.empty()) {
        const auto& first = field.characters[static_cast<std::size_t>(field.first_doubtful())];
        screen_.caret = field.cells > 0 ? std::max(0, first.cell) : field.first_doubtful();
    }
}

void CheckTyping::fill(const wxString& character) {
    if (screen_.caret < 0 || screen_.caret >= static_cast<int>(screen_.cells.size())) return;
    screen_.cells[static_cast<std::size_t>(screen_.caret)] = character;
    touched_ = true;
    screen_.candidate = -1;
    if (screen_.caret + 1 < static_cast<int>(screen_.cells.size())) ++screen_.caret;
}

void CheckTyping::settle_romaji() {
    const std::string rest = romaji_.finish();
    screen_.pending.clear();
    for (const auto c : shown(screen_.field && screen_.field->kind == ocr::FieldKind::hiragana ? desk::hiragana_of(rest) : rest)) fill(wxString(c));
}

bool CheckTyping::key(wxUniChar typed) {
    if (!screen_.field || screen_.field->masked) return false;
    const auto& field = *screen_.field;
    const wxUniChar c = narrowed(typed);
    if (!field.options.empty()) {
        const int at = static_cast<int>(c.GetValue()) - '1';
        if (at < 0 || at >= static_cast<int>(field.options.size())) return false;
        const wxString option = shown(field.options[static_cast<std::size_t>(at)]);
        touched_ = true;
        if (!field.pick_many) {
            screen_.choice = option;
            return true;
        }
        wxString kept;  // in the template's order
        for (const auto& each : field.options) {
            const bool has = ("|" + screen_.choice + "|").Contains("|" + shown(each) + "|");
            if (has != (shown(each) == option)) kept += (kept.empty() ? "" : "|") + shown(each);
        }
        screen_.choice = kept;
        return true;
    }
    if (field.cells <= 0) return false;  // the text control's own
    if (wants_digits(field.kind)) {
        if (c < '0' || c > '9') return false;
        fill(wxString(c));
        return true;
    }
    if (wants_kana(field.kind)) {
        if (is_space(typed)) {
            settle_romaji();
            fill({});
            return true;
        }
        if (c == '-' && romaji_.pending().empty()) {
            fill(wxString::FromUTF8("ー"));
            return true;
        }
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || c == '-') {
            const std::string kana = romaji_.type(static_cast<char>(c.GetValue()));
            screen_.pending.clear();
            for (const auto each : shown(field.kind == ocr::FieldKind::hiragana ? desk::hiragana_of(kana) : kana)) fill(wxString(each));
            screen_.pending = shown(romaji_.pending());
            return true;
        }
        if (typed.GetValue() < 0x80) return false;
    }
    fill(wxString(field.kind == ocr::FieldKind::alnum ? c : typed));
    return true;
}

void CheckTyping::composed(const wxString& text) {
    settle_romaji();
    for (const auto c : text) key(c);
}

void CheckTyping::move(int by) {
    settle_romaji();
    if (!screen_.field) return;
    const int last = screen_.field->cells > 0 ? static_cast<int>(screen_.cells.size()) - 1 : static_cast<int>(screen_.field->characters.size()) - 1;
    screen_.caret = std::clamp(screen_.caret + by, 0, std::max(0, last));
    screen_.candidate = -1;
}

void CheckTyping::to_edge(bool end) { move(end ? 100000 : -100000); }

void CheckTyping::place(int cell) {
    settle_romaji();
    screen_.caret = std::clamp(cell, 0, std::max(0, static_cast<int>(screen_.cells.size()) - 1));
    screen_.candidate = -1;
}

void CheckTyping::erase(bool backwards) {
    if (romaji_.erase()) {
        screen_.pending = shown(romaji_.pending());
        return;
    }
    if (screen_.cells.empty()) return;
    auto& here = screen_.cells[static_cast<std::size_t>(screen_.caret)];
    if (backwards && here.empty() && screen_.caret > 0) --screen_.caret;
    screen_.cells[static_cast<std::size_t>(screen_.caret)].clear();
    touched_ = true;
    screen_.candidate = -1;
}

void CheckTyping::clear() {
    for (auto& cell : screen_.cells) cell.clear();
    screen_.choice.clear();
    screen_.caret = 0;
    touched_ = true;
}

void CheckTyping::next_candidate(int by) {
    settle_romaji();
    if (!screen_.field || screen_.field->masked) return;
    const auto& field = *screen_.field;
    if (screen_.entry) {
        if (!screen_.entered.empty()) take_candidate((screen_.candidate + by + static_cast<int>(screen_.entered.size()) * 2) % static_cast<int>(screen_.entered.size()));
        return;
    }
    if (!field.options.empty()) {
        int at = -1;
        for (std::size_t i = 0; i < field.options.size(); ++i)
            if (shown(field.options[i]) == screen_.choice) at = static_cast<int>(i);
        const int count = static_cast<int>(field.options.size());
        screen_.choice = shown(field.options[static_cast<std::size_t>((at + by + count * 2 + (at < 0 && by < 0 ? 1 : 0)) % count)]);
        touched_ = true;
        return;
    }
    const auto* character = character_at_caret(screen_);
    if (!character || character->alternatives.empty()) {  // to the next doubtful one
        for (const auto& each : field.characters) {
            const int at = field.cells > 0 ? each.cell : static_cast<int>(&each - field.characters.data());
            if (each.doubtful && at > screen_.caret) {
                screen_.caret = at;
                return;
            }
        }
        return;
    }
    const int count = static_cast<int>(character->alternatives.size());
    int at = screen_.candidate;
    if (at < 0)
        for (int i = 0; i < count; ++i)
            if (character->alternatives[static_cast<std::size_t>(i)].character == character->shown) at = i;
    take_candidate((at + by + count) % count);
}

void CheckTyping::take_candidate(int row) {
    if (screen_.entry) {
        if (row < 0 || row >= static_cast<int>(screen_.entered.size())) return;
        screen_.candidate = row;
        put(utf8(screen_.entered[static_cast<std::size_t>(row)]));
        return;
    }
    const auto* character = character_at_caret(screen_);
    if (!character || row < 0 || row >= static_cast<int>(character->alternatives.size())) return;
    screen_.candidate = row;
    if (character->cell >= 0) screen_.cells[static_cast<std::size_t>(character->cell)] = shown(character->alternatives[static_cast<std::size_t>(row)].character);
    touched_ = true;
}

void CheckTyping::put(const std::string& value) {
    touched_ = true;
    screen_.choice = shown(value);
    std::size_t at = 0;
    for (auto& cell : screen_.cells) cell.clear();
    for (const auto c : shown(value)) {
        if (at >= screen_.cells.size()) break;
        if (screen_.field->kind == ocr::FieldKind::date && c == '-') continue;
        screen_.cells[at++] = is_space(c) ? wxString() : wxString(c);
    }
}

std::string CheckTyping::value(const wxString& line) const {
    if (!screen_.field) return "";
    const auto& field = *screen_.field;
    if (!field.options.empty()) return utf8(screen_.choice);
    if (field.kind == ocr::FieldKind::seal || field.kind == ocr::FieldKind::image) return field.value;
    if (field.cells <= 0) return utf8(line);
    std::vector<std::string> cells;
    for (const auto& cell : screen_.cells) cells.push_back(utf8(cell));
    const std::string rest = desk::Romaji(romaji_).finish();
    if (!rest.empty() && screen_.caret < static_cast<int>(cells.size())) cells[static_cast<std::size_t>(screen_.caret)] = rest;
    return desk::value_of_cells(field, cells);
}

wxString CheckTyping::line_with_candidate(const wxString& line) const {
    const auto* character = character_at_caret(screen_);
    if (!character || screen_.candidate < 0 || screen_.candidate >= static_cast<int>(character->alternatives.size())) return line;
    wxString made;
    int index = 0;
    bool put = false;
    for (const auto c : line) {
        if (!is_space(c) && index++ == screen_.caret) {
            made += shown(character->alternatives[static_cast<std::size_t>(screen_.candidate)].character);
            put = true;
        } else {
            made += c;
        }
    }
    return put ? made : line;
}

}  // namespace yorozu::gui
