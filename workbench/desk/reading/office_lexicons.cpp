#include "workbench/desk/reading/office_lexicons.h"

#include "workbench/desk/reading/reading_setup.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {

namespace fs = std::filesystem;

ocr::LexiconSet office_lexicons(const Workspace& workspace) { return office_lexicons(workspace, workspace.templates()); }

ocr::LexiconSet office_lexicons(const Workspace& workspace, const std::vector<ocr::FormTemplate>& forms) {
    return loaded_lexicons({}, workspace.folder(), forms);
}

void keep_lexicons(Workspace& workspace, const std::vector<ocr::FormTemplate>& forms) {
    bool copied = false;
    for (const auto& form : forms) {
        fs::path folder = fs::absolute(form.file).parent_path();
        std::error_code error;
        for (int up = 0; up < 3 && !fs::is_directory(folder / "lexicons", error); ++up) folder = folder.parent_path();
        if (!fs::is_directory(folder / "lexicons", error)) continue;
        for (const auto& entry : fs::directory_iterator(folder / "lexicons", error)) {
            const fs::path target = workspace.lexicons_folder() / entry.path().filename();
            if (entry.path().extension() != ".csv" || fs::exists(target)) continue;
            store::make_folder(target.parent_path());
            store::copy_whole(entry.path(), target);
            copied = true;
        }
    }
    if (copied) store::make_durable(workspace.lexicons_folder());
}

}  // namespace yorozu::desk
