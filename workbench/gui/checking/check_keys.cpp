// The keyboard of 確認. While the input method composes, every key is its own.
#include <wx/textctrl.h>

#include "workbench/gui/checking/check_canvas.h"
#include "workbench/gui/checking/check_room.h"
#include "workbench/gui/checking/composition.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

bool CheckRoom::on_line_caret() {
    if (!canvas_->on_line() || !screen_.field || screen_.field->characters.empty()) return false;
    // The character before which the text control's caret stands, spaces left out.
    const wxString text = canvas_->entry().GetValue();
    long from = 0, to = 0;
    canvas_->entry().GetSelection(&from, &to);
    int index = 0;
    for (long i = 0; i < from && i < static_cast<long>(text.length()); ++i)
        if (text[static_cast<std::size_t>(i)] != ' ' && text[static_cast<std::size_t>(i)] != wxUniChar(0x3000)) ++index;
    const int caret = std::min(index, static_cast<int>(screen_.field->characters.size()) - 1);
    if (caret == screen_.caret) return false;
    screen_.caret = caret;
    screen_.candidate = -1;
    return true;
}

void CheckRoom::fill_entry() {
    filling_ = true;
    auto& entry = canvas_->entry();
    if (screen_.state == CheckScreen::State::field && canvas_->on_line()) {
        entry.ChangeValue(shown(screen_.field->value));
        mark_line();
    } else {
        entry.ChangeValue({});
    }
    filling_ = false;
}

void CheckRoom::mark_line() {
    // The doubtful character is selected: typing or the input method replaces it.
    const wxString text = canvas_->entry().GetValue();
    int index = 0;
    for (std::size_t i = 0; i < text.length(); ++i) {
        if (text[i] == ' ' || text[i] == wxUniChar(0x3000)) continue;
        if (index++ == screen_.caret) {
            canvas_->entry().SetSelection(static_cast<long>(i), static_cast<long>(i) + 1);
            return;
        }
    }
    canvas_->entry().SetInsertionPointEnd();
}

void CheckRoom::put_candidate() {
    if (canvas_->on_line()) {
        if (screen_.entry && screen_.candidate >= 0 && screen_.candidate < static_cast<int>(screen_.entered.size())) {
            canvas_->entry().ChangeValue(screen_.entered[static_cast<std::size_t>(screen_.candidate)]);
        } else {
            const int caret = screen_.caret;
            canvas_->entry().ChangeValue(typing_.line_with_candidate(canvas_->entry().GetValue()));
            screen_.caret = caret;
            mark_line();
        }
    }
    canvas_->follow();
}

void CheckRoom::on_key(wxKeyEvent& event) {
    if (composition_->active()) return event.Skip();
    const int key = event.GetKeyCode();
    const int held = event.GetModifiers();
    if (key == WXK_RETURN || key == WXK_NUMPAD_ENTER) {
        // A held-down Enter is one Enter. Some displays repeat it as releases and presses without a pause between.
        const bool repeated = enter_is_down_ || Steady::now() - enter_released_ < std::chrono::milliseconds(15);
        enter_is_down_ = true;
        if (held == wxMOD_NONE && !repeated) accept();
        return;
    }
    const bool on_field = screen_.state == CheckScreen::State::field && screen_.field;
    if (key == 'Z' && held == wxMOD_CONTROL) return undo();
    if (!on_field) return event.Skip();
    if (key == WXK_TAB && (held == wxMOD_NONE || held == wxMOD_SHIFT)) {
        typing_.next_candidate(held == wxMOD_SHIFT ? -1 : 1);
        return put_candidate();
    }
    if (key == WXK_PAGEUP || key == WXK_PAGEDOWN) return look(key == WXK_PAGEUP ? -1 : 1);
    if ((key == '+' || key == '=' || key == ';' || key == WXK_NUMPAD_ADD) && event.ControlDown()) return zoom(1.25);
    if ((key == '-' || key == WXK_NUMPAD_SUBTRACT) && event.ControlDown()) return zoom(0.8);
    if (canvas_->on_line() || held != wxMOD_NONE) return event.Skip();
    switch (key) {
        case WXK_LEFT: typing_.move(-1); break;
        case WXK_RIGHT: typing_.move(1); break;
        case WXK_HOME: typing_.to_edge(false); break;
        case WXK_END: typing_.to_edge(true); break;
        case WXK_BACK: typing_.erase(true); break;
        case WXK_DELETE: typing_.erase(false); break;
        default: return event.Skip();
    }
    canvas_->follow();
}

void CheckRoom::on_char(wxKeyEvent& event) {
    if (composition_->active() || canvas_->on_line()) return event.Skip();
    const wxChar typed = event.GetUnicodeKey();
    if (typed < 32 || typed == 127 || event.ControlDown() || event.AltDown()) return event.Skip();
    if (!screen_.field || screen_.state != CheckScreen::State::field) return;
    // What is nothing for this field (a letter in a number) is not taken.
    if (typing_.key(typed)) canvas_->follow();
    else wxBell();
}

void CheckRoom::on_text() {
    if (filling_ || canvas_->on_line()) return;
    const wxString text = canvas_->entry().GetValue();
    if (text.empty() || composition_->active()) return;
    filling_ = true;
    canvas_->entry().ChangeValue({});
    filling_ = false;
    if (!screen_.field || screen_.state != CheckScreen::State::field) return;
    typing_.composed(text);
    canvas_->follow();
}

}  // namespace yorozu::gui
