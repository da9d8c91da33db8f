#pragma once
#include <wx/panel.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "workbench/desk/rpa/hand_over.h"
#include "workbench/desk/rpa/scenario_editing.h"
#include "workbench/gui/rpa/rpa_evidence.h"
#include "workbench/gui/rpa/rpa_run.h"

class wxButton;
class wxRadioButton;
class wxStaticText;
class wxTextCtrl;

namespace yorozu::gui {

class Table;

/// From the recording to those who will run it: three records are tried, looked at one by one with their pictures, and the scenario
/// is handed over.
class TrialPane : public wxPanel {
public:
    static constexpr int records = 3;

    explicit TrialPane(wxWindow* parent);

    /// The scenario as it is now; what was tried of another text counts no more.
    void show(const rpa::ScenarioDocument& document, const wxString& source, const std::string& today, bool may_hand_over);
    void began();
    void follow(const RunControl::View& view, const EvidencePane::Names& names);
    /// `whole`: nobody and nothing stopped it.
    void ended(const desk::RpaReport& report, bool whole, std::map<std::int64_t, RunControl::View> seen, EvidencePane::Names names);
    void failed();                   ///< the run could not go to its end
    void handed_over(int version);

    bool dry() const;          ///< 予行: up to the commit
    bool passed() const;       ///< of the text that is shown
    desk::HandOver hand_over_words() const;
    void fill_in(const desk::HandOver& words);
    Table& table() const { return *table_; }
    EvidencePane& evidence() const { return *evidence_; }
    wxWindow& owner_field() const;

    std::function<void()> run, choose_source, hand_over;
    std::function<void(const std::string& place)> open_step;  ///< the step at which a record stopped

private:
    struct Tried {
        wxString key, outcome, why;
        bool passed = false, already = false;
    };
    void show_stage();
    void show_rows();
    void show_chosen();

    wxStaticText *stages_[3], *source_, *said_;
    wxRadioButton *dry_, *real_;
    wxButton *run_, *choose_, *hand_over_;
    wxTextCtrl *owner_, *verified_, *expires_, *note_;
    Table* table_;
    EvidencePane* evidence_;
    std::map<std::int64_t, Tried> tried_;
    std::map<std::int64_t, RunControl::View> seen_;
    EvidencePane::Names names_;
    std::string scenario_, text_, tried_text_;
    int handed_over_ = 0;  ///< the version that was
    bool running_ = false, whole_ = false, may_hand_over_ = false;
};

}  // namespace yorozu::gui
