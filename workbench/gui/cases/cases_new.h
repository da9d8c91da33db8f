#pragma once
#include <wx/panel.h>
#include <wx/timer.h>
#include <wx/vlbox.h>

#include "workbench/desk/cases/case_draft.h"
#include "workbench/desk/cases/case_similar.h"
#include "workbench/gui/frame/session.h"

class wxChoice;
class wxComboBox;
class wxStaticText;
class wxTextCtrl;

namespace yorozu::gui {

/// What may already answer a case, three lines each, with what was typed marked. Never takes the focus by itself.
class SimilarList : public wxVListBox {
public:
    explicit SimilarList(wxWindow* parent);
    void show(std::vector<desk::Similar> found, const std::string& query);
    const desk::Similar* chosen() const;
    const std::vector<desk::Similar>& all() const { return found_; }

private:
    void OnDrawItem(wxDC& dc, const wxRect& rect, size_t row) const override;
    void OnDrawBackground(wxDC& dc, const wxRect& rect, size_t row) const override;
    wxCoord OnMeasureItem(size_t row) const override;
    std::vector<desk::Similar> found_;
    std::string query_;
};

/// A new case: title first, the rest has defaults. The clock counts from Ctrl+N; what is typed is told to `typed` at every key.
class NewCasePanel : public wxPanel {
public:
    NewCasePanel(wxWindow* parent, Session& session);

    /// Begins one, or goes on with the draft.
    void begin(const desk::CaseDraft& draft);
    void put_into(desk::CaseDraft& draft) const;
    bool save(bool with_link);  ///< false: something is missing, and was said
    void clear();
    std::vector<wxWindow*> panes();
    wxTextCtrl* title() { return title_; }

    std::function<void()> typed;
    std::function<void(const std::string& number)> saved;
    std::function<void(const desk::Similar&)> wants_shown;
    std::function<void()> cancelled;

private:
    void look();
    void take_standard();   ///< the chosen standard question fills what is empty
    Session& session_;
    wxChoice* standard_;    ///< 定型の質問; hidden while there is none
    wxStaticText* standard_label_;
    wxTextCtrl *title_, *requester_, *body_;
    wxComboBox *department_, *channel_, *category_;
    wxStaticText *clock_, *count_;
    SimilarList* similar_;
    wxTimer tick_;
    store::TimeMs begun_ = 0;
    bool looking_ = false, look_again_ = false, filling_ = false;
};

}  // namespace yorozu::gui
