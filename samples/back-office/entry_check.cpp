#include "samples/back-office/entry_check.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <cstdlib>

namespace yorozu::backoffice {

namespace {

bool is_digits(const std::string& text, std::size_t length) {
    return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_full_katakana(const std::string& text) {
    const auto characters = icu::UnicodeString::fromUTF8(text);
    if (characters.isEmpty()) return false;
    static const auto others = icu::UnicodeString::fromUTF8("　ー（）．－／・０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ");
    for (int i = 0; i < characters.length(); ++i) {
        const char16_t c = characters[i];
        if ((c < 0x30A1 || c > 0x30F6) && others.indexOf(c) < 0) return false;
    }
    return true;
}

bool is_date(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const std::string year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
    if (!is_digits(year, 4) || !is_digits(month, 2) || !is_digits(day, 2)) return false;
    const int y = std::atoi(year.c_str()), m = std::atoi(month.c_str()), d = std::atoi(day.c_str());
    if (y < 2000 || m < 1 || m > 12 || d < 1) return false;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return d <= lengths[m - 1] + (m == 2 && leap ? 1 : 0);
}

}  // namespace

std::vector<std::string> faults_of(const Registration& entry) {
    std::vector<std::string> faults;
    if (!is_digits(entry.bank, 4)) faults.push_back("金融機関コードは半角数字4桁で入力してください。");
    if (!is_digits(entry.branch, 3)) faults.push_back("支店コードは半角数字3桁で入力してください。");
    if (entry.kind != "普通" && entry.kind != "当座" && entry.kind != "貯蓄")
        faults.push_back("預金種目を選んでください。");
    if (!is_digits(entry.account, 7)) faults.push_back("口座番号は半角数字7桁で入力してください。");
    if (!is_full_katakana(entry.holder)) faults.push_back("口座名義は全角カタカナで入力してください。");
    if (!is_date(entry.date)) faults.push_back("届出日は 2025-04-01 の形で、ある日付を入力してください。");
    return faults;
}

}  // namespace yorozu::backoffice
