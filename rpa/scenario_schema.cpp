#include "rpa/scenario_schema.h"

#include <nlohmann/json.hpp>

#include "rpa/step_forms.h"

namespace yorozu::rpa {

using Json = nlohmann::ordered_json;

namespace {

Json schema_of(const StepKey& key) {
    switch (key.form) {
        case StepKey::Form::text: return {{"type", "string"}};
        case StepKey::Form::value: return {{"$ref", "#/$defs/value"}};
        case StepKey::Form::values: return {{"type", "array"}, {"items", {{"$ref", "#/$defs/value"}}}};
        case StepKey::Form::row: return {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", {{"$ref", "#/$defs/value"}}}};
        case StepKey::Form::selectors: return {{"$ref", "#/$defs/selectors"}};
        case StepKey::Form::part: return {{"$ref", key.key == "dialog" ? "#/$defs/dialog" : "#/$defs/part"}};
        case StepKey::Form::steps: return {{"$ref", "#/$defs/steps"}};
        case StepKey::Form::number:
            if (key.key == "timeout") return {{"type", "integer"}, {"minimum", 1}, {"maximum", 600000}};
            if (key.key == "times") return {{"type", "integer"}, {"minimum", 2}, {"maximum", 10}};
            return {{"type", "number"}};
        case StepKey::Form::boolean: return {{"type", "boolean"}};
        case StepKey::Form::choice: return {{"enum", key.choices}};
        case StepKey::Form::words: return {{"type", "array"}, {"items", {{"type", "string"}}}};
        case StepKey::Form::any:
            if (key.key == "frame") return {{"type", "array"}, {"items", {{"type", "integer"}, {"minimum", 0}}}};
            if (key.key == "calendar") return {{"$ref", "#/$defs/calendar"}};
            return {{"type", "array"}};
    }
    return Json::object();
}

Json closed_object(Json required, Json properties) {
    return {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)},
            {"patternProperties", {{"^x-", true}}}, {"additionalProperties", false}};
}

Json schema_of(const StepForm& form) {
    Json required = {"type"}, properties = {{"type", {{"const", form.type}}}};
    for (const auto& key : form.keys) {
        if (key.required) required.push_back(key.key);
        properties[key.key] = schema_of(key);
    }
    for (const auto& key : common_step_keys())
        if (key.key != "type" && !properties.contains(key.key)) properties[key.key] = schema_of(key);
    Json schema = closed_object(std::move(required), std::move(properties));
    schema["description"] = form.label;
    return schema;
}

Json one_value() {
    Json ways = Json::array({{{"type", "string"}}});
    for (const char* from : {"field", "text", "secret", "lua", "variable"})
        ways.push_back({{"type", "object"}, {"required", {from}}, {"properties", {{from, {{"type", "string"}}}}}, {"additionalProperties", false}});
    return {{"oneOf", std::move(ways)}};
}

}  // namespace

std::string scenario_schema() {
    const Json text = {{"type", "string"}}, words = {{"type", "array"}, {"items", {{"type", "string"}}}}, steps = {{"$ref", "#/$defs/steps"}};
    const Json name = {{"type", "string"}, {"minLength", 1}};
    const auto whole = [](int least, int most) { return Json{{"type", "integer"}, {"minimum", least}, {"maximum", most}}; };
    const Json screen = closed_object({"width", "height"}, {{"width", whole(320, 7680)}, {"height", whole(240, 4320)}, {"dpi", whole(48, 384)}});
    Json properties = {{"formatVersion", {{"const", 1}}}, {"id", name}, {"title", name}, {"owner", name}, {"note", text}, {"verifiedOn", text}, {"expiresOn", text},
                       {"address", text}, {"hosts", {{"type", "array"}, {"items", {{"type", "string"}}}, {"minItems", 1}}}, {"programs", {{"type", "array"}, {"items", {{"type", "string"}}}, {"minItems", 1}}}, {"screen", screen}, {"businessKey", words}, {"dataColumns", words},
                       {"columnLabels", {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}}},
                       {"settleMs", {{"type", "integer"}, {"minimum", 0}, {"maximum", 3600000}}}, {"stopAfterFailures", {{"type", "integer"}, {"minimum", 1}, {"maximum", 1000}}},
                       {"signedOut", {{"$ref", "#/$defs/part"}}}, {"setup", steps}, {"perRecord", steps}, {"teardown", steps},
                       {"steps", {{"type", "array"}, {"items", {{"oneOf", Json::array({{{"$ref", "#/$defs/step"}}, {{"$ref", "#/$defs/forEachRecord"}}})}}}}},
                       {"timeout", {{"type", "number"}}}, {"selectorAttribute", text}};
    Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"$id", "urn:yorozu:scenario:1"}, {"title", "Yorozu scenario, format 1"},
                   {"description", "A superset of a Chrome DevTools Recorder file. `steps` with one data.for-each-record, or setup/perRecord/teardown."}};
    schema.update(closed_object({"formatVersion", "id", "title", "owner"}, std::move(properties)));
    schema["anyOf"] = Json::array({{{"required", {"hosts"}}}, {{"required", {"programs"}}}});
    schema["oneOf"] = Json::array({{{"required", {"steps"}}}, {{"required", {"perRecord"}}}});
    Json all_steps = Json::array();
    for (const auto& form : step_forms()) all_steps.push_back(schema_of(form));
    const Json path = {{"type", "array"}, {"minItems", 1}, {"items", text}};
    Json part = closed_object({"selectors"}, {{"selectors", {{"$ref", "#/$defs/selectors"}}}, {"match", {{"type", "array"}, {"items", {{"$ref", "#/$defs/value"}}}}},
                                              {"number", {{"$ref", "#/$defs/selectors"}}}});
    schema["$defs"] = {
        {"selectors", {{"description", "Alternatives in order of trust; each a CSS selector or aria/ text/ xpath/ pierce/, or an array of them as a path through shadow roots"},
                       {"type", "array"}, {"minItems", 1}, {"items", {{"oneOf", Json::array({text, path})}}}}},
        {"value", one_value()},
        {"part", std::move(part)},
        {"calendar", closed_object({"title", "next", "previous", "days"}, {{"title", text}, {"next", text}, {"previous", text}, {"days", text}})},
        {"dialog", closed_object({"contains"}, {{"contains", {{"$ref", "#/$defs/value"}}}, {"button", text}})},
        {"steps", {{"type", "array"}, {"items", {{"$ref", "#/$defs/step"}}}}},
        {"forEachRecord", closed_object({"type", "steps"}, {{"type", {{"const", "data.for-each-record"}}}, {"id", text}, {"note", text}, {"steps", steps}})},
        {"step", {{"oneOf", std::move(all_steps)}}}};
    return schema.dump(1) + "\n";
}

}  // namespace yorozu::rpa
