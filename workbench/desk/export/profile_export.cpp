#include "workbench/desk/export/profile_export.h"

#include <algorithm>

#include "workbench/desk/reading/office_lexicons.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

std::string line_of(const std::vector<ocr::TemplateFault>& faults) {
    std::string lines;
    for (const auto& fault : faults)
        if (!fault.warning)
            lines += (lines.empty() ? "" : "\nyorozu: ") + fault.what + ": " + fault.file.string() + (fault.place.empty() ? "" : " " + fault.place) + ": " + fault.mend;
    return lines;
}

std::string about(const FilledForm& form, const std::string& what, bool waits) {
    if (what == "source") return form.source;
    if (what == "page") return std::to_string(form.page);
    if (what == "record") return std::to_string(form.id);
    if (what == "template") return form.template_id;
    return waits ? "to_check" : "checked";
}

std::vector<std::string> fields_of(const ExportProfile& profile) {
    std::vector<std::string> fields;
    for (const auto& column : profile.columns)
        if (!column.field.empty()) fields.push_back(column.field);
    return fields;
}

/// Takes filled forms and writes their rows.
class ProfileRows {
public:
    ProfileRows(const ExportProfile& profile, const fs::path& file) : profile_(profile) {
        std::vector<std::string> headers;
        for (const auto& column : profile.columns) headers.push_back(column.header);
        table_ = table_writer(file, profile.form, headers);
    }

    void add(const FilledForm& form, bool waits, ProfileExport& result) {
        std::vector<std::string> cells;
        std::vector<bool> doubtful;
        for (const auto& column : profile_.columns) {
            const auto* field = column.field.empty() ? nullptr : form.field(column.field);
            doubtful.push_back(field && field->state == FieldState::review);
            if (column.field.empty()) {
                cells.push_back(column.about.empty() ? column.fixed : about(form, column.about, waits));
                continue;
            }
            std::string problem;
            cells.push_back(formatted(field ? field->value : "", column.format, problem));
            if (!problem.empty()) result.problems.push_back({form.source, form.page, column.header, problem});
        }
        const auto before = table_->lost().size();
        table_->add(cells, doubtful);
        for (auto i = before; i < table_->lost().size(); ++i)
            result.lost.push_back({form.source, form.page, profile_.columns[table_->lost()[i].column].header, table_->lost()[i].character});
        ++result.rows;
    }
    void finish() { table_->finish(); }

private:
    const ExportProfile& profile_;
    std::unique_ptr<TableWriter> table_;
};

}  // namespace

ProfileExport export_with_profile(Workspace& workspace, const std::string& batch, const ExportProfile& profile,
                                  const fs::path& file, std::string_view today) {
    if (export_format(file) != profile.form.format)
        throw RequestFault("書き出す形が設定と違います: " + file.string() + ": 設定「" + profile.name + "」の format に合う名前（.csv、.xlsx、.json）にしてください");
    const auto pages = store::Documents(workspace.database()).documents(batch);  // throws when there is no such batch
    permit_batch(workspace, {Right::clerk}, "export", batch, "設定 " + profile.name);
    const auto templates = workspace.templates();
    const auto filled = filled_forms(pages, templates, office_lexicons(workspace, templates), today);
    const auto* form = ocr::form_named(templates, profile.template_id);
    if (!form)
        throw RequestFault("帳票テンプレートがありません: " + profile.template_id + ": yorozu import --template で取り込んでください");
    const auto needed = fields_of(profile);
    ProfileExport result;
    ProfileRows rows(profile, file);
    for (const auto& one : filled.forms) {
        if (one.template_id != profile.template_id) {
            ++result.other_forms;
            continue;
        }
        auto reasons = needed.empty() ? std::vector<std::string>{} : reasons_to_wait(one, *form, needed);
        const bool waits = !reasons.empty();
        if (waits && !profile.unchecked_too) result.left_out.push_back({one.id, one.source, one.page, std::move(reasons)});
        else rows.add(one, waits, result);
    }
    rows.finish();
    return result;
}

fs::path profile_file(const Workspace& workspace, const std::string& name) {
    return workspace.folder() / "export-profiles" / (name + ".json");
}

std::vector<ProfileReading> kept_profiles(Workspace& workspace) {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(workspace.folder() / "export-profiles", none))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    if (files.empty()) return {};
    std::sort(files.begin(), files.end());
    const auto templates = workspace.templates();  // takes a while: their blanks are decoded
    std::vector<ProfileReading> all;
    for (const auto& file : files) all.push_back(read_profile(file, templates));
    return all;
}

ExportProfile kept_profile(Workspace& workspace, const std::string& name) {
    const auto file = profile_file(workspace, name);
    if (name.find('/') != std::string::npos || !fs::exists(file)) {
        std::string known;
        for (const auto& one : kept_profiles(workspace))
            if (one.profile) known += (known.empty() ? "" : "、") + one.profile->name;
        throw RequestFault("その名前の書き出し設定はありません: " + name + ": " +
                           (known.empty() ? "yorozu export-profile add で加えてください" : "あるのは " + known + " です"));
    }
    auto reading = read_profile(file, workspace.templates());
    if (!reading.profile) throw RequestFault(line_of(reading.faults));
    return std::move(*reading.profile);
}

ExportProfile keep_profile(Workspace& workspace, const fs::path& file) {
    require(workspace, {Right::it, Right::clerk});
    if (file.extension() != ".json")
        throw RequestFault("書き出し設定のファイルではありません: " + file.string() + ": 名前を .json で終わらせてください（.json の前が設定の名前になります）");
    auto reading = read_profile(file, workspace.templates());
    if (!reading.profile) throw RequestFault(line_of(reading.faults));
    const auto target = profile_file(workspace, reading.profile->name);
    store::make_folder(target.parent_path());
    std::error_code error;
    if (!fs::equivalent(file, target, error)) store::copy_whole(file, target);
    store::make_durable(target.parent_path());
    return std::move(*reading.profile);
}

ExportProfile keep_profile(Workspace& workspace, const ExportProfile& profile) {
    require(workspace, {Right::it, Right::clerk});
    if (profile.name.empty() || profile.name.front() == '.' || profile.name.find_first_of("/\\") != std::string::npos)
        throw RequestFault("書き出し設定の名前として使えません: " + profile.name + ": 「/」のない、「.」で始まらない名前にしてください");
    const auto target = profile_file(workspace, profile.name);
    const auto text = profile_text(profile);
    auto reading = read_profile_text(text, target, workspace.templates());
    if (!reading.profile) throw RequestFault(line_of(reading.faults));
    store::make_folder(target.parent_path());
    WholeFile file(target);
    file.write(text);
    file.place();
    return std::move(*reading.profile);
}

}  // namespace yorozu::desk
