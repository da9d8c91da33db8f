#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "flows/bpmn/flow_document.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// A file that is no flow, or can't be written: "what: where: mend" with the line of the file.
struct FlowRequestFault : RequestFault {
    using RequestFault::RequestFault;
};

/// flows/ of the workspace: one BPMN file for each procedure, its variants (As-Is, To-Be) together.
std::filesystem::path flows_folder(const Workspace& workspace);

/// A flow as a person works on it.
struct OpenedFlow {
    std::filesystem::path file;
    flows::FlowDocument document;
    bool from_draft = false;   ///< the text is that of the draft, not of the file
    std::string fault = {};    ///< not empty: broken, can only be looked at; the first fault with its line, and the mend
};
/// Name of a flow for people: of its <definitions>, of its first process, or of the file.
std::string name_of(const flows::Flow& flow, const std::filesystem::path& file);

/// A broken file of which something can be shown comes with its `fault`. Throws FlowRequestFault with line and mend of the first fault when
/// nothing can be.
OpenedFlow open_flow(const std::filesystem::path& file);

/// An empty flow of this name: a process with two lanes and a start. `file` is free in the workspace and not written yet.
OpenedFlow new_flow(const Workspace& workspace, const std::string& name);
/// flows/NAME.bpmn, or with " 2", " 3" … the first that neither a file nor a draft has.
std::filesystem::path free_flow_file(const Workspace& workspace, const std::string& name);

/// Whether the session's person may change flows of this department ("" is everybody's): 入力担当, 相談担当 and IT担当 may.
bool may_change_flows(Workspace& workspace, const std::string& department);

/// Writes the document, whole or not at all; the last five versions are kept beside it. The draft goes. Cases that are linked to the
/// flow are linked to what hangs on its steps, too. Throws NotAllowed,
/// ExportFailure, store::StoreError.
void save_flow(OpenedFlow& flow, Workspace& workspace);

// Drafts: what was changed and not saved, written while a person works, so that a crash or a power cut loses nothing.

/// flows/.drafts/NAME.bpmn for a file of the workspace.
std::filesystem::path draft_of(const std::filesystem::path& file);
void keep_draft(const std::filesystem::path& file, std::string_view text);
void drop_draft(const std::filesystem::path& file);
/// Before another draft takes its place: the old one becomes a draft of its own, "NAME 前の下書き".
void put_draft_aside(const std::filesystem::path& file);
/// The draft's text as a document of `file`, not saved. Throws as open_flow.
OpenedFlow open_draft(const std::filesystem::path& file);
/// Files (written or never written) that have a draft.
std::vector<std::filesystem::path> drafts(const Workspace& workspace);

/// Copies the flows that come with the program into the workspace, with the templates and (as far as the person may) scenarios that
/// hang on their steps and the lists of work; what is there already stays. `samples`: the folder with flows/, forms/, scenarios/. Returns the flows' files.
std::vector<std::filesystem::path> take_sample_flows(Workspace& workspace, const std::filesystem::path& samples);

}  // namespace yorozu::desk
