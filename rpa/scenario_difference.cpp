#include "rpa/scenario_difference.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "rpa/scenario.h"
#include "rpa/sentence.h"
#include "rpa/step_forms.h"

namespace yorozu::rpa {

namespace {

using Json = nlohmann::ordered_json;
using What = ScenarioDifference::What;

const std::vector<std::string> step_lists = {"setup", "perRecord", "teardown", "steps"};

struct StepLine {
    std::string key;       ///< which step it is: its id, else its section, type and sentence
    std::string sentence;
    Json own;              ///< without the steps inside
};

std::vector<StepLine> lines_of(const Scenario& scenario, const Json& root) {
    std::vector<StepLine> lines;
    each_step(scenario, [&](const Step& step) {
        const Json::json_pointer place(step.place);
        if (!root.contains(place)) return;
        StepLine line;
        line.sentence = sentence_text(scenario, step);
        line.own = root.at(place);
        if (const auto* form = step_form(step.type))
            for (const auto& key : form->keys)
                if (key.form == StepKey::Form::steps) line.own.erase(key.key);
        const bool named = line.own.contains("id");
        const std::string list = step.place.substr(0, step.place.rfind('/'));
        line.key = named ? "#" + step.id : list + " " + step.type + " " + line.sentence;
        for (int again = 2; std::any_of(lines.begin(), lines.end(), [&](const auto& one) { return one.key == line.key; }); ++again) line.key += " " + std::to_string(again);
        lines.push_back(std::move(line));
    });
    return lines;
}

/// Which of the keys stand in the same order in both: a longest common subsequence.
std::vector<std::string> in_order(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    std::vector<std::vector<int>> longest(one.size() + 1, std::vector<int>(other.size() + 1, 0));
    for (std::size_t i = one.size(); i-- > 0;)
        for (std::size_t j = other.size(); j-- > 0;) longest[i][j] = one[i] == other[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    std::vector<std::string> kept;
    for (std::size_t i = 0, j = 0; i < one.size() && j < other.size();) {
        if (one[i] == other[j]) kept.push_back(one[i]), ++i, ++j;
        else if (longest[i + 1][j] >= longest[i][j + 1]) ++i;
        else ++j;
    }
    return kept;
}

std::string shown_value(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::string label_of_key(const std::string& key) {
    static const std::vector<std::pair<const char*, const char*>> words = {
        {"title", "題"}, {"owner", "持ち主"}, {"note", "引き継ぐこと"}, {"verifiedOn", "最終確認"}, {"expiresOn", "期限"}, {"address", "アドレス"}, {"hosts", "相手のホスト"},
        {"programs", "プログラム"}, {"screen", "画面"}, {"businessKey", "業務キー"}, {"dataColumns", "データの列"}, {"columnLabels", "列の呼び名"}, {"settleMs", "確定を待つ時間"},
        {"stopAfterFailures", "続けて止まる件数"}, {"signedOut", "サインアウトの印"}};
    for (const auto& [name, label] : words)
        if (key == name) return label;
    return key;
}

/// Keys of either whose values are not the same, as one text a side.
void compare_keys(const Json& before, const Json& after, const std::function<void(const std::string& key, const std::string& was, const std::string& is)>& tell) {
    std::vector<std::string> keys;
    for (const auto* side : {&before, &after})
        for (const auto& [key, value] : side->items())
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    for (const auto& key : keys) {
        const Json was = before.value(key, Json()), is = after.value(key, Json());
        if (was != is) tell(key, was.is_null() ? "" : shown_value(was), is.is_null() ? "" : shown_value(is));
    }
}

}  // namespace

std::vector<ScenarioDifference> differences(const std::string& before, const std::string& after) {
    if (before == after) return {};
    const auto was = read_scenario(before), is = read_scenario(after);
    if (!was.scenario || !is.scenario) return {{What::about, "シナリオ全体", was.scenario ? "" : "読めない版", is.scenario ? "" : "読めない版"}};
    Json old_root = Json::parse(before), new_root = Json::parse(after);
    const auto old_lines = lines_of(*was.scenario, old_root), new_lines = lines_of(*is.scenario, new_root);
    std::vector<ScenarioDifference> found;
    for (const auto& list : step_lists) old_root.erase(list), new_root.erase(list);
    compare_keys(old_root, new_root, [&](const std::string& key, const std::string& one, const std::string& two) { found.push_back({What::about, label_of_key(key), one, two}); });

    const auto keys_of = [](const std::vector<StepLine>& lines, const std::vector<StepLine>& other) {
        std::vector<std::string> keys;
        for (const auto& line : lines)
            if (std::any_of(other.begin(), other.end(), [&](const auto& one) { return one.key == line.key; })) keys.push_back(line.key);
        return keys;
    };
    const auto stayed = in_order(keys_of(old_lines, new_lines), keys_of(new_lines, old_lines));
    for (const auto& line : new_lines) {
        const auto old = std::find_if(old_lines.begin(), old_lines.end(), [&](const auto& one) { return one.key == line.key; });
        if (old == old_lines.end()) {
            found.push_back({What::added, line.sentence, "", ""});
            continue;
        }
        if (std::find(stayed.begin(), stayed.end(), line.key) == stayed.end()) found.push_back({What::moved, line.sentence, "", ""});
        const auto* form = step_form(line.own.value("type", ""));
        std::string one, two;
        compare_keys(old->own, line.own, [&](const std::string& key, const std::string& was_there, const std::string& is_there) {
            const auto* known = form ? step_key(*form, key) : nullptr;
            const std::string label = (known && !known->label.empty() ? known->label : key) + ": ";
            one += (one.empty() ? "" : "、") + label + (was_there.empty() ? "なし" : was_there);
            two += (two.empty() ? "" : "、") + label + (is_there.empty() ? "なし" : is_there);
        });
        if (one != two) found.push_back({What::changed, line.sentence, one, two});
    }
    for (const auto& line : old_lines)
        if (std::none_of(new_lines.begin(), new_lines.end(), [&](const auto& one) { return one.key == line.key; })) found.push_back({What::removed, line.sentence, "", ""});
    return found;
}

std::string words_of(ScenarioDifference::What what) {
    switch (what) {
        case What::added: return "足した";
        case What::removed: return "消した";
        case What::changed: return "変えた";
        case What::moved: return "移した";
        case What::about: return "全体";
    }
    return "";
}

}  // namespace yorozu::rpa
