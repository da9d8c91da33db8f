#include "workbench/desk/cases/case_faq.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "workbench/desk/cases/query_words.h"
#include "workbench/desk/export/safe_html.h"
#include "workbench/desk/export/sheets.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {
namespace {

std::string html_of(const std::vector<FaqEntry>& entries) {
    std::string html = "<!doctype html>\n<html lang=\"ja\"><meta charset=\"utf-8\"><title>よくある相談</title>\n<style>body{font-family:sans-serif;margin:2em;line-height:1.7;max-width:50em}"
                       "dt{font-weight:bold;margin-top:1em}small{color:#555}</style>\n<h1>よくある相談</h1>\n";
    std::vector<std::string> categories;
    for (const auto& entry : entries)
        if (std::find(categories.begin(), categories.end(), entry.category) == categories.end()) categories.push_back(entry.category);
    for (const auto& category : categories) {
        html += "<h2>" + safe_html(category) + "</h2>\n<dl>\n";
        for (const auto& entry : entries)
            if (entry.category == category)
                html += "<dt>" + safe_html(entry.question) + "</dt>\n<dd>" + safe_html(entry.answer) + "<br><small>" + std::to_string(entry.numbers.size()) + " 件、最近 " + entry.last_day + "、" + safe_html(entry.numbers.front()) + "</small></dd>\n";
        html += "</dl>\n";
    }
    return html + "</html>\n";
}

}  // namespace

std::vector<FaqEntry> case_faq(Workspace& workspace, const std::string& words) {
    std::map<std::u32string, FaqEntry> by_answer;
    for (const auto& one : cases(workspace, {.stage = CaseStage::done}, iso_date(workspace.session().clock()))) {   // newest first
        if (!resolves(one.field("outcome")) || one.field("solution").empty()) continue;
        auto& entry = by_answer[found_under(one.field("solution"))];
        const auto& title = one.field("title");
        if (entry.numbers.empty()) entry = {title, one.field("solution"), one.field("category"), one.field("system"), {}, {}, iso_date(one.received)};
        entry.numbers.push_back(one.number);
        if (std::find(entry.titles.begin(), entry.titles.end(), title) == entry.titles.end()) entry.titles.push_back(title);
    }
    const auto wanted = query_words(words);
    std::vector<FaqEntry> entries;
    for (auto& [key, entry] : by_answer) {
        std::string text = entry.answer;
        for (const auto& title : entry.titles) text += "\n" + title;
        if (has_words(text, wanted)) entries.push_back(std::move(entry));
    }
    std::stable_sort(entries.begin(), entries.end(), [](const FaqEntry& a, const FaqEntry& b) { return std::pair(a.numbers.size(), a.last_day) > std::pair(b.numbers.size(), b.last_day); });
    return entries;
}

std::string faq_json(const std::vector<FaqEntry>& entries) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const auto& entry : entries)
        all.push_back({{"question", entry.question}, {"answer", entry.answer}, {"category", entry.category}, {"system", entry.system}, {"asked", entry.numbers.size()}, {"last_day", entry.last_day}, {"cases", entry.numbers}, {"titles", entry.titles}});
    return all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

void write_faq(const std::vector<FaqEntry>& entries, const std::filesystem::path& file) {
    if (file.extension() == ".html") {
        WholeFile whole(file);
        whole.write(html_of(entries));
        whole.place();
        return;
    }
    Sheet sheet{"よくある相談", {{"回数", "相談", "解決", "区分", "システム", "最近", "相談の番号"}}};
    for (const auto& entry : entries) sheet.rows.push_back({std::to_string(entry.numbers.size()), entry.question, entry.answer, entry.category, entry.system, entry.last_day, entry.numbers.front()});
    write_sheets({sheet}, faq_json(entries), file);
}

}  // namespace yorozu::desk
