#include "workbench/desk/office_lexicons.h"

namespace yorozu::desk {

ocr::LexiconSet office_lexicons(const Workspace& workspace) {
    if (!std::filesystem::is_directory(workspace.lexicons_folder())) return {};
    return ocr::load_lexicons(workspace.lexicons_folder());
}

}  // namespace yorozu::desk
