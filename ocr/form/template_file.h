#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ocr/form/form_template.h"

namespace yorozu::ocr {

/// Collects the faults of one template file.
class Faults {
public:
    explicit Faults(std::filesystem::path file) : file_(std::move(file)) {}
    void add(std::string place, std::string what, std::string mend) {
        list_.push_back({file_, std::move(place), std::move(what), std::move(mend), false});
    }
    void warn(std::string place, std::string what, std::string mend) {
        list_.push_back({file_, std::move(place), std::move(what), std::move(mend), true});
    }
    bool fatal() const;
    std::vector<TemplateFault> take() { return std::move(list_); }

private:
    std::filesystem::path file_;
    std::vector<TemplateFault> list_;
};

/// Values of a JSON object, each checked for its type; a key that nobody asked for is a fault of its own.
class ObjectReader {
public:
    ObjectReader(const nlohmann::ordered_json& object, std::string place, Faults& faults);

    bool is_object() const { return object_.is_object(); }
    const std::string& place() const { return place_; }
    std::string place(const std::string& key) const { return place_ + "/" + key; }
    const nlohmann::ordered_json* find(const std::string& key);

    std::string text(const std::string& key, bool required, const std::string& otherwise = "");
    double number(const std::string& key, bool required, double least, double most, double otherwise);
    int integer(const std::string& key, bool required, int least, int most, int otherwise);
    bool boolean(const std::string& key, bool otherwise);
    BoxMm box(const std::string& key, bool required);
    /// The x-… keys.
    Notes notes() const;
    /// Names every key that was not read (x-… are free for other programs).
    void refuse_unknown();

private:
    const nlohmann::ordered_json& object_;
    std::string place_;
    Faults& faults_;
    std::vector<std::string> known_;
};

/// The whole file's structure and values; the blanks are not opened here.
void read_template_json(const nlohmann::ordered_json& json, FormTemplate& form, Faults& faults);

/// Rules of one field: names and arguments. What they refer to is checked by check_references.
void read_rules(const nlohmann::ordered_json& rules, const std::string& place, FieldTemplate& field, Faults& faults);

/// Ids, boxes, combs, and fields named by rules, once everything is read.
void check_fields(const FormTemplate& form, Faults& faults);

}  // namespace yorozu::ocr
