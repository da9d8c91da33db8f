#pragma once
#include <wx/panel.h>
#include <wx/timer.h>

#include <map>

#include "workbench/desk/cases/case_draft.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/gui/cases/cases_files.h"
#include "workbench/gui/frame/session.h"

class wxChoice;
class wxSpinCtrl;
class wxStaticText;
class wxTextCtrl;
class wxToggleButton;

namespace yorozu::gui {

class CaseSteps;
class Table;

/// Kinds of a line that a person writes, as the choice has them.
inline constexpr const char* line_kinds[] = {"note", "hearing", "first-answer"};

/// One case: its stages, all fields typed in place, what it is linked to, its history, and one line to add. What is typed into a field is
/// written when the field is left or Enter pressed, and can be undone.
class CasePanel : public wxPanel {
public:
    CasePanel(wxWindow* parent, Session& session);

    /// "" shows an empty frame.
    void open(const std::string& number);
    void refresh() { open(number_); }
    const std::string& number() const { return number_; }
    bool may_write() const { return !number_.empty() && page_.may_write; }
    const desk::CasePage& page() const { return page_; }

    void append(bool and_next_stage);  ///< the line at the bottom
    void next_stage();
    void decline();
    void link();
    void attach(std::vector<std::filesystem::path> files = {});
    void take_off();                   ///< the chosen link or attachment
    bool on_belongings() const;        ///< the list of links and attachments has the keys
    void merge();
    void part();                       ///< a case that was merged into this one
    void begin_flow();
    void make_standard_question();
    void print();
    void correct();                    ///< the chosen line of the history
    CaseFiles& files() { return files_; }
    void toggle_clock();
    void focus_line();
    std::vector<wxWindow*> panes();

    std::function<void()> changed;     ///< the case was written: lists follow
    std::function<void(const std::string& number)> wants_case;  ///< a linked case was opened
    std::function<void()> typed;       ///< the line changed: the draft is to be kept
    desk::CaseLine line() const;
    void take_line(const desk::CaseLine& line);

private:
    void lay_out();
    wxTextCtrl* field(wxWindow* parent, wxSizer* grid, const std::string& name, long style = 0);
    void show_fields();
    void show_links();
    void show_history();
    void write_field(const std::string& name);
    void write(const std::vector<desk::CaseEvent>& events);
    void advance(desk::CaseStage to, bool with_text);
    void follow();
    void name_clock();
    void open_link(const std::string& id);
    void tell(const std::exception_ptr& thrown);

    Session& session_;
    CaseFiles files_;
    std::string number_;
    desk::CasePage page_;
    wxStaticText *heading_, *received_, *answered_, *spent_;
    CaseSteps* steps_;
    std::map<std::string, wxTextCtrl*> fields_;
    Table *links_, *history_;
    wxChoice* kind_;
    wxTextCtrl* line_;
    wxSpinCtrl* minutes_;
    wxToggleButton* clock_;
    wxTimer tick_;
    store::TimeMs clock_since_ = 0;
    bool showing_ = false;
};

}  // namespace yorozu::gui
