#pragma once
#include <wx/string.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "workbench/desk/flows/flow_attach.h"
#include "workbench/desk/flows/flow_desk.h"
#include "workbench/desk/flows/flow_hours.h"
#include "workbench/desk/flows/flow_moves.h"
#include "workbench/desk/flows/flow_scene.h"

namespace yorozu::gui {

enum class FlowTool { select, hand, lasso, space, create };

/// One tab: a file with its one or two diagrams that are shown, and what is chosen in it.
struct FlowTab {
    desk::OpenedFlow opened;
    std::vector<int> diagrams;              ///< places in Flow::diagrams: the upper one, the lower one
    std::size_t side = 0;                   ///< of diagrams: where the person works
    std::vector<std::string> chosen;        ///< ids of that side; the first is the one whose properties are shown
    flows::Problems problems;               ///< lint's and the reader's, of the version `checked`
    int version = 0;                        ///< grows with every change
    int checked = -1;
    int kept = 0;                           ///< version that the draft or the file has
    std::vector<desk::FlowHours> hours;     ///< of each diagram, of this version
    std::vector<flows::WhatIf> what_if = {};  ///< assumptions tried out in this tab; kept nowhere
    bool other_draft = false;               ///< a draft lies there that this tab does not come from

    /// Works out what is shown of this version: once for all panes.
    void count();

    const flows::Flow& flow() const { return opened.document.flow(); }
    wxString name() const;
    int diagram() const { return side < diagrams.size() ? diagrams[side] : -1; }
    int process(std::size_t of_side) const { return of_side < diagrams.size() ? desk::process_of(flow(), diagrams[of_side]) : -1; }
    bool is_chosen(const std::string& id) const {
        for (const auto& one : chosen)
            if (one == id) return true;
        return false;
    }
    const std::string& only() const {
        static const std::string none;
        return chosen.size() == 1 ? chosen[0] : none;
    }
};

/// What the panes of 業務フロー share. They change a flow through edit() only, and say what they chose.
struct FlowState {
    std::vector<std::shared_ptr<FlowTab>> tabs;
    std::shared_ptr<FlowTab> open;          ///< the tab that is shown; null: none
    bool may_edit = true;                   ///< else all can be seen, compared, printed
    bool linked = true;                     ///< both diagrams scroll together
    bool beside = false;                    ///< side by side; else one above the other
    FlowTool tool = FlowTool::select;
    desk::NewNode to_create;                ///< what FlowTool::create puts
    desk::FlowClip clip;                    ///< cut or copied, for all tabs
    desk::Attachable known;                 ///< the workspace's templates and scenarios

    /// Becomes one step that can be undone; `merge`: as FlowDocument::apply. False: refused, and the person was told.
    std::function<bool(const desk::FlowEdits&, const std::string& sentence, const std::string& merge)> edit;
    std::function<void()> chose;            ///< something else is chosen, or another side
    std::function<void()> tool_changed;
    std::function<void(std::size_t side, int diagram)> show_diagram;   ///< of a file with more than two
    std::function<void(const wxString&)> note;

    bool apply(const desk::FlowEdits& edits, const std::string& sentence = "", const std::string& merge = "") {
        return !edits.empty() && edit(edits, sentence, merge);
    }
    bool editable() const { return open && may_edit; }
    void choose(std::size_t side, std::vector<std::string> ids) {
        if (!open) return;
        open->side = side;
        open->chosen = std::move(ids);
        chose();
    }
};

}  // namespace yorozu::gui
