#pragma once
#include <wx/string.h>

#include <memory>
#include <optional>
#include <vector>

#include "workbench/desk/checking/check_pictures.h"
#include "workbench/desk/checking/verify.h"

namespace yorozu::gui {

/// A line of the queue under the field: the next three and the last one.
struct CheckLine {
    wxString when;          ///< 次, その次, 395 枚目, 直前
    wxString label;
    wxString value;
    wxString why;
    std::shared_ptr<const desk::PagePictures> pages;
    std::string field;
    std::vector<int> doubtful;  ///< characters of `value`
    bool last = false;
};

/// What one look at the checking screen shows: made by CheckRoom, drawn by CheckCanvas and CheckForm.
struct CheckScreen {
    enum class State { loading, field, finished, failed } state = State::loading;
    wxString heading;       ///< form and batch
    wxString counted;       ///< 800 枚中 394 枚目
    int done = 0, all = 0;
    wxString left;          ///< 残り 426・約 21 分
    wxString notice;        ///< of the states without a field; else of the field (入力が保存できない …)
    wxString next_act;      ///< what Enter does when finished

    std::optional<desk::FieldToCheck> field;
    std::shared_ptr<const desk::PagePictures> pages;  ///< null: late
    bool entry = false;     ///< ベリファイ
    std::vector<wxString> entered;  ///< the two values of a difference
    std::vector<wxString> cells;    ///< comb: one per cell
    int caret = 0;          ///< cell, or character of a free line
    wxString pending;       ///< romaji that is no kana yet
    wxString choice;        ///< of a choice field
    int candidate = -1;     ///< chosen row, -1: none yet
    std::vector<CheckLine> lines;
    std::vector<std::shared_ptr<const desk::PagePictures>> tied_pages;  ///< one per tied field
    double zoom = 1;
};

/// The character at the caret; nullptr when there is none.
const desk::CheckCharacter* character_at_caret(const CheckScreen& screen);

}  // namespace yorozu::gui
