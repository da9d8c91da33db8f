#include "tests/generator/forms.h"

namespace yorozu::generator {
namespace {

constexpr auto gothic = Print::Font::gothic;

void caption(Sheet& s, double x, double y, double height, const std::string& words) {
    s.text(x, y + height / 2 + 1.05, 2.9, words, gothic);
}

FieldDesign& printed(FieldDesign& f) {
    f.script = "printed";
    return f;
}

}  // namespace

FormDesign care_refund() {
    Sheet s("kaigo-kanpu-koza", "介護保険料還付金口座振込依頼書");
    s.page(210, 148);
    s.centred({12, 7, 186, 8}, 5.4, "介護保険料 還付金口座振込依頼書", gothic);
    s.text(14, 20, 2.8, "板橋区長　あて　　還付（充当）通知書の還付金を、次の口座に振り込んでください。");
    s.text(128, 20, 2.6, "通知番号", gothic);
    s.rectangle({142, 15.6, 54, 6.4}, 0.2);
    {
        FieldDesign& f = printed(s.free_line("tsuchi_no", "", "text", {142, 15.6, 54, 6.4}));
        f.label = "通知番号";
        f.with({{"rule", "pattern"}, {"matches", "^[0-9]{4}-[0-9]{6}$"}});
    }
    caption(s, 14, 27, 8, "被保険者番号");
    s.comb("hihokensha_no", "", "digits", {40, 27, 66, 8}, 10)
        .must()
        .with({{"rule", "length"}, {"is", 10}})
        .label = "被保険者番号";
    caption(s, 116, 27, 8, "還付金額");
    printed(s.free_line("kanpu_gaku", "", "amount", {136, 27, 40, 8})).label = "還付金額";
    s.text(178, 33, 3.0, "円");
    caption(s, 14, 39, 7.4, "フリガナ");
    s.comb("furigana", "", "katakana", {40, 39, 110, 7.4}, 20).must().label = "フリガナ";
    caption(s, 14, 50, 10, "氏名");
    s.free_line("shimei", "", "kanji", {40, 50, 70, 10}).must().list("surname").label = "氏名";
    caption(s, 114, 50, 10, "生年月日");
    s.circled("gengo", "生年月日の元号", 130, 49.6, 5, 3.0, 1.4, {"大正", "昭和"});
    s.date_comb("umare", "生年月日", {150, 52, 46, 8}, "")
        .with({{"rule", "date"},
               {"not-before", "1912-07-30"},
               {"not-after", "1961-12-31"},
               {"x-era-field", "gengo"}});
    caption(s, 14, 64, 9, "住所");
    s.free_line("jusho", "", "kanji", {40, 64, 156, 9}).must().list("address").label = "住所";
    s.fill({12, 77, 4, 44}, 0.85);
    s.rectangle({12, 77, 186, 44}, 0.4);
    s.centred({12, 90, 4, 4}, 2.6, "振", gothic);
    s.centred({12, 96, 4, 4}, 2.6, "込", gothic);
    s.centred({12, 102, 4, 4}, 2.6, "先", gothic);
    s.free_line("kinyukikan", "金融機関名", "kanji", {20, 82, 60, 8}).must().list("zengin.bank");
    s.free_line("shiten", "支店名", "kanji", {84, 82, 50, 8}).must().list("zengin.branch");
    s.comb("ginko_code", "金融機関コード", "digits", {138, 82, 26, 8}, 4)
        .with({{"rule", "length"}, {"is", 4}})
        .list("zengin.bank");
    s.comb("shiten_code", "支店コード", "digits", {170, 82, 19.5, 8}, 3)
        .with({{"rule", "length"}, {"is", 3}})
        .list("zengin.branch");
    s.text(20, 95, 2.3, "種目（印をつける）", gothic);
    s.checked("yokin", "預金種目", 20, 98, 4.2, 3.2, 18, {"普通", "当座", "貯蓄"}, false).must();
    s.comb("koza_no", "口座番号（右づめ）", "digits", {84, 96.5, 49, 8}, 7)
        .must()
        .with({{"rule", "length"}, {"is", 7}})
        .label = "口座番号";
    s.comb("meigi_kana", "口座名義（カタカナ）", "katakana", {20, 110, 126, 8}, 21).must().label = "口座名義";
    s.text(150, 114, 2.3, "※本人名義の口座に");
    s.text(150, 117.4, 2.3, "　限ります。");
    caption(s, 14, 126, 8, "依頼日");
    s.date_comb("irai_bi", "依頼日", {40, 126, 46, 8}, "令和")
        .must()
        .with({{"rule", "date"}, {"not-before", "2019-05-01"}, {"x-era", "令和"}});
    caption(s, 98, 126, 8, "電話");
    s.comb("denwa", "", "digits", {108, 126, 66, 8}, 11)
        .with({{"rule", "pattern"}, {"matches", "^0[0-9]{9,10}$"}})
        .label = "電話";
    s.seal("in", "", {180, 124, 16, 16}).must().label = "印";
    s.text(14, 143.5, 2.2, "様式第24号（介護保険）　この用紙は折らずに返信用封筒に入れてください。");
    return s.finish();
}

FormDesign taxi_voucher() {
    Sheet s("fukushi-taxi", "福祉タクシー券交付申請書");
    s.page(210, 297);
    s.centred({14, 14, 150, 9}, 6.0, "福祉タクシー券・自動車燃料費助成　申請書", gothic);
    s.text(16, 34, 3.4, "（あて先）板橋区長");
    s.text(172, 13, 2.2, "区の整理コード", gothic);
    s.rectangle({170, 14, 26, 26}, 0.15);
    {
        // The office prints its own code in here for every applicant.
        FieldDesign& f = s.free_line("seiri_code", "", "code", {170, 14, 26, 26});
        f.label = "整理コード";
        f.with({{"rule", "pattern"}, {"matches", "^FT[0-9]{8}$"}});
    }
    s.text(100, 31.5, 2.6, "申請日", gothic);
    s.date_comb("shinsei_bi", "申請日", {114, 30, 50, 8}, "令和")
        .must()
        .with({{"rule", "date"}, {"not-before", "2019-05-01"}, {"x-era", "令和"}});
    s.fill({14, 46, 182, 6.4}, 0.85);
    s.text(16, 50.6, 3.4, "1　申請するかた（本人）", gothic);
    caption(s, 16, 58, 8, "フリガナ");
    s.comb("furigana", "", "katakana", {44, 58, 120, 8}, 20).must().label = "フリガナ";
    caption(s, 16, 71, 12, "氏名");
    s.free_line("shimei", "", "kanji", {44, 71, 96, 12}).must().list("surname").label = "氏名";
    s.seal("in", "", {146, 69.5, 15, 15}).label = "印";
    caption(s, 16, 90, 8, "生年月日");
    s.circled("gengo", "生年月日の元号", 44, 91, 6, 3.4, 2.4, {"大正", "昭和", "平成", "令和"});
    s.date_comb("umare", "生年月日", {96, 90, 54, 8}, "")
        .must()
        .with({{"rule", "date"}, {"not-before", "1912-07-30"}, {"x-era-field", "gengo"}});
    caption(s, 16, 103, 8, "郵便番号");
    s.comb("yubin", "", "digits", {44, 103, 56, 8}, 7)
        .with({{"rule", "length"}, {"is", 7}})
        .list("address")
        .label = "郵便番号";
    caption(s, 16, 115, 11, "住所");
    s.free_line("jusho", "", "kanji", {44, 115, 150, 11}).must().list("address").label = "住所";
    caption(s, 16, 131, 8, "電話");
    s.comb("denwa", "", "digits", {44, 131, 93.5, 8}, 11)
        .with({{"rule", "pattern"}, {"matches", "^0[0-9]{9,10}$"}})
        .label = "電話";
    s.fill({14, 146, 182, 6.4}, 0.85);
    s.text(16, 150.6, 3.4, "2　手帳（番号は区が印刷しています）", gothic);
    caption(s, 16, 158, 8, "手帳番号");
    printed(s.free_line("techo_no", "", "text", {44, 158, 60, 8}))
        .with({{"rule", "pattern"}, {"matches", "^[0-9]{2}-[0-9]{6}$"}})
        .label = "手帳番号";
    caption(s, 16, 172, 5, "手帳の種類");
    s.checked("techo_shurui", "手帳の種類", 44, 172, 4.4, 3.4, 42,
              {"身体障害者手帳", "愛の手帳", "精神障害者手帳"}, true)
        .must();
    caption(s, 16, 184, 6, "等級・度数");
    s.circled("tokyu", "等級", 44, 184, 6, 3.4, 3.0, {"1", "2", "3", "4"}).must();
    caption(s, 16, 197, 6, "希望するもの");
    s.circled("kibo", "希望する助成", 44, 197, 6, 3.4, 4.0, {"タクシー券", "燃料費助成"}).must();
    s.text(98, 201.2, 2.7, "（どちらか一つを○で囲んでください）");
    caption(s, 16, 209, 8, "登録番号（あるかた）");
    s.comb("toroku_no", "", "alnum", {56, 209, 56, 8}, 7)
        .with({{"rule", "pattern"}, {"matches", "^[A-Z][0-9]{6}$"}})
        .label = "登録番号";
    s.fill({14, 224, 182, 6.4}, 0.85);
    s.text(16, 228.6, 3.4, "3　代わりに手続きするかた（本人でないとき）", gothic);
    caption(s, 16, 236, 11, "氏名");
    s.free_line("dairi_shimei", "", "kanji", {44, 236, 76, 11}).list("surname").label = "代理人氏名";
    caption(s, 126, 236, 11, "続柄");
    s.free_line("dairi_zokugara", "", "kanji", {138, 236, 40, 11}).label = "代理人の続柄";
    s.checked("doi", "所得の確認への同意", 16, 254, 4.4, 3.2, 30, {"同意する"}, true).must();
    s.text(42, 257.6, 2.9, "助成を決めるため、区が本人の所得を確かめることに同意します。");
    s.rectangle({14, 268, 182, 14}, 0.15);
    const char* office[] = {"受付", "交付番号", "枚数", "確認"};
    for (int n = 0; n < 4; ++n) {
        s.text(15 + 45.5 * n, 271.4, 2.2, office[n]);
        if (n > 0) s.line(14 + 45.5 * n, 268, 14 + 45.5 * n, 282, 0.12);
    }
    s.text(196, 288, 2.3, "様式第2号（障害者福祉）").align = Print::Align::right;
    return s.finish();
}

FormDesign postcard_revision() {
    FormDesign form = postcard();
    form.id = "koza-furikae-hagaki-r2";
    form.title = "口座振替依頼書（ハガキ）令和7年版";
    // A year later the lower half moved by two millimetres, the phone comb got its own line of help, the
    // form's date changed.
    const auto move = [](BoxMm& box) {
        if (box.y > 70 && box.y < 133) box.y += 2.0;
    };
    for (auto& p : form.pages[0].prints) {
        move(p.box);
        if (p.text.find("令和6年4月") != std::string::npos) p.text = "様式第3号（国保収納）令和7年4月";
    }
    for (auto& f : form.fields) {
        move(f.box);
        for (auto& o : f.options) move(o.box);
    }
    return form;
}

}  // namespace yorozu::generator
