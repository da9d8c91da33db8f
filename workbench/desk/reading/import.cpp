#include "workbench/desk/reading/import.h"

#include <algorithm>
#include <map>
#include <span>

#include "ocr/page/page.h"
#include "workbench/desk/reading/filled_form.h"
#include "workbench/desk/reading/office_lexicons.h"
#include "workbench/desk/reading/read_into_store.h"
#include "workbench/desk/reading/reading_setup.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/store/durable.h"
#include "workbench/store/records.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;
using store::Blame;
using store::StoreError;

/// So many files are made durable together and registered in one transaction.
constexpr std::size_t files_per_step = 64;
constexpr int patience_ms = 3000;

std::vector<ocr::FormTemplate> templates_for(Workspace& workspace, const ImportRequest& request, ImportResult& result,
                                             store::TimeMs now) {
    if (request.templates.empty()) {
        auto forms = workspace.templates();
        if (forms.empty())
            throw StoreError(Blame::request, "帳票テンプレートがありません", workspace.templates_folder().string(),
                             "--template でテンプレートのファイルかフォルダーを指定してください");
        return forms;
    }
    auto forms = loaded_templates(request.templates, result.warnings);
    workspace.keep_templates(forms, now);
    keep_lexicons(workspace, forms);
    return forms;
}

class Arrival {
public:
    Arrival(Workspace& workspace, const ImportRequest& request, std::string department, const Clock& clock, ImportResult& result)
        : documents_(workspace.database()),
          scans_(workspace.scans()),
          request_(request),
          department_(std::move(department)),
          clock_(clock),
          result_(result) {
        scans_.clear_half_copied();
    }

    void take(const fs::path& file) {
        try {
            const std::string hash = ocr::content_hash(file);
            if (auto known = documents_.known(hash)) {
                known->source = file.filename().string();
                result_.known.push_back(*known);
                return;
            }
            const std::string kept = scans_.has(hash) ? hash : scans_.keep(file, ocr::content_hash);
            arrived_.push_back({kept, static_cast<std::int64_t>(fs::file_size(scans_.path_of(kept))),
                                file.filename().string()});
        } catch (const StoreError&) {
            throw;
        } catch (const std::exception& error) {
            result_.faults.push_back({file.string(), error.what()});
        }
        if (arrived_.size() >= files_per_step) settle();
    }

    void settle() {
        if (arrived_.empty()) return;
        scans_.settle();
        const auto known = documents_.register_scans(request_.batch, arrived_, clock_(), department_);
        result_.known.insert(result_.known.end(), known.begin(), known.end());
        result_.scans_new += static_cast<int>(arrived_.size() - known.size());
        arrived_.clear();
    }

private:
    store::Documents documents_;
    store::Scans scans_;
    const ImportRequest& request_;
    std::string department_;
    const Clock& clock_;
    ImportResult& result_;
    std::vector<store::ArrivedScan> arrived_;
};

void keep_scans(Workspace& workspace, const ImportRequest& request, const std::string& department, const Clock& clock,
                const ImportProgress& progress, const std::stop_token& stop, ImportResult& result) {
    const auto files = ocr::scan_files(request.inputs);
    Arrival arrival(workspace, request, department, clock, result);
    std::size_t done = 0;
    for (const auto& file : files) {
        if (stop.stop_requested()) break;
        std::error_code ignored;
        if (fs::is_regular_file(file, ignored))
            arrival.take(file);
        else
            result.faults.push_back({file.string(), "ファイルがありません: " + file.string() + ": 移したか消したのでなければ、もう一度指定してください"});
        ++done;
        if (progress.keeping) progress.keeping(done, files.size());
    }
    arrival.settle();
}

/// Whose the batch is: as it stands, else as asked for, else the only department that the person may see.
std::string department_for(Workspace& workspace, const ImportRequest& request) {
    const auto standing = store::Documents(workspace.database()).department(request.batch);
    if (standing && !request.department.empty() && *standing != request.department)
        throw RequestFault("この束は別の課のものです: 束 " + request.batch + ": --department を外すか、別の名前の束にしてください");
    if (standing) return *standing;
    if (!request.department.empty()) return request.department;
    const auto mine = departments_seen(workspace);
    if (mine.size() > 1)
        throw RequestFault("どの課の束か分かりません: 束 " + request.batch + ": --department に " + mine.front() + " などの課を指定してください");
    return mine.empty() ? "" : mine.front();
}

}  // namespace

ImportResult import_scans(Workspace& workspace, const ImportRequest& request, const Clock& clock,
                          const ImportProgress& progress, std::stop_token stop) {
    if (request.batch.empty())
        throw StoreError(Blame::request, "束の名前がありません", "--batch", "束の名前を付けてください（例: --batch 2026-11-口座振替）");
    const std::string department = department_for(workspace, request);
    permit(workspace, {Right::clerk}, {"import", "batch/" + request.batch, ""}, department);
    const store::FileLock lock(workspace.folder() / "import.lock", patience_ms,
                               "このワークスペースでは別の取り込みが動いています");
    ImportResult result;
    const auto forms = templates_for(workspace, request, result, clock());
    store::Documents documents(workspace.database());
    if (const auto before = documents.batch(request.batch)) result.pages_before = before->pages;
    const auto lexicons = office_lexicons(workspace, forms);
    const std::string today = iso_date(clock());
    const auto read_on = [&] {
        if (stop.stop_requested()) return;
        const ReadIntoStore job{workspace, forms, lexicons, today, request.jobs, clock, progress.reading, stop};
        result.pages_read += job.run(documents.unread(request.batch));
    };
    read_on();  // what an earlier import left unread goes on at once, before thousands of files are hashed
    keep_scans(workspace, request, department, clock, progress, stop, result);
    read_on();
    result.stopped = stop.stop_requested();
    result.batch = documents.batch(request.batch);
    if (result.batch) refresh_records(workspace, request.batch, forms, lexicons, clock());
    return result;
}

void refresh_records(Workspace& workspace, const std::string& batch, const std::vector<ocr::FormTemplate>& forms,
                     const ocr::LexiconSet& lexicons, store::TimeMs now) {
    const auto filled =
        filled_forms(store::Documents(workspace.database()).documents(batch), forms, lexicons, iso_date(now));
    std::vector<store::StoredRecord> records;
    for (const auto& form : filled.forms) records.push_back(stored_record(form));
    store::Records(workspace.database()).put(records, now);
}

}  // namespace yorozu::desk
