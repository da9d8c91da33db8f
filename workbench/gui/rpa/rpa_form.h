#pragma once
#include <wx/scrolwin.h>

#include <functional>
#include <string>
#include <vector>

#include "workbench/desk/rpa/scenario_editing.h"


class wxFlexGridSizer;
class wxStaticText;
class wxTextCtrl;

namespace yorozu::gui {

class Table;

/// The form of one step, made from step_forms. What a person types is told when the field is left or Enter is pressed.
class StepFormPanel : public wxScrolledWindow {
public:
    explicit StepFormPanel(wxWindow* parent);

    void show(const rpa::ScenarioDocument* document, const std::string& place, bool editable);
    void show_counts(const std::string& place, const std::vector<int>& counts);  ///< what each locator finds now
    void edit_sentence();                     ///< the keys go to 文
    std::string counts_shown() const;         ///< "一致 1" of each locator, joined by commas

    /// JSON of the key; "" takes it away.
    std::function<void(const std::string& key, const std::string& json)> edited;

private:
    void row(const wxString& label, wxWindow* field, bool tall = false);
    wxTextCtrl* text(const wxString& label, const std::string& now, bool lines, std::function<std::string(const std::string&)> as_json, const std::string& key);
    void value_row(const wxString& label, const std::string& key, const std::string& json);
    void add_key(const std::string& key, const wxString& label, int form, const std::vector<std::string>& choices, const std::string& json, bool required);
    void tell(const std::string& key, const std::string& json);

    wxFlexGridSizer* grid_;
    wxTextCtrl* sentence_ = nullptr;
    Table* locators_ = nullptr;
    std::string place_;
    std::vector<std::string> locator_texts_;
    bool editable_ = true;
};

}  // namespace yorozu::gui
