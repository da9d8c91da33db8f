// Thresholds learnt from what people said of readings: never beyond the office's limit.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/desk/checked_office.h"
#include "workbench/desk/reading/accept_limits.h"

using namespace yorozu;
using namespace yorozu::desk;

namespace {

std::vector<JudgedField> many(int count, double confidence, bool verified, bool right = true, bool held_back = false) {
    return std::vector<JudgedField>(static_cast<std::size_t>(count), {ocr::FieldKind::digits, confidence, held_back, verified, right});
}

std::vector<JudgedField> together(std::initializer_list<std::vector<JudgedField>> parts) {
    std::vector<JudgedField> all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

KindThreshold of(const std::vector<JudgedField>& fields, double limit = 0.001) { return retuned(fields, {limit, {}}).at(0); }

}  // namespace

TEST_CASE("Without people's word no threshold moves") {
    const auto one = of(together({many(5000, 0.9999, false), many(800, 0.99, false)}));
    CHECK(one.before == Approx(0.997));
    CHECK(one.after == one.before);
    CHECK(one.accepted_after == 5000);
    CHECK(one.verified == 0);
}

TEST_CASE("Few words of people move nothing: a share of a thousandth cannot be known from a hundred") {
    const auto one = of(together({many(200, 0.9999, false), many(100, 0.99, true)}));
    CHECK(one.after == one.before);
}

TEST_CASE("A threshold falls as far as people's word carries it, and no further") {
    const auto one = of(together({many(5000, 0.9999, false), many(400, 0.995, true), many(300, 0.98, true, false)}));
    CHECK(one.after == 0.995);
    CHECK(one.accepted_before == 5000);
    CHECK(one.accepted_after == 5400);
    CHECK(one.verified_wrong == 0);
    CHECK(one.most_wrong_after <= 0.001);
    // A stricter office takes less.
    const auto strict = of(together({many(5000, 0.99999, false), many(400, 0.9995, true)}), 0.0001);
    CHECK(strict.after == strict.before);
}

TEST_CASE("Where people found accepted ones wrong more often than the limit, the threshold rises") {
    const auto one = of(together({many(3000, 0.9999, false), many(10, 0.9975, true, false)}));
    CHECK(one.accepted_wrong == 10);
    CHECK(one.after == 0.9999);
    CHECK(one.accepted_after == 3000);
    const auto hopeless = of(many(100, 0.9999, true, false));
    CHECK(hopeless.after > 1);
    CHECK(hopeless.accepted_after == 0);
}

TEST_CASE("What is held back for another reason is not taken for unsure, and doubt is not believed below 0.9") {
    const auto held = of(together({many(5000, 0.9999, false), many(400, 0.995, true, true, true)}));
    CHECK(held.after == held.before);
    CHECK(held.verified == 0);
    const auto low = of(together({many(50000, 0.99999, false), many(4000, 0.8, true)}));
    CHECK(low.after == low.before);
}

TEST_CASE("What people decide in 確認 is learnt from, and what was learnt holds for the next reading") {
    CheckedOffice office;
    for (int n = 0; n < 3; ++n) office.page({{"koza_no", "1234567", "", {0.9}}});
    auto& workspace = office.workspace();
    CHECK(accept_limits(workspace) == AcceptLimits{});
    {
        auto person = office.person("sato");
        auto waiting = person.waiting();
        REQUIRE(waiting.size() == 3);
        person.accept(waiting[0], 2);
        person.correct(waiting[1], "7234567", 3);
        person.unreadable(waiting[2], 1);
    }
    int verified = 0, fields = 0;
    for (const auto& one : train_thresholds(workspace, false))
        if (one.kind == ocr::FieldKind::digits) fields = one.fields, verified = one.verified;
    CHECK(fields == 3 * 5);
    CHECK(verified == 0);  // 0.5 sure: too doubtful to be believed
    CHECK_FALSE(std::filesystem::exists(workspace.folder() / "accept-limits.json"));
    keep_accept_limits(workspace, {0.0005, {{ocr::FieldKind::digits, 0.995}}});
    const auto rule = accept_rule(workspace, "2026-11-21");
    CHECK(rule.least_confidence_of(ocr::FieldKind::digits) == 0.995);
    CHECK(rule.least_confidence_of(ocr::FieldKind::kanji) == Approx(1 - 3 * 0.0005));
    train_thresholds(workspace, true);
    CHECK(accept_limits(workspace) == AcceptLimits{0.0005, {}});
}

TEST_CASE("A broken file of thresholds is told with its name and mend, a limit beyond sense is refused") {
    CheckedOffice office;
    auto& workspace = office.workspace();
    const auto broken = [&](const std::string& bytes) {
        std::ofstream(workspace.folder() / "accept-limits.json") << bytes;
        CHECK_THROWS_WITH(accept_limits(workspace), Catch::Contains("accept-limits.json") && Catch::Contains("既定に戻ります"));
    };
    broken("{");
    broken(R"({"formatVersion": 2})");
    broken(R"({"formatVersion": 1, "errorLimit": 0.5})");
    broken(R"({"formatVersion": 1, "leastConfidence": {"digits": 0.1}})");
    broken(R"({"formatVersion": 1, "leastConfidence": {"runes": 0.99}})");
    broken(R"({"formatVersion": 1, "surprise": 1})");
    CHECK_THROWS_AS(keep_accept_limits(workspace, {0.2, {}}), RequestFault);
    CHECK_THROWS_AS(keep_accept_limits(workspace, {-0.1, {}}), RequestFault);
}
