#include "workbench/gui/frame/samples.h"

#include <algorithm>
#include <cstdlib>

#include "workbench/desk/reading/batch.h"
#include "workbench/desk/reading/import.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/frame/places.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;

std::string batch_name(const fs::path& folder) {
    const std::string name = folder.filename().string();
    if (name == "postcards") return "見本：口座振替ハガキ";
    if (name == "nursery") return "見本：保育園 入園申込み";
    if (name == "other") return "見本：いろいろな帳票";
    return "見本：" + name;
}

std::vector<fs::path> scan_folders(const fs::path& samples) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(samples / "scans"))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// One import after the other; what is read adds up.
desk::ImportResult import_all(desk::Workspace& workspace, const fs::path& samples, const desk::Clock& clock, JobControl& control) {
    desk::ImportResult sum;
    const auto folders = scan_folders(samples);
    std::size_t before = 0, all = 0;
    for (const auto& folder : folders) all += ocr::scan_files({folder}).size();
    for (const auto& folder : folders) {
        if (control.stopped()) break;
        desk::ImportProgress progress;
        progress.reading = [&](const desk::ReadingProgress& now) {
            const double left = now.files_done && now.seconds_left >= 0
                                    ? now.seconds / static_cast<double>(now.files_done) * static_cast<double>(all - before - now.files_done) : -1;
            control.report({before + now.files_done, all, now.pages_a_minute, left});
        };
        const auto result = desk::import_scans(workspace, {.batch = batch_name(folder), .templates = {samples / "forms"}, .inputs = {folder}, .jobs = 0, .department = {}}, clock, progress, control.stop());
        before += ocr::scan_files({folder}).size();
        sum.scans_new += result.scans_new;
        sum.pages_read += result.pages_read;
        sum.faults.insert(sum.faults.end(), result.faults.begin(), result.faults.end());
    }
    return sum;
}

}  // namespace

fs::path samples_folder() {
    if (const char* named = std::getenv("YOROZU_SAMPLES"); named && *named) return named;
    std::error_code error;
    for (const fs::path& folder : {beside_program("samples"), fs::path(YOROZU_SOURCE_SAMPLES)})
        if (fs::is_directory(folder / "scans", error)) return folder;
    return {};
}

fs::path samples_workspace() { return user_data_folder() / "yorozu-mihon"; }

void load_samples(wxWindow* owner, Session& session) {
    session.jobs.start<desk::ImportResult>(
        {tr("読取"), tr("見本"), tr("ファイル"), tr("枚")}, owner,
        [own = session.own(), samples = samples_folder()](JobControl& control) {
            const auto workspace = own.open(store::Access::change);
            return import_all(*workspace, samples, own.clock, control);
        },
        [&session](JobEnd<desk::ImportResult> end) {
            if (end.failure)
                session.say({Message::Kind::failure, words_of(end.failure)});
            else if (end.stopped)
                session.say({Message::Kind::doubt, tr("見本を入れるのを途中で止めました。読取の部屋で続きを読めます。")});
            else
                session.say({Message::Kind::notice, wxString::Format(tr("見本のスキャン %s 枚を読みました。ホームの「待っている仕事」から確認を始められます。"),
                                                                     grouped(end.result->pages_read))});
            session.changed();
        });
}

}  // namespace yorozu::gui
