#include "workbench/desk/checking/check_words.h"

#include <algorithm>

namespace yorozu::desk {
namespace {

std::string list_words(const std::string& lexicon) {
    if (lexicon == "zengin.bank") return "金融機関の一覧と照合";
    if (lexicon == "zengin.branch") return "支店の一覧と照合";
    if (lexicon == "address") return "町名の一覧と照合";
    if (lexicon == "surname" || lexicon == "given-name") return "姓名の一覧と照合";
    return lexicon.empty() ? "" : "一覧「" + lexicon + "」と照合";
}

std::string kind_name(const ocr::FieldTemplate& field) {
    switch (field.kind) {
        case ocr::FieldKind::digits: return "数字";
        case ocr::FieldKind::alnum: return "英数字";
        case ocr::FieldKind::katakana: return "カタカナ";
        case ocr::FieldKind::hiragana: return "ひらがな";
        case ocr::FieldKind::kana: return "かな";
        case ocr::FieldKind::kanji: return field.script == ocr::Script::printed ? "文字（活字）" : "文字（手書き）";
        case ocr::FieldKind::text: return "活字";
        case ocr::FieldKind::date: return "日付";
        case ocr::FieldKind::amount: return "金額";
        case ocr::FieldKind::choice: return field.pick_many ? "選択（いくつでも）" : "選択（一つ）";
        case ocr::FieldKind::code: return "バーコード";
        case ocr::FieldKind::seal: return "印影の有無";
        case ocr::FieldKind::image: return "画像";
    }
    return "";
}

std::string tied_words(const FieldToCheck& field) {
    for (const auto& tied : field.tied)
        if (!tied.value.empty() && tied.state != FieldState::review) return "「" + tied.label + "」の「" + tied.value + "」と";
    return "";
}

}  // namespace

std::string words_of_kind(const ocr::FieldTemplate& field) {
    std::string words = kind_name(field);
    if (field.cells > 0) words += " " + std::to_string(field.cells) + (field.kind == ocr::FieldKind::digits ? " 桁" : " マス");
    if (field.required) words += "・必須";
    std::string list = field.lexicon;
    for (const auto& rule : field.rules) {
        if (rule.rule == "in" && list.empty()) {
            const auto named = rule.arguments.find("lexicon");
            if (named != rule.arguments.end() && named->second.size() > 2) list = named->second.substr(1, named->second.size() - 2);
        }
        if (rule.rule == "check-digit") words += "・検査数字";
    }
    if (const auto named = list_words(list); !named.empty()) words += "・" + named;
    return words;
}

std::string words_of_meaning(const std::string& value, const ocr::ListMeaning& list, const std::string& fault) {
    if (list.has_list && !list.listed) return "一覧にない" + (value.size() <= 12 ? "：" + value : "");
    if (list.has_list && !list.code.empty()) {
        const std::string entry = list.code + " " + list.text;
        return fault.empty() ? "一覧にある：" + entry : entry + "：" + fault;
    }
    if (!fault.empty()) return fault;
    return list.has_list ? "一覧にある" : "";
}

std::string words_of_reasons(const FieldToCheck& field) {
    std::vector<std::string> words;
    std::string places;
    int doubtful = 0;
    for (std::size_t i = 0; i < field.characters.size(); ++i) {
        if (!field.characters[i].doubtful) continue;
        if (++doubtful <= 4) places += (places.empty() ? "" : "・") + std::to_string(i + 1);
    }
    if (doubtful > 4) words.push_back(std::to_string(doubtful) + " 文字が疑わしい");
    else if (doubtful > 0) words.push_back(places + " 文字目が疑わしい");
    for (const auto& reason : field.reasons) {
        if (reason == "読み取りが確かではありません" && doubtful > 0) continue;  // said already, and where
        if (reason.starts_with("一覧で ")) words.push_back("一覧で直した");
        else if (reason.starts_with("対になる項目から")) words.push_back("対になる項目で直した");
        else if (reason == "直した文字の読みが不確かです") words.push_back("直した字が不確か");
        else if (reason == "一覧で確かめられない手書きです") words.push_back("一覧で確かめられない");
        else words.push_back(reason);
    }
    if (field.decided == "referred") words.insert(words.begin(), "上司へ回した" + (field.decision_reason.empty() ? "" : "：" + field.decision_reason));
    if (field.decided == "reopened") words.insert(words.begin(), "戻した項目");
    std::string line;
    for (const auto& word : words) line += (line.empty() ? "" : "／") + word;
    return line;
}

void add_cross_checks(FieldToCheck& field, const FilledForm& filled, const CheckContext& context) {
    const auto* defined = context.form->field(field.field);
    if (!defined || field.value.empty()) {
        for (const auto& finding : filled.findings)
            if (finding.field == field.field) field.cross_checks.push_back({finding.message + "。", "", "", ""});
        return;
    }
    std::map<std::string, std::string> values;
    for (const auto& each : filled.fields)
        if (!each.masked) values[each.id] = each.value;

    const std::string as_read = ocr::normal_value(*defined, field.raw);
    if (!as_read.empty() && as_read != field.value) {
        const auto read = ocr::list_meaning(*context.form, field.field, as_read, values, context.lexicons);
        const auto chosen = ocr::list_meaning(*context.form, field.field, field.value, values, context.lexicons);
        CrossCheck check;
        check.as_read = as_read;
        if (read.has_list && !read.listed)
            check.disagrees = field.label + " " + as_read + " は " + (read.within.empty() ? "一覧" : read.within) + "にありません。";
        else
            check.disagrees = field.label + " は " + as_read + " と読みました。";
        check.done = tied_words(field) + (chosen.has_list ? "一覧から " : "規則から ") + field.value +
                     (chosen.code.empty() || chosen.code != field.value ? "" : " " + chosen.text) + " にしています。";
        field.cross_checks.push_back(std::move(check));
    }
    for (const auto& finding : filled.findings) {
        if (finding.field != field.field) continue;
        CrossCheck check;
        check.disagrees = field.label + " " + field.value + "：" + finding.message + "。";
        check.proposal = ocr::value_by_tie(*context.form, field.field, values, context.lexicons);
        if (!check.proposal.empty()) {
            check.done = tied_words(field) + "一覧を合わせると " + check.proposal + " です。";
        } else {
            for (const auto& character : field.characters)
                for (const auto& alternative : character.alternatives)
                    if (alternative.fits && check.done.empty())
                        check.done = "候補の「" + alternative.character + "」なら合います（" + alternative.meaning + "）。";
        }
        field.cross_checks.push_back(std::move(check));
    }
}

}  // namespace yorozu::desk
