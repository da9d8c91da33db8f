#include <algorithm>
#include <cmath>

#include "ocr/form/template_file.h"

namespace yorozu::ocr {
namespace {

std::string brief(const nlohmann::ordered_json& value) {
    std::string text = value.dump();
    if (text.size() > 40) {
        std::size_t cut = 40;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
        text = text.substr(0, cut) + "…";
    }
    return text;
}

std::string plain_number(double value) {
    std::string text = std::to_string(value);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

/// How many single-character edits make one word of the other: finds the key that was meant.
std::size_t edits(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = above;
        }
    }
    return row.back();
}

}  // namespace

bool Faults::fatal() const {
    return std::any_of(list_.begin(), list_.end(), [](const TemplateFault& fault) { return !fault.warning; });
}

ObjectReader::ObjectReader(const nlohmann::ordered_json& object, std::string place, Faults& faults)
    : object_(object), place_(std::move(place)), faults_(faults) {
    if (!object_.is_object())
        faults_.add(place_.empty() ? "/" : place_, "オブジェクト { … } ではありません: " + brief(object_), "{ } で囲んで書いてください");
}

const nlohmann::ordered_json* ObjectReader::find(const std::string& key) {
    known_.push_back(key);
    if (!object_.is_object()) return nullptr;
    const auto it = object_.find(key);
    return it == object_.end() ? nullptr : &*it;
}

std::string ObjectReader::text(const std::string& key, bool required, const std::string& otherwise) {
    const auto* value = find(key);
    if (!value) {
        if (required && object_.is_object()) faults_.add(place(key), "「" + key + "」がありません", "「" + key + "」を書き足してください");
        return otherwise;
    }
    if (!value->is_string()) {
        faults_.add(place(key), "文字列ではありません: " + brief(*value), "\"…\" で囲んで書いてください");
        return otherwise;
    }
    auto words = value->get<std::string>();
    if (required && words.empty()) faults_.add(place(key), "空の文字列です", "値を書いてください");
    return words;
}

double ObjectReader::number(const std::string& key, bool required, double least, double most, double otherwise) {
    const auto* value = find(key);
    if (!value) {
        if (required && object_.is_object()) faults_.add(place(key), "「" + key + "」がありません", "「" + key + "」を書き足してください");
        return otherwise;
    }
    if (!value->is_number()) {
        faults_.add(place(key), "数ではありません: " + brief(*value), "\" で囲まない数を書いてください");
        return otherwise;
    }
    const double found = value->get<double>();
    if (!(found >= least && found <= most)) {
        faults_.add(place(key), "値が範囲の外です: " + brief(*value),
                    plain_number(least) + " 以上 " + plain_number(most) + " 以下にしてください");
        return otherwise;
    }
    return found;
}

int ObjectReader::integer(const std::string& key, bool required, int least, int most, int otherwise) {
    const double found = number(key, required, least, most, otherwise);
    if (found != std::floor(found)) {
        faults_.add(place(key), "整数ではありません: " + plain_number(found), "小数点のない数にしてください");
        return otherwise;
    }
    return static_cast<int>(found);
}

bool ObjectReader::boolean(const std::string& key, bool otherwise) {
    const auto* value = find(key);
    if (!value) return otherwise;
    if (!value->is_boolean()) {
        faults_.add(place(key), "true か false ではありません: " + brief(*value), "true または false と書いてください");
        return otherwise;
    }
    return value->get<bool>();
}

BoxMm ObjectReader::box(const std::string& key, bool required) {
    const auto* value = find(key);
    if (!value) {
        if (required && object_.is_object())
            faults_.add(place(key), "「" + key + "」がありません", "[x, y, 幅, 高さ] を mm で書き足してください");
        return {};
    }
    const bool four = value->is_array() && value->size() == 4 &&
                      std::all_of(value->begin(), value->end(), [](const auto& part) { return part.is_number(); });
    if (!four) {
        faults_.add(place(key), "4 つの数ではありません: " + brief(*value), "[x, y, 幅, 高さ] を mm で書いてください");
        return {};
    }
    const BoxMm box{(*value)[0].get<double>(), (*value)[1].get<double>(), (*value)[2].get<double>(), (*value)[3].get<double>()};
    if (!(box.width > 0 && box.height > 0)) {
        faults_.add(place(key), "枠の幅と高さは 0 より大きくなければなりません: " + brief(*value), "[x, y, 幅, 高さ] を mm で書いてください");
        return {};
    }
    return box;
}

Notes ObjectReader::notes() const {
    Notes found;
    if (object_.is_object())
        for (const auto& [key, value] : object_.items())
            if (key.rfind("x-", 0) == 0) found[key] = value.dump();
    return found;
}

void ObjectReader::refuse_unknown() {
    if (!object_.is_object()) return;
    for (const auto& [key, value] : object_.items()) {
        if (key.rfind("x-", 0) == 0 || std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
        std::string nearest;
        for (const auto& candidate : known_)
            if (edits(key, candidate) <= 2 && (nearest.empty() || edits(key, candidate) < edits(key, nearest))) nearest = candidate;
        faults_.add(place(key), "知らないキー「" + key + "」です",
                    nearest.empty() ? "消すか、覚え書きなら「x-" + key + "」としてください"
                                    : "「" + nearest + "」の書き間違いではありませんか（覚え書きなら「x-" + key + "」）");
    }
}

}  // namespace yorozu::ocr
