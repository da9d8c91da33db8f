#include "rpa/import_draft.h"

#include <algorithm>
#include <cctype>

#include "rpa/scenario_text.h"
#include "rpa/steps.h"

namespace yorozu::rpa {

namespace {

bool means_secret(std::string label) {
    std::transform(label.begin(), label.end(), label.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const char* word : {"パスワード", "暗証", "パスフレーズ", "password", "passwd", "passcode", "passphrase", "secret"})
        if (label.find(word) != std::string::npos) return true;
    return false;
}

}  // namespace

void ImportDraft::answer(ImportedStep::Outcome outcome, const std::string& words) {
    step_.outcome = outcome;
    step_.words = words;
    result_.steps.push_back(step_);
}

void ImportDraft::put(OrderedJson step) {
    auto& list = open_.empty() ? steps_ : open_.back().steps;
    step["id"] = "step-" + std::to_string(count_) + (list.empty() || !list.back().contains("id") || list.back().at("id") != "step-" + std::to_string(count_) ? "" : "b");
    list.push_back(std::move(step));
}

void ImportDraft::kept(OrderedJson step) {
    put(std::move(step));
    answer(ImportedStep::Outcome::kept, "");
}

void ImportDraft::changed(OrderedJson step, const std::string& words) {
    put(std::move(step));
    answer(ImportedStep::Outcome::changed, words);
}

void ImportDraft::left_to_us(const std::string& words) { answer(ImportedStep::Outcome::changed, words); }

void ImportDraft::unsupported(const std::string& words, const OrderedJson& original) {
    // It stands where it stood and stops the record, so that nobody runs past what is missing.
    put({{"type", "flow.stop-record"}, {"reason", "取り込めなかった操作です（" + step_.command + "）: " + words}, {"x-original", original}});
    answer(ImportedStep::Outcome::unsupported, words);
}

void ImportDraft::enter(OrderedJson step, const std::string& list, const std::string& words) {
    step["id"] = "step-" + std::to_string(count_);
    open_.push_back({std::move(step), list, OrderedJson::array()});
    if (!words.empty()) answer(ImportedStep::Outcome::changed, words);
    else answer(ImportedStep::Outcome::kept, "");
}

bool ImportDraft::other_list(const std::string& list) {
    if (open_.empty()) return false;
    auto& top = open_.back();
    top.step[top.list] = std::move(top.steps);
    top.list = list;
    top.steps = OrderedJson::array();
    return true;
}

bool ImportDraft::leave() {
    if (open_.empty()) return false;
    Open top = std::move(open_.back());
    open_.pop_back();
    top.step[top.list] = std::move(top.steps);
    (open_.empty() ? steps_ : open_.back().steps).push_back(std::move(top.step));
    return true;
}

OrderedJson ImportDraft::typed(const std::string& label, const std::string& value, const std::string& about) {
    if (means_secret(label + " " + about)) {
        const std::string base = label.empty() ? "password" : label;
        std::string name = base;
        for (int i = 2; secrets_.count(name) && secrets_[name] != value; ++i) name = base + "_" + std::to_string(i);
        secrets_[name] = value;
        return {{"secret", name}};
    }
    if (!options_.columns) return {{"text", value}};
    const std::string base = label.empty() ? "列" : label;
    std::string column = base;
    for (int i = 2; std::find(result_.columns.begin(), result_.columns.end(), column) != result_.columns.end(); ++i) column = base + "_" + std::to_string(i);
    result_.columns.push_back(column);
    return {{"field", column}};
}

void ImportDraft::host_of_address(const std::string& url) {
    const std::string host = yorozu::rpa::host_of(url);
    if (!host.empty() && std::find(hosts_.begin(), hosts_.end(), host) == hosts_.end()) hosts_.push_back(host);
}

void ImportDraft::finish(const std::string& title) {
    while (leave()) {}
    if (result_.steps.empty()) {
        result_.fault = "操作が1つもありません";
        return;
    }
    result_.title = title.empty() ? "取り込んだ録画" : title;
    std::string id;
    for (const char c : result_.title) id += (static_cast<unsigned char>(c) < 0x80 && !std::isalnum(static_cast<unsigned char>(c))) ? '-' : c;
    OrderedJson setup = OrderedJson::array(), per_record = OrderedJson::array();
    for (auto& step : steps_) (step.at("type") == "setViewport" ? setup : per_record).push_back(std::move(step));
    if (hosts_.empty()) hosts_.push_back("127.0.0.1");
    OrderedJson scenario = {{"formatVersion", 1}, {"id", id}, {"title", result_.title}, {"owner", options_.owner}, {"hosts", hosts_}, {"dataColumns", result_.columns}};
    if (!setup.empty()) scenario["setup"] = std::move(setup);
    scenario["perRecord"] = std::move(per_record);
    result_.scenario = written_scenario(scenario.dump());
    if (const auto reading = read_scenario(result_.scenario); !reading.faults.empty()) {
        // A selector or value of the recording that the format refuses: said, not passed on.
        result_.fault = reading.faults[0].what + "（" + reading.faults[0].place + "）";
        result_.scenario.clear();
    }
}

}  // namespace yorozu::rpa
