#include "workbench/desk/checking/romaji.h"

#include <map>
#include <vector>

namespace yorozu::desk {
namespace {

using Table = std::map<std::string, std::string, std::less<>>;

/// Rows of five: a i u e o; "-" for a syllable that there is not.
void add_row(Table& table, const std::string& consonant, const std::vector<const char*>& kana) {
    static const char vowels[] = "aiueo";
    for (std::size_t i = 0; i < kana.size(); ++i)
        if (kana[i][0] != '-') table[consonant + vowels[i]] = kana[i];
}

const Table& syllables() {
    static const Table all = [] {
        Table table;
        add_row(table, "", {"ア", "イ", "ウ", "エ", "オ"});
        add_row(table, "k", {"カ", "キ", "ク", "ケ", "コ"});
        add_row(table, "c", {"カ", "シ", "ク", "セ", "コ"});
        add_row(table, "q", {"クァ", "クィ", "ク", "クェ", "クォ"});
        add_row(table, "s", {"サ", "シ", "ス", "セ", "ソ"});
        add_row(table, "t", {"タ", "チ", "ツ", "テ", "ト"});
        add_row(table, "n", {"ナ", "ニ", "ヌ", "ネ", "ノ"});
        add_row(table, "h", {"ハ", "ヒ", "フ", "ヘ", "ホ"});
        add_row(table, "f", {"ファ", "フィ", "フ", "フェ", "フォ"});
        add_row(table, "m", {"マ", "ミ", "ム", "メ", "モ"});
        add_row(table, "y", {"ヤ", "-", "ユ", "イェ", "ヨ"});
        add_row(table, "r", {"ラ", "リ", "ル", "レ", "ロ"});
        add_row(table, "w", {"ワ", "ウィ", "ウ", "ウェ", "ヲ"});
        add_row(table, "g", {"ガ", "ギ", "グ", "ゲ", "ゴ"});
        add_row(table, "z", {"ザ", "ジ", "ズ", "ゼ", "ゾ"});
        add_row(table, "j", {"ジャ", "ジ", "ジュ", "ジェ", "ジョ"});
        add_row(table, "d", {"ダ", "ヂ", "ヅ", "デ", "ド"});
        add_row(table, "b", {"バ", "ビ", "ブ", "ベ", "ボ"});
        add_row(table, "p", {"パ", "ピ", "プ", "ペ", "ポ"});
        add_row(table, "v", {"ヴァ", "ヴィ", "ヴ", "ヴェ", "ヴォ"});
        add_row(table, "ky", {"キャ", "キィ", "キュ", "キェ", "キョ"});
        add_row(table, "sy", {"シャ", "シィ", "シュ", "シェ", "ショ"});
        add_row(table, "sh", {"シャ", "シ", "シュ", "シェ", "ショ"});
        add_row(table, "ty", {"チャ", "チィ", "チュ", "チェ", "チョ"});
        add_row(table, "ch", {"チャ", "チ", "チュ", "チェ", "チョ"});
        add_row(table, "cy", {"チャ", "チィ", "チュ", "チェ", "チョ"});
        add_row(table, "ts", {"ツァ", "ツィ", "ツ", "ツェ", "ツォ"});
        add_row(table, "th", {"テャ", "ティ", "テュ", "テェ", "テョ"});
        add_row(table, "dh", {"デャ", "ディ", "デュ", "デェ", "デョ"});
        add_row(table, "ny", {"ニャ", "ニィ", "ニュ", "ニェ", "ニョ"});
        add_row(table, "hy", {"ヒャ", "ヒィ", "ヒュ", "ヒェ", "ヒョ"});
        add_row(table, "fy", {"フャ", "フィ", "フュ", "フェ", "フョ"});
        add_row(table, "my", {"ミャ", "ミィ", "ミュ", "ミェ", "ミョ"});
        add_row(table, "ry", {"リャ", "リィ", "リュ", "リェ", "リョ"});
        add_row(table, "gy", {"ギャ", "ギィ", "ギュ", "ギェ", "ギョ"});
        add_row(table, "zy", {"ジャ", "ジィ", "ジュ", "ジェ", "ジョ"});
        add_row(table, "jy", {"ジャ", "ジィ", "ジュ", "ジェ", "ジョ"});
        add_row(table, "dy", {"ヂャ", "ヂィ", "ヂュ", "ヂェ", "ヂョ"});
        add_row(table, "by", {"ビャ", "ビィ", "ビュ", "ビェ", "ビョ"});
        add_row(table, "py", {"ピャ", "ピィ", "ピュ", "ピェ", "ピョ"});
        add_row(table, "tw", {"-", "-", "トゥ", "-", "-"});
        add_row(table, "dw", {"-", "-", "ドゥ", "-", "-"});
        for (const char* small : {"x", "l"}) {
            const std::string s = small;
            add_row(table, s, {"ァ", "ィ", "ゥ", "ェ", "ォ"});
            add_row(table, s + "y", {"ャ", "-", "ュ", "-", "ョ"});
            table[s + "tu"] = table[s + "tsu"] = "ッ";
            table[s + "wa"] = "ヮ";
            table[s + "ka"] = "ヵ";
            table[s + "ke"] = "ヶ";
        }
        table["nn"] = table["n'"] = table["xn"] = "ン";
        table["-"] = "ー";
        return table;
    }();
    return all;
}

bool begins_syllable(const std::string& text) {
    const auto at = syllables().lower_bound(text);
    return at != syllables().end() && at->first.starts_with(text);
}

bool is_vowel(char key) { return key == 'a' || key == 'i' || key == 'u' || key == 'e' || key == 'o'; }

}  // namespace

std::string Romaji::type(char key) {
    if (key >= 'A' && key <= 'Z') key = static_cast<char>(key - 'A' + 'a');
    if (!((key >= 'a' && key <= 'z') || key == '\'' || key == '-')) return "";
    std::string sure;
    // n before a consonant that cannot follow it, and a doubled consonant, are settled by the next letter.
    if (pending_ == "n" && !is_vowel(key) && key != 'y' && key != 'n' && key != '\'') {
        sure = "ン";
        pending_.clear();
    } else if (pending_.size() == 1 && pending_[0] == key && key != 'n' && !is_vowel(key) && key != '-' && key != '\'') {
        sure = "ッ";
        pending_.clear();
    } else if (pending_ == "t" && key == 'c') {
        sure = "ッ";
        pending_.clear();
    }
    std::string text = pending_ + key;
    if (!begins_syllable(text)) text = std::string(1, key);
    if (!begins_syllable(text)) text.clear();
    const auto found = syllables().find(text);
    if (found == syllables().end()) {
        pending_ = text;
        return sure;
    }
    pending_.clear();
    return sure + found->second;
}

std::string Romaji::finish() {
    const bool n = pending_ == "n";
    pending_.clear();
    return n ? "ン" : "";
}

bool Romaji::erase() {
    if (pending_.empty()) return false;
    pending_.pop_back();
    return true;
}

std::string hiragana_of(std::string_view katakana) {
    std::string text;
    for (std::size_t i = 0; i < katakana.size();) {
        const auto lead = static_cast<unsigned char>(katakana[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (length == 3 && i + 2 < katakana.size()) {
            const unsigned point = (lead & 0x0Fu) << 12 | (static_cast<unsigned char>(katakana[i + 1]) & 0x3Fu) << 6 |
                                   (static_cast<unsigned char>(katakana[i + 2]) & 0x3Fu);
            if (point >= 0x30A1 && point <= 0x30F6) {
                const unsigned small = point - 0x60;
                text += static_cast<char>(0xE0 | small >> 12);
                text += static_cast<char>(0x80 | (small >> 6 & 0x3F));
                text += static_cast<char>(0x80 | (small & 0x3F));
                i += 3;
                continue;
            }
        }
        text += katakana.substr(i, length);
        i += length;
    }
    return text;
}

}  // namespace yorozu::desk
