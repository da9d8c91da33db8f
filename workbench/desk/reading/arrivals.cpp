#include "workbench/desk/reading/arrivals.h"

#include "ocr/page/page.h"
#include "workbench/desk/reading/reading_setup.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {

namespace fs = std::filesystem;

Arrivals::Arrivals(fs::path folder, std::chrono::milliseconds settle) : folder_(std::move(folder)), settle_(settle) {}

std::vector<fs::path> Arrivals::look(Workspace& workspace, store::TimeMs now) {
    std::error_code error;
    if (!fs::is_directory(folder_, error))
        throw RequestFault("受信フォルダーを開けません: " + folder_.string() + ": つながっているか、読む権限があるか確かめてください");
    std::map<fs::path, Seen> present;
    std::vector<fs::path> arrived;
    settling_ = false;
    const store::Documents documents(workspace.database());
    for (const auto& file : ocr::scan_files({folder_})) {
        const auto bytes = fs::file_size(file, error);
        if (error) continue;  // taken away while we look
        const auto written = fs::last_write_time(file, error);
        if (error) continue;
        const auto before = seen_.find(file);
        const bool same = before != seen_.end() && before->second.bytes == bytes && before->second.written == written;
        Seen seen = same ? before->second : Seen{bytes, written, now, {}};
        if (bytes > 0 && now - seen.since >= settle_.count()) {
            try {
                if (seen.hash.empty()) seen.hash = ocr::content_hash(file);
            } catch (const std::runtime_error&) {  // cannot be read yet: the scanner may hold it
                seen.since = now;
            }
            if (!seen.hash.empty() && !documents.known(seen.hash)) arrived.push_back(file);
        }
        settling_ = settling_ || (bytes > 0 && seen.hash.empty());
        present.emplace(file, std::move(seen));
    }
    seen_ = std::move(present);
    return arrived;
}

}  // namespace yorozu::desk
