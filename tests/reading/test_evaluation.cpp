// Evaluation: what counts as right, what slips past the clerk, and a truth file's faults.
#include <catch2/catch.hpp>

#include "tests/reading/folder.h"
#include "workbench/desk/reading/evaluation_plots.h"

using namespace yorozu;
using namespace yorozu::testing;
using ocr::FieldStatus;

namespace {

std::vector<ocr::FormTemplate> forms() {
    return {form("a", {field("no", ocr::FieldKind::digits), field("kana", ocr::FieldKind::katakana), field("day", ocr::FieldKind::date)})};
}

std::string fault_of(const fs::path& file) {
    try {
        desk::load_truth(file);
    } catch (const desk::TruthFault& fault) {
        return fault.what();
    }
    return "";
}

}  // namespace

TEST_CASE("The edit distance is counted in characters, not bytes") {
    CHECK(desk::edit_distance("", "") == 0);
    CHECK(desk::edit_distance("かな", "") == 2);
    CHECK(desk::edit_distance("", "かな") == 2);
    CHECK(desk::edit_distance("板橋区", "坂橋区") == 1);
    CHECK(desk::edit_distance("12345", "1345") == 1);
    CHECK(desk::edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("Fields are compared in normal form and blanks counted apart") {
    const Folder folder;
    const auto all = forms();
    desk::Evaluation evaluation(desk::load_truth(folder.file("t.csv",
        "source,page,template,no,kana,day,x-hand\n1.png,1,a,0012,ヤマダ タロウ,R6.4.1,klee\n2.png,1,a,34,,2024-04-02,\n3.png,1,,,,,\n4.png,1,a,1,ア,2024-01-01,\n")), all);
    evaluation.add(document("1.png", 1, "a", {reading("no", "0012"), reading("kana", "ヤマダタロウ", FieldStatus::review, 0.4), reading("day", "2024-04-01")}));
    // wrong and accepted; a blank seen as blank; wrong but shown to a person
    evaluation.add(document("2.png", 1, "a", {reading("no", "84"), reading("kana", "", FieldStatus::blank), reading("day", "2024-04-03", FieldStatus::review, 0.5)}));
    evaluation.add(document("3.png", 1, "", {}));
    evaluation.add(document("9.png", 1, "a", {reading("no", "1")}));
    const auto row = evaluation.all();
    CHECK(row.fields == 5);
    CHECK(row.right == 3);
    CHECK(row.blanks == 1);
    CHECK(row.blanks_right == 1);
    CHECK(row.accepted == 3);
    CHECK(row.unseen == 4);
    CHECK(row.wrong_accepted == 1);
    CHECK(evaluation.by_kind().at("digits").wrong_characters == 1);
    CHECK(evaluation.by_kind().at("digits").characters == 6);
    CHECK(evaluation.by_field().at("a/kana").right == 1);
    CHECK(evaluation.rightly_refused == 1);
    CHECK(evaluation.pages_without_truth == 1);
    CHECK(evaluation.truth_not_met() == 1);
}

TEST_CASE("A written field that was called blank counts as an error nobody sees") {
    const Folder folder;
    const auto all = forms();
    desk::Evaluation evaluation(desk::load_truth(folder.file("t.csv", "source,page,template,no\n1.png,1,a,7\n")), all);
    evaluation.add(document("1.png", 1, "a", {reading("no", "", FieldStatus::blank)}));
    CHECK(evaluation.all().wrong_accepted == 1);
    CHECK(evaluation.all().accepted == 0);
}

TEST_CASE("Forms taken for others, refused and failed pages are told apart") {
    const Folder folder;
    const auto all = forms();
    desk::Evaluation evaluation(desk::load_truth(folder.file("t.csv", "source,page,template,no\n1.png,1,a,7\n2.png,1,a,7\n3.png,1,,\n4.png,1,a,1\n")), all);
    evaluation.add(document("1.png", 1, "b", {}));
    evaluation.add(document("2.png", 1, "", {}));
    evaluation.add(document("3.png", 1, "a", {reading("no", "1")}));
    auto broken = document("4.png", 1, "", {});
    broken.failed = true;
    evaluation.add(broken);
    CHECK(evaluation.wrong_template == 2);
    CHECK(evaluation.refused == 1);
    CHECK(evaluation.failed == 1);
    CHECK(evaluation.all().fields == 0);
}

TEST_CASE("The curve begins with the surest fields and takes those held back last") {
    const Folder folder;
    const auto all = forms();
    desk::Evaluation evaluation(desk::load_truth(folder.file("t.csv", "source,page,template,no\n1,1,a,1\n2,1,a,1\n3,1,a,1\n4,1,a,1\n")), all);
    evaluation.add(document("1", 1, "a", {reading("no", "1", FieldStatus::accepted, 0.999)}));
    evaluation.add(document("2", 1, "a", {reading("no", "1", FieldStatus::review, 0.9)}));
    evaluation.add(document("3", 1, "a", {reading("no", "2", FieldStatus::review, 0.5)}));
    evaluation.add(document("4", 1, "a", {reading("no", "2", FieldStatus::review, 0.9999)}));  // a rule held it back
    const auto curve = evaluation.curve();
    REQUIRE(curve.size() == 4);
    CHECK(curve[0].confidence == 0.999);
    CHECK(curve[0].review_share == Approx(0.75));
    CHECK(curve[1].wrong == 0);
    CHECK(curve[2].wrong == 1);
    CHECK(curve[3].review_share == Approx(0));
    CHECK(curve[3].confidence == 0);
    CHECK(curve[3].error_share == Approx(0.5));
}

TEST_CASE("The reliability diagram counts what was said with each confidence, by kind and for all, as table and picture") {
    const Folder folder;
    const auto all = forms();
    std::string truth = "source,page,template,no,kana\n";
    for (int n = 1; n <= 10; ++n) truth += std::to_string(n) + ",1,a,1,ア\n";
    desk::Evaluation evaluation(desk::load_truth(folder.file("t.csv", truth)), all);
    for (int n = 1; n <= 10; ++n)
        evaluation.add(document(std::to_string(n), 1, "a", {reading("no", n <= 2 ? "7" : "1", FieldStatus::review, 0.85), reading("kana", "ア", FieldStatus::accepted, 1.0)}));
    const auto reliability = evaluation.reliability();
    REQUIRE(reliability.at("digits").size() == 1);
    const auto& bin = reliability.at("digits")[0];
    CHECK(bin.from == 0.8);
    CHECK(bin.to == 0.9);
    CHECK(bin.fields == 10);
    CHECK(bin.wrong == 2);
    CHECK(bin.mean_confidence == Approx(0.85));
    CHECK(reliability.at("katakana").back().fields == 10);
    CHECK(reliability.at("all").size() == 2);
    const std::string table = desk::reliability_csv(evaluation);
    CHECK_THAT(table, Catch::StartsWith("kind,confidence_from,confidence_to,fields,wrong,mean_confidence,error_share,error_low,error_high\r\n"));
    // 2 of 10: Wilson's interval is 5.7 % to 51.0 %.
    CHECK_THAT(table, Catch::Contains("digits,0.8,0.9,10,2,0.850000,0.200000,0.056682,0.509838\r\n"));
    for (const std::string& picture : {desk::reliability_svg(evaluation), desk::curve_svg(evaluation, 0.001)}) {
        CHECK_THAT(picture, Catch::StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"") && Catch::EndsWith("</svg>\n"));
        CHECK(picture.find("nan") == std::string::npos);
        CHECK(picture.find("inf") == std::string::npos);
    }
    CHECK_THAT(desk::curve_svg(evaluation, 0.001), Catch::Contains("自動確定の上限 0.1 %"));
}

TEST_CASE("An evaluation of nothing gives empty tables and whole pictures") {
    const Folder folder;
    const auto all = forms();
    const desk::Evaluation evaluation(desk::load_truth(folder.file("t.csv", "source,page,template,no\n")), all);
    CHECK(desk::curve_csv(evaluation) == "confidence,review_share,error_share,taken,wrong\r\n");
    CHECK(evaluation.reliability().empty());
    CHECK_THAT(desk::reliability_svg(evaluation), Catch::EndsWith("</svg>\n"));
    CHECK_THAT(desk::curve_svg(evaluation, 0), Catch::EndsWith("</svg>\n"));
}

TEST_CASE("A broken truth file is refused with file, line and mend") {
    const Folder folder;
    CHECK_THAT(fault_of(folder.path / "none.csv"), Catch::Contains("none.csv"));
    CHECK_THAT(fault_of(folder.file("a.csv", "source,page\n1,1\n")), Catch::Contains("template"));
    CHECK_THAT(fault_of(folder.file("b.csv", "source,page,template\n1,1\n")), Catch::Contains("2 行目"));
    CHECK_THAT(fault_of(folder.file("c.csv", "source,page,template\n1,one,a\n")), Catch::Contains("2 行目") && Catch::Contains("page"));
    CHECK_THAT(fault_of(folder.file("d.csv", "source,page,template\n1,1,a\n1,1,a\n")), Catch::Contains("3 行目"));
    // CP932 with a broken byte pair in line 3
    CHECK_THAT(fault_of(folder.file("e.csv", "source,page,template,n\n1,1,a,\x8d\xb2\n2,1,a,\x8d\x0a")), Catch::Contains("3 行目"));
}
