#include "workbench/desk/flows/flow_files.h"

#include <fstream>
#include <iterator>

#include "workbench/desk/workspace/request_fault.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

[[noreturn]] void refuse(const fs::path& file, const flows::Problems& problems) {
    std::string what = "業務フローを開けません", mend = "ファイルを確かめてください", place = file.string();
    if (!problems.empty()) {
        what = problems.front().what;
        mend = problems.front().mend;
        if (problems.front().line > 0) place += " " + std::to_string(problems.front().line) + " 行目";
    }
    throw RequestFault(what + ": " + place + ": " + mend);
}

/// The old versions move up by one, the oldest goes, and the present file becomes the youngest.
void keep_backup(const fs::path& file) {
    const fs::path folder = file.parent_path() / ".yorozu-backup";
    fs::create_directories(folder);
    const auto version = [&](int n) { return folder / (file.filename().string() + "." + std::to_string(n)); };
    for (int n = flow_backups - 1; n >= 1; --n)
        if (fs::exists(version(n))) fs::rename(version(n), version(n + 1));
    WholeFile copy(version(1));
    copy.write(bytes_of(file));
    copy.place();
}

}  // namespace

void save_flow_file(const fs::path& file, std::string_view text) {
    if (fs::exists(file)) {
        if (bytes_of(file) == text) return;
        keep_backup(file);
    }
    WholeFile whole(file);
    whole.write(text);
    whole.place();
}

flows::FlowDocument open_flow_file(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error || size > flows::largest_flow_file || !std::ifstream(file)) refuse(file, flows::load_flow(file).problems);
    return flows::FlowDocument(bytes_of(file));
}

std::string rebuilt_flow(const fs::path& file) {
    const auto reading = flows::load_flow(file);
    if (!reading.whole) refuse(file, reading.problems);
    return flows::write_flow(reading.flow);
}

void rebuild_flow_file(const fs::path& file, const fs::path& out) { save_flow_file(out, rebuilt_flow(file)); }

void write_whole_file(const fs::path& file, std::string_view text) {
    WholeFile whole(file);
    whole.write(text);
    whole.place();
}

flows::FlowDifference diff_flow_files(const fs::path& before, const fs::path& after) {
    const auto old = flows::load_flow(before), now = flows::load_flow(after);
    if (!old.shown) refuse(before, old.problems);
    if (!now.shown) refuse(after, now.problems);
    return flows::diff_flows(old.flow, now.flow);
}

}  // namespace yorozu::desk
