#include "workbench/desk/cases/case_print.h"

#include <algorithm>
#include <set>

#include "workbench/desk/cases/case_attachments.h"
#include "workbench/desk/export/pdf_pages.h"
#include "workbench/desk/export/safe_html.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {
namespace {

std::string kind_words(const std::string& link) {
    if (link == "flow") return "業務フロー";
    if (link == "template") return "帳票";
    if (link == "scenario") return "シナリオ";
    return "相談";
}

std::string words_of_event(const CaseEvent& event, bool corrected) {
    std::string words = corrected ? "（訂正済み）" : event.corrects ? "訂正：" : "";
    if (event.kind == "field" || event.kind == "stage")
        for (const auto& [field, value] : event.changes) {
            if (value.empty()) continue;
            const auto stage = field == "stage" ? case_stage(value) : std::nullopt;
            words += case_field_words(field) + " → " + (stage ? std::string(words_of(*stage)) : value) + "　";
        }
    if (const auto link = event.changes.find("link"); link != event.changes.end()) {
        const auto slash = link->second.find('/');
        words += kind_words(link->second.substr(0, slash)) + "「" + link->second.substr(slash + 1) + "」　";
    }
    if (const auto merged = event.changes.find("merged"); merged != event.changes.end()) words += merged->second + " へ";
    words += event.text;
    if (event.minutes > 0) words += "（" + std::to_string(static_cast<int>(event.minutes + 0.5)) + " 分）";
    if (event.internal) words += "　内部";
    return words;
}

std::string html_of(const PrintedCase& printed) {
    const auto row = [](const auto& cells) {
        std::string html = "<tr>";
        for (const auto& cell : cells) html += "<td>" + safe_html(cell) + "</td>";
        return html + "</tr>\n";
    };
    std::string html = "<!doctype html>\n<html lang=\"ja\"><meta charset=\"utf-8\"><title>" + safe_html(printed.title) +
                       "</title>\n<style>body{font-family:sans-serif;margin:2em;line-height:1.6}table{border-collapse:collapse;width:100%}td{border-bottom:1px solid #ccc;padding:.2em .8em .2em 0;"
                       "vertical-align:top;white-space:pre-wrap}td:first-child{white-space:nowrap;color:#555}small{color:#555}</style>\n<h1>" + safe_html(printed.title) + "</h1>\n<table>\n";
    for (const auto& field : printed.fields) html += row(field);
    html += "</table>\n";
    if (!printed.belongings.empty()) html += "<h2>つながりと添付</h2>\n<table>\n";
    for (const auto& one : printed.belongings) html += row(one);
    html += (printed.belongings.empty() ? std::string() : "</table>\n") + "<h2>経過</h2>\n<table>\n";
    for (const auto& line : printed.history) html += row(line);
    return html + "</table>\n<p><small>" + safe_html(printed.remark) + "</small></p></html>\n";
}

}  // namespace

PrintedCase printed_case(const CasePage& page, const std::string& produced) {
    const auto& now = page.now;
    PrintedCase printed{now.number + "　" + now.field("title"), "印刷 " + produced, {}, {}, {}};
    for (const auto& field : store::case_fields()) {
        std::string value = now.field(field);
        if (field == "title" || value.empty()) continue;
        if (field == "stage") value = words_of(stage_of(now));
        if (field == "counter") value = value == "1" ? "はい" : "いいえ";
        printed.fields.push_back({case_field_words(field), value});
    }
    printed.fields.push_back({"受付", date_and_time(now.received)});
    if (now.first_answer) printed.fields.push_back({"初回回答", date_and_time(now.first_answer)});
    printed.fields.push_back({"使った時間", std::to_string(static_cast<int>(now.minutes + 0.5)) + " 分"});
    for (const auto& link : page.links) printed.belongings.push_back({kind_words(link.kind), link.target});
    for (const auto& number : page.linked_from) printed.belongings.push_back({"相談", number + "（こちらへのつながり）"});
    for (const auto& file : page.attachments) printed.belongings.push_back({"添付", file.name + "（" + size_words(file.bytes) + "）"});
    std::vector<std::pair<CaseEvent, std::string>> events;  // with the number of the case that was merged
    for (const auto& event : page.events) events.emplace_back(event, "");
    for (const auto& merged : page.merged)
        for (const auto& event : merged.events) events.emplace_back(event, merged.number);
    std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.first.at < b.first.at; });
    std::set<std::int64_t> corrected;
    for (const auto& [event, number] : events)
        if (event.corrects) corrected.insert(event.corrects);
    for (const auto& [event, number] : events)
        printed.history.push_back({date_and_time(event.at), event.who, case_event_words(event.kind), (number.empty() ? "" : number + "　") + words_of_event(event, corrected.count(event.id) > 0)});
    return printed;
}

PrintedCase print_case(Workspace& workspace, const std::string& number) {
    const auto page = case_page(workspace, number);
    const auto& session = workspace.session();
    permit(workspace, {}, {"print", "case/" + page.now.number, ""});
    return printed_case(page, date_and_time(session.clock()) + " " + session.who);
}

void write_printed_case(const PrintedCase& printed, const std::filesystem::path& file) {
    if (file.extension() != ".pdf" && file.extension() != ".html")
        throw RequestFault("書き出せない種類のファイルです: " + file.string() + ": 名前を .pdf か .html で終えてください");
    WholeFile whole(file);
    if (file.extension() == ".html") {
        whole.write(html_of(printed));
    } else {
        PdfPages paper(whole.beside(), printed.title, printed.remark);
        paper.heading(printed.title, 14);
        Sheet fields{"", {{"項目", "値"}}}, belongings{"", {{"種類", "相手"}}}, history{"", {{"いつ", "だれ", "種類", "経過"}}};
        for (const auto& [word, value] : printed.fields) fields.rows.push_back({word, value});
        for (const auto& [kind, what] : printed.belongings) belongings.rows.push_back({kind, what});
        for (const auto& line : printed.history) history.rows.emplace_back(line.begin(), line.end());
        paper.table(fields);
        if (belongings.rows.size() > 1) {
            paper.heading("つながりと添付", 11);
            paper.table(belongings);
        }
        paper.heading("経過", 11);
        paper.table(history);
        paper.finish();
    }
    whole.place();
}

}  // namespace yorozu::desk
