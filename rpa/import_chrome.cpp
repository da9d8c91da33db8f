// Chrome DevTools Recorder: its steps are ours; what was typed becomes a column.
#include "rpa/import_draft.h"
#include "rpa/scenario.h"
#include "rpa/sentence.h"
#include "rpa/step_forms.h"

namespace yorozu::rpa {

namespace {

/// What people call the field: its accessible name, else its id or name in the page.
std::string label_of_selectors(const OrderedJson& selectors) {
    Target target;
    if (selectors.is_array())
        for (const auto& one : selectors) {
            if (one.is_string()) target.selectors.push_back({one.get<std::string>()});
            else if (one.is_array() && !one.empty() && one.back().is_string()) target.selectors.push_back({one.back().get<std::string>()});
        }
    std::string name = name_of(target);
    if (name.rfind("#", 0) == 0) name.erase(0, 1);
    return name;
}

}  // namespace

void import_chrome(const OrderedJson& recording, ImportDraft& draft) {
    for (const auto& recorded : recording.at("steps")) {
        const std::string type = recorded.is_object() && recorded.contains("type") && recorded.at("type").is_string() ? recorded.at("type").get<std::string>() : "?";
        draft.begin(type);
        const StepForm* form = step_form(type);
        if (!form || !form->recorded) {
            draft.unsupported(type == "customStep" ? "拡張機能の操作です" : "知らない種類の操作です", recorded);
            continue;
        }
        OrderedJson step = OrderedJson::object();
        std::string unknown;
        for (const auto& [key, value] : recorded.items()) {
            if (step_key(*form, key)) step[key] = value;
            else {
                step["x-" + key] = value;
                unknown += (unknown.empty() ? "" : "、") + key;
            }
        }
        step.erase("id");
        bool complete = true;
        for (const auto& key : form->keys) complete = complete && (!key.required || step.contains(key.key));
        if (!complete) {
            draft.unsupported("要る項目が録画にありません", recorded);
            continue;
        }
        if (step.contains("url") && step.at("url").is_string()) draft.host_of_address(step.at("url"));
        if (type == "change" && step.at("value").is_string()) {
            std::string about;
            if (step.at("selectors").is_array()) about = step.at("selectors").dump();
            auto value = draft.typed(label_of_selectors(step.at("selectors")), step.at("value"), about);
            const std::string words = value.contains("field") ? "打った値は列「" + value.at("field").get<std::string>() + "」にしました"
                                      : value.contains("secret") ? "打った値は秘密の値「" + value.at("secret").get<std::string>() + "」にし、録画の値は捨てました" : "";
            step["type"] = "web.set";
            step["value"] = std::move(value);
            draft.changed(std::move(step), "入れて読み返す操作にしました" + (words.empty() ? "" : "。" + words));
        } else if (!unknown.empty()) {
            draft.changed(std::move(step), "使わない項目を x- として残しました: " + unknown);
        } else {
            draft.kept(std::move(step));
        }
    }
}

}  // namespace yorozu::rpa
