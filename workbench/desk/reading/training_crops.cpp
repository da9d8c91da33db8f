#include "workbench/desk/reading/training_crops.h"

#include <algorithm>
#include <map>

#include "ocr/lexicon/csv_table.h"
#include "ocr/page/page.h"
#include "workbench/desk/checking/check_pictures.h"
#include "workbench/desk/export/export.h"
#include "workbench/desk/people/session.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/retention.h"

namespace yorozu::desk {

namespace {

namespace fs = std::filesystem;

fs::path crops_folder(const Workspace& workspace) { return workspace.folder() / "crops"; }

bool is_labelled(const ocr::FieldTemplate& field, const store::Decision* decision) {
    if (!decision || !decision->settles() || decision->faults_paper() || field.mask) return false;
    return field.kind != ocr::FieldKind::choice && field.kind != ocr::FieldKind::seal && field.kind != ocr::FieldKind::image;
}

void write_crop_file(const fs::path& path, std::string_view bytes) {
    WholeFile file(path);
    file.write(bytes);
    file.place();
}

}  // namespace

TrainingCrops keep_crops(Workspace& workspace) {
    permit(workspace, {Right::it}, {"view", "workspace", "学習用の切り抜き"});
    TrainingCrops result;
    result.folder = crops_folder(workspace);
    std::error_code error;
    fs::create_directories(result.folder, error);
    if (error) throw ExportFailure("フォルダーを作れません: " + result.folder.string() + ": 空き容量と書き込みの権限を確かめてください");
    fs::permissions(result.folder, fs::perms::owner_all, error);
    const auto forms = workspace.templates();
    const store::Documents documents(workspace.database());
    const auto gone = store::Retention(workspace.database()).erased(store::KeptKind::crops);
    std::string labels = "file,template,field,kind,read,label\r\n";
    for (const auto& batch : documents.batches())
        for (const auto& document : documents.documents(batch.name)) {
            const auto form = std::find_if(forms.begin(), forms.end(), [&](const auto& f) { return f.id == document.reading.template_id; });
            if (form == forms.end() || document.erased || gone.count(document.id)) continue;
            std::map<std::string, const store::StoredField*> wanted;  // pictures that are not there yet
            std::string rows;
            for (const auto& read : document.reading.fields) {
                const ocr::FieldTemplate* field = form->field(read.id);
                const store::Decision* decision = document.decision(read.id);
                if (!field || !is_labelled(*field, decision)) continue;
                const std::string name = std::to_string(document.id) + "-" + read.id + ".png";
                if (!fs::exists(result.folder / name)) wanted[name] = &read;
                rows += name + "," + ocr::csv_field(form->id) + "," + ocr::csv_field(read.id) + "," + std::string(ocr::name_of(field->kind)) + "," +
                        ocr::csv_field(read.value) + "," + ocr::csv_field(decision->value) + "\r\n";
            }
            if (rows.empty()) continue;
            if (!wanted.empty()) {
                const auto pictures = page_pictures(workspace.scans().path_of(document.hash), documents.document(document.id), *form);
                if (!pictures.why_not.empty()) {
                    ++result.unreadable_scans;
                    continue;
                }
                for (const auto& [name, read] : wanted) {
                    const FieldPicture* picture = pictures.field(read->id);
                    if (!picture) continue;
                    const auto png = ocr::encode_png(picture->image);
                    write_crop_file(result.folder / name, {reinterpret_cast<const char*>(png.data()), png.size()});
                    ++result.added;
                }
            }
            labels += rows;
        }
    write_crop_file(result.folder / "labels.csv", labels);
    for (const auto& file : fs::directory_iterator(result.folder)) result.crops += file.path().extension() == ".png";
    return result;
}

int delete_crops(Workspace& workspace) {
    permit(workspace, {Right::it}, {"delete", "workspace", "学習用の切り抜き"});
    int crops = 0;
    std::error_code error;
    for (const auto& file : fs::directory_iterator(crops_folder(workspace), error)) crops += file.path().extension() == ".png";
    fs::remove_all(crops_folder(workspace), error);
    if (error) throw ExportFailure("消せません: " + crops_folder(workspace).string() + ": 書き込みの権限を確かめてください");
    return crops;
}

}  // namespace yorozu::desk
