#include "workbench/desk/reading/stored_reading.h"

#include <nlohmann/json.hpp>

namespace yorozu::desk {
namespace {

using Json = nlohmann::ordered_json;

store::StoredStatus stored(ocr::FieldStatus status) {
    switch (status) {
        case ocr::FieldStatus::accepted: return store::StoredStatus::accepted;
        case ocr::FieldStatus::blank: return store::StoredStatus::blank;
        case ocr::FieldStatus::review: break;
    }
    return store::StoredStatus::review;
}

ocr::FieldStatus read_status(store::StoredStatus status) {
    switch (status) {
        case store::StoredStatus::accepted: return ocr::FieldStatus::accepted;
        case store::StoredStatus::blank: return ocr::FieldStatus::blank;
        case store::StoredStatus::review: break;
    }
    return ocr::FieldStatus::review;
}

Json box(const ocr::BoxPx& box) { return Json::array({box.x, box.y, box.width, box.height}); }

ocr::BoxPx box_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_array() || found->size() != 4) return {};
    return {(*found)[0].get<int>(), (*found)[1].get<int>(), (*found)[2].get<int>(), (*found)[3].get<int>()};
}

Json characters(const ocr::FieldReading& field) {
    Json all = Json::array();
    for (const auto& character : field.characters) {
        Json others = Json::array();
        for (const auto& other : character.others) others.push_back({{"value", other.text}, {"p", other.probability}});
        all.push_back({{"value", character.value},
                       {"confidence", character.confidence},
                       {"box_px", box(character.box_px)},
                       {"others", others}});
    }
    return all;
}

store::StoredField stored_field(const ocr::FieldReading& field, bool masked) {
    store::StoredField kept;
    kept.id = field.id;
    kept.status = stored(field.status);
    kept.confidence = field.confidence;
    Json json{{"raw", masked ? "" : field.raw}, {"blank", field.blank},   {"reasons", field.reasons},
              {"box_px", box(field.box_px)},    {"ink", field.ink},       {"doubt", field.doubt}};
    if (masked) {
        json["masked"] = true;
    } else {
        kept.value = field.value;
        json["characters"] = characters(field);
    }
    kept.json = json.dump();
    return kept;
}

}  // namespace

store::StoredReading stored_reading(const ocr::Document& document, const ocr::FormTemplate* form) {
    store::StoredReading reading;
    reading.page = document.page;
    reading.template_page = document.template_page;
    reading.failed = document.failed;
    const auto& match = document.match;
    reading.registration = Json{{"score", match.score},       {"residual_px", match.residual_px},
                                {"turn_deg", match.turn_deg}, {"skew_deg", match.skew_deg},
                                {"transform", match.transform}, {"runner_up", match.runner_up},
                                {"margin", match.margin}}
                               .dump();
    Json findings = Json::array();
    for (const auto& finding : document.findings)
        findings.push_back({{"field", finding.field}, {"rule", finding.rule}, {"message", finding.message}});
    reading.findings = findings.dump();
    if (document.template_id.empty()) {
        reading.why_not = document.why_not;
        return reading;
    }
    reading.template_id = document.template_id;
    for (const auto& field : document.fields) {
        const auto* defined = form ? form->field(field.id) : nullptr;
        reading.fields.push_back(stored_field(field, defined && defined->mask));
    }
    return reading;
}

ocr::FieldReading field_read_again(const store::StoredField& field) {
    const Json json = Json::parse(field.json);
    ocr::FieldReading reading;
    reading.id = field.id;
    reading.value = field.value;
    reading.raw = json.value("raw", "");
    reading.blank = json.value("blank", false);
    reading.confidence = field.confidence;
    reading.status = read_status(field.status);
    reading.reasons = json.value("reasons", std::vector<std::string>{});
    reading.box_px = box_at(json, "box_px");
    reading.ink = json.value("ink", 0.0);
    reading.doubt = json.value("doubt", false);
    for (const auto& character : json.value("characters", Json::array())) {
        ocr::CharacterReading read;
        read.value = character.value("value", "");
        read.confidence = character.value("confidence", 0.0);
        read.box_px = box_at(character, "box_px");
        for (const auto& other : character.value("others", Json::array()))
            read.others.push_back({other.value("value", ""), other.value("p", 0.0)});
        reading.characters.push_back(std::move(read));
    }
    return reading;
}

ocr::FormMatch match_read_again(const store::StoredDocument& stored, const ocr::FormTemplate* form) {
    const auto& reading = stored.reading;
    const Json registration = Json::parse(reading.registration);
    ocr::FormMatch match;
    match.form = form;
    match.template_page = reading.template_page;
    match.score = registration.value("score", 0.0);
    match.residual_px = registration.value("residual_px", 0.0);
    match.turn_deg = registration.value("turn_deg", 0.0);
    match.skew_deg = registration.value("skew_deg", 0.0);
    match.why_not = reading.why_not.value_or("");
    match.runner_up = registration.value("runner_up", "");
    match.margin = registration.value("margin", 0.0);
    if (registration.contains("transform") && registration["transform"].size() == 9)
        match.transform = registration["transform"].get<std::array<double, 9>>();
    return match;
}

ocr::Document read_again(const store::StoredDocument& stored, const ocr::FormTemplate* form) {
    const auto& reading = stored.reading;
    ocr::Document document;
    document.source = stored.source;
    document.page = reading.page;
    document.template_id = reading.template_id.value_or("");
    document.template_page = reading.template_page;
    document.why_not = reading.why_not.value_or("");
    document.failed = reading.failed;
    document.match = match_read_again(stored, form);
    for (const auto& finding : Json::parse(reading.findings))
        document.findings.push_back({finding.value("field", ""), finding.value("rule", ""), finding.value("message", "")});
    for (const auto& field : reading.fields)
        if (!field.json.empty()) document.fields.push_back(field_read_again(field));
    return document;
}

}  // namespace yorozu::desk
