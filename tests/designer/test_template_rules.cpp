#include <catch2/catch.hpp>

#include "workbench/desk/templates/template_document.h"
#include "workbench/desk/templates/template_rules.h"

using namespace yorozu;

TEST_CASE("Every rule of the samples is shown in one line and comes back from it") {
    for (const std::string id : {"koza-furikae-hagaki", "kaigo-kanpu-koza", "fukushi-taxi", "hoikuen-moshikomi"}) {
        const auto load = ocr::load_template(std::string(YOROZU_SOURCE_DIR) + "/samples/forms/" + id + "/template.json");
        REQUIRE(load.form);
        for (const auto& field : load.form->fields)
            for (const auto& rule : field.rules) {
                INFO(id << " " << field.id << " " << rule.rule << ": " << desk::rule_text(rule));
                CHECK(desk::rule_with_text(rule, desk::rule_text(rule)).arguments == rule.arguments);
            }
    }
}

TEST_CASE("What a person writes becomes the rule's arguments; what is no rule is left to the findings") {
    CHECK(desk::rule_with_text({"length", {}}, " 4〜8 ").arguments == std::map<std::string, std::string>{{"min", "4"}, {"max", "8"}});
    CHECK(desk::rule_with_text({"length", {}}, "〜12").arguments == std::map<std::string, std::string>{{"max", "12"}});
    CHECK(desk::rule_with_text({"date", {{"x-era", "\"令和\""}}}, "〜today").arguments == std::map<std::string, std::string>{{"not-after", "\"today\""}, {"x-era", "\"令和\""}});
    CHECK(desk::rule_with_text({"if", {}}, "doi = はい → denwa、jusho").arguments ==
          std::map<std::string, std::string>{{"field", "\"doi\""}, {"is", "\"はい\""}, {"then-required", "[\"denwa\",\"jusho\"]"}});
    auto load = ocr::load_template(std::string(YOROZU_SOURCE_DIR) + "/samples/forms/koza-furikae-hagaki/template.json");
    desk::TemplateDocument document(std::move(*load.form));
    for (const auto& word : desk::rule_words()) {
        document.set_rules(0, {desk::rule_with_text({word.rule, {}}, "？？")});
        INFO(word.word);
        const auto findings = desk::findings_of(document.form());
        // 書式 is a pattern and 一覧 a name: any text is one.
        CHECK(findings.empty() == (word.rule == "in" || word.rule == "pattern"));
        document.undo();
    }
}
