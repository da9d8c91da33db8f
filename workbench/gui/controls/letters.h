#pragma once

namespace yorozu::gui {

/// Puts Japanese print fonts behind the system's own, so that kanji never come from whatever pen-like font the system
/// happens to list first. Before the first window.
void prefer_print_letters();

}  // namespace yorozu::gui
