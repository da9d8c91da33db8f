#include "workbench/desk/rpa/recording.h"

#include <cstdlib>

#include "ocr/lexicon/csv_table.h"
#include "rpa/child_process.h"
#include "rpa/desktop/desktop_recorder.h"
#include "rpa/recorder.h"
#include "rpa/steps.h"

namespace yorozu::desk {

namespace {

std::vector<std::map<std::string, std::string>> records_of(const std::filesystem::path& file) {
    ocr::CsvTable table;
    try {
        table = ocr::read_csv(file);
    } catch (const ocr::CsvFault& fault) {
        throw RequestFault(fault.what());
    }
    std::vector<std::map<std::string, std::string>> records;
    for (std::size_t row = 1; row < table.rows.size(); ++row) {
        auto& record = records.emplace_back();
        for (std::size_t cell = 0; cell < table.rows[row].size() && cell < table.rows[0].size(); ++cell) record[table.rows[0][cell]] = table.rows[row][cell];
    }
    if (records.empty()) throw RequestFault("データが空です: " + file.string() + ": 1行目に列名、2行目から値を書いてください");
    return records;
}

bool has_display() {
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"})
        if (const char* value = std::getenv(name); value && *value) return true;
    return false;
}

}  // namespace

rpa::RecordedScenario record_scenario(const RecordingRequest& request, const std::function<void(const rpa::RecordedEvent&)>& heard,
                                      const std::function<void(const std::string&)>& warn, std::stop_token stop) {
    const bool desktop = !request.program.empty();
    if (desktop && rpa::found_program(request.program.front()).empty())
        throw RequestFault("プログラムがありません: " + request.program.front() + ": 入っているか、名前か場所が正しいかを確かめてください");
    if (!desktop && rpa::host_of(request.address).empty())
        throw RequestFault("録画を始めるアドレスではありません: " + request.address + ": http:// か https:// で始まるアドレスを書いてください");
    rpa::DraftOptions draft;
    if (!request.title.empty()) draft.title = request.title;
    if (!request.owner.empty()) draft.owner = request.owner;
    if (request.data) draft.records = records_of(*request.data);
    if (!request.headless && !has_display())
        throw rpa::StepFailure{rpa::StepFailure::Kind::environment, "画面がありません: 録画: 画面のある所（デスクトップ）で実行してください"};
    if (desktop) {
        rpa::DesktopRecordOptions options;
        options.command = request.program;
        options.shown = !request.headless;
        options.ended = [stop] { return stop.stop_requested(); };
        options.heard = heard;
        return rpa::scenario_of(rpa::record_desktop(options), draft);
    }
    rpa::RecordOptions options;
    options.address = request.address;
    options.browser.driver = request.chromedriver;
    options.browser.headful = !request.headless;
    options.browser.warn = warn;
    options.ended = [stop] { return stop.stop_requested(); };
    options.heard = heard;
    return rpa::scenario_of(rpa::record(options), draft);
}

std::string words_of(const rpa::RecordedEvent& event) {
    using Kind = rpa::RecordedEvent::Kind;
    const std::string what = "「" + event.label + "」";
    switch (event.kind) {
        case Kind::page: return event.by_address ? "ページを開く" : "";
        case Kind::set: return what + (event.secret ? "に秘密の値を入れる" : "に入れる");
        case Kind::select:
        case Kind::choose: return what + "で選ぶ";
        case Kind::upload: return what + "にファイルを渡す";
        case Kind::click: return what + "を押す";
        case Kind::double_click: return what + "を二度押す";
        case Kind::key: return what + "で Enter を押す";
        case Kind::dialog: return "確認の窓に答える";
        case Kind::launch: return "プログラムを始める";
        case Kind::menu: {
            std::string path;
            for (const auto& name : event.command) path += (path.empty() ? "「" : "」→「") + name;
            return "メニュー" + path + "」を選ぶ";
        }
        case Kind::list:
        case Kind::shown: return "";
        case Kind::unsupported: return what + ": 録画できない操作（" + event.value + "）";
    }
    return "";
}

}  // namespace yorozu::desk
