#pragma once
#include <wx/panel.h>

#include <functional>
#include <map>
#include <optional>

#include "workbench/desk/cases/case_terms.h"

namespace yorozu::gui {

/// The stages of all cases with their counts, as arrows in a row; 見送り stands apart. A click, or ← → and Space, filters by one.
class CasesStrip : public wxPanel {
public:
    explicit CasesStrip(wxWindow* parent);

    /// `remarks`: two lines at the right end: why cases were declined, and the year's targets.
    void show(const std::map<desk::CaseStage, int>& counts, const wxString& reasons, const wxString& targets);
    std::optional<desk::CaseStage> chosen() const { return chosen_; }
    void choose(std::optional<desk::CaseStage> stage);

    std::function<void()> changed;

private:
    wxRect place_of(std::size_t at) const;
    void draw();
    void key(wxKeyEvent& event);
    void name_for_readers();
    std::map<desk::CaseStage, int> counts_;
    wxString reasons_, targets_;
    std::optional<desk::CaseStage> chosen_;
    std::size_t at_ = 0;  ///< that has the keys
};

/// One case's own way: which stages it went through and when, where it stands.
class CaseSteps : public wxPanel {
public:
    explicit CaseSteps(wxWindow* parent);
    /// `dates`: 「3/24」 for each stage that began.
    void show(desk::CaseStage now, const std::map<desk::CaseStage, wxString>& dates);

private:
    void draw();
    desk::CaseStage now_ = desk::CaseStage::received;
    std::map<desk::CaseStage, wxString> dates_;
};

}  // namespace yorozu::gui
