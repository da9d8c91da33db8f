#pragma once
#include <filesystem>
#include <vector>

#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// Scans for a batch, as the person asked for them.
struct NewBatch {
    std::string name;
    std::vector<std::filesystem::path> inputs;     ///< files and folders; empty: the batch is read on
    std::vector<std::filesystem::path> templates;  ///< empty: those of the workspace
};

/// Asks what the batch is to be called (a name that fits is there already); false: not now.
bool ask_for_batch(wxWindow* parent, Session& session, NewBatch& batch);

/// Ctrl+O: chooses files, asks for the name, starts. `files` empty: asks for them.
void begin_new_batch(wxWindow* parent, Session& session, std::vector<std::filesystem::path> files = {});

/// Reads as a job with progress in the strip; says in the message bar what came of it. One at a time per workspace:
/// false, with a message, while another one runs.
bool start_import(wxWindow* owner, Session& session, NewBatch batch, std::function<void()> ended = {});

/// Goes on with a batch that was stopped half-way.
void read_on(wxWindow* owner, Session& session, const std::string& batch);

}  // namespace yorozu::gui
