#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>

#include "ocr/page/page.h"
#include "tests/store/temporary_folder.h"
#include "workbench/desk/checking/verify.h"
#include "workbench/desk/reading/batch.h"
#include "workbench/desk/reading/stored_reading.h"
#include "workbench/desk/workspace/workspace_backup.h"
#include "workbench/desk/workspace/workspace_export.h"
#include "workbench/store/records.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

namespace {

constexpr store::TimeMs now = 1'790'000'000'000;
const std::string today = "2026-11-21";

/// A workspace with the sample forms and one batch of hand-made readings.
class Office {
public:
    explicit Office(const std::string& template_id = "koza-furikae-hagaki") : workspace_(folder_ / "ws", store::Access::write, now), documents_(workspace_.database()) {
        const fs::path samples = fs::path(YOROZU_SOURCE_DIR) / "samples" / "forms";
        forms_ = ocr::load_templates({samples / template_id}).forms;
        workspace_.keep_templates(forms_, now);
    }

    Workspace& workspace() { return workspace_; }
    store::Documents& documents() { return documents_; }

    /// One page of the form, every field accepted with a value that keeps the rules; `change` alters that.
    void page(const std::string& source, const std::string& template_id, int template_page,
              const std::function<void(store::StoredField&)>& change = {}) {
        const std::string hash = std::string(60, 'a') + std::to_string(1000 + next_++);
        documents_.register_scans("b", std::vector<store::ArrivedScan>{{hash, 1, source}}, now);
        store::StoredReading reading;
        reading.template_id = template_id;
        reading.template_page = template_page;
        for (const auto& form : forms_)
            if (form.id == template_id)
                for (const auto& field : form.fields)
                    if (field.page == template_page) reading.fields.push_back(stored(field, change));
        documents_.add_reading(documents_.unread("b").back().id, reading, now);
        documents_.set_pages(hash, 1);
    }

    void refused(const std::string& source) {
        const std::string hash = std::string(60, 'b') + std::to_string(1000 + next_++);
        documents_.register_scans("b", std::vector<store::ArrivedScan>{{hash, 1, source}}, now);
        store::StoredReading reading;
        reading.why_not = "どの帳票にも合いません";
        documents_.add_reading(documents_.unread("b").back().id, reading, now);
        documents_.set_pages(hash, 1);
    }

private:
    static std::string value_of(const ocr::FieldTemplate& field) {
        if (field.id == "hihokensha_no") return "12345678";
        if (field.id == "koza_no") return "7654321";
        if (field.kind == ocr::FieldKind::date) return "2024-06-26";
        if (field.kind == ocr::FieldKind::choice) return field.options.front().value;
        if (field.kind == ocr::FieldKind::katakana) return "イタバシ";
        if (field.kind == ocr::FieldKind::kanji) return "板橋";
        if (field.kind == ocr::FieldKind::seal) return "有";
        return "";
    }
    static store::StoredField stored(const ocr::FieldTemplate& field, const std::function<void(store::StoredField&)>& change) {
        store::StoredField kept{field.id, value_of(field), store::StoredStatus::accepted, 0.999, "{}"};
        if (kept.value.empty()) kept.status = store::StoredStatus::blank;
        if (change) change(kept);
        return kept;
    }

    TemporaryFolder folder_;
    Workspace workspace_;
    store::Documents documents_;
    std::vector<ocr::FormTemplate> forms_;
    int next_ = 0;
};

void doubt(store::StoredField& field, const std::string& id, const std::string& value) {
    if (field.id != id) return;
    field.value = value;
    field.status = store::StoredStatus::review;
    field.json = R"({"reasons":["読み取りが確かではありません"],"characters":[{"value":"1","confidence":0.5,"others":[{"value":"7","p":0.4}]}]})";
}

Clock office_clock() {
    return [] { return now; };
}

}  // namespace

TEST_CASE("A form whose fields are all accepted is ready; one with a doubtful field waits and says which") {
    Office office;
    office.page("a.png", "koza-furikae-hagaki", 1);
    office.page("b.png", "koza-furikae-hagaki", 1, [](auto& field) { doubt(field, "koza_no", "1234567"); });
    office.refused("c.png");
    const auto records = ready_records(office.workspace(), "b", {"hihokensha_no", "koza_no"}, today);
    REQUIRE(records.ready.size() == 1);
    CHECK(records.ready[0].source == "a.png");
    CHECK(records.ready[0].values.at("koza_no") == "7654321");
    REQUIRE(records.waiting.size() == 1);
    CHECK(records.waiting[0].source == "b.png");
    CHECK(records.waiting[0].reasons == std::vector<std::string>{"口座番号: 確認待ち"});
    REQUIRE(records.unfit.size() == 1);
    CHECK(records.unfit[0].why_not == "どの帳票にも合いません");
    SECTION("a scenario that does not need the doubtful field may have the form") {
        CHECK(ready_records(office.workspace(), "b", {"hihokensha_no"}, today).ready.size() == 2);
    }
    SECTION("a scenario for another form gets none of these") {
        const auto other = ready_records(office.workspace(), "b", {"no_such_field"}, today);
        CHECK(other.ready.empty());
        CHECK(other.other_forms == 2);
    }
}

TEST_CASE("A decision is durable at once, beats the reading, and makes the form ready") {
    Office office;
    office.page("a.png", "koza-furikae-hagaki", 1, [](auto& field) { doubt(field, "koza_no", "1234567"); });
    Verification verification(office.workspace(), "b", "佐藤", office_clock());
    auto waiting = verification.waiting();
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].label == "口座番号");
    const auto decided = verification.correct(waiting[0], "７７７４５６１", 2.5);
    CHECK(decided.value == "7774561");
    CHECK(decided.findings.empty());
    CHECK(decided.form_checked);
    CHECK(verification.waiting().empty());
    store::Database other(office.workspace().folder() / "yorozu.db", store::Access::read, now);
    const auto record = store::Records(other).find(waiting[0].form.front());
    REQUIRE(record);
    CHECK(record->checked);
    CHECK(record->checked_by == "佐藤");
    const auto history = store::Documents(other).history(waiting[0].document, "koza_no");
    REQUIRE(history.size() == 1);
    CHECK(history[0].kind == "corrected");
    CHECK(history[0].old_value == "1234567");
    CHECK(history[0].seconds == Approx(2.5));
    CHECK(ready_records(office.workspace(), "b", {"koza_no"}, today).ready.size() == 1);
    SECTION("the same decision again adds nothing") {
        verification.correct(waiting[0], "7774561", 1);
        CHECK(store::Documents(other).history(waiting[0].document, "koza_no").size() == 1);
    }
}

TEST_CASE("A typed value that breaks a rule is kept, said, and keeps the form from being keyed") {
    Office office;
    office.page("a.png", "koza-furikae-hagaki", 1, [](auto& field) { doubt(field, "koza_no", "1234567"); });
    Verification verification(office.workspace(), "b", "佐藤", office_clock());
    const auto field = verification.waiting().at(0);
    const auto decided = verification.correct(field, "12", 1);
    REQUIRE(decided.findings.size() == 1);
    CHECK(decided.findings[0].rule == "length");
    CHECK_FALSE(decided.form_checked);
    const auto records = ready_records(office.workspace(), "b", {"koza_no"}, today);
    CHECK(records.ready.empty());
    REQUIRE(records.waiting.size() == 1);
    CHECK(records.waiting[0].reasons.at(0).find("口座番号") == 0);
    SECTION("mended, it is ready") {
        CHECK(verification.correct(field, "1234561", 1).form_checked);
        CHECK(ready_records(office.workspace(), "b", {"koza_no"}, today).ready.size() == 1);
    }
}

TEST_CASE("The pages of a two-page form become one record, and a missing page is said") {
    Office office("hoikuen-moshikomi");
    office.page("a1.png", "hoikuen-moshikomi", 1);
    office.page("a2.png", "hoikuen-moshikomi", 2);
    office.page("b1.png", "hoikuen-moshikomi", 1);
    office.page("c2.png", "hoikuen-moshikomi", 2);
    const auto batch = open_batch(office.workspace(), "b", today);
    REQUIRE(batch.filled.forms.size() == 2);
    CHECK(batch.filled.forms[0].documents.size() == 2);
    CHECK(batch.filled.forms[0].missing_pages.empty());
    // A first page followed by a second one is one form even when the scanner made two files of it.
    CHECK(batch.filled.forms[1].documents.size() == 2);
    SECTION("two first pages in a row") {
        office.page("d1.png", "hoikuen-moshikomi", 1);
        office.page("e1.png", "hoikuen-moshikomi", 1);
        const auto more = open_batch(office.workspace(), "b", today);
        REQUIRE(more.filled.forms.size() == 4);
        CHECK(more.filled.forms[2].missing_pages == std::vector<int>{2});
        CHECK_FALSE(more.filled.forms[2].checked());
        const auto records = ready_records(office.workspace(), "b", {"jido_kana", "kibo1"}, today);
        CHECK(std::any_of(records.waiting.begin(), records.waiting.end(), [](const WaitingRecord& record) {
            return record.source == "d1.png" && record.reasons.at(0) == "2 ページ目がありません";
        }));
    }
}

TEST_CASE("A masked field's value never reaches the store") {
    ocr::FormTemplate form;
    ocr::FieldTemplate masked;
    masked.id = "mynumber";
    masked.mask = true;
    form.fields = {masked};
    ocr::Document document;
    document.template_id = "x";
    ocr::FieldReading field;
    field.id = "mynumber";
    field.value = field.raw = "123456789018";
    field.characters = {{"1", 0.9, {}, {}}};
    document.fields = {field};
    const auto kept = stored_reading(document, &form);
    REQUIRE(kept.fields.size() == 1);
    CHECK(kept.fields[0].value.empty());
    CHECK(kept.fields[0].json.find("1234") == std::string::npos);
    CHECK(kept.fields[0].json.find("characters") == std::string::npos);
}

TEST_CASE("A reading comes back from the store as it went in") {
    ocr::Document document;
    document.source = "a.png";
    document.page = 3;
    document.template_id = "t";
    document.match.score = 0.97;
    document.match.transform = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    document.findings = {{"f", "length", "桁数が違います"}};
    ocr::FieldReading field;
    field.id = "f";
    field.value = field.raw = "12";
    field.confidence = 0.5;
    field.reasons = {"理由"};
    field.box_px = {1, 2, 3, 4};
    field.characters = {{"1", 0.9, {5, 6, 7, 8}, {{"7", 0.1}}}};
    document.fields = {field};
    store::StoredDocument stored;
    stored.source = "a.png";
    stored.reading = stored_reading(document, nullptr);
    const auto again = read_again(stored, nullptr);
    CHECK(again.page == 3);
    CHECK(again.match.transform == document.match.transform);
    CHECK(again.findings.at(0).message == "桁数が違います");
    REQUIRE(again.fields.size() == 1);
    CHECK(again.fields[0].box_px == field.box_px);
    CHECK(again.fields[0].reasons == field.reasons);
    CHECK(again.fields[0].characters.at(0).others.at(0).text == "7");
}

TEST_CASE("Alternatives are whole values, likeliest first, without the value itself") {
    ocr::FieldReading field;
    field.value = "17";
    field.characters = {{"1", 0.6, {}, {{"7", 0.3}, {"4", 0.05}}}, {"7", 0.9, {}, {{"1", 0.09}}}};
    CHECK(alternatives_of(field) == std::vector<std::string>{"77", "11", "47"});
    CHECK(alternatives_of(field, 1) == std::vector<std::string>{"77"});
}

TEST_CASE("Checking needs a name and an existing batch") {
    Office office;
    CHECK_THROWS_AS(Verification(office.workspace(), "b", "", office_clock()), store::StoreError);
    CHECK_THROWS_AS(Verification(office.workspace(), "none", "佐藤", office_clock()), store::StoreError);
}

TEST_CASE("Exporting writes what people decided, not what was read") {
    Office office;
    office.page("a.png", "koza-furikae-hagaki", 1, [](auto& field) { doubt(field, "koza_no", "1234567"); });
    Verification verification(office.workspace(), "b", "佐藤", office_clock());
    verification.correct(verification.waiting().at(0), "7777777", 1);
    const fs::path file = office.workspace().folder() / "out.csv";
    export_batch(office.workspace(), "b", file, ExportFormat::csv, ExportEncoding::utf8);
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    CHECK(text.find("7777777") != std::string::npos);
    CHECK(text.find("1234567,") == std::string::npos);
}

TEST_CASE("Everything is exported as files with the names that people gave") {
    Office office;
    auto scans = office.workspace().scans();
    const fs::path scan = office.workspace().folder() / "scan.bin", target = office.workspace().folder() / "out";
    std::ofstream(scan) << "bytes";
    const auto hash = scans.keep(scan, ocr::content_hash);
    scans.settle();
    office.documents().register_scans("課/窓口", std::vector<store::ArrivedScan>{{hash, 5, "scan.bin"}}, now);
    const auto result = export_workspace(office.workspace(), target);
    CHECK(result.batches == 1);
    CHECK(result.scans == 1);
    CHECK(ocr::content_hash(target / "batches" / "課_窓口" / "scans" / "0001-scan.bin") == hash);
    for (const char* file : {"batches/課_窓口/result.json", "batches/課_窓口/result.csv", "keyed.csv", "hours/R8.csv", "templates/koza-furikae-hagaki/template.json"})
        CHECK(fs::exists(target / file));
    CHECK_THROWS_AS(export_workspace(office.workspace(), target), store::StoreError);
}

TEST_CASE("A damaged scan is found by the check, and a backup opens as a workspace of its own") {
    Office office;
    const fs::path scan = office.workspace().folder() / "scan.bin";
    std::ofstream(scan) << "bytes";
    auto scans = office.workspace().scans();
    const auto hash = scans.keep(scan, ocr::content_hash);
    scans.settle();
    office.documents().register_scans("b", std::vector<store::ArrivedScan>{{hash, 5, "scan.bin"}}, now);
    CHECK(check_workspace(office.workspace()).faults.empty());
    backup_workspace(office.workspace(), office.workspace().folder() / "copy");
    Workspace copy(office.workspace().folder() / "copy", store::Access::read, now);
    CHECK(check_workspace(copy).faults.empty());
    CHECK(copy.templates().size() == 1);

    // Restored from that: a workspace like the first, and the backup as it was.
    TemporaryFolder elsewhere;
    const fs::path backup = office.workspace().folder() / "copy", restored = elsewhere / "ws";
    CHECK(restore_workspace(backup, restored.string() + "/", now) >= 4);
    {
        Workspace again(restored, store::Access::read, now);
        CHECK(check_workspace(again).faults.empty());
        CHECK(store::Documents(again.database()).batch("b")->files == 1);
    }
    CHECK_THROWS_AS(restore_workspace(backup, restored, now), store::StoreError);             // never over another
    CHECK_THROWS_AS(restore_workspace(backup, backup / "inside", now), store::StoreError);
    CHECK_THROWS_AS(restore_workspace(elsewhere.path(), elsewhere / "x", now), store::StoreError);  // no backup
    fs::create_directory(elsewhere / "junk");
    std::ofstream(elsewhere / "junk" / "yorozu.db") << "no database";
    CHECK_THROWS_WITH(restore_workspace(elsewhere / "junk", elsewhere / "broken", now), Catch::StartsWith("控えを使えません") && Catch::Contains("junk: "));
    std::ofstream(copy.scans().path_of(hash)) << "other";
    CHECK_THROWS_WITH(restore_workspace(backup, elsewhere / "broken", now), Catch::StartsWith("控えを使えません（scans/") && Catch::Contains("の内容が変わっています"));
    CHECK_FALSE(fs::exists(elsewhere / "broken"));
    CHECK_FALSE(fs::exists(elsewhere / "broken.restoring"));

    std::ofstream(scans.path_of(hash)) << "other";
    CHECK(check_workspace(office.workspace()).faults.size() == 1);
    fs::remove(scans.path_of(hash));
    CHECK(check_workspace(office.workspace()).faults.size() == 1);
}
