#pragma once
#include <map>
#include <string>

/// The words that stand printed beside each field of the sample forms, read off by eye, without remarks in brackets. Where a
/// table names a column once, the rows below it have the same words; where nothing is printed, "".
inline const std::map<std::string, std::map<std::string, std::string>>& printed_labels() {
    static const std::map<std::string, std::map<std::string, std::string>> labels{
        {"koza-furikae-hagaki",
         {{"hihokensha_no", "被保険者番号"}, {"todokede_bi", "届出日"}, {"furigana", "フリガナ"}, {"shimei", "氏名"}, {"jusho", "住所"}, {"denwa", "電話番号"},
          {"kinyukikan", "金融機関名"}, {"shiten", "支店名"}, {"ginko_code", "金融機関コード"}, {"shiten_code", "支店コード"}, {"yokin", "預金種目"},
          {"meigi_kana", "口座名義"}, {"koza_no", "口座番号"}, {"todokede_in", "金融機関届出印"}}},
        {"kaigo-kanpu-koza",
         {{"tsuchi_no", "通知番号"}, {"hihokensha_no", "被保険者番号"}, {"kanpu_gaku", "還付金額"}, {"furigana", "フリガナ"}, {"shimei", "氏名"}, {"gengo", "生年月日の元号"},
          {"umare", "生年月日"}, {"jusho", "住所"}, {"kinyukikan", "金融機関名"}, {"shiten", "支店名"}, {"ginko_code", "金融機関コード"}, {"shiten_code", "支店コード"},
          {"yokin", "種目"}, {"koza_no", "口座番号"}, {"meigi_kana", "口座名義"}, {"irai_bi", "依頼日"}, {"denwa", "電話"}, {"in", "印"}}},
        {"fukushi-taxi",
         {{"seiri_code", "区の整理コード"}, {"shinsei_bi", "申請日"}, {"furigana", "フリガナ"}, {"shimei", "氏名"}, {"in", "印"}, {"gengo", "生年月日の元号"}, {"umare", "生年月日"},
          {"yubin", "郵便番号"}, {"jusho", "住所"}, {"denwa", "電話"}, {"techo_no", "手帳番号"}, {"techo_shurui", "手帳の種類"}, {"tokyu", "等級・度数"},
          {"kibo", "希望するもの"}, {"toroku_no", "登録番号"}, {"dairi_shimei", "氏名"}, {"dairi_zokugara", "続柄"}, {"doi", "同意する"}}},
        {"hoikuen-moshikomi",
         {{"moshikomi_bi", "申込日"}, {"jido_kana", "フリガナ"}, {"jido_shimei", "氏名"}, {"jido_seibetsu", "性別"}, {"jido_umare", "生年月日"}, {"kaishi_bi", "利用開始希望日"},
          {"yubin", "郵便番号"}, {"jusho", "住所"}, {"hogosha1_kana", "フリガナ"}, {"hogosha1_shimei", "氏名"}, {"hogosha1_zokugara", "続柄"},
          {"hogosha1_gengo", "生年月日の元号"}, {"hogosha1_umare", "生年月日"}, {"hogosha1_denwa", "日中の電話"}, {"hogosha1_shugyo", "お仕事など"},
          {"hogosha2_kana", "フリガナ"}, {"hogosha2_shimei", "氏名"}, {"hogosha2_zokugara", "続柄"}, {"hogosha2_gengo", "生年月日の元号"},
          {"hogosha2_umare", "生年月日"}, {"hogosha2_denwa", "日中の電話"}, {"hogosha2_shugyo", "お仕事など"}, {"kibo1", "第1希望"}, {"kibo2", "第2希望"},
          {"kibo3", "第3希望"}, {"kibo4", "第4希望"}, {"kibo5", "第5希望"}, {"kibo6", "第6希望"}, {"kibo7", "第7希望"}, {"kibo8", "第8希望"}, {"kibo9", "第9希望"},
          {"kibo10", "第10希望"}, {"kyodai1_shimei", "氏名"}, {"kyodai1_umare", "生年月日"}, {"kyodai1_jokyo", "いまの状況"}, {"kyodai2_shimei", "氏名"},
          {"kyodai2_umare", "生年月日"}, {"kyodai2_jokyo", "いまの状況"}, {"betsuen", "きょうだいが別々の園になっても"}, {"setai", "世帯の人数"},
          {"seikatsu_hogo", "生活保護"}, {"hitorioya", "ひとり親"}, {"shunyu1", "昨年の収入"}, {"shunyu2", "昨年の収入"}, {"hoikuryo", "いまの保育料"},
          {"allergy", "アレルギー"}, {"encho", "延長保育"}, {"techo", "障害者手帳"}, {"kenko", "健康について"}, {"kinkyu_shimei", "氏名"}, {"kinkyu_denwa", "電話"},
          {"doi", "同意する"}, {"shomei", "保護者署名"}, {"in", "印"}, {"shomei_bi", ""}}},
    };
    return labels;
}
