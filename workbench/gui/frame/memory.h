#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace yorozu::gui {

/// Something that was used, for the list of recents.
struct Recent {
    std::string workspace;  ///< folder
    std::string room;
    std::string subject;    ///< what session.go was given
    std::int64_t at = 0;    ///< ms since 1970
};

/// What the window keeps for one person between starts, in the user's settings folder: nothing of it is needed, a
/// broken or absent file is an empty memory. Never holds values of forms.
class Memory {
public:
    /// "" : $XDG_CONFIG_HOME/yorozu/workbench.json, else below $HOME/.config.
    explicit Memory(std::filesystem::path file = {});

    std::vector<std::filesystem::path> workspaces;  ///< last used first
    std::vector<Recent> recents;                    ///< last used first
    std::map<std::string, std::string> watched;     ///< workspace folder → folder that scans arrive in
    std::map<std::string, std::string> row;         ///< list's name → id of the row that was left
    std::map<std::string, int> sash;                ///< splitter's name → size of the pane that keeps its size, in DIP; also the window's
    std::string language;                           ///< "ja", "en"; "": the system's
    std::string appearance;                         ///< "light", "dark"; "": the system's

    void used_workspace(const std::filesystem::path& folder);
    void used(Recent recent);
    void save() const;  ///< whole or not at all; silently nothing when the folder cannot be written

private:
    std::filesystem::path file_;
};

}  // namespace yorozu::gui
