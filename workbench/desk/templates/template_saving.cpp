#include "workbench/desk/templates/template_saving.h"

#include <algorithm>
#include <cctype>

#include "ocr/form/template_text.h"
#include "workbench/desk/templates/form_templates.h"
#include "workbench/desk/workspace/kept_files.h"
#include "workbench/store/documents.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace fs = std::filesystem;

std::string form_id_of(const fs::path& file) {
    std::string id;
    for (const char c : file.stem().string()) {
        const auto byte = static_cast<unsigned char>(c);
        id += byte < 128 && (std::isalnum(byte) || c == '_' || c == '-') ? c : '_';
    }
    while (!id.empty() && (id.front() == '-' || id.front() == '_')) id.erase(0, 1);
    return id.empty() ? "form" : id.substr(0, 60);
}

std::string free_form_id(const fs::path& workspace, const std::string& id) {
    std::string free = id;
    for (int n = 2; fs::exists(template_place(workspace, free)); ++n) free = id + "_" + std::to_string(n);
    return free;
}

ocr::FormTemplate open_template(const fs::path& file) {
    auto load = ocr::load_template_to_mend(file);
    if (load.form) return std::move(*load.form);
    const auto fault = std::find_if(load.faults.begin(), load.faults.end(), [](const auto& one) { return !one.warning; });
    if (fault == load.faults.end()) throw TemplateRequestFault("テンプレートではありません", file.string(), "帳票テンプレートの JSON を選んでください");
    throw TemplateRequestFault(fault->what, file.string() + " " + fault->place, fault->mend);
}

fs::path save_document(TemplateDocument& document, const std::vector<BlankPage>& blanks, Workspace& workspace, store::TimeMs now) {
    require(workspace, {Right::it, Right::admin});
    auto form = document.form();
    const bool fresh = form.file.empty();
    if (fresh) form.file = template_place(workspace.folder(), form.id);
    if (fresh && fs::exists(form.file))
        throw TemplateRequestFault("同じ ID のテンプレートがあります", form.id, "帳票の ID を変えてから保存してください");
    const fs::path folder = fs::absolute(form.file).parent_path();
    store::make_folder(folder);
    std::vector<fs::path> pictures;
    for (std::size_t i = 0; i < form.pages.size(); ++i) {
        auto& page = form.pages[i];
        if (page.blank.empty() || (fresh && fs::absolute(page.blank).parent_path() != folder)) {
            page.blank = folder / (form.pages.size() == 1 ? "blank.png" : "blank" + std::to_string(i + 1) + ".png");
            BlankPage picture{page, page.blank_image, 0, 0, ""};
            if (i < blanks.size() && blanks[i].image.width == page.blank_image.width) picture.image = blanks[i].image;
            write_blank(picture, page.blank);
        }
        pictures.push_back(page.blank);
    }
    save_template(form);
    const auto inside = fs::proximate(fs::absolute(form.file), fs::absolute(workspace.templates_folder())).generic_string();
    if (inside.rfind("..", 0) != 0) store::Documents(workspace.database()).note_template(form.id, ocr::content_hash(form.file), now);
    note_files(workspace, "templates");
    document.saved(form.file, pictures);
    return form.file;
}

}  // namespace yorozu::desk
