#include "workbench/desk/workspace/workspace_export.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "ocr/lexicon/csv_table.h"
#include "workbench/desk/cases/case_table.h"
#include "workbench/desk/export/sheets.h"
#include "workbench/desk/hours/hours_data.h"
#include "workbench/desk/hours/hours_output.h"
#include "workbench/desk/reading/batch.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/folder_copy.h"
#include "workbench/desk/workspace/workspace_data.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/desk/workspace/workspace_backup.h"
#include "workbench/store/durable.h"
#include "workbench/store/work_queue.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

/// A name that a person gave, as one part of a path.
std::string file_name_of(std::string name) {
    for (char& c : name)
        if (c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20) c = '_';
    if (name == "." || name == "..") name.insert(0, "_");
    return name;
}

int copy_scans(Workspace& workspace, const std::string& batch, const fs::path& folder, ScanPlaces& places) {
    const store::Documents documents(workspace.database());
    std::map<std::int64_t, std::pair<std::string, std::string>> files;  // in the order in which they came: hash, name
    for (const auto& page : documents.documents(batch)) files[page.file] = {page.hash, page.source};
    for (const auto& file : documents.unread(batch)) files[file.id] = {file.hash, file.source};
    store::make_folder(folder);
    int copied = 0;
    for (const auto& [id, file] : files) {
        if (!workspace.scans().has(file.first)) continue;  // its time was over
        char number[16];
        std::snprintf(number, sizeof number, "%04d-", ++copied);
        const fs::path place = folder / (number + file_name_of(file.second));
        store::copy_whole(workspace.scans().path_of(file.first), place);
        places[file.first] = place;
    }
    store::make_durable(folder);
    return copied;
}

void write_keyed(Workspace& workspace, const fs::path& file) {
    WholeFile out(file);
    out.write("\xEF\xBB\xBFscenario,item,business_key,state,target_number,attempts,added,source,message\r\n");
    for (const auto& item : store::WorkItems(workspace.database()).of_scenario("")) {
        if (!may_see(workspace, department_of_scenario(workspace, item.scenario))) continue;
        std::string line;
        for (const std::string& cell : {item.scenario, std::to_string(item.id), item.business_key, item.state, item.target_number,
                                        std::to_string(item.attempts), date_and_time(item.added), item.source, item.message})
            line += (line.empty() ? "" : ",") + ocr::csv_field(cell);
        out.write(line + "\r\n");
    }
    out.place();
}

void write_cases(Workspace& workspace, const fs::path& file) {
    if (stored_cases(workspace).count() > 0) export_cases(workspace, file, own_case_mapping(), {});
}

void write_hours_of_all_years(Workspace& workspace, const fs::path& folder) {
    const auto input = hours_details(workspace, "");
    const std::string today = iso_date(workspace.session().clock());
    std::string first = today;
    for (const auto& record : input.records) first = std::min(first, record.day);
    for (const auto& people : input.people) first = std::min(first, people.day);
    store::make_folder(folder);
    for (auto year = fiscal_year_of(first); year.begins <= fiscal_year_of(today).begins; ++year.begins) {
        const auto report = hours_saved(input, period_of(std::to_string(year.begins), today));
        write_sheets({{hours_heading(report), hours_summary_rows(report)}, {"もとになる記録", hours_line_rows(report)}}, "", folder / (year.name() + ".csv"));
    }
}

}  // namespace

WorkspaceExport export_workspace(Workspace& workspace, const fs::path& target) {
    require_empty(target, "書き出す場所が空ではありません");
    permit(workspace, {Right::clerk}, {"export", "workspace", "すべて"});
    WorkspaceExport result;
    ScanPlaces places;
    const store::Documents documents(workspace.database());
    for (const auto& batch : documents.batches()) {
        if (!may_see(workspace, documents.department(batch.name).value_or(""))) {
            result.left_out.push_back(batch.name);
            continue;
        }
        const fs::path folder = target / "batches" / file_name_of(batch.name);
        store::make_folder(folder);
        export_batch(workspace, batch.name, folder / "result.json", ExportFormat::json, ExportEncoding::utf8);
        export_batch(workspace, batch.name, folder / "result.csv", ExportFormat::csv, ExportEncoding::utf8_bom);
        result.scans += copy_scans(workspace, batch.name, folder / "scans", places);
        ++result.batches;
    }
    store::make_folder(target);
    write_keyed(workspace, target / "keyed.csv");
    write_hours_of_all_years(workspace, target / "hours");
    if (case_sight(workspace).whole) write_cases(workspace, target / "cases.csv");
    else result.cases_left_out = true;
    for (const auto& part : kept_beside_database(workspace)) {
        const auto name = part.filename();
        if (name == "scans" || name == "vault.json" || name == "crops") continue;
        if (fs::is_directory(part)) copy_folder(part, target / name);
        else store::copy_whole(part, target / name);
    }
    if (result.left_out.empty() && !result.cases_left_out && may_take_all(workspace)) {
        write_workspace_data(workspace, target, places);
        result.importable = true;
    }
    return result;
}

}  // namespace yorozu::desk
