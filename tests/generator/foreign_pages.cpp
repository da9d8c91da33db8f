#include "tests/generator/foreign_pages.h"

#include <cmath>
#include <stdexcept>

#include "tests/generator/damage.h"
#include "tests/generator/form_design.h"
#include "tests/generator/hands.h"
#include "tests/generator/person.h"

namespace yorozu::generator {
namespace {

constexpr auto gothic = Print::Font::gothic;

const std::vector<std::string>& letter_lines() {
    static const std::vector<std::string> lines = {
        "拝啓　時下ますますご清栄のこととお喜び申し上げます。",
        "さて、先日お届けいただきました書類につきまして、",
        "一部の記入に不明な点がございましたので、ご連絡いたします。",
        "お手数をおかけいたしますが、同封の用紙にご記入のうえ、",
        "今月末日までに担当までお送りくださいますようお願いいたします。",
        "ご不明な点は、下記の窓口までお問い合わせください。",
        "なお、行き違いでお手続きがお済みの場合は、ご容赦ください。",
        "今後ともよろしくお願い申し上げます。"};
    return lines;
}

FormDesign printed_letter(Random&) {
    Sheet s("letter", "");
    s.page(210, 297);
    s.text(186, 30, 3.8, "令和6年11月5日").align = Print::Align::right;
    s.text(24, 46, 4.2, "関係者各位");
    s.text(186, 62, 4.0, "町会事務局").align = Print::Align::right;
    s.centred({24, 78, 162, 8}, 5.6, "秋の防災訓練のお知らせ");
    for (int n = 0; n < 16; ++n)
        s.text(24, 104 + 8.2 * n, 4.0, letter_lines()[static_cast<std::size_t>(n) % letter_lines().size()]);
    s.text(186, 250, 4.0, "敬具").align = Print::Align::right;
    return s.finish();
}

FormDesign other_form(Random&) {
    Sheet s("other-form", "");
    s.page(210, 297);
    s.centred({14, 14, 182, 9}, 6.4, "住民票の写し等 交付請求書", gothic);
    s.text(18, 34, 3.6, "請求する人の本人確認書類をお見せください。");
    const char* rows[] = {"請求日", "どなたの証明", "住所",     "氏名",  "生年月日",
                          "電話",   "窓口に来た人", "使いみち", "提出先"};
    for (int n = 0; n < 9; ++n) {
        const double y = 42 + 17.0 * n;
        s.rectangle({18, y, 174, 17}, 0.3);
        s.line(52, y, 52, y + 17, 0.2);
        s.text(21, y + 10, 3.6, rows[n], gothic);
    }
    const char* kinds[] = {"世帯全員", "世帯の一部", "除票", "記載事項証明", "戸籍の附票"};
    for (int n = 0; n < 5; ++n) {
        s.rectangle({22 + 34.0 * n, 206, 5, 5}, 0.25);
        s.text(28.5 + 34.0 * n, 210, 3.2, kinds[n]);
    }
    s.rectangle({18, 224, 174, 40}, 0.5);
    s.text(22, 232, 3.4, "備考", gothic);
    return s.finish();
}

FormDesign address_side(Random&) {
    Sheet s("address-side", "");
    s.page(100, 148);
    s.rectangle({40, 6, 42, 1.2}, 0.2);
    for (int n = 0; n < 7; ++n) s.rectangle({44.0 + 7.2 * n - (n > 2 ? 0 : 0.8), 12, 5.7, 8}, 0.4);
    s.rectangle({8, 8, 18, 21}, 0.2);
    s.centred({8, 14, 18, 8}, 3.0, "郵便はがき");
    s.text(22, 60, 6.0, "板橋区役所");
    s.text(22, 72, 6.0, "国保年金課　収納係　行");
    s.text(22, 48, 4.0, "東京都板橋区板橋2-66-1");
    for (int n = 0; n < 7; ++n) s.text(45.2 + 7.2 * n, 17.6, 4.6, std::string(1, "1738501"[n]), gothic);
    return s.finish();
}

FormDesign leaflet(Random&) {
    Sheet s("leaflet", "");
    s.page(210, 297);
    s.fill({0, 0, 210, 46}, 0.35);
    s.centred({10, 12, 190, 20}, 13, "ごみと資源の分け方", gothic).grey = 1.0;
    for (int r = 0; r < 7; ++r)
        for (int c = 0; c < 3; ++c) {
            const BoxMm cell{14 + 61.0 * c, 58 + 30.0 * r, 60, 29};
            s.rectangle(cell, 0.6);
            if (c == 0) s.fill({cell.x + 1, cell.y + 1, 58, 27}, 0.8);
            s.centred(cell, c == 0 ? 6 : 4,
                      c == 0   ? (r % 2 ? "資源" : "可燃ごみ")
                      : c == 1 ? "毎週 月・木"
                               : "朝8時まで",
                      gothic);
        }
    return s.finish();
}

FormDesign receipt(Random& random) {
    Sheet s("receipt", "");
    s.page(80, 150);
    s.centred({5, 8, 70, 8}, 6, "領　収　書", gothic);
    for (int n = 0; n < 9; ++n) {
        s.text(8, 34 + 8.0 * n, 3.4, "品目 " + std::to_string(n + 1), gothic);
        s.text(72, 34 + 8.0 * n, 3.4, "¥" + std::to_string(random.between(98, 2480)), gothic).align =
            Print::Align::right;
    }
    s.line(8, 108, 72, 108, 0.3);
    s.text(72, 116, 4.6, "合計 ¥" + std::to_string(random.between(3000, 9800)), gothic).align =
        Print::Align::right;
    return s.finish();
}

FormDesign ruled_paper(double width, double height, double pitch) {
    Sheet s("paper", "");
    s.page(width, height);
    for (double y = 30; pitch > 0 && y < height - 15; y += pitch)
        s.line(15, y, width - 15, y, 0.12).grey = 0.55;
    return s.finish();
}

void scribble(cairo_t* pen, double width, double height, const Hand& hand, Random& random) {
    cairo_set_source_rgba(pen, 0, 0, 0, 1);
    cairo_set_line_width(pen, hand.pen);
    for (int n = 0; n < 7; ++n) {
        double x = width * random.uniform(0.15, 0.85), y = height * random.uniform(0.15, 0.85),
               angle = random.uniform(0, 6.28), turn = random.normal(0, 0.3);
        cairo_move_to(pen, x, y);
        for (int k = 0; k < 160; ++k) {
            turn = 0.9 * turn + random.normal(0, 0.12);
            angle += turn;
            x = std::min(width - 8, std::max(8.0, x + 1.6 * std::cos(angle)));
            y = std::min(height - 8, std::max(8.0, y + 1.6 * std::sin(angle)));
            cairo_line_to(pen, x, y);
        }
        cairo_stroke(pen);
    }
}

FormDesign design_of(const std::string& kind, Random& random) {
    if (kind == "letter") return printed_letter(random);
    if (kind == "other-form") return other_form(random);
    if (kind == "address-side") return address_side(random);
    if (kind == "leaflet") return leaflet(random);
    if (kind == "receipt") return receipt(random);
    if (kind == "note") return ruled_paper(182, 257, 9);
    if (kind == "blank") return ruled_paper(210, 297, 0);
    if (kind == "scribble") return ruled_paper(148, 210, 0);
    throw std::out_of_range("no foreign page is called " + kind);
}

}  // namespace

const std::vector<std::string>& foreign_kinds() {
    static const std::vector<std::string> kinds = {"letter", "blank",        "other-form", "scribble",
                                                   "note",   "address-side", "leaflet",    "receipt"};
    return kinds;
}

FilledPage make_foreign_page(const std::string& kind, std::uint64_t seed, const std::vector<Damage>& list) {
    const Random seeded(seed);
    Random random = seeded.fork(kind);
    const std::set<Damage> damages(list.begin(), list.end());
    const FormDesign design = design_of(kind, random);
    const PageDesign& page = design.pages[0];
    const Hand hand = make_hand({"any", {}}, seeded.fork("hand"));
    Paper paper(page, scan_dpi(damages));
    if (kind == "scribble") scribble(paper.pen(), page.width_mm, page.height_mm, hand, random);
    if (kind == "note")
        for (int n = 0; n < 12; ++n)
            write_line(paper.pen(), letter_lines()[static_cast<std::size_t>(n) % letter_lines().size()],
                       {15, 31 + 9.0 * n, 152, 8}, hand, random);
    if (kind == "other-form") {
        const Person p = make_person(random, 20, 80);
        write_line(paper.pen(), make_address(random), {52, 76, 140, 17}, hand, random);
        write_line(paper.pen(), p.surname + "　" + p.given, {52, 93, 90, 17}, hand, random);
        write_line(paper.pen(), make_phone(random), {52, 127, 90, 14}, hand, random);
    }
    Random drying = random.fork("drying");
    paper.dry(hand, drying);
    damage_paper(paper, page, damages, random.fork("paper"));
    return scan_paper(paper.scan(), paper.dpi(), damages, random.fork("scan"));
}

}  // namespace yorozu::generator
