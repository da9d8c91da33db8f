#pragma once
#include <string>
#include <vector>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/record.h"

/// Small forms and readings for the tests of records.
namespace yorozu::ocr::testing {

inline FieldTemplate field(const std::string& id, FieldKind kind, const std::string& label = "", const std::string& lexicon = "") {
    FieldTemplate made;
    made.id = id;
    made.kind = kind;
    made.label = label.empty() ? id : label;
    made.lexicon = lexicon;
    made.box_mm = {0, 0, 10, 5};
    return made;
}

inline FieldRule rule(const std::string& name, std::map<std::string, std::string> arguments) { return {name, std::move(arguments)}; }

inline FormTemplate form(std::vector<FieldTemplate> fields) {
    FormTemplate made;
    made.id = "test";
    made.fields = std::move(fields);
    return made;
}

inline CharacterReading character(const std::string& value, double confidence, std::vector<CharacterGuess> others = {}) {
    return {value, confidence, {}, std::move(others)};
}

/// As read_fields leaves it: the characters, their text, the product of their confidences.
inline FieldReading reading(const std::string& id, std::vector<CharacterReading> characters) {
    FieldReading made;
    made.id = id;
    made.confidence = 1;
    for (const auto& c : characters) {
        made.raw += c.value;
        made.confidence *= c.confidence;
    }
    made.value = made.raw;
    made.characters = std::move(characters);
    return made;
}

inline FieldReading sure(const std::string& id, const std::string& text, double confidence = 0.99999) {
    std::vector<CharacterReading> characters;
    for (const char32_t c : code_points(text)) characters.push_back(character(utf8_of(std::u32string_view(&c, 1)), confidence));
    return reading(id, std::move(characters));
}

inline FieldReading blank(const std::string& id, double confidence = 0.999) {
    FieldReading made;
    made.id = id;
    made.blank = true;
    made.confidence = confidence;
    made.status = FieldStatus::blank;
    return made;
}

inline bool says(const FieldReading& field, const std::string& words) {
    for (const std::string& reason : field.reasons)
        if (reason.find(words) != std::string::npos) return true;
    return false;
}

inline bool found(const std::vector<RuleFinding>& findings, const std::string& field, const std::string& rule) {
    for (const RuleFinding& finding : findings)
        if (finding.field == field && finding.rule == rule) return true;
    return false;
}

}  // namespace yorozu::ocr::testing
