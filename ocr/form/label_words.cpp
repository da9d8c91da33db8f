#include "ocr/form/label_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace yorozu::ocr {
namespace {

using Kind = FieldKind;

struct Word {
    std::string_view print;
    std::string_view id;
    std::optional<Kind> kind = {};
    std::string_view lexicon = "";
    bool field = false;
};

/// Words of municipal forms. The longest that fits counts; of several in one label the last one's kind.
constexpr std::array words{
    Word{"被保険者番号", "hihokensha_no", Kind::digits, "", true}, Word{"被保険者証番号", "hihokensha_no", Kind::digits, "", true},
    Word{"被保険者", "hihokensha"}, Word{"保険者番号", "hokensha_no", Kind::digits, "", true},
    Word{"個人番号", "kojin_no", Kind::digits, "", true}, Word{"マイナンバー", "kojin_no", Kind::digits, "", true},
    Word{"通知番号", "tsuchi_no", Kind::digits, "", true}, Word{"通知書", "tsuchisho"}, Word{"整理番号", "seiri_no", Kind::digits, "", true},
    Word{"整理コード", "seiri_code", Kind::digits, "", true}, Word{"登録番号", "toroku_no", Kind::digits, "", true},
    Word{"手帳番号", "techo_no", Kind::digits, "", true}, Word{"手帳", "techo"}, Word{"証", "sho"},
    Word{"電話番号", "denwa", Kind::digits, "", true}, Word{"電話", "denwa", Kind::digits, "", true}, Word{"携帯", "keitai", Kind::digits, "", true},
    Word{"連絡先", "renrakusaki", Kind::digits, "", true}, Word{"ファクス", "fax", Kind::digits, "", true}, Word{"FAX", "fax", Kind::digits, "", true},
    Word{"郵便番号", "yubin", Kind::digits, "address", true}, Word{"番号", "no", Kind::digits, "", true}, Word{"コード", "code", Kind::digits, "", true},
    Word{"フリガナ", "furigana", Kind::katakana, "", true}, Word{"ふりがな", "furigana", Kind::hiragana, "", true}, Word{"カナ", "kana", Kind::katakana, "", true},
    Word{"カタカナ", "kana", Kind::katakana, "", true}, Word{"氏名", "shimei", Kind::kanji, "surname", true}, Word{"名前", "namae", Kind::kanji, "surname", true},
    Word{"署名", "shomei", Kind::kanji, "surname", true}, Word{"氏", "shi"}, Word{"住所", "jusho", Kind::kanji, "address", true},
    Word{"所在地", "shozaichi", Kind::kanji, "address", true}, Word{"居所", "kyosho", Kind::kanji, "address", true}, Word{"本籍", "honseki", Kind::kanji, "address", true},
    Word{"金融機関コード", "ginko_code", Kind::digits, "zengin.bank", true}, Word{"金融機関名", "kinyukikan", Kind::kanji, "zengin.bank", true},
    Word{"金融機関", "kinyukikan", Kind::kanji, "zengin.bank", true}, Word{"銀行名", "ginko", Kind::kanji, "zengin.bank", true},
    Word{"銀行コード", "ginko_code", Kind::digits, "zengin.bank", true}, Word{"支店コード", "shiten_code", Kind::digits, "zengin.branch", true},
    Word{"支店名", "shiten", Kind::kanji, "zengin.branch", true}, Word{"店舗名", "shiten", Kind::kanji, "zengin.branch", true},
    Word{"店番号", "shiten_code", Kind::digits, "zengin.branch", true}, Word{"店番", "shiten_code", Kind::digits, "zengin.branch", true},
    Word{"預金種目", "yokin", {}, "", true}, Word{"預金種別", "yokin", {}, "", true}, Word{"種目", "shumoku", {}, "", true}, Word{"種別", "shubetsu", {}, "", true},
    Word{"種類", "shurui", {}, "", true}, Word{"口座番号", "koza_no", Kind::digits, "", true}, Word{"口座名義人", "meigi", Kind::katakana, "", true},
    Word{"口座名義", "meigi", Kind::katakana, "", true}, Word{"名義人", "meigi", Kind::katakana, "", true}, Word{"名義", "meigi", Kind::katakana, "", true},
    Word{"振替口座", "furikae_koza"}, Word{"口座", "koza"}, Word{"記号", "kigo", Kind::digits, "", true},
    Word{"届出印", "todokede_in", Kind::seal, "", true}, Word{"金融機関届出印", "todokede_in", Kind::seal, "", true}, Word{"認印", "mitomein", Kind::seal, "", true},
    Word{"押印", "oin", Kind::seal, "", true}, Word{"印", "in", Kind::seal, "", true},
    Word{"生年月日", "umare", Kind::date, "", true}, Word{"年月日", "nengappi", Kind::date, "", true}, Word{"届出日", "todokede_bi", Kind::date, "", true},
    Word{"申請日", "shinsei_bi", Kind::date, "", true}, Word{"申込日", "moshikomi_bi", Kind::date, "", true}, Word{"依頼日", "irai_bi", Kind::date, "", true},
    Word{"署名日", "shomei_bi", Kind::date, "", true}, Word{"記入日", "kinyu_bi", Kind::date, "", true}, Word{"希望日", "kibo_bi", Kind::date, "", true},
    Word{"開始日", "kaishi_bi", Kind::date, "", true}, Word{"期日", "kijitsu", Kind::date, "", true}, Word{"日付", "hizuke", Kind::date, "", true},
    Word{"期限", "kigen", Kind::date, "", true}, Word{"日", "bi", Kind::date, "", true},
    Word{"還付金額", "kanpu_gaku", Kind::amount, "", true}, Word{"金額", "kingaku", Kind::amount, "", true}, Word{"月額", "getsugaku", Kind::amount, "", true},
    Word{"年額", "nengaku", Kind::amount, "", true}, Word{"収入", "shunyu", Kind::amount, "", true}, Word{"所得", "shotoku", Kind::amount, "", true},
    Word{"保育料", "hoikuryo", Kind::amount, "", true}, Word{"保険料", "hokenryo", Kind::amount, "", true}, Word{"料金", "ryokin", Kind::amount, "", true},
    Word{"人数", "ninzu", Kind::digits, "", true}, Word{"件数", "kensu", Kind::digits, "", true}, Word{"枚数", "maisu", Kind::digits, "", true},
    Word{"年齢", "nenrei", Kind::digits, "", true}, Word{"希望", "kibo"}, Word{"元号", "gengo", {}, "", true},
    Word{"性別", "seibetsu", {}, "", true}, Word{"続柄", "zokugara", Kind::kanji, "", true}, Word{"状況", "jokyo", {}, "", true}, Word{"等級", "tokyu", {}, "", true},
    Word{"度数", "dosu", {}, "", true}, Word{"同意", "doi", {}, "", true}, Word{"世帯主", "setainushi", Kind::kanji, "surname", true}, Word{"世帯", "setai"},
    Word{"職業", "shokugyo", Kind::kanji, "", true}, Word{"仕事", "shigoto", {}, "", true}, Word{"勤務先", "kinmusaki", Kind::kanji, "", true},
    Word{"理由", "riyu", Kind::kanji, "", true}, Word{"備考", "biko", Kind::kanji, "", true}, Word{"健康", "kenko"}, Word{"保護者", "hogosha"},
    Word{"児童", "jido"}, Word{"子", "ko"}, Word{"申請者", "shinseisha"}, Word{"届出人", "todokedenin"}, Word{"代理人", "dairinin"}, Word{"本人", "honnin"},
    Word{"緊急", "kinkyu"}, Word{"生活保護", "seikatsu_hogo", {}, "", true}, Word{"障害者", "shogaisha"}, Word{"延長", "encho"}, Word{"保育", "hoiku"},
    Word{"利用", "riyo"}, Word{"開始", "kaishi"}, Word{"昨年", "sakunen"}, Word{"日中", "nitchu"}, Word{"園", "en"}, Word{"親", "oya"}, Word{"別々", "betsubetsu"},
    Word{"交付", "kofu"}, Word{"受付", "uketsuke"}, Word{"処理", "shori"}, Word{"入力", "nyuryoku"}, Word{"照合", "shogo"}, Word{"確認", "kakunin"}, Word{"発送", "hasso"},
    Word{"区", "ku"}, Word{"市", "shi"}, Word{"第", ""}, Word{"欄", "ran"}, Word{"番", "ban"}, Word{"年", "nen"}, Word{"月", "tsuki"}, Word{"者", "sha"}, Word{"人", "nin"},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 83> kana{{
    {"ア", "a"}, {"イ", "i"}, {"ウ", "u"}, {"エ", "e"}, {"オ", "o"}, {"カ", "ka"}, {"キ", "ki"}, {"ク", "ku"}, {"ケ", "ke"}, {"コ", "ko"},
    {"サ", "sa"}, {"シ", "shi"}, {"ス", "su"}, {"セ", "se"}, {"ソ", "so"}, {"タ", "ta"}, {"チ", "chi"}, {"ツ", "tsu"}, {"テ", "te"}, {"ト", "to"},
    {"ナ", "na"}, {"ニ", "ni"}, {"ヌ", "nu"}, {"ネ", "ne"}, {"ノ", "no"}, {"ハ", "ha"}, {"ヒ", "hi"}, {"フ", "fu"}, {"ヘ", "he"}, {"ホ", "ho"},
    {"マ", "ma"}, {"ミ", "mi"}, {"ム", "mu"}, {"メ", "me"}, {"モ", "mo"}, {"ヤ", "ya"}, {"ユ", "yu"}, {"ヨ", "yo"}, {"ラ", "ra"}, {"リ", "ri"},
    {"ル", "ru"}, {"レ", "re"}, {"ロ", "ro"}, {"ワ", "wa"}, {"ヲ", "o"}, {"ン", "n"}, {"ガ", "ga"}, {"ギ", "gi"}, {"グ", "gu"}, {"ゲ", "ge"}, {"ゴ", "go"},
    {"ザ", "za"}, {"ジ", "ji"}, {"ズ", "zu"}, {"ゼ", "ze"}, {"ゾ", "zo"}, {"ダ", "da"}, {"ヂ", "ji"}, {"ヅ", "zu"}, {"デ", "de"}, {"ド", "do"},
    {"バ", "ba"}, {"ビ", "bi"}, {"ブ", "bu"}, {"ベ", "be"}, {"ボ", "bo"}, {"パ", "pa"}, {"ピ", "pi"}, {"プ", "pu"}, {"ペ", "pe"}, {"ポ", "po"},
    {"ァ", "a"}, {"ィ", "i"}, {"ゥ", "u"}, {"ェ", "e"}, {"ォ", "o"}, {"ャ", "ya"}, {"ュ", "yu"}, {"ョ", "yo"}, {"ヴ", "vu"}, {"ー", ""}, {"ッ", ""}, {"・", ""},
}};

std::string_view first_character(std::string_view text) {
    std::size_t end = text.empty() ? 0 : 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    return text.substr(0, end);
}

/// U+3041…U+3096 hiragana as the katakana 0x60 above.
std::string katakana_of(std::string_view character) {
    if (character.size() != 3) return std::string(character);
    const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(character[i])); };
    unsigned code = (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    if (code < 0x3041 || code > 0x3096) return std::string(character);
    code += 0x60;
    return {static_cast<char>(0xe0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3f)), static_cast<char>(0x80 | (code & 0x3f))};
}

/// ①…⑳, ASCII and full-width digits as ASCII; "" for all else.
std::string digit_of(std::string_view character) {
    if (character.size() == 1 && std::isdigit(static_cast<unsigned char>(character[0]))) return std::string(character);
    if (character.size() != 3) return "";
    const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(character[i])); };
    const unsigned code = (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    if (code >= 0x2460 && code <= 0x2473) return std::to_string(code - 0x2460 + 1);
    if (code >= 0xff10 && code <= 0xff19) return std::to_string(code - 0xff10);
    return "";
}

}  // namespace

LabelMeaning label_meaning(std::string_view label) {
    LabelMeaning meaning;
    std::vector<std::string> pieces;
    std::size_t known = 0, all = 0;
    bool within_kana = false;
    for (std::size_t at = 0; at < label.size();) {
        const Word* best = nullptr;
        for (const auto& word : words)
            if (label.compare(at, word.print.size(), word.print) == 0 && (!best || word.print.size() > best->print.size())) best = &word;
        if (best) {
            if (!best->id.empty()) pieces.emplace_back(best->id);
            if (best->kind) meaning.kind = best->kind;
            if (best->kind || !best->lexicon.empty()) meaning.lexicon = best->lexicon;
            meaning.names_field = best->field;
            known += best->print.size(), all += best->print.size();
            at += best->print.size();
            within_kana = false;
            continue;
        }
        const auto character = first_character(label.substr(at));
        at += character.size();
        if (const auto digit = digit_of(character); !digit.empty()) {
            if (pieces.empty()) pieces.emplace_back("no");
            pieces.back() += digit;
            within_kana = false;
            continue;
        }
        all += character.size();
        const std::string katakana = katakana_of(character);
        const auto sound = std::find_if(kana.begin(), kana.end(), [&](const auto& pair) { return pair.first == katakana; });
        meaning.names_field = false;
        if (sound == kana.end()) {
            within_kana = false;
            continue;
        }
        known += character.size();
        // Particles between words say nothing in an id.
        if (!within_kana && katakana != character && (katakana == "ノ" || katakana == "ヲ" || katakana == "オ" || katakana == "ト" || katakana == "ニ")) continue;
        if (!within_kana) pieces.emplace_back();
        pieces.back() += sound->second;
        within_kana = true;
    }
    if (all == 0 || known * 2 < all) return meaning;
    for (const auto& piece : pieces)
        if (!piece.empty()) meaning.id += (meaning.id.empty() ? "" : "_") + piece;
    if (meaning.id.size() > 40) meaning.id.resize(40);
    while (!meaning.id.empty() && meaning.id.back() == '_') meaning.id.pop_back();
    return meaning;
}

std::string plain_label(std::string_view print, std::string* remark) {
    std::string label;
    int depth = 0;
    for (std::size_t at = 0; at < print.size();) {
        const auto character = first_character(print.substr(at));
        at += character.size();
        if (character == "(" || character == "（" || character == "【" || character == "「") ++depth;
        else if (character == ")" || character == "）" || character == "】" || character == "」") depth = std::max(0, depth - 1);
        else if (depth > 0 && remark) *remark += character;
        else if (depth == 0 && character != " " && character != "　" && character != "※" && character != ":" && character != "：") label += character;
    }
    std::size_t digits = 0;
    while (digits < label.size() && std::isdigit(static_cast<unsigned char>(label[digits]))) ++digits;
    if (digits > 0 && digits < label.size()) label.erase(0, digits + (label[digits] == '.' ? 1 : 0));
    return label;
}

bool is_era(std::string_view word) {
    for (const std::string_view era : {"明治", "大正", "昭和", "平成", "令和", "西暦", "明", "大", "昭", "平", "令"})
        if (word == era) return true;
    return false;
}

bool is_unit(std::string_view print) {
    for (const std::string_view unit : {"年", "月", "日", "円", "人", "歳", "時", "分", "頃", "様", "印", "千円", "枚", "号", "第", "〒"})
        if (print == unit) return true;
    return is_era(print) || print.rfind("円", 0) == 0;
}

bool is_office_word(std::string_view label) {
    for (const std::string_view word : {"処理欄", "使用欄", "記入欄", "記入不要", "職員", "受付", "入力", "照合", "発送", "確認", "決裁", "指数", "支所", "交付番号", "枚数", "係", "課長", "担当"})
        if (label.find(word) != std::string_view::npos) return true;
    return false;
}

}  // namespace yorozu::ocr
