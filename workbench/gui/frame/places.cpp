#include "workbench/gui/frame/places.h"

#include <cstdlib>

namespace yorozu::gui {

namespace fs = std::filesystem;

fs::path beside_program(const std::string& name) {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::path() : program.parent_path().parent_path() / "share/yorozu" / name;
}

fs::path user_data_folder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data) return data;
    if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / ".local/share";
    return fs::current_path();
}

fs::path default_workspace() {
    if (const char* named = std::getenv("YOROZU_WORKSPACE"); named && *named) return named;
    return user_data_folder() / "yorozu";
}

}  // namespace yorozu::gui
