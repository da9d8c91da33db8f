#include "tests/rpa-desktop/japanese_corpus.h"

#include <iconv.h>

#include <utility>

namespace {

/// Every character of JIS X 0213:2004, from glibc's table.
std::vector<std::string> jis_x_0213() {
    std::vector<std::string> found;
    iconv_t table = iconv_open("UTF-8", "EUC-JISX0213");
    const auto add = [&](std::string bytes) {
        char out[16];
        char *from = bytes.data(), *to = out;
        std::size_t left = bytes.size(), room = sizeof out;
        iconv(table, nullptr, nullptr, nullptr, nullptr);
        if (iconv(table, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) return;
        iconv(table, nullptr, nullptr, &to, &room);  // a letter that could begin a pair is kept back until now
        if (to != out) found.emplace_back(out, to);
    };
    for (int row = 0xa1; row <= 0xfe; ++row)
        for (int cell = 0xa1; cell <= 0xfe; ++cell) {
            add({static_cast<char>(row), static_cast<char>(cell)});
            add({'\x8f', static_cast<char>(row), static_cast<char>(cell)});
        }
    iconv_close(table);
    return found;
}

}  // namespace

std::vector<std::string> japanese_corpus(std::size_t at_most) {
    std::vector<std::string> corpus = {
        "髙﨑 彅", "𠮷野 𠮟 𩸽 𥔎", "葛\U000E0100飾区", "辻\U000E0101 邉\U000E0104", "神\uFA19 塚\uFA10 﨑", "渡邊 渡邉 渡辺 齋藤 齊藤", "ﾔﾏﾀﾞ ﾀﾛｳ ｶﾞｷﾞｸﾞﾊﾟ", "か\u3099き\u3099は\u309A", "が か゛ ｶﾞ",
        "〜～－−‐—―ー一", "￥\\¥", "１２３ＡＢＣａｂｃ", "00123", "=1+1", "'apostrophe", "1/2", "2025-04-01", "令和7年4月1日", "1,234", "12:30", "+81", "50%", "TRUE", "(c)", "TEst", "a  b",
        "　全角空白　", "山田　太郎", "no\u00A0break", "零\u200B幅", "合\u200D字", "👨‍👩‍👧 絵文字", "①②㈱㍻℡", "ヷヸヹヺ ㇰㇱ", "アイヌ セ\u309Aト\u309A", "ｱｲｳ゛゜", "é e\u0301", "ﬁ ǅ", "العربية 漢字 עברית",
        "<b>&amp;</b>", "\"引用\"", "a,b;c\td"};
    std::string line;
    std::size_t count = 0;
    for (const auto& character : jis_x_0213()) {
        line += character;
        if (++count % at_most == 0) corpus.push_back(std::exchange(line, ""));
    }
    if (!line.empty()) corpus.push_back(line);
    std::string thousand;
    for (int i = 0; i < 1000; ++i) thousand += i % 2 ? "髙" : "ｱ";
    corpus.push_back(thousand);
    for (const char* refused : {"渡\uE006辺", "\uE000", "外字\U000F0000", "一行目\n二行目", "一\r\n二", "A\tB", "a\bc", "\x1b[A", "\u0085", "x\x7f", "\uFFFF", "切れた\xe6\x97"}) corpus.push_back(refused);
    return corpus;
}
