#include "workbench/desk/export/export_profile.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

#include "ocr/lexicon/csv_table.h"
#include "tests/store/temporary_folder.h"
#include "workbench/desk/export/profile_export.h"

using namespace yorozu;
using namespace yorozu::desk;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

namespace {

constexpr store::TimeMs office_time = 1'790'000'000'000;
const std::string today = "2026-11-21";
const fs::path sources = YOROZU_SOURCE_DIR;

const std::vector<ocr::FormTemplate>& postcard() {
    static const auto forms = ocr::load_templates({sources / "samples" / "forms" / "koza-furikae-hagaki"}).forms;
    return forms;
}

/// A workspace with postcards of hand-made readings.
class Office {
public:
    Office() : workspace_(folder_ / "ws", store::Access::write, office_time) { workspace_.keep_templates(postcard(), office_time); }

    Workspace& workspace() { return workspace_; }
    fs::path file(const std::string& name) const { return folder_ / name; }

    void page(const std::string& source, const std::map<std::string, std::string>& values, const std::string& doubtful = "") {
        store::Documents documents(workspace_.database());
        const std::string hash = std::string(60, 'a') + std::to_string(1000 + next_++);
        documents.register_scans("b", std::vector<store::ArrivedScan>{{hash, 1, source}}, office_time);
        store::StoredReading reading;
        reading.template_id = "koza-furikae-hagaki";
        for (const auto& field : postcard().front().fields) {
            const auto found = values.find(field.id);
            store::StoredField kept{field.id, found == values.end() ? "" : found->second, store::StoredStatus::accepted, 0.999, "{}"};
            if (kept.value.empty()) kept.status = store::StoredStatus::blank;
            if (field.id == doubtful) kept.status = store::StoredStatus::review;
            reading.fields.push_back(kept);
        }
        documents.add_reading(documents.unread("b").back().id, reading, office_time);
        documents.set_pages(hash, 1);
    }
    ProfileExport write(const Json& profile, const std::string& name = "out.csv") {
        return export_with_profile(workspace_, "b", profile_of(profile), file(name), today);
    }
    ExportProfile profile_of(const Json& json) {
        std::ofstream(file("profile.json")) << json.dump();
        auto reading = read_profile(file("profile.json"), postcard());
        for (const auto& fault : reading.faults) UNSCOPED_INFO(fault.place << ": " << fault.what);
        REQUIRE(reading.profile);
        return *reading.profile;
    }
    std::string bytes(const std::string& name) const {
        std::ifstream in(file(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    TemporaryFolder folder_;
    Workspace workspace_;
    int next_ = 0;
};

Json profile(Json columns, Json file = {{"format", "csv"}}) {
    return {{"formatVersion", 1}, {"title", "t"}, {"template", "koza-furikae-hagaki"}, {"file", std::move(file)}, {"columns", std::move(columns)}};
}
Json column(const std::string& field, Json more = Json::object()) {
    more["field"] = field;
    return more;
}

std::vector<ocr::TemplateFault> faults_of(const std::string& text) {
    TemporaryFolder folder;
    std::ofstream(folder / "p.json") << text;
    auto reading = read_profile(folder / "p.json", postcard());
    CHECK(reading.profile.has_value() == reading.faults.empty());
    return reading.faults;
}
std::string fault_of(const Json& json) {
    const auto faults = faults_of(json.dump());
    return faults.empty() ? "" : faults[0].place + " " + faults[0].what;
}
bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string written(const std::string& value, const Json& words) {
    TemporaryFolder folder;
    std::ofstream(folder / "p.json") << profile({column("denwa", words)}).dump();
    const auto reading = read_profile(folder / "p.json", {});
    REQUIRE(reading.profile);
    std::string problem;
    const auto text = formatted(value, reading.profile->columns[0].format, problem);
    return problem.empty() ? text : text + " ! " + problem;
}

}  // namespace

TEST_CASE("Columns come in the profile's order with its headers, fixed texts and facts of the form") {
    Office office;
    office.page("a.png", {{"koza_no", "0001234"}, {"shimei", "板橋 花子"}});
    const auto result = office.write(profile({column("shimei", {{"header", "氏名"}}), {{"fixed", "01"}, {"header", "区分"}}, column("koza_no"),
                                              {{"about", "source"}, {"header", "画像"}}, {{"about", "state"}}}));
    CHECK(result.rows == 1);
    CHECK(office.bytes("out.csv") == "氏名,区分,koza_no,画像,state\r\n板橋 花子,01,0001234,a.png,checked\r\n");
}

TEST_CASE("CSV as asked for: without header, all quoted, tabs, BOM") {
    Office office;
    office.page("a.png", {{"koza_no", "0001234"}, {"jusho", "a\"b,c"}});
    office.write(profile({column("koza_no"), column("jusho")}, {{"format", "csv"}, {"header", false}, {"quote_all", true}}));
    CHECK(office.bytes("out.csv") == "\"0001234\",\"a\"\"b,c\"\r\n");
    office.write(profile({column("koza_no"), column("jusho")}, {{"format", "csv"}, {"separator", "tab"}, {"encoding", "utf-8-bom"}}));
    CHECK(office.bytes("out.csv") == "\xEF\xBB\xBFkoza_no\tjusho\r\n0001234\t\"a\"\"b,c\"\r\n");
}

TEST_CASE("JSON is an array of objects under the headers, and XLSX opens with its rows") {
    Office office;
    office.page("a.png", {{"koza_no", "0001234"}});
    office.write(profile({column("koza_no", {{"header", "口座"}})}, {{"format", "json"}}), "out.json");
    CHECK(Json::parse(office.bytes("out.json")) == Json::parse(R"([{"口座":"0001234"}])"));
    office.write(profile({column("koza_no")}, {{"format", "xlsx"}}), "out.xlsx");
    CHECK(office.bytes("out.xlsx").rfind("PK", 0) == 0);
    CHECK_THROWS_AS(office.write(profile({column("koza_no")}, {{"format", "xlsx"}}), "out.csv"), RequestFault);
}

TEST_CASE("Dates as 和暦 or western, at the edges of the eras") {
    CHECK(written("2026-11-21", {{"date", "iso"}}) == "2026-11-21");
    CHECK(written("2026-11-21", {{"date", "slash"}}) == "2026/11/21");
    CHECK(written("2026-11-21", {{"date", "compact"}}) == "20261121");
    CHECK(written("2026-11-21", {{"date", "wareki"}}) == "令和8年11月21日");
    CHECK(written("2026-01-02", {{"date", "wareki-short"}}) == "R8.1.2");
    CHECK(written("2026-01-02", {{"date", "wareki-code"}}) == "5080102");
    CHECK(written("2019-05-01", {{"date", "wareki"}}) == "令和元年5月1日");
    CHECK(written("2019-04-30", {{"date", "wareki"}}) == "平成31年4月30日");
    CHECK(written("1989-01-07", {{"date", "wareki"}}) == "昭和64年1月7日");
    CHECK(written("1926-12-24", {{"date", "wareki-code"}}) == "2151224");
    CHECK(written("1912-07-29", {{"date", "wareki-short"}}) == "M45.7.29");
    CHECK(contains(written("1868-01-24", {{"date", "wareki"}}), "日付として書けません"));
    CHECK(contains(written("2026-02-30", {{"date", "iso"}}), "日付として書けません"));
    CHECK(written("", {{"date", "wareki"}, {"blank", "－"}}) == "－");
}

TEST_CASE("Digits with and without hyphens, commas, zeros in front") {
    CHECK(written("1730004", {{"digits", "hyphens"}, {"groups", {3, 4}}}) == "173-0004");
    CHECK(written("173-0004", {{"digits", "plain"}}) == "1730004");
    CHECK(written("1234567", {{"digits", "commas"}}) == "1,234,567");
    CHECK(written("123", {{"digits", "commas"}}) == "123");
    CHECK(written("-1234", {{"digits", "commas"}}) == "-1,234");
    CHECK(written("12", {{"pad", 5}}) == "00012");
    CHECK(written("173000", {{"digits", "hyphens"}, {"groups", {3, 4}}}) == "173000 ! 桁数が groups と違うか、数字ではありません");
    CHECK(written("17300045", {{"digits", "hyphens"}, {"groups", {3, 4}}}) == "17300045 ! 桁数が groups と違うか、数字ではありません");
    CHECK(contains(written("12a", {{"digits", "plain"}}), "数字ではありません"));
}

TEST_CASE("Kana full, half and hiragana; letters and digits full and half; each leaves the other alone") {
    CHECK(written("イタバシ　ハナコ", {{"kana", "half"}}) == "ｲﾀﾊﾞｼ ﾊﾅｺ");
    CHECK(written("パーティー・（１）", {{"kana", "half"}}) == "ﾊﾟｰﾃｨｰ･（１）");
    CHECK(written("ｲﾀﾊﾞｼ ﾊﾟｰ", {{"kana", "full"}}) == "イタバシ パー");
    CHECK(written("イタバシ　ヴァー", {{"kana", "hiragana"}}) == "いたばし　ゔぁー");
    CHECK(written("1-2 ABC", {{"width", "full"}}) == "１－２　ＡＢＣ");
    CHECK(written("１－２　ＡＢＣ　カナ板橋", {{"width", "half"}}) == "1-2 ABC カナ板橋");
}

TEST_CASE("Choices are written as the target wants them, and one that it does not know is said") {
    const Json values{{"values", {{"普通", "1"}, {"当座", "2"}}}};
    CHECK(written("当座", values) == "2");
    CHECK(written("貯蓄", values) == "貯蓄 ! values にない選択肢です");
}

TEST_CASE("What waits for a person is left out and listed, unless the profile wants it or does not need the field") {
    Office office;
    office.page("a.png", {{"koza_no", "1234567"}, {"denwa", "0312345678"}});
    office.page("b.png", {{"koza_no", "7654321"}, {"denwa", "0312345678"}}, "koza_no");
    const auto result = office.write(profile({column("koza_no")}));
    CHECK(result.rows == 1);
    REQUIRE(result.left_out.size() == 1);
    CHECK(result.left_out[0].source == "b.png");
    CHECK(result.left_out[0].reasons == std::vector<std::string>{"口座番号: 確認待ち"});
    CHECK_FALSE(contains(office.bytes("out.csv"), "7654321"));
    CHECK(office.write(profile({column("denwa")})).rows == 2);
    auto all = profile({column("koza_no"), {{"about", "state"}}});
    all["unchecked"] = "write";
    CHECK(office.write(all).rows == 2);
    CHECK(contains(office.bytes("out.csv"), "7654321,to_check"));
}

TEST_CASE("A value that cannot be written as wished is written as it is and said without the value") {
    Office office;
    office.page("a.png", {{"denwa", "0312345678"}});
    const auto result = office.write(profile({column("denwa", {{"digits", "hyphens"}, {"groups", {3, 4, 4}}, {"header", "電話"}})}));
    CHECK(result.rows == 1);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].column == "電話");
    CHECK_FALSE(contains(result.problems[0].why, "0312345678"));
    CHECK(contains(office.bytes("out.csv"), "0312345678"));
}

TEST_CASE("Characters that CP932 does not have become 〓 and are listed by page and column") {
    Office office;
    office.page("a.png", {{"shimei", "𠮷田 髙子"}});
    const auto result = office.write(profile({column("shimei", {{"header", "氏名"}})}, {{"format", "csv"}, {"encoding", "cp932"}}));
    REQUIRE(result.lost.size() == 1);
    CHECK(result.lost[0].character == U'𠮷');
    CHECK(result.lost[0].field == "氏名");
    CHECK(contains(ocr::read_csv(office.file("out.csv")).rows[1][0], "〓田 髙子"));
}

TEST_CASE("The sample profile is sound and makes the sample's rows") {
    Office office;
    office.page("a.png", {{"hihokensha_no", "12345678"}, {"todokede_bi", "2026-06-26"}, {"ginko_code", "0001"}, {"shiten_code", "012"}, {"yokin", "当座"},
                          {"koza_no", "0001234"}, {"meigi_kana", "イタバシ　ハナコ"}});
    keep_profile(office.workspace(), sources / "samples" / "export-profiles" / "koza-furikae-shuno.json");
    REQUIRE(kept_profiles(office.workspace()).size() == 1);
    const auto kept = kept_profile(office.workspace(), "koza-furikae-shuno");
    const auto result = export_with_profile(office.workspace(), "b", kept, office.file("out.csv"), today);
    for (const auto& one : result.left_out)
        for (const auto& reason : one.reasons) UNSCOPED_INFO(reason);
    CHECK(result.rows == 1);
    const auto table = ocr::read_csv(office.file("out.csv"));
    CHECK(table.cp932);
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[1] == std::vector<std::string>{"01", "0012345678", "5080626", "0001", "012", "2", "0001234", "ｲﾀﾊﾞｼ ﾊﾅｺ", "", "a.png"});
}

TEST_CASE("A bad profile says where it is wrong and how to mend it") {
    CHECK(contains(fault_of(profile({column("koza_noo")})), "/columns/0/field 項目「koza_noo」は帳票にありません"));
    CHECK(contains(fault_of(profile({column("koza_no", {{"date", "heisei"}})})), "/columns/0/date 知らない書き方「heisei」です"));
    CHECK(contains(fault_of(profile({column("koza_no", {{"digits", "hyphens"}})})), "/columns/0/groups hyphens には「groups」が要ります"));
    CHECK(contains(fault_of(profile({column("koza_no", {{"groups", {3}}})})), "「groups」は"));
    CHECK(contains(fault_of(profile({column("koza_no", {{"digits", "hyphens"}, {"groups", {0}}})})), "桁数の並びではありません"));
    CHECK(contains(fault_of(profile({column("koza_no", {{"haeder", "x"}})})), "/columns/0/haeder 知らないキー"));
    CHECK(contains(fault_of(profile({column("yokin", {{"values", {{"普通", "1"}}}})})), "選択肢「当座」の置き換えがありません"));
    CHECK(contains(fault_of(profile({column("koza_no", {{"values", {1}}})})), "置き換え表ではありません"));
    CHECK(contains(fault_of(profile({{{"header", "x"}}})), "列が何を書くのか決まりません"));
    CHECK(contains(fault_of(profile({{{"about", "weather"}}})), "知らない事がら"));
    CHECK(contains(fault_of(profile({{{"fixed", "1"}}})), "「header」がありません"));
    CHECK(contains(fault_of(profile({column("koza_no", {{"header", "x"}}), column("denwa", {{"header", "x"}})})), "列名「x」が二つあります"));
    CHECK(contains(fault_of(profile(Json::array())), "書き出す列がありません"));
    CHECK(contains(fault_of(profile({column("koza_no")}, {{"format", "pdf"}})), "/file/format 知らない書き方「pdf」です"));
    CHECK(contains(fault_of(profile({column("koza_no")}, Json::object())), "「format」がありません"));
    CHECK(contains(fault_of(profile({column("koza_no")}, {{"format", "json"}, {"encoding", "cp932"}})), "csv だけ"));
    CHECK(contains(fault_of(profile({column("koza_no", {{"header", "𠮷"}})}, {{"format", "csv"}, {"encoding", "cp932"}})), "CP932 にない文字"));
    auto other = profile({column("koza_no")});
    other["template"] = "unknown";
    CHECK(contains(fault_of(other), "帳票テンプレート「unknown」がありません"));
    other = profile({column("koza_no")});
    other["formatVersion"] = 2;
    CHECK(contains(fault_of(other), "/formatVersion"));
    CHECK_FALSE(faults_of("[]").empty());
    CHECK_FALSE(faults_of("").empty());
    const auto broken = faults_of("{\n \"title\": \"t\",\n oops }");
    REQUIRE(broken.size() == 1);
    CHECK(broken[0].place == "3 行目");
    for (const auto& fault : broken) CHECK_FALSE(fault.mend.empty());
}

TEST_CASE("A masked field cannot be a column") {
    auto forms = postcard();
    forms[0].fields[0].mask = true;
    TemporaryFolder folder;
    std::ofstream(folder / "p.json") << profile({column(forms[0].fields[0].id)}).dump();
    const auto reading = read_profile(folder / "p.json", forms);
    REQUIRE(reading.faults.size() == 1);
    CHECK(contains(reading.faults[0].what, "伏せる項目"));
    CHECK_FALSE(contains(profile_text(drafted_profile(forms[0])), "\"" + forms[0].fields[0].id + "\""));
}

TEST_CASE("A drafted profile is sound and has every field") {
    CHECK(faults_of(profile_text(drafted_profile(postcard()[0]))).empty());
    CHECK(Json::parse(profile_text(drafted_profile(postcard()[0])))["columns"].size() == postcard()[0].fields.size());
}

TEST_CASE("A profile that was made in the window is kept as a file that says the same") {
    Office office;
    office.page("a.png", {});
    auto made = drafted_profile(postcard()[0]);
    made.name = "収納";
    made.form.encoding = ExportEncoding::cp932;
    made.columns.resize(2);
    made.columns[0].header = "番号";
    auto& format = made.columns[0].format;
    format.digits = DigitForm::hyphens, format.groups = {3, 5}, format.pad = 8, format.blank = "-";
    made.columns.push_back({"区分", "", "", "01", {}});
    made.columns.push_back({"画像", "", "source", "", {}});
    keep_profile(office.workspace(), made);
    const auto kept = kept_profile(office.workspace(), "収納");
    CHECK(profile_text(kept) == profile_text(made));
    made.columns[0].header = "𩸽";  // CP932 does not have it
    CHECK_THROWS_AS(keep_profile(office.workspace(), made), RequestFault);
    CHECK(kept_profile(office.workspace(), "収納").columns[0].header == "番号");
    made.name = "../outside";
    CHECK_THROWS_AS(keep_profile(office.workspace(), made), RequestFault);
}

TEST_CASE("A profile that is not there or broken is refused by name, and a broken one is not kept") {
    Office office;
    office.page("a.png", {});
    const auto why = [](const std::function<void()>& action) {
        try {
            action();
        } catch (const RequestFault& fault) {
            return std::string(fault.what());
        }
        return std::string();
    };
    CHECK(contains(why([&] { kept_profile(office.workspace(), "none"); }), "export-profile add"));
    CHECK(contains(why([&] { kept_profile(office.workspace(), "../yorozu"); }), "その名前の書き出し設定はありません"));
    std::ofstream(office.file("bad.json")) << "{}";
    CHECK(contains(why([&] { keep_profile(office.workspace(), office.file("bad.json")); }), "「title」がありません"));
    CHECK(kept_profiles(office.workspace()).empty());
    std::ofstream(office.file("good.json")) << profile({column("koza_no")}).dump();
    keep_profile(office.workspace(), office.file("good.json"));
    CHECK(contains(why([&] { kept_profile(office.workspace(), "none"); }), "あるのは good です"));
}

TEST_CASE("The published schema and the program know the same keys and words") {
    std::ifstream in(sources / "workbench" / "schema" / "export-profile.schema.json");
    const Json schema = Json::parse(in);
    const auto& definitions = schema["definitions"];
    for (const char* key : {"date", "digits", "kana", "width"})
        for (const auto& word : definitions["column"]["properties"][key]["enum"]) {
            Json more{{key, word}};
            if (word == "hyphens") more["groups"] = {3};
            INFO(key << " " << word);
            CHECK(fault_of(profile({column("koza_no", more)})).empty());
        }
    for (const auto& word : definitions["column"]["properties"]["about"]["enum"]) CHECK(fault_of(profile({{{"about", word}}})).empty());
    for (const char* key : {"format", "encoding", "separator"})
        for (const auto& word : definitions["file"]["properties"][key]["enum"]) {
            Json file{{"format", "csv"}};
            file[key] = word;
            CHECK(fault_of(profile({column("koza_no")}, file)).empty());
        }
    // Every key that the schema has is known to the program: it is never "知らないキー".
    Json everything = column("koza_no");
    for (const auto& [key, value] : definitions["column"]["properties"].items()) everything[key] = 0;
    for (const auto& fault : faults_of(profile({everything}).dump())) CHECK_FALSE(contains(fault.what, "知らないキー"));
    Json file = Json::object();
    for (const auto& [key, value] : definitions["file"]["properties"].items()) file[key] = 0;
    for (const auto& fault : faults_of(profile({column("koza_no")}, file).dump())) CHECK_FALSE(contains(fault.what, "知らないキー"));
    Json top = profile({column("koza_no")});
    for (const auto& [key, value] : schema["properties"].items())
        if (!top.contains(key)) top[key] = "x";
    for (const auto& fault : faults_of(top.dump())) CHECK_FALSE(contains(fault.what, "知らないキー"));
}
