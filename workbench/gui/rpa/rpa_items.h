#pragma once
#include <wx/panel.h>

#include <functional>
#include <string>
#include <vector>

#include "workbench/desk/rpa/item_decisions.h"
#include "workbench/desk/rpa/rpa.h"
#include "workbench/gui/rpa/rpa_run.h"

class wxButton;
class wxSplitterWindow;
class wxStaticText;

namespace yorozu::gui {

class Table;

/// The records of a scenario, those that wait for a person first, and the history of the chosen one.
class ItemsPane : public wxPanel {
public:
    explicit ItemsPane(wxWindow* parent);

    void show(std::vector<rpa::WorkItem> items, std::int64_t running);
    void show_journal(std::int64_t item, const std::vector<desk::JournalLine>& lines);
    std::int64_t chosen() const;
    const rpa::WorkItem* item(std::int64_t id) const;
    /// What the journal of the chosen item has kept, as the evidence pane shows it: pictures one after the other, the read-back of its last commit.
    RunControl::View seen(const std::filesystem::path& evidence_folder) const;
    void next_waiting(int by);
    int waiting() const;              ///< for a person
    int unknown() const;
    int count(rpa::ItemState state) const;
    wxSplitterWindow* splitter() const { return splitter_; }
    Table& table() const { return *table_; }
    Table& journal() const { return *journal_; }

    std::function<void(std::int64_t item)> picked, opened;
    std::function<void(const std::string& evidence)> picture;  ///< of a line of the journal
    std::function<void()> look_up;
    std::function<void(desk::ItemDecision::What)> decide;

private:
    void fill();
    void show_buttons();

    wxSplitterWindow* splitter_;
    wxStaticText *counts_, *heading_, *question_;
    wxButton *all_, *person_, *look_up_, *there_, *not_there_, *again_;
    Table *table_, *journal_;
    std::vector<rpa::WorkItem> items_;
    std::vector<desk::JournalLine> lines_;
    std::int64_t running_ = 0;
    bool only_person_ = false;
    bool placed_ = false;  ///< the sash stands where it should
};

}  // namespace yorozu::gui
