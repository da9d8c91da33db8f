// Steps that give files to the target, receive them, or write rows of their own.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "rpa/steps.h"

namespace yorozu::rpa {

namespace {

std::string csv_cell(const std::string& text) {
    // A cell that a spreadsheet would take for a formula is kept as text.
    const bool formula = !text.empty() && std::string("=+-@\t\r").find(text[0]) != std::string::npos;
    std::string quoted = formula ? "'" + text : text;
    if (quoted.find_first_of("\",\r\n") == std::string::npos) return quoted;
    for (std::size_t at = 0; (at = quoted.find('"', at)) != std::string::npos; at += 2) quoted.insert(at, 1, '"');
    return '"' + quoted + '"';
}

void write_all(int file, const std::string& bytes) {
    for (std::size_t written = 0; written < bytes.size();) {
        const ssize_t part = ::write(file, bytes.data() + written, bytes.size() - written);
        if (part > 0) written += static_cast<std::size_t>(part);
        else if (errno != EINTR) throw std::system_error(errno, std::generic_category());
    }
}

}  // namespace

std::filesystem::path Steps::file_for(const Step& step, const std::string& name) const {
    if (world_.files.empty()) fail(StepFailure::Kind::environment, step, "ファイルを置くフォルダーが決まっていません");
    if (name.empty() || name.find_first_of("/\\") != std::string::npos || name[0] == '.' || name.find('\0') != std::string::npos)
        fail(StepFailure::Kind::business, step, "ファイル名に使えない名前です（フォルダーは書けません）");
    std::error_code error;
    std::filesystem::create_directories(world_.files, error);
    std::filesystem::permissions(world_.files, std::filesystem::perms::owner_all, error);
    return world_.files / name;
}

void Steps::upload(const Step& step) {
    std::filesystem::path file = resolve(step.value);
    if (file.is_relative() && !world_.scenario.file.empty()) file = std::filesystem::absolute(world_.scenario.file).parent_path() / file;
    if (!std::filesystem::is_regular_file(file)) fail(StepFailure::Kind::business, step, "渡すファイルがありません");
    if (first_unkeyable(file.string())) fail(StepFailure::Kind::business, step, "ファイル名に渡せない文字があります");
    note_healed(step, web().upload(step.target, file, step.timeout));
    if (world_.driver.read_back(step.target).find(file.filename().string()) == std::string::npos)
        fail(StepFailure::Kind::business, step, "渡したファイルの名前が画面に残りません");
}

void Steps::download(const Step& step) {
    const auto received = web().download(step.target, step.timeout);
    const auto kept = file_for(step, step.typed ? resolve(*step.typed) : received.filename().string());
    std::error_code error;
    std::filesystem::copy_file(received, std::filesystem::path(kept).concat(".part"), std::filesystem::copy_options::overwrite_existing, error);
    if (!error) std::filesystem::permissions(std::filesystem::path(kept).concat(".part"), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
    if (!error) std::filesystem::rename(std::filesystem::path(kept).concat(".part"), kept, error);
    if (error) fail(StepFailure::Kind::environment, step, "受け取ったファイルを置けません（" + error.message() + "）: 空き容量と書く権限を確かめてください");
    std::filesystem::remove(received, error);
    variables_[step.name] = kept.string();
}

void Steps::write_row(const Step& step) {
    std::string headings, cells;
    for (const auto& [heading, value] : step.row) {
        headings += (headings.empty() ? "" : ",") + csv_cell(heading);
        cells += (cells.empty() && headings == csv_cell(heading) ? "" : ",") + csv_cell(resolve(value));
    }
    const auto file = file_for(step, resolve(step.value));
    std::string first = "\xEF\xBB\xBF" + headings + "\r\n";  // with the mark, a Japanese Excel opens it as UTF-8
    if (std::ifstream in(file, std::ios::binary); in) {
        std::string line;
        std::getline(in, line);
        if (line + "\n" != first) fail(StepFailure::Kind::environment, step, "CSV の見出しが前と違います: " + file.filename().string() + ": 別のファイル名にするか、前のファイルを移してください");
        first.clear();
    }
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (out < 0) fail(StepFailure::Kind::environment, step, std::string("CSV に書けません（") + std::strerror(errno) + "）");
    try {
        write_all(out, first + cells + "\r\n");
        if (fsync(out) != 0) throw std::system_error(errno, std::generic_category());
        ::close(out);
    } catch (const std::system_error& error) {
        ::close(out);
        fail(StepFailure::Kind::environment, step, std::string("CSV に書けません（") + error.code().message() + "）: 空き容量を確かめてください");
    }
}

}  // namespace yorozu::rpa
