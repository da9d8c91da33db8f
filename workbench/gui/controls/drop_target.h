#pragma once
#include <wx/dnd.h>

#include <filesystem>
#include <functional>
#include <vector>

namespace yorozu::gui {

/// Takes files and folders that are dropped on a window.
class DropTarget : public wxFileDropTarget {
public:
    explicit DropTarget(std::function<void(std::vector<std::filesystem::path>)> take) : take_(std::move(take)) {}
    bool OnDropFiles(wxCoord, wxCoord, const wxArrayString& names) override {
        std::vector<std::filesystem::path> files;
        for (const auto& name : names) files.emplace_back(name.utf8_string());
        take_(std::move(files));
        return true;
    }

private:
    std::function<void(std::vector<std::filesystem::path>)> take_;
};

}  // namespace yorozu::gui
