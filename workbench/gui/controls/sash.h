#pragma once
#include <functional>
#include <string>

class wxSplitterWindow;

namespace yorozu::gui {

class Memory;

enum class Pane { first, second };

/// Keeps a splitter where the person left it, between starts. Until it was moved, `preferred` says how large the pane that
/// keeps its size is, for a length of the splitter in px; the other pane takes the rest.
void keep_sash(wxSplitterWindow& split, Memory& memory, const std::string& name, Pane keeps, std::function<int(int length)> preferred);

}  // namespace yorozu::gui
