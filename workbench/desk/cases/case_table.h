#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "workbench/desk/cases/cases.h"
#include "workbench/desk/export/table_writer.h"

/// Cases in and out as tables: how an office's other tracker gets and gives them when a network is not allowed.
namespace yorozu::desk {

/// How a table's columns are called and written. Kept as case-mappings/NAME.json in the workspace:
///     { "formatVersion": 1, "columns": { "受付番号": "external", "件名": "title", … }, "values": { "stage": { "対応中": "hearing" } },
///       "encoding": "cp932" }
/// Columns are fields of a case (case_terms.h), and number, received, first_answer, closed, minutes, text (one note).
struct CaseMapping {
    std::string name = "yorozu";  ///< the tracker's name: what was imported from where is remembered under it
    std::vector<std::pair<std::string, std::string>> columns;          ///< heading, field; in the order of writing
    std::map<std::string, std::map<std::string, std::string>> values;  ///< field → theirs → ours
    ExportEncoding encoding = ExportEncoding::utf8_bom;                ///< of writing; reading tells by content
};
/// The program's own columns, with Japanese headings; every field is there.
CaseMapping own_case_mapping();
/// Throws RequestFault naming the place.
CaseMapping read_case_mapping(const std::filesystem::path& file);
/// By name out of the workspace; "" is the program's own.
CaseMapping kept_case_mapping(const Workspace& workspace, const std::string& name);
void keep_case_mapping(Workspace& workspace, const std::filesystem::path& file);

/// A field that was changed on both sides since they last agreed.
struct CaseConflict {
    std::string number, external, field, ours, theirs;
};
/// A row that cannot be a case.
struct CaseRowFault {
    int line = 0;
    std::string fault;
};
struct CaseImport {
    int added = 0, changed = 0, same = 0;
    std::vector<CaseConflict> conflicts;  ///< ours was kept
    std::vector<CaseRowFault> faults;
};

/// Reads cases from .csv (UTF-8 or CP932, told by content) or .xlsx. A row is the case with its number, or the one imported earlier from this
/// tracker under the same external number, or (without either) the one with the same title, department and receipt; else a new one. For those
/// that are known each field is compared with what it was when both last agreed: changed there only, it is taken over; here only, ours stays;
/// on both sides, it is a conflict and ours stays. So the same file twice changes nothing, and a broken-off import is simply repeated.
/// `take_theirs`: conflicts are decided for the file. Throws RequestFault: unknown columns, no title column.
CaseImport import_cases(Workspace& workspace, const std::filesystem::path& file, const CaseMapping& mapping, bool take_theirs = false);

/// Writes what the person may see. Wants the help desk; in the audit log first. Returns the number of cases; `lost`: characters that CP932
/// does not have.
std::size_t export_cases(Workspace& workspace, const std::filesystem::path& file, const CaseMapping& mapping, const CaseFilter& filter,
                         std::vector<LostCell>* lost = nullptr);

}  // namespace yorozu::desk
