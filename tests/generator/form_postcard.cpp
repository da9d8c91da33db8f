#include "tests/generator/forms.h"

namespace yorozu::generator {

FormDesign postcard() {
    Sheet s("koza-furikae-hagaki", "口座振替依頼書（ハガキ）");
    s.page(100, 148);
    s.centred({6.8, 4.2, 86.4, 6}, 4.4, "国民健康保険料 口座振替依頼書", Print::Font::gothic);
    s.text(6.8, 13.0, 1.95,
           "（あて先）板橋区長　次のとおり口座振替を依頼します。太線の中を黒のペンで書いてください。");
    s.comb("hihokensha_no", "", "digits", {6.8, 17.0, 47.4, 7.6}, 8)
        .must()
        .with({{"rule", "length"}, {"is", 8}})
        .label = "被保険者番号";
    s.text(6.8, 16.3, 2.1, "被保険者番号（8けた）", Print::Font::gothic);
    s.text(57.4, 16.3, 2.1, "届出日", Print::Font::gothic);
    s.date_comb("todokede_bi", "届出日", {63.2, 17.0, 30.0, 7.6}, "令和")
        .must()
        .with({{"rule", "date"}, {"not-before", "2019-05-01"}, {"x-era", "令和"}});
    s.comb("furigana", "フリガナ", "katakana", {6.8, 28.2, 86.4, 6.0}, 20).must();
    s.free_line("shimei", "氏名", "kanji", {6.8, 37.8, 62.0, 9.0}).must().list("surname");
    s.text(70.2, 39.8, 1.9, "※被保険者本人の").size = 1.9;
    s.text(70.2, 42.4, 1.9, "　氏名を楷書で書いて").size = 1.9;
    s.text(70.2, 45.0, 1.9, "　ください。").size = 1.9;
    s.free_line("jusho", "住所（板橋区から書いてください）", "kanji", {6.8, 50.6, 86.4, 8.2})
        .must()
        .list("address")
        .label = "住所";
    s.comb("denwa", "電話番号（左からつめて）", "digits", {6.8, 62.4, 59.4, 6.8}, 11)
        .with({{"rule", "pattern"}, {"matches", "^0[0-9]{9,10}$"}})
        .label = "電話";
    s.text(6.8, 71.6, 2.2, "振替口座", Print::Font::gothic);
    s.free_line("kinyukikan", "", "kanji", {6.8, 72.6, 43.2, 6.8}).must().list("zengin.bank").label =
        "金融機関名";
    s.text(17.4, 71.6, 2.0, "金融機関名", Print::Font::gothic);
    s.free_line("shiten", "", "kanji", {50.0, 72.6, 43.2, 6.8}).must().list("zengin.branch").label = "支店名";
    s.text(50.6, 71.6, 2.0, "支店名", Print::Font::gothic);
    s.comb("ginko_code", "金融機関コード", "digits", {6.8, 83.2, 22.4, 6.6}, 4)
        .with({{"rule", "length"}, {"is", 4}})
        .list("zengin.bank");
    s.comb("shiten_code", "支店コード", "digits", {34.4, 83.2, 16.8, 6.6}, 3)
        .with({{"rule", "length"}, {"is", 3}})
        .list("zengin.branch");
    s.text(57.4, 82.4, 2.3, "預金種目（○で囲む）", Print::Font::gothic);
    s.rectangle({57.4, 83.2, 35.8, 6.6}, 0.28);
    s.circled("yokin", "預金種目", 60.0, 84.0, 5.0, 3.0, 2.0, {"普通", "当座"}).must();
    s.comb("meigi_kana", "口座名義（カタカナ。姓と名の間を1マスあける）", "katakana", {6.8, 98.0, 84.6, 7.6},
           20)
        .must()
        .label = "口座名義";
    s.comb("koza_no", "口座番号（右づめ）", "digits", {6.8, 110.4, 41.3, 7.6}, 7)
        .must()
        .with({{"rule", "length"}, {"is", 7}})
        .label = "口座番号";
    s.seal("todokede_in", "金融機関届出印", {72.4, 109.0, 20.8, 18.0}).must().label = "届出印";
    s.text(6.8, 122.4, 2.0, "ご注意", Print::Font::gothic);
    s.text(6.8, 125.6, 1.9, "1　ゆうちょ銀行を希望するかたは別の用紙です。");
    s.text(6.8, 128.6, 1.9, "2　届出印は金融機関に届け出たものを鮮明に押してください。");
    s.text(6.8, 131.6, 1.9, "3　書き損じたときは二重線で消し、余白に書き直してください。");
    s.rectangle({6.8, 135.0, 86.4, 9.0}, 0.15);
    s.fill({6.8, 135.0, 12.0, 9.0}, 0.86);
    s.rectangle({6.8, 135.0, 12.0, 9.0}, 0.15);
    s.centred({6.8, 135.0, 12.0, 9.0}, 2.2, "区処理欄", Print::Font::gothic);
    const char* office[] = {"受付", "入力", "照合", "発送"};
    for (int n = 0; n < 4; ++n) {
        const double x = 18.8 + 18.6 * n;
        s.line(x, 135.0, x, 144.0, 0.12);
        s.text(x + 0.8, 137.6, 1.9, office[n]);
    }
    s.text(93.2, 147.0, 1.8, "様式第3号（国保収納）令和6年4月").align = Print::Align::right;
    return s.finish();
}

}  // namespace yorozu::generator
