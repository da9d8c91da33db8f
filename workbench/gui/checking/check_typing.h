#pragma once
#include "workbench/desk/checking/romaji.h"
#include "workbench/gui/checking/check_screen.h"

namespace yorozu::gui {

/// What typing does to the cells of a comb or to a choice: digits overwrite and go on, romaji becomes kana, an arrow moves.
/// A free line is edited in the text control itself and is only read here.
class CheckTyping {
public:
    explicit CheckTyping(CheckScreen& screen) : screen_(screen) {}

    void begin();                            ///< a field came: its cells, caret on the first doubtful character
    bool key(wxUniChar typed);               ///< one character from the keyboard; false: it is nothing for this field
    void composed(const wxString& text);     ///< what the input method gave
    void move(int by);
    void to_edge(bool end);
    void erase(bool backwards);
    void clear();                            ///< all cells empty
    void next_candidate(int by);             ///< takes it into the cell
    void take_candidate(int row);
    void place(int cell);
    void put(const std::string& value);      ///< a whole value into the cells

    /// As a person would write it; `line`: what the text control holds.
    std::string value(const wxString& line) const;
    /// The line with the candidate in the place of its character at the caret.
    wxString line_with_candidate(const wxString& line) const;
    bool touched() const { return touched_; }

private:
    void fill(const wxString& character);
    void settle_romaji();

    CheckScreen& screen_;
    desk::Romaji romaji_;
    bool touched_ = false;
};

}  // namespace yorozu::gui
