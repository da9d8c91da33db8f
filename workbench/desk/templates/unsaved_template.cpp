#include "workbench/desk/templates/unsaved_template.h"

#include <algorithm>
#include <chrono>
#include <fstream>

#include "ocr/form/template_text.h"
#include "workbench/desk/templates/form_templates.h"
#include "workbench/desk/templates/template_saving.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

constexpr const char* folder_prefix = "form-";

fs::path folder_of(const std::string& form_id, const Workspace& workspace) { return workspace.folder() / "drafts" / (folder_prefix + form_id); }

/// The file that the form was opened from; empty for one that was never saved.
fs::path origin_in(const fs::path& folder) {
    std::ifstream in(folder / "origin");
    std::string line;
    std::getline(in, line);
    return line;
}

}  // namespace

void keep_unsaved(const TemplateDocument& document, const std::vector<BlankPage>& blanks, const Workspace& workspace) {
    auto form = document.form();
    const auto folder = folder_of(form.id, workspace);
    store::make_folder(folder);
    fs::permissions(folder.parent_path(), fs::perms::owner_all);
    for (std::size_t i = 0; i < form.pages.size(); ++i) {
        auto& page = form.pages[i];
        const fs::path picture = folder / ("blank" + std::to_string(i + 1) + ".png");
        if (!fs::exists(picture)) {
            BlankPage blank{page, page.blank_image, 0, 0, ""};
            if (i < blanks.size() && blanks[i].image.width == page.blank_image.width) blank.image = blanks[i].image;
            write_blank(blank, picture);
        }
        page.blank = picture;
    }
    WholeFile origin(folder / "origin");
    origin.write(form.file.empty() ? std::string() : fs::absolute(form.file).string() + "\n");
    origin.place();
    form.file = folder / "template.json";
    save_template(form);
}

void drop_unsaved(const std::string& form_id, const Workspace& workspace) {
    std::error_code ignored;
    if (!form_id.empty()) fs::remove_all(folder_of(form_id, workspace), ignored);
}

std::vector<UnsavedTemplate> unsaved_templates(const Workspace& workspace) {
    std::vector<UnsavedTemplate> all;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(workspace.folder() / "drafts", none)) {
        if (entry.path().filename().string().rfind(folder_prefix, 0) != 0) continue;
        const auto load = ocr::load_template_to_mend(entry.path() / "template.json");
        if (!load.form) continue;
        const auto changed = std::chrono::file_clock::to_sys(fs::last_write_time(entry.path() / "template.json", none));
        all.push_back({load.form->id, load.form->title, std::chrono::duration_cast<std::chrono::milliseconds>(changed.time_since_epoch()).count()});
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.changed > b.changed; });
    return all;
}

ocr::FormTemplate take_up_unsaved(const std::string& form_id, const Workspace& workspace) {
    const auto folder = folder_of(form_id, workspace);
    auto form = open_template(folder / "template.json");
    form.file = origin_in(folder);
    for (auto& page : form.pages) page.blank.clear();
    if (form.file.empty() || !fs::exists(form.file)) {
        form.file.clear();
        return form;
    }
    const auto saved = open_template(form.file);
    for (std::size_t i = 0; i < form.pages.size() && i < saved.pages.size(); ++i) form.pages[i].blank = saved.pages[i].blank;
    return form;
}

}  // namespace yorozu::desk
