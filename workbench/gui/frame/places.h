#pragma once
#include <filesystem>
#include <string>

namespace yorozu::gui {

/// share/yorozu/NAME beside an installed (or built) program; it need not be there.
std::filesystem::path beside_program(const std::string& name);
/// $XDG_DATA_HOME, else ~/.local/share.
std::filesystem::path user_data_folder();
/// --workspace was not given: $YOROZU_WORKSPACE, else yorozu in the user's data folder.
std::filesystem::path default_workspace();

}  // namespace yorozu::gui
