#include "rpa/scenario_document.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "rpa/scenario_text.h"
#include "rpa/step_forms.h"

namespace yorozu::rpa {

using EditedJson = nlohmann::ordered_json;

namespace {

EditedJson::json_pointer pointer_to(const std::string& place) { return EditedJson::json_pointer(place); }

/// The list that a step stands in, and which of it it is.
EditedJson* list_around(EditedJson& root, const std::string& place, std::size_t& index) {
    const auto cut = place.rfind('/');
    if (cut == std::string::npos || cut == 0 || cut + 1 >= place.size() || place.find_first_not_of("0123456789", cut + 1) != std::string::npos) return nullptr;
    index = static_cast<std::size_t>(std::stoul(place.substr(cut + 1)));
    const auto parent = pointer_to(place.substr(0, cut));
    if (!root.contains(parent)) return nullptr;
    EditedJson& list = root.at(parent);
    return list.is_array() && index < list.size() ? &list : nullptr;
}

std::string sibling(const std::string& place, std::size_t index) { return place.substr(0, place.rfind('/') + 1) + std::to_string(index); }

/// A step of the type with what it must have, as a person will fill it in.
EditedJson blank_step(const StepForm& form) {
    EditedJson step = {{"type", form.type}};
    for (const auto& key : form.keys) {
        if (!key.required) continue;
        switch (key.form) {
            case StepKey::Form::selectors: step[key.key] = {"aria/（名前）"}; break;
            case StepKey::Form::part: step[key.key] = {{"selectors", {"aria/（名前）"}}}; break;
            case StepKey::Form::value: step[key.key] = key.key == "condition" ? EditedJson{{"lua", "true"}} : EditedJson{{"text", ""}}; break;
            case StepKey::Form::values: step[key.key] = EditedJson::array({EditedJson{{"text", ""}}}); break;
            case StepKey::Form::row: step[key.key] = {{"見出し", {{"text", ""}}}}; break;
            case StepKey::Form::steps: step[key.key] = EditedJson::array(); break;
            case StepKey::Form::number: step[key.key] = 2; break;
            case StepKey::Form::boolean: step[key.key] = true; break;
            case StepKey::Form::choice: step[key.key] = key.choices.front(); break;
            case StepKey::Form::words: step[key.key] = {"（メニュー）", "（項目）"}; break;
            default: step[key.key] = "名前"; break;
        }
    }
    if (form.kind == StepKind::web_expect) {
        step["selectors"] = {"aria/（名前）"};
        step["present"] = true;
    }
    if (form.kind == StepKind::web_window) step["first"] = true;
    return step;
}

void collect_ids(const EditedJson& value, std::vector<std::string>& ids) {
    if (value.is_object() && value.contains("type") && value.contains("id") && value.at("id").is_string()) ids.push_back(value.at("id"));
    if (value.is_structured())
        for (const auto& one : value) collect_ids(one, ids);
}

/// Copies get ids of their own.
void rename_ids(EditedJson& value, std::vector<std::string>& taken) {
    if (value.is_object() && value.contains("type") && value.contains("id") && value.at("id").is_string()) {
        const std::string base = value.at("id");
        std::string name = base;
        for (int i = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++i) name = base + "-" + std::to_string(i);
        taken.push_back(name);
        value["id"] = name;
    }
    if (value.is_structured())
        for (auto& one : value) rename_ids(one, taken);
}

}  // namespace

ScenarioDocument::ScenarioDocument(const std::string& written, std::filesystem::path file) : file_(std::move(file)), text_(written) {
    reading_ = std::make_shared<ScenarioReading>(read_scenario(text_, file_));
    if (reading_->scenario) text_ = written_scenario(text_);
}

std::string ScenarioDocument::value_at(const std::string& place, const std::string& key) const {
    const auto root = EditedJson::parse(text_, nullptr, false);
    if (root.is_discarded() || !root.contains(pointer_to(place))) return "";
    const auto& step = root.at(pointer_to(place));
    if (key.empty()) return step.dump();
    return step.is_object() && step.contains(key) ? step.at(key).dump() : "";
}

template <class Change>
std::string ScenarioDocument::change(const Change& how) {
    if (!reading_->scenario) return "シナリオを読めないので直せません";
    auto root = EditedJson::parse(text_);
    if (const std::string why = how(root); !why.empty()) return why;
    auto after = std::make_shared<ScenarioReading>(read_scenario(root.dump(), file_));
    if (!after->scenario) return after->faults[0].what + "（" + after->faults[0].mend + "）";
    text_ = written_scenario(root.dump());
    reading_ = std::move(after);
    return "";
}

std::string ScenarioDocument::set(const std::string& place, const std::string& key, const std::string& written) {
    return change([&](EditedJson& root) -> std::string {
        if (!root.contains(pointer_to(place)) || !root.at(pointer_to(place)).is_object()) return "操作がありません";
        auto& step = root.at(pointer_to(place));
        if (written.empty()) {
            step.erase(key);
            return "";
        }
        auto value = EditedJson::parse(written, nullptr, false);
        if (value.is_discarded()) return "値の書き方が正しくありません";
        step[key] = std::move(value);
        return "";
    });
}

std::string ScenarioDocument::add_after(const std::string& place, const std::string& type, std::string& added) {
    return change([&](EditedJson& root) -> std::string {
        const auto* form = step_form(type);
        if (!form) return "知らない操作です: " + type;
        std::size_t index = 0;
        if (auto* list = list_around(root, place, index)) {
            list->insert(list->begin() + static_cast<std::ptrdiff_t>(index) + 1, blank_step(*form));
            added = sibling(place, index + 1);
            return "";
        }
        if (!root.contains(pointer_to(place))) root[pointer_to(place)] = EditedJson::array();
        auto& end = root.at(pointer_to(place));
        if (!end.is_array()) return "操作を置ける場所ではありません";
        end.push_back(blank_step(*form));
        added = place + "/" + std::to_string(end.size() - 1);
        return "";
    });
}

std::string ScenarioDocument::remove(const std::string& place) {
    return change([&](EditedJson& root) -> std::string {
        std::size_t index = 0;
        auto* list = list_around(root, place, index);
        if (!list) return "操作がありません";
        list->erase(index);
        return "";
    });
}

std::string ScenarioDocument::move(const std::string& place, int by, std::string& moved) {
    return change([&](EditedJson& root) -> std::string {
        std::size_t index = 0;
        auto* list = list_around(root, place, index);
        const auto to = static_cast<std::ptrdiff_t>(index) + by;
        if (!list || to < 0 || to >= static_cast<std::ptrdiff_t>(list->size())) return "これより動かせません";
        auto step = list->at(index);
        list->erase(index);
        list->insert(list->begin() + to, std::move(step));
        moved = sibling(place, static_cast<std::size_t>(to));
        return "";
    });
}

std::string ScenarioDocument::move_beside(const std::string& place, const std::string& beside, Side side, std::string& moved) {
    moved = place;
    if (beside == place) return "";
    if (beside.rfind(place + "/", 0) == 0) return "操作を、その操作の中へは移せません";
    return change([&](EditedJson& root) -> std::string {
        std::size_t index = 0;
        auto* list = list_around(root, place, index);
        if (!list) return "操作がありません";
        const EditedJson step = list->at(index);
        list->erase(index);
        // Without it, what stood behind it in its list has another number.
        std::string target = beside;
        const auto head = place.substr(0, place.rfind('/') + 1);
        if (target.rfind(head, 0) == 0) {
            const auto end = std::min(target.find('/', head.size()), target.size());
            const auto number = static_cast<std::size_t>(std::atol(target.c_str() + head.size()));
            if (number > index) target.replace(head.size(), end - head.size(), std::to_string(number - 1));
        }
        std::size_t at = 0;
        if (auto* there = list_around(root, target, at)) {
            at += side == Side::behind;
            there->insert(there->begin() + static_cast<std::ptrdiff_t>(at), step);
            moved = sibling(target, at);
            return "";
        }
        if (!root.contains(pointer_to(target))) root[pointer_to(target)] = EditedJson::array();
        auto& part = root.at(pointer_to(target));
        if (!part.is_array()) return "操作を置ける場所ではありません";
        part.insert(part.begin(), step);
        moved = target + "/0";
        return "";
    });
}

std::string ScenarioDocument::copy(const std::string& place, std::string& added) {
    return change([&](EditedJson& root) -> std::string {
        std::size_t index = 0;
        auto* list = list_around(root, place, index);
        if (!list) return "操作がありません";
        std::vector<std::string> ids;
        collect_ids(root, ids);
        auto step = list->at(index);
        rename_ids(step, ids);
        list->insert(list->begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(step));
        added = sibling(place, index + 1);
        return "";
    });
}

}  // namespace yorozu::rpa
