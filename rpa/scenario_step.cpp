#include "rpa/scenario_step.h"

#include <algorithm>

namespace yorozu::rpa {

using nlohmann::json;

namespace {

struct Form {
    StepKind kind;
    std::vector<std::string> required;
    std::vector<std::string> allowed;
};

/// Keys that any step may carry. The second line is what Chrome's recorder adds; positions and assertedEvents are
/// kept in the file and not needed by us, because every action has its own post-condition.
const std::vector<std::string> common = {"type",      "id",      "note",    "timeout",    "evidence", "target",
                                         "frame",     "offsetX", "offsetY", "deviceType", "button",   "duration",
                                         "assertedEvents"};

const std::map<std::string, Form>& forms() {
    static const std::map<std::string, Form> all = {
        {"setViewport", {StepKind::set_viewport, {"width", "height"}, {"deviceScaleFactor", "isMobile", "hasTouch", "isLandscape"}}},
        {"navigate", {StepKind::navigate, {"url"}, {}}},
        {"click", {StepKind::click, {"selectors"}, {}}},
        {"doubleClick", {StepKind::double_click, {"selectors"}, {}}},
        {"hover", {StepKind::hover, {"selectors"}, {}}},
        {"change", {StepKind::change, {"selectors", "value"}, {}}},
        {"keyDown", {StepKind::key_down, {"key"}, {}}},
        {"keyUp", {StepKind::key_up, {"key"}, {}}},
        {"scroll", {StepKind::scroll, {}, {"selectors", "x", "y"}}},
        {"waitForElement", {StepKind::wait_for_element, {"selectors"}, {"operator", "count", "visible"}}},
        {"waitForExpression", {StepKind::wait_for_expression, {"expression"}, {}}},
        {"emulateNetworkConditions", {StepKind::emulate_network, {"download", "upload", "latency"}, {}}},
        {"close", {StepKind::close, {}, {}}},
        {"web.open", {StepKind::web_open, {"url"}, {}}},
        {"web.click", {StepKind::web_click, {"selectors"}, {}}},
        {"web.set", {StepKind::web_set, {"selectors", "value"}, {"control", "privateUse", "readBack", "entry"}}},
        {"web.select", {StepKind::web_select, {"selectors", "value"}, {}}},
        {"web.choose", {StepKind::web_choose, {"selectors", "value"}, {}}},
        {"web.read", {StepKind::web_read, {"selectors", "name"}, {}}},
        {"web.expect", {StepKind::web_expect, {}, {"selectors", "equals", "contains", "present", "absent", "url", "refusedBy"}}},
        {"data.set", {StepKind::data_set, {"name", "value"}, {}}},
        {"data.convert", {StepKind::data_convert, {"name", "value", "to"}, {}}},
        {"flow.if", {StepKind::flow_if, {"condition", "then"}, {"else"}}},
        {"flow.stop-record", {StepKind::flow_stop_record, {"reason"}, {}}},
        {"verify.find", {StepKind::verify_find, {"steps", "shown", "rows", "match"}, {"number", "refusedBy"}}},
        {"commit", {StepKind::commit, {"selectors", "confirmation"}, {}}},
    };
    return all;
}

const std::vector<std::string> conversions = {"全角", "半角", "半角英数", "全角カナ", "ひらがな", "和暦", "西暦"};

bool is_one_of(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
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
    const auto form = forms().find(found.type);
    if (form == forms().end()) {
        std::vector<std::string> names;
        for (const auto& [name, ignored] : forms()) names.push_back(name);
        fault(place + "/type", "知らない操作です: " + found.type, "使える操作は " + joined(names) + " です");
        return std::nullopt;
    }
    found.kind = form->second.kind;
    for (const auto& [key, ignored] : object.items())
        if (!is_one_of(common, key) && !is_one_of(form->second.required, key) && !is_one_of(form->second.allowed, key) &&
            key.rfind("x-", 0) != 0)
            fault(place + "/" + key, "知らないキーです: " + key,
                  found.type + " で使えるのは " + joined(form->second.required) + (form->second.allowed.empty() ? "" : ", " + joined(form->second.allowed)) + " です");
    bool complete = true;
    for (const auto& key : form->second.required)
        if (!object.contains(key)) {
            fault(place, found.type + " に " + key + " がありません", key + " を書き足してください");
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
    if (object.contains("evidence")) {
        if (object.at("evidence").is_boolean()) step.picture = object.at("evidence").get<bool>();
        else fault(step.place + "/evidence", "真偽ではありません", "true か false にしてください");
    }
    if (object.contains("selectors")) step.target = target(object.at("selectors"), step.place + "/selectors");
    if (object.contains("frame")) {
        const json& frame = object.at("frame");
        for (std::size_t i = 0; i < frame.size(); ++i) {
            if (frame.is_array() && frame[i].is_number_integer() && frame[i].get<int>() >= 0) step.target.frame.push_back(frame[i].get<int>());
            else fault(step.place + "/frame", "枠の番号が正しくありません", "[0, 1] のように 0 以上の整数を並べてください");
        }
    }
    for (const char* key : {"value", "url", "key", "expression", "reason"})
        if (object.contains(key) && !(step.kind == StepKind::web_expect)) step.value = value(object.at(key), step.place + "/" + key);
    step.name = text("name");
    step.control = on_unkeyable(object, "control", step.place);
    step.private_use = on_unkeyable(object, "privateUse", step.place);
    if (object.contains("readBack")) step.read_back = value(object.at("readBack"), step.place + "/readBack");
    if (const auto entry = text("entry"); !entry.empty()) {
        step.by_keys = entry == "keys";
        if (entry != "keys" && entry != "insert") fault(step.place + "/entry", "入力のしかたが正しくありません", "insert か keys にしてください");
    }
    for (const char* key : {"width", "height", "deviceScaleFactor", "x", "y", "download", "upload", "latency", "count"})
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
            if (!is_one_of(conversions, step.conversion)) fault(step.place + "/to", "知らない変換です", "使えるのは " + joined(conversions) + " です");
            break;
        case StepKind::flow_if:
            step.value = value(object.at("condition"), step.place + "/condition");
            step.then_steps = steps(object.at("then"), step.place + "/then");
            if (object.contains("else")) step.else_steps = steps(object.at("else"), step.place + "/else");
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
}

}  // namespace yorozu::rpa
