#include "tests/generator/forms.h"

namespace yorozu::generator {
namespace {

constexpr auto gothic = Print::Font::gothic;

void section(Sheet& s, double y, const std::string& words) {
    s.fill({14, y, 182, 6.4}, 0.85);
    s.rectangle({14, y, 182, 6.4}, 0.2);
    s.text(16, y + 4.5, 3.4, words, gothic);
}

/// A word in the left column, level with a box of the given height.
void caption(Sheet& s, double y, double height, const std::string& words, double x = 16) {
    s.text(x, y + height / 2 + 1.05, 2.9, words, gothic);
}

nlohmann::ordered_json date_rule(const std::string& not_before, const std::string& not_after,
                                 const std::string& key, const std::string& era) {
    nlohmann::ordered_json rule = {{"rule", "date"}, {"not-before", not_before}};
    if (!not_after.empty()) rule["not-after"] = not_after;
    rule[key] = era;
    return rule;
}

void guardian(Sheet& s, int n, double y) {
    const std::string id = "hogosha" + std::to_string(n) + "_", who = n == 1 ? "保護者①" : "保護者②";
    s.text(16, y + 3.6, 3.2, n == 1 ? "保護者①（父・母など）" : "保護者②（いないときは空欄）", gothic);
    caption(s, y + 6, 8, "フリガナ");
    FieldDesign& kana = s.comb(id + "kana", "", "katakana", {44, y + 6, 120, 8}, 20);
    kana.label = who + "フリガナ";
    caption(s, y + 18, 11, "氏名");
    FieldDesign& name = s.free_line(id + "shimei", "", "kanji", {44, y + 18, 88, 11}).list("surname");
    name.label = who + "氏名";
    caption(s, y + 18, 11, "続柄", 138);
    FieldDesign& relation =
        s.circled(id + "zokugara", who + "続柄", 150, y + 20.5, 6, 3.4, 2.6, {"父", "母", "その他"});
    caption(s, y + 34, 8, "生年月日");
    FieldDesign& era =
        s.circled(id + "gengo", who + "生年月日の元号", 44, y + 35, 6, 3.4, 2.6, {"昭和", "平成"});
    FieldDesign& birth = s.date_comb(id + "umare", who + "生年月日", {70, y + 34, 51, 8}, "");
    birth.with(date_rule("1950-01-01", "2010-12-31", "x-era-field", id + "gengo"));
    caption(s, y + 46, 8, "日中の電話");
    FieldDesign& phone = s.comb(id + "denwa", "", "digits", {44, y + 46, 93.5, 8}, 11);
    phone.label = who + "電話";
    phone.with({{"rule", "pattern"}, {"matches", "^0[0-9]{9,10}$"}});
    caption(s, y + 59, 5, "お仕事など（一つに印）");
    s.checked(id + "shugyo", who + "就労", 54, y + 59.2, 4.2, 3.2, 23.5,
              {"会社員", "自営", "パート", "求職中", "就学", "その他"}, false);
    (void)relation, (void)era;
    s.line(14, y + 68, 196, y + 68, 0.2);
}

void first_page(Sheet& s) {
    s.page(210, 297);
    s.centred({14, 10, 182, 8}, 6.2, "保育園等利用（入園）申込書", gothic);
    s.text(16, 26, 3.4, "（あて先）板橋区長");
    s.text(128, 22.5, 2.6, "申込日", gothic);
    s.date_comb("moshikomi_bi", "申込日", {142, 23, 52, 8}, "令和")
        .must()
        .with(date_rule("2019-05-01", "", "x-era", "令和"));
    s.text(16, 35, 2.7,
           "次のとおり保育園等の利用を申し込みます。黒のボールペンで、数字は枠の中に右の例のように書いてくだ"
           "さい。");
    s.text(160, 35, 3.4, "0 1 2 3 4 5 6 7 8 9").size = 3.0;
    section(s, 39, "1　お子さん（申し込む児童）");
    caption(s, 50, 8, "フリガナ");
    s.comb("jido_kana", "", "katakana", {44, 50, 120, 8}, 20).must().label = "児童フリガナ";
    caption(s, 62, 11, "氏名");
    s.free_line("jido_shimei", "", "kanji", {44, 62, 88, 11}).must().list("surname").label = "児童氏名";
    caption(s, 62, 11, "性別", 138);
    s.circled("jido_seibetsu", "性別", 152, 64.5, 6, 3.4, 4.0, {"男", "女"}).must();
    caption(s, 79, 8, "生年月日");
    s.date_comb("jido_umare", "児童生年月日", {52, 79, 51, 8}, "令和")
        .must()
        .with(date_rule("2019-05-01", "", "x-era", "令和"));
    caption(s, 79, 8, "利用開始希望日", 108);
    s.date_comb("kaishi_bi", "利用開始希望日", {143, 79, 51, 8}, "令和")
        .must()
        .with(date_rule("2019-05-01", "", "x-era", "令和"));
    caption(s, 92, 8, "郵便番号");
    s.comb("yubin", "", "digits", {44, 92, 56, 8}, 7)
        .with({{"rule", "length"}, {"is", 7}})
        .list("address")
        .label = "郵便番号";
    caption(s, 104, 10, "住所");
    s.free_line("jusho", "", "kanji", {44, 104, 150, 10}).must().list("address").label = "住所";
    section(s, 120, "2　保護者");
    guardian(s, 1, 130);
    guardian(s, 2, 204);
    s.text(16, 279, 2.5, "※お仕事などは、この申込書と別に就労証明書などが必要です。");
    s.text(196, 289, 2.4, "様式第1号（保育）　1／2　裏面へ").align = Print::Align::right;
}

void wishes(Sheet& s, double y) {
    section(s, y, "3　希望する保育園（園の一覧の番号を3けたで、希望の順に）");
    for (int n = 0; n < 10; ++n) {
        const double x = 18 + 36 * (n % 5), top = y + 12 + 15 * (n / 5);
        FieldDesign& f = s.comb("kibo" + std::to_string(n + 1), "第" + std::to_string(n + 1) + "希望",
                                "digits", {x, top, 24, 8.5}, 3);
        f.with({{"rule", "length"}, {"is", 3}});
        if (n == 0) f.must();
    }
}

void sibling(Sheet& s, int n, double y) {
    const std::string id = "kyodai" + std::to_string(n) + "_", who = "きょうだい" + std::to_string(n);
    s.free_line(id + "shimei", n == 1 ? "氏名" : "", "kanji", {18, y, 58, 9.5}).list("surname").label =
        who + "氏名";
    if (n == 1) s.text(80, y - 0.8 - 2.6, 2.3, "生年月日", gothic);
    s.date_comb(id + "umare", who + "生年月日", {90, y + 0.6, 48, 8}, "令和")
        .with(date_rule("2019-05-01", "", "x-era", "令和"));
    if (n == 1) s.text(146, y - 0.8, 2.3, "いまの状況", gothic);
    s.circled(id + "jokyo", who + "の状況", 144, y + 1.6, 6, 3.1, 2.2, {"在園", "申込中", "家庭"});
}

void second_page(Sheet& s) {
    s.page(210, 297);
    s.text(16, 15, 4.4, "保育園等利用（入園）申込書　2枚目", gothic);
    wishes(s, 20);
    section(s, 62, "4　きょうだい（小学校に入る前のかた）");
    sibling(s, 1, 76);
    sibling(s, 2, 90);
    s.text(18, 106.5, 2.9, "きょうだいが別々の園になっても", gothic);
    s.circled("betsuen", "別々の園でもよいか", 68, 102.5, 6, 3.4, 3.0, {"入園する", "入園しない"});
    section(s, 113, "5　世帯");
    caption(s, 124, 8, "世帯の人数", 18);
    s.comb("setai", "", "digits", {44, 124, 16, 8}, 2)
        .with({{"rule", "range"}, {"min", 1}, {"max", 20}})
        .label = "世帯の人数";
    s.text(61, 130, 2.9, "人");
    caption(s, 124, 8, "生活保護", 74);
    s.circled("seikatsu_hogo", "生活保護", 92, 125, 6, 3.4, 3.0, {"有", "無"});
    caption(s, 124, 8, "ひとり親", 118);
    s.circled("hitorioya", "ひとり親", 136, 125, 6, 3.4, 3.0, {"はい", "いいえ"});
    caption(s, 139, 8, "昨年の収入（保護者①）", 18);
    s.comb("shunyu1", "", "amount", {60, 139, 56, 8}, 8).label = "昨年の収入（保護者①）";
    s.text(118, 145, 2.9, "円（右づめ）");
    caption(s, 151, 8, "昨年の収入（保護者②）", 18);
    s.comb("shunyu2", "", "amount", {60, 151, 56, 8}, 8).label = "昨年の収入（保護者②）";
    s.text(118, 157, 2.9, "円（右づめ）");
    caption(s, 163, 9, "いまの保育料（月額）", 18);
    s.free_line("hoikuryo", "", "amount", {60, 163, 56, 9}).label = "いまの保育料";
    s.text(118, 169, 2.9, "（認可外などに通うかた）");
    section(s, 177, "6　お子さんの様子");
    caption(s, 187, 6, "アレルギー", 18);
    s.circled("allergy", "アレルギー", 40, 187, 6, 3.4, 3.0, {"有", "無"});
    caption(s, 187, 6, "延長保育", 70);
    s.circled("encho", "延長保育", 88, 187, 6, 3.4, 3.0, {"希望する", "希望しない"});
    caption(s, 187, 6, "障害者手帳", 138);
    s.circled("techo", "障害者手帳", 160, 187, 6, 3.4, 3.0, {"有", "無"});
    caption(s, 197, 9, "健康について", 18);
    s.free_line("kenko", "", "kanji", {44, 197, 150, 9}).label = "健康について";
    section(s, 211, "7　緊急連絡先（保護者のほか）");
    caption(s, 221, 9.5, "氏名", 18);
    s.free_line("kinkyu_shimei", "", "kanji", {30, 221, 56, 9.5}).list("surname").label = "緊急連絡先氏名";
    caption(s, 221, 9.5, "電話", 90);
    s.comb("kinkyu_denwa", "", "digits", {101, 221.8, 93.5, 8}, 11)
        .with({{"rule", "pattern"}, {"matches", "^0[0-9]{9,10}$"}})
        .label = "緊急連絡先電話";
    section(s, 236, "8　同意");
    s.text(18, 247.5, 2.5,
           "利用調整と保育料の決定に必要な住民票と税の記録を区が確かめること、また園に必要な内容を伝えること"
           "に、");
    s.checked("doi", "同意", 150, 244.4, 4.2, 3.2, 24, {"同意する"}, true).must();
    caption(s, 254, 11, "保護者署名", 18);
    s.free_line("shomei", "", "kanji", {40, 254, 74, 11}).must().list("surname").label = "保護者署名";
    s.seal("in", "", {120, 252, 15, 15}).label = "印";
    s.date_comb("shomei_bi", "署名日", {148, 256, 46, 8}, "令和")
        .must()
        .with(date_rule("2019-05-01", "", "x-era", "令和"));
    s.rectangle({14, 272, 182, 12}, 0.15);
    const char* office[] = {"受付", "受付番号", "支所", "指数", "入力", "照合"};
    for (int n = 0; n < 6; ++n) {
        s.text(15 + 30.3 * n, 275, 2.1, office[n]);
        if (n > 0) s.line(14 + 30.3 * n, 272, 14 + 30.3 * n, 284, 0.12);
    }
    s.text(196, 289, 2.4, "様式第1号（保育）　2／2").align = Print::Align::right;
}

}  // namespace

FormDesign nursery() {
    Sheet s("hoikuen-moshikomi", "保育園入園申込書");
    first_page(s);
    second_page(s);
    return s.finish();
}

}  // namespace yorozu::generator
