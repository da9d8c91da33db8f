// Steps that give files to the target, receive them, or write rows of their own.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>

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

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Targets answer with a page of words where a file was asked for. The first bytes tell.
std::string why_not_genuine(const std::filesystem::path& file) {
    static const std::map<std::string, std::string> beginnings = {{".pdf", "%PDF-"}, {".xlsx", "PK"}, {".xlsm", "PK"}, {".docx", "PK"}, {".zip", "PK"},
                                                                  {".png", "\x89PNG"}, {".jpg", "\xff\xd8"}, {".jpeg", "\xff\xd8"}, {".xls", "\xd0\xcf\x11\xe0"}};
    std::ifstream in(file, std::ios::binary);
    std::string head(256, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    if (head.empty()) return "届いたファイルが空です";
    std::string extension = file.extension().string();
    const auto lower = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    };
    extension = lower(extension);
    const std::string words = lower(head);
    const auto first = words.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    const bool page = first != std::string::npos && (words.compare(first, 9, "<!doctype") == 0 || words.compare(first, 5, "<html") == 0);
    if (page && extension != ".html" && extension != ".htm" && extension != ".xml") return "ファイルの代わりにエラーのページが届きました";
    const auto known = beginnings.find(extension);
    if (known != beginnings.end() && head.rfind(known->second, 0) != 0) return "届いたファイルの中身が、名前の種類（" + extension + "）と違います";
    return "";
}

/// What an earlier record received under the same name stays: "一覧 (2).csv". The same bytes need no second file.
std::filesystem::path free_name(const std::filesystem::path& wanted, const std::filesystem::path& received) {
    auto name = wanted;
    for (int n = 2; std::filesystem::exists(name) && bytes_of(name) != bytes_of(received); ++n)
        name.replace_filename(wanted.stem().string() + " (" + std::to_string(n) + ")" + wanted.extension().string());
    return name;
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
}

void Steps::download(const Step& step) {
    const auto received = web().download(step.target, step.timeout);
    const std::string name = received.filename().string();
    if (step.contains && name.find(resolve(*step.contains)) == std::string::npos) fail(StepFailure::Kind::system, step, "届いたファイルの名前が違います");
    if (const auto why = why_not_genuine(received); !why.empty()) fail(StepFailure::Kind::system, step, why);
    const auto kept = free_name(file_for(step, step.typed ? resolve(*step.typed) : name), received);
    const auto beside = std::filesystem::path(kept).concat(".part");
    try {
        const std::string bytes = bytes_of(received);
        const int out = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (out < 0) throw std::system_error(errno, std::generic_category());
        const auto close = std::unique_ptr<const int, void (*)(const int*)>(&out, [](const int* file) { ::close(*file); });
        write_all(out, bytes);
        if (fsync(out) != 0) throw std::system_error(errno, std::generic_category());
        std::filesystem::rename(beside, kept);
    } catch (const std::system_error& error) {
        ::unlink(beside.c_str());
        fail(StepFailure::Kind::environment, step, "受け取ったファイルを置けません（" + error.code().message() + "）: 空き容量と書く権限を確かめてください");
    }
    std::error_code ignored;
    std::filesystem::remove(received, ignored);
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
