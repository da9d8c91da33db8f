#include "tests/blackbox/printed_sheet.h"

#include <set>

#include "tests/generator/damage.h"
#include "tests/generator/form_print.h"
#include "tests/generator/paper.h"
#include "tests/generator/person.h"

namespace yorozu::testing {

using namespace generator;

namespace {

struct Row {
    const char *id, *label, *kind;
};
constexpr Row rows[] = {{"number", "通知番号", "text"}, {"amount", "還付金額", "amount"}, {"code", "整理コード", "alnum"}, {"date", "通知日", "text"},
                        {"kana", "カナ氏名", "katakana"}, {"name", "宛名", "text"},       {"town", "町名", "text"}};
constexpr int blocks = 3;  ///< of all rows on a sheet

std::string with_commas(std::string digits) {
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

/// What the office prints, and what a reader must give.
std::pair<std::string, std::string> answer_of(const std::string& row, Random& random) {
    if (row == "number") {
        const std::string number = digits(random, 4) + "-" + digits(random, 6);
        return {number, number};
    }
    if (row == "amount") {
        const std::string yen = std::to_string(random.between(101, 989999));
        const int style = random.below(3);
        return {(style == 1 ? "¥" : "") + with_commas(yen) + (style == 2 ? "円" : ""), yen};
    }
    if (row == "code") {
        const std::string code = std::string(1, static_cast<char>('A' + random.below(26))) + std::string(1, static_cast<char>('A' + random.below(26))) + digits(random, 7);
        return {code, code};
    }
    if (row == "date") {
        const std::string date = "令和" + std::to_string(random.between(2, 8)) + "年" + std::to_string(random.between(1, 12)) + "月" + std::to_string(random.between(1, 28)) + "日";
        return {date, date};
    }
    const Person person = make_person(random, 20, 90);
    if (row == "kana") return {person.surname_kana + person.given_kana, person.surname_kana + person.given_kana};
    if (row == "name") return {person.surname + person.given, person.surname + person.given};
    const std::string home = make_home(random).text;
    const std::string town = home.substr(0, home.find_first_of("0123456789"));
    return {town, town};
}

}  // namespace

const FormDesign& printed_sheet() {
    static const FormDesign sheet = [] {
        Sheet s("printed", "印字欄の確認票");
        s.page(148, 210);
        s.centred({14, 6, 120, 8}, 5.2, "印字欄の確認票", Print::Font::gothic);
        s.text(14, 20, 2.8, "この票の各欄は、役所のプリンターで印字します。");
        for (int block = 0; block < blocks; ++block)
            for (std::size_t n = 0; n < std::size(rows); ++n) {
                const double y = 25 + 8.6 * static_cast<double>(block * std::size(rows) + n);
                s.text(14, y + 4.8, 2.7, rows[n].label, Print::Font::gothic);
                FieldDesign& field = s.free_line(rows[n].id + std::to_string(block + 1), "", rows[n].kind, {36, y, 76, 7.2});
                field.label = rows[n].label;
                field.script = "printed";
            }
        return s.finish();
    }();
    return sheet;
}

FilledForm filled_printed_sheet(std::uint64_t seed, const std::string& family, const std::vector<Damage>& list) {
    const FormDesign& form = printed_sheet();
    const Random random = Random(seed).fork("printed " + family);
    const std::set<Damage> damages(list.begin(), list.end());
    FilledForm filled;
    filled.form = form.id;
    filled.hand = family;
    Paper paper(form.pages.front(), scan_dpi(damages), true);
    for (const FieldDesign& field : form.fields) {
        Random own = random.fork(field.id);
        const auto [text, truth] = answer_of(field.id.substr(0, field.id.size() - 1), own);
        Print print;
        print.kind = Print::Kind::text;
        print.family = family;
        print.text = text;
        print.size = field.box.height * own.uniform(0.4, 0.68);
        print.grey = own.uniform(0.02, 0.25);
        print.box = {field.box.x + own.uniform(1.5, 8), field.box.y + field.box.height / 2 + print.size * 0.36 + own.normal(0, 0.25), 0, 0};
        draw_print(paper.sheet(), {0, 0, {print}});
        filled.truth[field.id] = truth;
    }
    damage_paper(paper, form.pages.front(), damages, random.fork("paper"));
    filled.pages.push_back(scan_paper(paper.scan(), scan_dpi(damages), damages, random.fork("scan")));
    return filled;
}

}  // namespace yorozu::testing
