#pragma once
#include <wx/panel.h>

#include <functional>

#include "workbench/desk/flow_desk.h"
#include "workbench/gui/session.h"

class wxStaticText;

namespace yorozu::gui {

class Table;

/// What can be opened: the flows of the workspace, drafts that were never saved, and the ways to a new one.
class FlowList : public wxPanel {
public:
    FlowList(wxWindow* parent, Session& session);
    void load();
    void focus();
    std::function<void(const std::filesystem::path&)> open, open_draft;
    std::function<void()> make_new, take_samples, open_file, import_csv;

private:
    void show(const std::vector<desk::ListedFlow>& flows, const std::vector<std::filesystem::path>& drafts);
    Session& session_;
    Table* table_;
    wxStaticText* remark_;
};

}  // namespace yorozu::gui
