#include "workbench/desk/rpa/scenario_files.h"

#include <fstream>
#include <iterator>

#include "rpa/procedure.h"
#include "rpa/scenario.h"
#include "rpa/scenario_text.h"
#include "workbench/desk/workspace/request_fault.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {

namespace {

std::string scenario_bytes(const std::filesystem::path& file, const char* mend) {
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file)) throw RequestFault("ファイルを開けません: " + file.string() + ": " + mend);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_whole(const std::filesystem::path& file, const std::string& bytes) {
    WholeFile out(file);
    out.write(bytes);
    out.place();
}

}  // namespace

std::string fault_lines(const std::filesystem::path& file, const std::vector<rpa::ScenarioFault>& faults) {
    std::string lines;
    for (const auto& fault : faults)
        lines += (lines.empty() ? "" : "\nyorozu: ") + fault.what + ": " + file.string() + (fault.place.empty() ? "" : " " + fault.place) + ": " + fault.mend;
    return lines;
}

bool tidy_scenario(const std::filesystem::path& file) {
    const std::string before = scenario_bytes(file, "シナリオ（.json）を指定してください");
    std::string after;
    try {
        after = rpa::written_scenario(before);
    } catch (const std::invalid_argument&) {
        throw RequestFault("JSON として読めません: " + file.string() + ": yorozu rpa check で行を確かめて直してください");
    }
    if (after == before) return false;
    write_whole(file, after);
    return true;
}

rpa::ImportedRecording import_recording_file(const std::filesystem::path& recording, const std::filesystem::path& out, const std::string& owner, bool replace) {
    const std::string bytes = scenario_bytes(recording, "Chrome の録画、.side、UI.Vision の JSON、CSV のどれかを指定してください");
    if (!replace && std::filesystem::exists(out)) throw RequestFault("すでにあります: " + out.string() + ": 別の名前にするか、--replace を付けてください");
    rpa::ImportOptions options;
    options.name = recording.filename().string();
    if (!owner.empty()) options.owner = owner;
    auto result = rpa::import_recording(bytes, options);
    if (!result.fault.empty()) throw RequestFault(result.fault + ": " + recording.string() + ": 録画を書き出し直してください");
    write_whole(out, result.scenario);
    return result;
}

void print_scenario(const std::filesystem::path& file, const std::filesystem::path& out, const std::filesystem::path& pictures, const std::string& today) {
    const auto reading = rpa::load_scenario(file);
    if (!reading.scenario) throw RequestFault(fault_lines(file, reading.faults));
    if (!pictures.empty() && !std::filesystem::is_directory(pictures))
        throw RequestFault("画像のフォルダーがありません: " + pictures.string() + ": yorozu rpa run --dry-run --pictures で撮れます");
    rpa::ProcedureOptions options;
    options.today = today;
    options.picture = [&](const std::string& step) -> std::string {
        if (pictures.empty() || step.find('/') != std::string::npos) return "";
        std::ifstream in(pictures / (step + ".png"), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    };
    write_whole(out, rpa::procedure_html(*reading.scenario, options));
}

}  // namespace yorozu::desk
