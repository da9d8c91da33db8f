#pragma once
#include <wx/panel.h>

#include <functional>

#include "workbench/desk/flows/flow_index.h"
#include "workbench/gui/frame/session.h"

class wxNotebook;
class wxStaticText;
class wxTextCtrl;

namespace yorozu::gui {

class Table;

/// What can be opened: the flows of the workspace with their figures, searched by any word in them, drafts that were never saved, and
/// the ways to a new one; besides, the totals of each department and fiscal year and the candidates for RPA and OCR with their reasons.
class FlowList : public wxPanel {
public:
    FlowList(wxWindow* parent, Session& session);
    void load();
    void focus();
    std::function<void(const std::filesystem::path&)> open, open_draft;
    std::function<void()> make_new, take_samples, open_file, import_csv;

private:
    struct Found {
        desk::FlowIndex index;
        std::vector<std::filesystem::path> drafts;
    };
    void show();
    void show_flows();
    void show_totals();
    void show_years();
    void show_candidates();
    void add_work_list();

    Session& session_;
    Found found_;
    wxTextCtrl* search_;
    wxNotebook* pages_;
    Table *table_, *totals_, *years_, *candidates_;
};

}  // namespace yorozu::gui
