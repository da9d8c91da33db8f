#include "rpa/scenario_step.h"

#include <algorithm>
#include <fstream>

#include "rpa/step_forms.h"

namespace yorozu::rpa {

using nlohmann::json;

namespace {

bool is_one_of(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::vector<std::string> StepReader::words(const json& list, const std::string& place) {
    std::vector<std::string> found;
    if (!list.is_array()) {
        fault(place, "文字列の並びではありません", "[\"…\", \"…\"] の形にしてください");
        return found;
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].is_string()) found.push_back(list[i].get<std::string>());
        else fault(place + "/" + std::to_string(i), "文字列ではありません", "\"…\" の形にしてください");
    }
    return found;
}

Target StepReader::target(const json& selectors, const std::string& place) {
    Target found;
    if (!selectors.is_array() || selectors.empty()) {
        fault(place, "要素の指定がありません", "\"selectors\": [\"#id\", \"aria/名前\"] の形で1つ以上書いてください");
        return found;
    }
    for (std::size_t i = 0; i < selectors.size(); ++i) {
        const std::string here = place + "/" + std::to_string(i);
        std::vector<std::string> path;
        if (selectors[i].is_string()) path = {selectors[i].get<std::string>()};
        else path = words(selectors[i], here);
        if (path.empty() || is_one_of(path, "")) fault(here, "要素の指定が空です", "CSS、aria/、text/、xpath/、pierce/ のどれかを書いてください");
        else found.selectors.push_back(std::move(path));
    }
    return found;
}

Target StepReader::part(const json& object, const char* key, const std::string& place) {
    if (!object.contains(key)) return {};
    const json& inner = object.at(key);
    const std::string here = place + "/" + key;
    if (inner.is_object()) {
        for (const auto& [name, value] : inner.items())
            if (name != "selectors" && name.rfind("x-", 0) != 0 && name != "match" && name != "number")
                fault(here + "/" + name, "知らないキーです", "使えるのは selectors です");
        if (inner.contains("selectors")) return target(inner.at("selectors"), here + "/selectors");
    }
    fault(here, "要素の指定がありません", "{\"selectors\": [\"#id\"]} の形で書いてください");
    return {};
}

Value StepReader::value(const json& object, const std::string& place) {
    static const std::map<std::string, Value::From> kinds = {{"text", Value::From::text},
                                                             {"field", Value::From::field},
                                                             {"secret", Value::From::secret},
                                                             {"lua", Value::From::lua},
                                                             {"variable", Value::From::variable}};
    if (object.is_string()) return {Value::From::text, object.get<std::string>()};
    if (object.is_object() && object.size() == 1 && kinds.count(object.begin().key()) && object.begin()->is_string())
        return {kinds.at(object.begin().key()), object.begin()->get<std::string>()};
    fault(place, "値の書き方が正しくありません",
          "{\"field\":\"列名\"}、{\"text\":\"…\"}、{\"secret\":\"名前\"}、{\"lua\":\"式\"}、{\"variable\":\"変数\"} のどれか1つにしてください");
    return {};
}

std::vector<Value> StepReader::values(const json& list, const std::string& place) {
    std::vector<Value> found;
    if (!list.is_array() || list.empty()) {
        fault(place, "値の並びがありません", "[{\"field\":\"列名\"}] の形で1つ以上書いてください");
        return found;
    }
    for (std::size_t i = 0; i < list.size(); ++i) found.push_back(value(list[i], place + "/" + std::to_string(i)));
    return found;
}

OnUnkeyable StepReader::on_unkeyable(const json& object, const char* key, const std::string& place) {
    static const std::map<std::string, OnUnkeyable> kinds = {{"refuse", OnUnkeyable::refuse},
                                                             {"remove", OnUnkeyable::remove},
                                                             {"space", OnUnkeyable::space},
                                                             {"geta", OnUnkeyable::geta}};
    if (!object.contains(key)) return OnUnkeyable::refuse;
    const json& word = object.at(key);
    if (word.is_string() && kinds.count(word.get<std::string>())) return kinds.at(word.get<std::string>());
    fault(place + "/" + key, "入力できない文字の扱いが正しくありません", "refuse、remove、space、geta のどれかにしてください");
    return OnUnkeyable::refuse;
}

std::vector<Step> StepReader::steps(const json& list, const std::string& place) {
    std::vector<Step> found;
    if (!list.is_array()) {
        fault(place, "操作の並びではありません", "[{\"type\": …}, …] の形にしてください");
        return found;
    }
    for (std::size_t i = 0; i < list.size(); ++i)
        if (auto one = step(list[i], place + "/" + std::to_string(i))) found.push_back(std::move(*one));
    return found;
}

std::optional<Step> StepReader::step(const json& object, const std::string& place) {
    if (!object.is_object() || !object.contains("type") || !object.at("type").is_string()) {
        fault(place, "操作の種類がありません", "\"type\": \"web.click\" のように書いてください");
        return std::nullopt;
    }
    Step found;
    found.type = object.at("type").get<std::string>();
    found.place = place;
    const StepForm* form = step_form(found.type);
    if (!form) {
        std::string names;
        for (const auto& one : step_forms()) names += (names.empty() ? "" : ", ") + one.type;
        fault(place + "/type", "知らない操作です: " + found.type, "使える操作は " + names + " です");
        return std::nullopt;
    }
    found.kind = form->kind;
    for (const auto& [key, ignored] : object.items()) {
        if (step_key(*form, key) || key.rfind("x-", 0) == 0) continue;
        std::string names;
        for (const auto& one : form->keys) names += (names.empty() ? "" : ", ") + one.key;
        fault(place + "/" + key, "知らないキーです: " + key, names.empty() ? "取り除いてください" : found.type + " で使えるのは " + names + " です");
    }
    bool complete = true;
    for (const auto& key : form->keys)
        if (key.required && !object.contains(key.key)) {
            fault(place, found.type + " に " + key.key + " がありません", key.key + " を書き足してください");
            complete = false;
        }
    if (!complete) return std::nullopt;
    members(found, object);
    return found;
}

void StepReader::members(Step& step, const json& object) {
    const auto text = [&](const char* key) -> std::string {
        if (!object.contains(key)) return "";
        if (object.at(key).is_string()) return object.at(key).get<std::string>();
        fault(step.place + "/" + key, "文字列ではありません", "\"…\" の形にしてください");
        return "";
    };
    step.id = text("id");
    if (step.id.empty()) {
        step.id = step.place.substr(step.place.empty() ? 0 : 1);
        std::replace(step.id.begin(), step.id.end(), '/', '.');
    }
    step.note = text("note");
    if (object.contains("timeout")) {
        const json& timeout = object.at("timeout");
        if (timeout.is_number_integer() && timeout.get<std::int64_t>() >= 1 && timeout.get<std::int64_t>() <= 600'000)
            step.timeout = std::chrono::milliseconds(timeout.get<std::int64_t>());
        else fault(step.place + "/timeout", "待ち時間が正しくありません", "1 から 600000 までのミリ秒にしてください");
    }
    step.picture = truth(object, "evidence", step.place);
    step.disabled = truth(object, "disabled", step.place);
    step.first_window = truth(object, "first", step.place);
    step.close_window = truth(object, "close", step.place);
    step.passable = word_of(object, "onError", step.place, {"fail", "continue"}, "fail") == "continue";
    if (step.disabled && (step.kind == StepKind::commit || step.kind == StepKind::verify_find))
        fault(step.place + "/disabled", step.type + " は休ませられません", "disabled を取り除いてください");
    if (step.passable && (step.kind == StepKind::commit || step.kind == StepKind::verify_find))
        fault(step.place + "/onError", step.type + " の失敗は見過ごせません", "onError を取り除いてください");
    if (object.contains("selectors")) step.target = target(object.at("selectors"), step.place + "/selectors");
    if (object.contains("frame")) {
        const json& frame = object.at("frame");
        for (std::size_t i = 0; i < frame.size(); ++i) {
            if (frame.is_array() && frame[i].is_number_integer() && frame[i].get<int>() >= 0) step.target.frame.push_back(frame[i].get<int>());
            else fault(step.place + "/frame", "枠の番号が正しくありません", "[0, 1] のように 0 以上の整数を並べてください");
        }
    }
    for (const char* key : {"value", "url", "key", "keys", "expression", "reason", "file", "question"})
        if (object.contains(key) && step.kind != StepKind::web_expect && step.kind != StepKind::web_window) step.value = value(object.at(key), step.place + "/" + key);
    step.name = text("name");
    step.control = on_unkeyable(object, "control", step.place);
    step.private_use = on_unkeyable(object, "privateUse", step.place);
    if (object.contains("readBack")) step.read_back = value(object.at("readBack"), step.place + "/readBack");
    if (const StepKey* entry = step_key(*step_form(step.type), "entry"); entry && object.contains("entry")) {
        static const std::map<std::string, Entry> ways = {{"insert", Entry::usual}, {"keys", Entry::keys}, {"paste", Entry::paste}, {"set", Entry::set}};
        step.entry = ways.at(word_of(object, "entry", step.place, entry->choices, "keys"));
    }
    for (const char* key : {"width", "height", "deviceScaleFactor", "x", "y", "download", "upload", "latency", "count", "times"})
        if (object.contains(key)) {
            if (object.at(key).is_number()) step.numbers[key] = object.at(key).get<double>();
            else fault(step.place + "/" + key, "数ではありません", "数にしてください");
        }
    if (step.numbers.count("count")) step.count = static_cast<int>(step.numbers["count"]);
    if (object.contains("operator")) {
        step.count_operator = text("operator");
        if (!is_one_of({">=", "==", "<="}, step.count_operator)) fault(step.place + "/operator", "比べ方が正しくありません", ">=、==、<= のどれかにしてください");
    }
    if (object.contains("visible") && object.at("visible").is_boolean()) step.visible = object.at("visible").get<bool>();
    step.refused_by = part(object, "refusedBy", step.place);
    switch (step.kind) {
        case StepKind::data_convert:
            step.conversion = text("to");
            word_of(object, "to", step.place, step_key(*step_form(step.type), "to")->choices, "");
            break;
        case StepKind::flow_if:
            step.value = value(object.at("condition"), step.place + "/condition");
            step.then_steps = steps(object.at("then"), step.place + "/then");
            if (object.contains("else")) step.else_steps = steps(object.at("else"), step.place + "/else");
            break;
        case StepKind::flow_try:
            step.steps = steps(object.at("steps"), step.place + "/steps");
            if (object.contains("catch")) step.else_steps = steps(object.at("catch"), step.place + "/catch");
            if (object.contains("finally")) step.last_steps = steps(object.at("finally"), step.place + "/finally");
            break;
        case StepKind::flow_retry:
            step.steps = steps(object.at("steps"), step.place + "/steps");
            if (object.contains("reset")) step.else_steps = steps(object.at("reset"), step.place + "/reset");
            step.times = static_cast<int>(step.numbers["times"]);
            if (step.times < 2 || step.times > 10) fault(step.place + "/times", "回数が正しくありません", "2 から 10 までの整数にしてください");
            break;
        case StepKind::flow_call: call_members(step, text("scenario")); break;
        case StepKind::flow_ask:
            if (object.contains("choices")) step.choices = words(object.at("choices"), step.place + "/choices");
            break;
        case StepKind::web_dialog: dialog_members(step, object, step.place); break;
        case StepKind::desktop_dialog:
            step.contains = value(object.at("contains"), step.place + "/contains");
            step.button = text("button");
            break;
        case StepKind::desktop_launch:
            step.command = values(object.at("command"), step.place + "/command");
            step.contains = value(object.at("window"), step.place + "/window");
            break;
        case StepKind::desktop_menu:
            step.path = words(object.at("path"), step.place + "/path");
            if (step.path.size() < 2) fault(step.place + "/path", "メニューの順が短すぎます", "[\"ファイル\", \"保存\"] のように、見えるメニューから順に書いてください");
            break;
        case StepKind::web_download:
            if (object.contains("as")) step.typed = value(object.at("as"), step.place + "/as");
            if (object.contains("contains")) step.contains = value(object.at("contains"), step.place + "/contains");
            break;
        case StepKind::web_open:
            if (object.contains("user")) step.user = value(object.at("user"), step.place + "/user");
            if (object.contains("password")) step.password = value(object.at("password"), step.place + "/password");
            if (step.user.has_value() != step.password.has_value()) fault(step.place, "user と password の片方しかありません", "両方書いてください（password は {\"secret\": \"名前\"}）");
            break;
        case StepKind::web_set:
            if (object.contains("calendar")) calendar_members(step, object.at("calendar"));
            break;
        case StepKind::web_table:
            step.match = values(object.at("match"), step.place + "/match");
            step.column = text("column");
            break;
        case StepKind::web_window: window_members(step, object); break;
        case StepKind::data_write:
            if (!object.at("row").is_object() || object.at("row").empty()) fault(step.place + "/row", "列の並びではありません", "{\"見出し\": {\"field\": \"列名\"}} の形で1列以上書いてください");
            else for (const auto& [heading, one] : object.at("row").items()) step.row.emplace_back(heading, value(one, step.place + "/row/" + heading));
            break;
        case StepKind::web_expect: expect_members(step, object); break;
        case StepKind::verify_find: find_members(step, object); break;
        case StepKind::commit: commit_members(step, object); break;
        default: break;
    }
}

void StepReader::expect_members(Step& step, const json& object) {
    static const std::map<std::string, Step::Expect> kinds = {{"equals", Step::Expect::equals},
                                                              {"contains", Step::Expect::contains},
                                                              {"present", Step::Expect::present},
                                                              {"absent", Step::Expect::absent},
                                                              {"url", Step::Expect::url}};
    int given = 0;
    for (const auto& [key, kind] : kinds) {
        if (!object.contains(key)) continue;
        ++given;
        step.expect = kind;
        if (kind == Step::Expect::present || kind == Step::Expect::absent) {
            if (object.at(key) != json(true)) fault(step.place + "/" + key, "true ではありません", "true にしてください");
        } else {
            step.value = value(object.at(key), step.place + "/" + key);
        }
    }
    if (given != 1) fault(step.place, "期待することが1つに決まりません", "equals、contains、present、absent、url のどれか1つを書いてください");
    if (given == 1 && step.expect != Step::Expect::url && step.target.empty())
        fault(step.place, "web.expect に selectors がありません", "見る要素を selectors に書いてください");
}

void StepReader::find_members(Step& step, const json& object) {
    step.steps = steps(object.at("steps"), step.place + "/steps");
    step.shown = part(object, "shown", step.place);
    if (object.at("shown").is_object() && object.at("shown").contains("match"))
        step.shown_match = values(object.at("shown").at("match"), step.place + "/shown/match");
    step.rows = part(object, "rows", step.place);
    step.match = values(object.at("match"), step.place + "/match");
    if (object.contains("number")) {
        if (object.at("number").is_string()) step.number_selector = object.at("number").get<std::string>();
        else fault(step.place + "/number", "文字列ではありません", "行の中の CSS を \"td.receipt\" の形で書いてください");
    }
}

void StepReader::commit_members(Step& step, const json& object) {
    step.confirmation = part(object, "confirmation", step.place);
    if (object.at("confirmation").is_object() && object.at("confirmation").contains("number"))
        step.number = target(object.at("confirmation").at("number"), step.place + "/confirmation/number");
    if (!object.contains("dialog")) return;
    const std::string here = step.place + "/dialog";
    if (!object.at("dialog").is_object()) return fault(here, "確認の窓の書き方が正しくありません", "{\"contains\": \"登録しますか\"} の形で書いてください");
    for (const auto& [key, ignored] : object.at("dialog").items())
        if (key != "contains" && key != "button" && key.rfind("x-", 0) != 0) fault(here + "/" + key, "知らないキーです: " + key, "使えるのは contains と、デスクトップでは button です");
    step.answers_dialog = true;
    if (object.at("dialog").contains("button")) {
        if (object.at("dialog").at("button").is_string()) step.button = object.at("dialog").at("button").get<std::string>();
        else fault(here + "/button", "文字列ではありません", "\"…\" の形にしてください");
    }
    if (object.at("dialog").contains("contains")) step.contains = value(object.at("dialog").at("contains"), here + "/contains");
    else fault(here, "窓に出る文（contains）がありません", "別の窓に「OK」と答えないよう、出る文の一部を書いてください");
}

void StepReader::dialog_members(Step& step, const json& object, const std::string& place) {
    step.accept = word_of(object, "answer", place, {"ok", "cancel"}, "ok") == "ok";
    if (object.contains("contains")) step.contains = value(object.at("contains"), place + "/contains");
    if (object.contains("text")) step.typed = value(object.at("text"), place + "/text");
}

void StepReader::calendar_members(Step& step, const json& object) {
    Calendar found;
    const std::map<std::string, std::string*> parts = {{"title", &found.title}, {"next", &found.next}, {"previous", &found.previous}, {"days", &found.days}};
    const std::string here = step.place + "/calendar";
    for (const auto& [name, part] : parts) {
        if (object.is_object() && object.contains(name) && object.at(name).is_string()) *part = object.at(name).get<std::string>();
        if (part->empty()) fault(here, "暦の " + name + " がありません", "title（年月）、next、previous、days（その月の日）を CSS で書いてください");
    }
    for (const auto& [key, ignored] : object.items())
        if (object.is_object() && !parts.count(key) && key.rfind("x-", 0) != 0) fault(here + "/" + key, "知らないキーです: " + key, "使えるのは title、next、previous、days です");
    step.calendar = std::move(found);
}

void StepReader::window_members(Step& step, const json& object) {
    if (object.contains("title")) step.contains = value(object.at("title"), step.place + "/title");
    if (object.contains("url")) step.window_url = value(object.at("url"), step.place + "/url");
    if ((step.contains || step.window_url) + step.first_window + step.close_window != 1)
        fault(step.place, "どの窓か1つに決まりません", "title か url（両方でもよい）、first、close のどれか1つを書いてください");
}

/// The other scenario's steps become this step's own, so that the runner knows one kind of list only.
void StepReader::call_members(Step& step, const std::string& name) {
    const std::string here = step.place + "/scenario";
    if (folder_.empty()) return;  // read from memory: nothing to stand beside
    if (depth_ >= 5) return fault(here, "呼び出しが深すぎます（自分を呼んでいませんか）: " + name, "呼び出しを5段までにしてください");
    const auto file = folder_ / name;
    std::ifstream in(file, std::ios::binary);
    if (!in) return fault(here, "呼ぶシナリオを開けません: " + name, "このシナリオのあるフォルダーからの相対パスで書いてください");
    const json other = json::parse(in, nullptr, false);
    if (!other.is_object() || !(other.contains("perRecord") || other.contains("steps")))
        return fault(here, "呼ぶシナリオを読めません: " + name, "yorozu rpa check で調べてください");
    std::vector<ScenarioFault> inner;
    StepReader reader(inner, file.parent_path(), depth_ + 1);
    step.steps = reader.steps(other.contains("perRecord") ? other.at("perRecord") : other.at("steps"), step.place + "/steps");
    for (const auto& one : inner) fault(here, name + " の中: " + one.what, one.mend);
    each_step(step.steps, [&](const Step& one) {
        if (one.kind == StepKind::commit || one.kind == StepKind::verify_find)
            fault(here, "呼ぶシナリオに " + one.type + " があります: " + name, "確定と照会は呼ぶ側の perRecord に書いてください");
    });
}

bool StepReader::truth(const json& object, const char* key, const std::string& place) {
    if (!object.contains(key)) return false;
    if (object.at(key).is_boolean()) return object.at(key).get<bool>();
    fault(place + "/" + key, "真偽ではありません", "true か false にしてください");
    return false;
}

std::string StepReader::word_of(const json& object, const char* key, const std::string& place, const std::vector<std::string>& choices, const std::string& otherwise) {
    if (!object.contains(key)) return otherwise;
    if (object.at(key).is_string() && is_one_of(choices, object.at(key).get<std::string>())) return object.at(key).get<std::string>();
    std::string all;
    for (const auto& one : choices) all += (all.empty() ? "" : "、") + one;
    fault(place + "/" + key, std::string("選べない値です: ") + key, all + " のどれかにしてください");
    return otherwise;
}

}  // namespace yorozu::rpa
