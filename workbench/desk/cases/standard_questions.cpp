#include "workbench/desk/cases/standard_questions.h"

#include <algorithm>

namespace yorozu::desk {
namespace {

constexpr const char* shared_fields[] = {"title", "body", "category", "system", "channel", "priority", "solution"};

store::HelpDesk help_desk(Workspace& workspace) { return store::HelpDesk(workspace.database()); }

std::string without_blanks(const std::string& name) {
    const auto begin = name.find_first_not_of(" \t\n"), end = name.find_last_not_of(" \t\n");
    return begin == std::string::npos ? "" : name.substr(begin, end - begin + 1);
}

}  // namespace

std::vector<StandardQuestion> standard_questions(Workspace& workspace) {
    case_sight(workspace);  // refuses who has not signed in
    return help_desk(workspace).questions();
}

StandardQuestion standard_question(Workspace& workspace, const std::string& name) {
    std::string names;
    for (auto& one : standard_questions(workspace)) {
        if (one.name == name) return one;
        names += (names.empty() ? "" : "、") + one.name;
    }
    throw RequestFault("定型の質問がありません: " + name + ": " + (names.empty() ? "yorozu case standard set で登録してください" : names + " のどれかにしてください"));
}

void keep_standard_question(Workspace& workspace, const std::string& name, const CaseFields& fields) {
    want_case_writer(workspace, "");
    StandardQuestion question{without_blanks(name), {}, workspace.session().who, workspace.session().clock()};
    if (question.name.empty()) throw RequestFault("名前がありません: 定型の質問: あとで選ぶときの名前を付けてください");
    for (const char* field : shared_fields)
        if (const auto given = fields.find(field); given != fields.end() && !given->second.empty()) {
            if (const auto fault = fault_of_field(field, given->second); !fault.empty()) throw RequestFault(fault);
            question.fields.insert(*given);
        }
    if (!question.fields.count("title")) throw RequestFault("件名がありません: 定型の質問「" + question.name + "」: 相談の件名になる言葉を入れてください");
    help_desk(workspace).keep(question);
}

void remove_standard_question(Workspace& workspace, const std::string& name) {
    want_case_writer(workspace, "");
    if (!help_desk(workspace).remove_question(name, workspace.session().who, workspace.session().clock())) standard_question(workspace, name);
}

CaseFields with_question(CaseFields fields, const StandardQuestion& question) {
    for (const auto& [field, value] : question.fields)
        if (fields[field].empty()) fields[field] = value;
    return fields;
}

std::vector<CaseView> case_views(Workspace& workspace) {
    std::vector<CaseView> all;
    for (const auto& kept : help_desk(workspace).views(workspace.session().who)) {
        const auto word = [&](const char* name) {
            const auto found = kept.filter.find(name);
            return found == kept.filter.end() ? std::string() : found->second;
        };
        CaseView view{.name = kept.name, .filter = {.stage = case_stage(word("stage")), .department = word("department"), .category = word("category")}, .mine = word("mine") == "1", .words = word("words")};
        view.filter.open = word("open") == "1";
        view.filter.counter = word("counter") == "1";
        view.filter.overdue = word("overdue") == "1";
        all.push_back(std::move(view));
    }
    return all;
}

void keep_case_view(Workspace& workspace, const CaseView& view) {
    case_sight(workspace);
    store::CaseView kept{without_blanks(view.name), {}};
    if (kept.name.empty()) throw RequestFault("名前がありません: 表示の保存: あとで選ぶときの名前を付けてください");
    const auto put = [&](const char* name, const std::string& value) {
        if (!value.empty()) kept.filter[name] = value;
    };
    put("stage", view.filter.stage ? std::string(name_of(*view.filter.stage)) : "");
    put("department", view.filter.department);
    put("category", view.filter.category);
    put("words", view.words);
    put("open", view.filter.open ? "1" : "");
    put("counter", view.filter.counter ? "1" : "");
    put("overdue", view.filter.overdue ? "1" : "");
    put("mine", view.mine ? "1" : "");
    help_desk(workspace).keep_view(workspace.session().who, kept);
}

void remove_case_view(Workspace& workspace, const std::string& name) {
    if (!help_desk(workspace).remove_view(workspace.session().who, name)) throw RequestFault("保存した表示がありません: " + name + ": 一覧から選んでください");
}

}  // namespace yorozu::desk
