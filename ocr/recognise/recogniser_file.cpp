#include "ocr/recognise/recogniser_file.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace yorozu::ocr {
namespace {

using nlohmann::json;

const std::map<std::string, CharacterSet> set_names = {
    {"digits", CharacterSet::digits},     {"alnum", CharacterSet::alnum}, {"katakana", CharacterSet::katakana},
    {"hiragana", CharacterSet::hiragana}, {"kana", CharacterSet::kana},   {"kanji", CharacterSet::kanji}};

struct Reader {
    const std::filesystem::path& file;

    [[noreturn]] void refuse(const std::string& place, const std::string& mend) const {
        throw std::runtime_error("認識モデルの設定が正しくありません: " + file.string() + ": " + place + ": " + mend);
    }

    /// Splits UTF-8 into code points.
    std::vector<std::string> characters(const std::string& text, const std::string& place) const {
        std::vector<std::string> out;
        for (std::size_t i = 0; i < text.size();) {
            const auto lead = static_cast<unsigned char>(text[i]);
            const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
            if (length == 0 || i + length > text.size()) refuse(place, "UTF-8 の文字にしてください");
            out.push_back(text.substr(i, length));
            i += length;
        }
        return out;
    }

    std::vector<std::string> character_list(const json& value, const std::string& place) const {
        if (value.is_string()) return characters(value.get<std::string>(), place);
        std::vector<std::string> out;
        if (!value.is_array()) refuse(place, "文字列か文字列の配列にしてください");
        for (const json& one : value) {
            if (!one.is_string() || one.get<std::string>().empty()) refuse(place, "空でない文字列を並べてください");
            out.push_back(one.get<std::string>());
        }
        return out;
    }

    int whole(const json& object, const char* key, int otherwise, int low, int high) const {
        if (!object.contains(key)) return otherwise;
        const json& value = object[key];
        if (!value.is_number_integer() || value.get<long long>() < low || value.get<long long>() > high)
            refuse(key, std::to_string(low) + "～" + std::to_string(high) + " の整数にしてください");
        return value.get<int>();
    }

    double number(const json& object, const char* key, double otherwise, double above, double most, const std::string& mend) const {
        if (!object.contains(key)) return otherwise;
        const json& value = object[key];
        if (!value.is_number() || !(value.get<double>() > above) || value.get<double>() > most) refuse(key, mend);
        return value.get<double>();
    }

    std::vector<int> indices(const RecogniserFile& into, const json& value, const std::string& place) const {
        std::vector<int> out;
        for (const std::string& c : character_list(value, place)) {
            const auto found = std::find(into.classes.begin(), into.classes.end(), c);
            if (found == into.classes.end()) refuse(place, "「" + c + "」は classes にありません");
            out.push_back(int(found - into.classes.begin()));
        }
        return out;
    }
};

}  // namespace

RecogniserFile read_recogniser_file(const std::filesystem::path& file) {
    const Reader reader{file};
    std::ifstream stream(file);
    if (!stream) throw std::runtime_error("認識モデルの設定を開けません: " + file.string() + ": ファイルの有無と読み取り権限を確かめてください");
    json root;
    try {
        root = json::parse(stream);
    } catch (const json::parse_error& error) {
        reader.refuse(std::to_string(error.byte) + " バイト目", "JSON として読めません。配布された設定に戻してください");
    }
    if (!root.is_object()) reader.refuse("先頭", "JSON のオブジェクトにしてください");
    static const std::vector<std::string> known = {"formatVersion", "network", "classes",  "reject",      "sets", "twins",
                                                   "size",          "inner",   "innerCell", "channels", "temperature", "gives",
                                                   "secondLook",    "secondTemperature"};
    for (const auto& [key, value] : root.items())
        if (!key.starts_with("x-") && std::find(known.begin(), known.end(), key) == known.end())
            reader.refuse(key, "知らないキーです。つづりを直すか、消すか、x- で始めてください");
    if (reader.whole(root, "formatVersion", 0, 0, 1000) != 1) reader.refuse("formatVersion", "1 にしてください");

    RecogniserFile out;
    out.file = file;
    if (!root.contains("network") || !root["network"].is_string()) reader.refuse("network", "ONNX ファイルの名前を書いてください");
    out.network = file.parent_path() / root["network"].get<std::string>();
    if (!root.contains("classes")) reader.refuse("classes", "出力の順に文字を並べてください");
    out.classes = reader.character_list(root["classes"], "classes");
    if (out.classes.size() < 2) reader.refuse("classes", "2 文字以上にしてください");
    if (root.contains("reject")) {
        if (!root["reject"].is_boolean()) reader.refuse("reject", "true か false にしてください");
        out.reject = root["reject"].get<bool>();
    }
    if (!root.contains("sets") || !root["sets"].is_object() || root["sets"].empty())
        reader.refuse("sets", "文字種ごとに答えてよい文字を書いてください");
    for (const auto& [name, value] : root["sets"].items()) {
        const auto set = set_names.find(name);
        if (set == set_names.end())
            reader.refuse("sets." + name, "digits, alnum, katakana, hiragana, kana, kanji のどれかにしてください");
        out.sets[set->second] = reader.indices(out, value, "sets." + name);
    }
    if (root.contains("twins")) {
        if (!root["twins"].is_array()) reader.refuse("twins", "文字列の配列にしてください");
        for (const json& one : root["twins"]) out.twins.push_back(reader.indices(out, one, "twins"));
    }
    out.shape.size = reader.whole(root, "size", 32, 8, 256);
    out.shape.inner = reader.whole(root, "inner", out.shape.size * 13 / 16, 1, out.shape.size);
    out.shape.inner_cell = reader.whole(root, "innerCell", out.shape.size * 2 / 3, 1, out.shape.size);
    out.shape.channels = reader.whole(root, "channels", 2, 1, 2);
    const char* const warm = "0.01 より大きく 100 以下の数にしてください";
    out.temperature = reader.number(root, "temperature", 1, 0.01, 100, warm);
    out.second_temperature = reader.number(root, "secondTemperature", out.temperature, 0.01, 100, warm);
    out.second_look = reader.number(root, "secondLook", 0, 0, 1, "0 より大きく 1 以下の数にしてください");
    if (root.contains("gives")) {
        if (root["gives"] != "logits" && root["gives"] != "probabilities")
            reader.refuse("gives", "logits か probabilities にしてください");
        out.gives_logits = root["gives"] == "logits";
    }
    return out;
}

}  // namespace yorozu::ocr
