#pragma once
#include <wx/dataview.h>

#include <functional>
#include <memory>

#include "workbench/desk/hours/hours_book.h"

namespace yorozu::gui {

/// Department → scenario → month → run → record, with what each adds up to; rows below a month are fetched when it is opened.
class HoursTree : public wxDataViewCtrl {
public:
    struct Node;
    explicit HoursTree(wxWindow* parent);
    ~HoursTree() override;

    /// `details`: every record of a scenario.
    void show(const desk::HoursBook& book, const std::string& tool, const std::string& department, std::function<desk::HoursInput(const std::string& scenario)> details);
    const Node* chosen() const;
    /// Opens (or closes) the chosen row; false when it has nothing below.
    bool turn(bool open);
    std::function<void()> picked, opened;

    /// A row of it.
    struct Node {
        enum class Kind { department, scenario, month, run, record, total } kind = Kind::department;
        std::string name, scenario, evidence;
        std::vector<wxString> cells;
        std::string first_day, last_day;
        std::int64_t run = 0;
        Node* parent = nullptr;
        std::vector<std::unique_ptr<Node>> below;
        bool fetched = true;
    };

private:
    class Model;
    wxObjectDataPtr<Model> model_;
};

}  // namespace yorozu::gui
