#include "rpa/scenario.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "rpa/scenario_step.h"
#include "rpa/step_forms.h"

namespace yorozu::rpa {

using nlohmann::json;

namespace {

const std::set<std::string> known_keys = {"formatVersion", "id",     "title",      "owner",    "verifiedOn",  "expiresOn",
                                          "address",       "hosts",  "businessKey", "dataColumns", "settleMs", "stopAfterFailures",
                                          "signedOut",     "columnLabels", "setup",  "perRecord",  "teardown", "steps",       "selectorAttribute",
                                          "timeout",       "note",   "programs",   "screen"};

std::string text_of(const json& root, const char* key, bool required, StepReader& reader) {
    if (!root.contains(key)) {
        if (required) reader.fault("", std::string(key) + " がありません", std::string("\"") + key + "\": \"…\" を書き足してください");
        return "";
    }
    if (!root.at(key).is_string() || (required && root.at(key).get<std::string>().empty())) {
        reader.fault(std::string("/") + key, "文字列ではありません", "\"…\" の形で書いてください");
        return "";
    }
    return root.at(key).get<std::string>();
}

int whole_number(const json& root, const char* key, int otherwise, int least, int most, StepReader& reader) {
    if (!root.contains(key)) return otherwise;
    const json& number = root.at(key);
    if (number.is_number_integer() && number.get<std::int64_t>() >= least && number.get<std::int64_t>() <= most) return number.get<int>();
    reader.fault(std::string("/") + key, "数が正しくありません", std::to_string(least) + " から " + std::to_string(most) + " までの整数にしてください");
    return otherwise;
}

/// A recording in one list: what stands before data.for-each-record is set-up, what stands after it is tear-down.
void split_recording(const json& list, const std::filesystem::path& folder, Scenario& scenario, StepReader& reader) {
    if (!list.is_array()) {
        reader.fault("/steps", "操作の並びではありません", "[{\"type\": …}, …] の形にしてください");
        return;
    }
    bool after = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "/steps/" + std::to_string(i);
        const bool each = list[i].is_object() && list[i].value("type", json("")) == json("data.for-each-record");
        if (!each) {
            // One step at a time, so that the place in the file stays right.
            std::vector<ScenarioFault> inner;
            StepReader one(inner, folder);
            auto steps = one.steps(json::array({list[i]}), "/steps");
            for (auto& fault : inner) {
                fault.place = place + fault.place.substr(std::min(fault.place.size(), std::string("/steps/0").size()));
                reader.fault(fault.place, fault.what, fault.mend);
            }
            for (auto& step : steps) {
                step.place = place;
                if (step.id == "steps.0") step.id = "steps." + std::to_string(i);
                (after ? scenario.teardown : scenario.setup).push_back(std::move(step));
            }
            continue;
        }
        if (after) reader.fault(place, "data.for-each-record が2つあります", "1つにまとめてください");
        after = true;
        for (const auto& [key, ignored] : list[i].items())
            if (key != "type" && key != "id" && key != "note" && key != "steps" && key.rfind("x-", 0) != 0)
                reader.fault(place + "/" + key, "知らないキーです: " + key, "data.for-each-record で使えるのは steps です");
        if (list[i].contains("steps")) scenario.per_record = reader.steps(list[i].at("steps"), place + "/steps");
        else reader.fault(place, "data.for-each-record に steps がありません", "1件ごとの操作を steps に書いてください");
    }
}

std::optional<DesktopScreen> screen_of(const json& object, StepReader& reader) {
    if (!object.is_object() || !object.contains("width") || !object.contains("height")) {
        reader.fault("/screen", "画面の大きさがありません", "{\"width\": 1280, \"height\": 1024, \"dpi\": 96} の形で書いてください");
        return std::nullopt;
    }
    for (const auto& [key, ignored] : object.items())
        if (key != "width" && key != "height" && key != "dpi" && key.rfind("x-", 0) != 0) reader.fault("/screen/" + key, "知らないキーです: " + key, "使えるのは width、height、dpi です");
    DesktopScreen screen;
    const auto number = [&](const char* key, int otherwise, int least, int most) {
        if (!object.contains(key)) return otherwise;
        const json& one = object.at(key);
        if (one.is_number_integer() && one.get<std::int64_t>() >= least && one.get<std::int64_t>() <= most) return one.get<int>();
        reader.fault(std::string("/screen/") + key, "数が正しくありません", std::to_string(least) + " から " + std::to_string(most) + " までの整数にしてください");
        return otherwise;
    };
    screen.width = number("width", screen.width, 320, 7680);
    screen.height = number("height", screen.height, 240, 4320);
    screen.dpi = number("dpi", screen.dpi, 48, 384);
    return screen;
}

/// A scenario works in a browser or on the desktop, and names whom it may touch.
void check_kind(Scenario& scenario, StepReader& reader) {
    const Step *browser = nullptr, *desktop = nullptr;
    each_step(scenario, [&](const Step& step) {
        const StepForm* form = step_form(step.type);
        if (step.type.rfind("desktop.", 0) == 0) desktop = &step;
        else if (step.type.rfind("web.", 0) == 0 || (form && form->recorded)) browser = &step;
    });
    scenario.on_desktop = desktop != nullptr;
    if (browser && desktop) reader.fault(desktop->place, "ブラウザーの操作とデスクトップの操作が混ざっています", "シナリオを2つに分けてください");
    if (!desktop) {
        if (scenario.hosts.empty()) reader.fault("/hosts", "相手のホストがありません", "\"hosts\": [\"system.example.lg.jp\"] のように、操作してよい相手を書いてください");
        return;
    }
    if (scenario.programs.empty()) reader.fault("/programs", "操作してよいプログラムがありません", "\"programs\": [\"soffice\"] のように、始めてよいプログラムを書いてください");
    each_step(scenario, [&](const Step& step) {
        if (step.kind == StepKind::commit && step.answers_dialog && step.button.empty())
            reader.fault(step.place + "/dialog", "押すボタン（button）がありません", "\"button\": \"はい\" のように、窓のボタンの名前を書いてください");
        for (const auto* target : {&step.target, &step.refused_by, &step.shown, &step.rows, &step.confirmation, &step.number})
            for (const auto& path : target->selectors)
                for (const auto& part : path) {
                    const std::string kind = part.substr(0, part.find('/') + 1);
                    if (kind != "aria/" && kind != "text/" && kind != "cell/" && kind != "ocr/" && kind != "image/")
                        reader.fault(step.place, "デスクトップでは使えない見つけ方です: " + part, "aria/名前、text/文、cell/B2、ocr/文、image/ファイル.png のどれかにしてください");
                    if ((kind == "ocr/" || kind == "image/") && !scenario.screen)
                        reader.fault(step.place, "画像で探すのに、画面の大きさが決まっていません", "\"screen\": {\"width\": 1280, \"height\": 1024, \"dpi\": 96} を書き足してください");
                }
    });
}

void check_columns(Scenario& scenario, bool declared, StepReader& reader) {
    const auto known = [&](const std::string& column) {
        return std::find(scenario.data_columns.begin(), scenario.data_columns.end(), column) != scenario.data_columns.end();
    };
    const auto need = [&](const std::string& column, const std::string& place) {
        if (known(column)) return;
        if (declared) reader.fault(place, "dataColumns にない列です: " + column, "dataColumns に書き足すか、列名を直してください");
        else scenario.data_columns.push_back(column);
    };
    const auto need_value = [&](const Value& value, const std::string& place) {
        if (value.from == Value::From::field) need(value.body, place);
    };
    each_step(scenario, [&](const Step& step) {
        for (const Value* value : values_of(step)) need_value(*value, step.place);
    });
    for (const auto& column : scenario.business_key) need(column, "/businessKey");
}

}  // namespace

const Step* Scenario::verify_find() const {
    for (const auto& step : per_record)
        if (step.kind == StepKind::verify_find) return &step;
    return nullptr;
}

const Step* Scenario::commit() const {
    for (const auto& step : per_record)
        if (step.kind == StepKind::commit) return &step;
    return nullptr;
}

ScenarioReading read_scenario(std::string_view text, const std::filesystem::path& file) {
    ScenarioReading reading;
    StepReader reader(reading.faults, file.empty() ? file : std::filesystem::absolute(file).parent_path());
    json root;
    try {
        root = json::parse(text.rfind("\xEF\xBB\xBF", 0) == 0 ? text.substr(3) : text);
    } catch (const json::parse_error& error) {
        const auto at = std::min<std::size_t>(error.byte, text.size());
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        reader.fault("", "JSON として読めません（" + std::to_string(line) + " 行目）", "その行のかっこ、カンマ、引用符を直してください");
        return reading;
    }
    if (!root.is_object()) {
        reader.fault("", "シナリオではありません", "{\"formatVersion\": 1, …} の形にしてください");
        return reading;
    }
    for (const auto& [key, ignored] : root.items())
        if (!known_keys.count(key) && key.rfind("x-", 0) != 0)
            reader.fault("/" + key, "知らないキーです: " + key, "綴りを直すか、取り除いてください（メモは x- で始めます）");
    if (root.value("formatVersion", json(nullptr)) != json(1))
        reader.fault("/formatVersion", "形式の版が 1 ではありません", "\"formatVersion\": 1 を書いてください。Chrome の録画は包んでから使います");

    Scenario scenario;
    scenario.file = file;
    scenario.id = text_of(root, "id", true, reader);
    scenario.title = text_of(root, "title", true, reader);
    scenario.owner = text_of(root, "owner", true, reader);
    scenario.note = text_of(root, "note", false, reader);
    scenario.verified_on = text_of(root, "verifiedOn", false, reader);
    scenario.expires_on = text_of(root, "expiresOn", false, reader);
    scenario.address = text_of(root, "address", false, reader);
    if (root.contains("hosts")) scenario.hosts = reader.words(root.at("hosts"), "/hosts");
    if (root.contains("programs")) scenario.programs = reader.words(root.at("programs"), "/programs");
    if (root.contains("screen")) scenario.screen = screen_of(root.at("screen"), reader);
    if (root.contains("businessKey")) scenario.business_key = reader.words(root.at("businessKey"), "/businessKey");
    if (root.contains("dataColumns")) scenario.data_columns = reader.words(root.at("dataColumns"), "/dataColumns");
    if (root.contains("columnLabels")) {
        const json& labels = root.at("columnLabels");
        for (const auto& [column, label] : labels.items())
            if (labels.is_object() && label.is_string()) scenario.column_labels[column] = label.get<std::string>();
            else reader.fault("/columnLabels", "列の呼び名が正しくありません", "{\"列名\": \"呼び名\"} の形で書いてください");
    }
    scenario.settle = std::chrono::milliseconds(whole_number(root, "settleMs", 60'000, 0, 3'600'000, reader));
    scenario.stop_after_failures = whole_number(root, "stopAfterFailures", 5, 1, 1000, reader);
    if (root.contains("signedOut")) {
        const json& signed_out = root.at("signedOut");
        if (signed_out.is_object() && signed_out.contains("selectors")) scenario.signed_out = reader.target(signed_out.at("selectors"), "/signedOut/selectors");
        else reader.fault("/signedOut", "要素の指定がありません", "{\"selectors\": [\"#sign-in\"]} の形で書いてください");
    }
    if (root.contains("steps")) {
        for (const char* key : {"setup", "perRecord", "teardown"})
            if (root.contains(key)) reader.fault(std::string("/") + key, "steps と同時には使えません", "どちらか一方にしてください");
        split_recording(root.at("steps"), file.empty() ? file : std::filesystem::absolute(file).parent_path(), scenario, reader);
    } else {
        if (root.contains("setup")) scenario.setup = reader.steps(root.at("setup"), "/setup");
        if (root.contains("perRecord")) scenario.per_record = reader.steps(root.at("perRecord"), "/perRecord");
        else reader.fault("", "perRecord がありません", "1件ごとの操作を perRecord に書いてください");
        if (root.contains("teardown")) scenario.teardown = reader.steps(root.at("teardown"), "/teardown");
    }
    check_columns(scenario, root.contains("dataColumns"), reader);
    check_kind(scenario, reader);

    int commits = 0, finds = 0, nested = 0;
    each_step(scenario, [&](const Step& step) {
        if (step.kind == StepKind::commit && ++commits > 1) reader.fault(step.place, "確定操作が2つあります", "確定操作（commit）は1つだけにしてください");
        if (step.kind == StepKind::verify_find && ++finds > 1) reader.fault(step.place, "verify.find が2つあります", "1つにまとめてください");
    });
    for (const auto* list : {&scenario.setup, &scenario.teardown})
        each_step(*list, [&](const Step& step) {
            if (step.kind == StepKind::commit || step.kind == StepKind::verify_find) reader.fault(step.place, step.type + " は perRecord の中だけで使えます", "perRecord へ移してください");
        });
    for (const auto& step : scenario.per_record) nested += step.kind == StepKind::commit || step.kind == StepKind::verify_find;
    if (commits + finds > 0 && nested != commits + finds && reading.faults.empty())
        reader.fault("/perRecord", "commit と verify.find は perRecord のすぐ下に置きます", "flow.if などの外へ出してください");
    if (reading.faults.empty()) reading.scenario = std::move(scenario);
    return reading;
}

ScenarioReading load_scenario(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file)) {
        ScenarioReading reading;
        reading.faults.push_back({"", "ファイルを開けません", "ファイル名と、読む権限を確かめてください"});
        return reading;
    }
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return read_scenario(text, file);
}

std::vector<const Value*> values_of(const Step& step) {
    std::vector<const Value*> all;
    if (!step.value.body.empty() || step.value.from != Value::From::text) all.push_back(&step.value);
    for (const auto* one : {&step.read_back, &step.contains, &step.window_url, &step.typed, &step.user, &step.password})
        if (*one) all.push_back(&**one);
    for (const auto* list : {&step.match, &step.shown_match, &step.command})
        for (const auto& one : *list) all.push_back(&one);
    for (const auto& [heading, one] : step.row) all.push_back(&one);
    return all;
}

std::set<std::string> secrets_of(const Scenario& scenario) {
    std::set<std::string> names;
    each_step(scenario, [&](const Step& step) {
        for (const Value* value : values_of(step))
            if (value->from == Value::From::secret) names.insert(value->body);
    });
    return names;
}

std::string business_key_of(const Scenario& scenario, const std::map<std::string, std::string>& record) {
    std::string key;
    for (const auto& column : scenario.business_key) {
        const auto found = record.find(column);
        key += (key.empty() ? "" : " / ") + (found == record.end() ? "" : found->second);
    }
    return key;
}

}  // namespace yorozu::rpa
