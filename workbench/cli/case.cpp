#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "workbench/cli/case_attach.h"
#include "workbench/cli/case_faq.h"
#include "workbench/cli/case_standard.h"
#include "workbench/cli/case_sync.h"
#include "workbench/cli/case_table.h"
#include "workbench/cli/command.h"
#include "workbench/cli/dates.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/cases/case_links.h"
#include "workbench/desk/cases/case_print.h"
#include "workbench/desk/cases/case_similar.h"
#include "workbench/desk/cases/standard_questions.h"
#include "workbench/desk/cases/cases.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;

struct CaseWords {
    std::string number, received, stage, outcome, reason, solution, text, kind = "note", link_kind, target, year, query, standard, into;
    std::filesystem::path out;
    desk::CaseFields fields;
    std::vector<std::string> changes;
    desk::CaseFilter filter;
    double minutes = 0;
    std::int64_t event = 0;
    bool internal = false, remove = false, no_similar = false;
    int most = 50;
};

Json case_json(const desk::Case& one) {
    Json json{{"number", one.number}};
    for (const auto& field : store::case_fields()) json[field] = one.field(field);
    json["counter"] = one.field("counter") == "1";
    const auto when = [](store::TimeMs at) { return at ? Json(desk::date_and_time(at)) : Json(nullptr); };
    json["received"] = when(one.received);
    json["first_answer"] = when(one.first_answer);
    json["closed"] = when(one.closed);
    json["minutes"] = one.minutes;
    return json;
}

void print_line(const desk::Case& one, const std::string& today) {
    std::cout << one.number << "  " << one.field("title") << "  " << one.field("department") << "  " << desk::words_of(desk::stage_of(one));
    if (!one.field("outcome").empty()) std::cout << "・" << one.field("outcome");
    if (!one.field("reason").empty()) std::cout << "（" << one.field("reason") << "）";
    if (one.open() && !one.field("next_date").empty()) std::cout << "  次 " << one.field("next_date") << (desk::overdue(one, today) ? "（期日を過ぎています）" : "");
    std::cout << '\n';
}

desk::CaseStage stage_named(const std::string& option, const std::string& text) {
    const auto stage = desk::case_stage(text);
    if (!stage) throw Failure(exit_request_wrong, "知らない段階です", option + " " + text, "受付、ヒアリング、可視化、試行、本格導入、効果測定、完了、見送り のどれかにしてください");
    return *stage;
}

int add(const CaseWords& words, const Context& context) {
    const auto received = moment_named("--received", words.received);
    const auto workspace = open_signed_in(context, store::Access::write);
    const auto fields = words.standard.empty() ? words.fields : desk::with_question(words.fields, desk::standard_question(*workspace, words.standard));
    if (!fields.count("title")) throw Failure(exit_request_wrong, "件名がありません", "--title", "--title か --standard を付けてください");
    const auto similar = words.no_similar ? std::vector<desk::Similar>{} : desk::similar_work(*workspace, fields.at("title"), 5);
    const auto number = desk::add_case(*workspace, fields, received, words.minutes);
    if (context.json) {
        Json found = Json::array();
        for (const auto& one : similar) found.push_back({{"kind", one.kind}, {"id", one.id}, {"title", one.title}, {"remark", one.remark}, {"line", one.line}});
        std::cout << Json{{"number", number}, {"similar", found}}.dump(2) << '\n';
        return exit_done;
    }
    std::cout << "相談 " << number << " を受け付けました\n";
    for (const auto& one : similar) std::cout << "  似たもの: " << one.id << "  " << one.title << "  " << one.remark << "  " << one.line << '\n';
    return exit_done;
}

int list(const CaseWords& words, const Context& context) {
    auto filter = words.filter;
    if (!words.stage.empty()) filter.stage = stage_named("--stage", words.stage);
    if (!words.year.empty()) filter.year = fiscal_year_named(words.year, "");
    const auto workspace = open_signed_in(context, store::Access::read);
    const std::string today = desk::iso_date(system_clock()());
    auto all = desk::cases(*workspace, filter, today);
    if (!words.target.empty()) {
        const auto slash = words.target.find('/');
        if (slash == std::string::npos) throw Failure(exit_request_wrong, "つながる相手の書き方が違います", "--linked " + words.target, "scenario/koza-furikae のように、種類（flow、template、scenario、case）と名前を / でつないでください");
        std::set<std::string> linked;
        for (const auto& one : desk::cases_linked_to(*workspace, words.target.substr(0, slash), words.target.substr(slash + 1))) linked.insert(one.number);
        std::erase_if(all, [&](const auto& one) { return !linked.count(one.number); });
    }
    if (context.json) {
        Json found = Json::array();
        for (const auto& one : all) found.push_back(case_json(one));
        std::cout << Json{{"cases", found}}.dump(2) << '\n';
        return exit_done;
    }
    if (all.empty()) std::cout << "相談はありません（yorozu case add で受け付け、case import で取り込みます）\n";
    for (const auto& one : all) print_line(one, today);
    return exit_done;
}

Json event_json(const desk::CaseEvent& event) {
    return {{"id", event.id}, {"kind", event.kind}, {"at", desk::date_and_time(event.at)}, {"who", event.who}, {"text", event.text}, {"minutes", event.minutes},
            {"changes", event.changes}, {"corrects", event.corrects ? Json(event.corrects) : Json(nullptr)}, {"internal", event.internal},
            {"entered", desk::date_and_time(event.entered)}};
}

void print_event(const desk::CaseEvent& event) {
    std::cout << "  [" << event.id << "] " << desk::date_and_time(event.at) << "  " << event.who << "  " << desk::case_event_words(event.kind);
    if (event.corrects) std::cout << "（[" << event.corrects << "] の訂正）";
    const bool file = event.kind == "attach" || event.kind == "detach";
    for (const auto& [field, value] : event.changes) {
        const auto stage = field == "stage" ? desk::case_stage(value) : std::nullopt;
        if (event.kind != "received" && !file && field != "origin") std::cout << "  " << desk::case_field_words(field) << "→" << (stage ? std::string(desk::words_of(*stage)) : value);
    }
    if (!event.text.empty()) std::cout << "  " << event.text;
    if (event.minutes > 0) std::cout << "（" << event.minutes << " 分）";
    if (event.internal) std::cout << "  内部";
    std::cout << '\n';
}

int show(const CaseWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    const auto page = desk::case_page(*workspace, words.number);
    if (context.json) {
        Json json = case_json(page.now);
        json["events"] = Json::array();
        for (const auto& event : page.events) json["events"].push_back(event_json(event));
        json["links"] = Json::array();
        for (const auto& link : page.links) json["links"].push_back({{"kind", link.kind}, {"target", link.target}, {"fact", desk::link_fact(*workspace, link)}});
        json["linked_from"] = page.linked_from;
        json["attachments"] = Json::array();
        for (const auto& file : page.attachments) json["attachments"].push_back({{"id", file.id}, {"name", file.name}, {"bytes", file.bytes}});
        json["merged"] = Json::array();
        for (const auto& merged : page.merged) json["merged"].push_back(merged.number);
        std::cout << json.dump(2) << '\n';
        return exit_done;
    }
    if (page.now.number != words.number) std::cout << words.number << " は " << page.now.number << " に統合されています\n";
    std::cout << page.now.number << "  " << page.now.field("title") << '\n';
    for (const auto& field : store::case_fields())
        if (field != "title" && !page.now.field(field).empty()) {
            std::string value = page.now.field(field);
            if (field == "stage") value = desk::words_of(desk::stage_of(page.now));
            if (field == "counter") value = value == "1" ? "はい" : "いいえ";
            std::cout << "  " << desk::case_field_words(field) << "  " << value << '\n';
        }
    std::cout << "  受付  " << desk::date_and_time(page.now.received) << '\n';
    if (page.now.first_answer) std::cout << "  初回回答  " << desk::date_and_time(page.now.first_answer) << "（" << (page.now.first_answer - page.now.received) / 60'000 << " 分）\n";
    std::cout << "  使った時間  " << page.now.minutes << " 分\n";
    for (const auto& link : page.links) std::cout << "  つながり  " << link.kind << " " << link.target << "  " << desk::link_fact(*workspace, link) << '\n';
    for (const auto& number : page.linked_from) std::cout << "  つながり  " << number << " から\n";
    for (const auto& file : page.attachments) std::cout << "  添付  [" << file.id << "] " << file.name << '\n';
    for (const auto& event : page.events) print_event(event);
    for (const auto& merged : page.merged) {
        std::cout << "  統合した相談  " << merged.number << "  " << merged.title << '\n';
        for (const auto& event : merged.events) print_event(event);
    }
    return exit_done;
}

int said(const Context& context, const std::string& number, const std::string& what) {
    if (context.json) std::cout << Json{{"number", number}}.dump(2) << '\n';
    else std::cout << "相談 " << number << ": " << what << '\n';
    return exit_done;
}

int advance(const CaseWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::CaseAdvance step{.outcome = words.outcome, .reason = words.reason, .solution = words.solution, .text = words.text, .minutes = words.minutes};
    if (!words.stage.empty()) {
        step.to = stage_named("--to", words.stage);
    } else {
        const auto now = desk::stage_of(desk::case_page(*workspace, words.number).now);
        const auto next = desk::next_stage(now);
        if (!next) throw Failure(exit_request_wrong, "もう終わっている相談です（" + std::string(desk::words_of(now)) + "）", "相談 " + words.number, "やり直すときは --to で段階を指定してください");
        step.to = *next;
    }
    desk::advance_case(*workspace, words.number, step);
    return said(context, words.number, "段階を「" + std::string(desk::words_of(step.to)) + "」にしました");
}

int note(const CaseWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::write_case(*workspace, words.number, {{.kind = words.kind, .text = words.text, .minutes = words.minutes, .internal = words.internal, .at = moment_named("--at", words.received)}});
    return said(context, words.number, desk::case_event_words(words.kind) + "を書きました");
}

int correct(const CaseWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    const auto page = desk::case_page(*workspace, words.number);
    for (const auto& old : page.events)
        if (old.id == words.event) {
            auto event = old;
            event.corrects = old.id;
            event.who.clear();
            if (words.remove) event = {.kind = "withdrawn", .text = words.reason, .corrects = old.id};
            else event.text = words.text.empty() ? old.text : words.text;
            if (words.minutes >= 0) event.minutes = words.remove ? 0 : words.minutes;
            desk::write_case(*workspace, words.number, {event});
            return said(context, words.number, words.remove ? "経過を取り消しました（もとの行は残ります）" : "経過を直しました（もとの行は残ります）");
        }
    throw Failure(exit_request_wrong, "その番号の経過はありません", "相談 " + words.number + " の " + std::to_string(words.event), "yorozu case show で経過の番号を確かめてください");
}

int set(const CaseWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::CaseEvent event{.kind = "field"};
    for (const auto& change : words.changes) {
        const auto equals = change.find('=');
        const auto field = equals == std::string::npos ? std::nullopt : desk::case_field_named(change.substr(0, equals));
        if (!field) throw Failure(exit_request_wrong, "項目の書き方が違います", change, "件名=新しい件名 のように、項目名と値を = でつないでください");
        event.changes[*field] = change.substr(equals + 1);
    }
    desk::write_case(*workspace, words.number, {event});
    return said(context, words.number, std::to_string(event.changes.size()) + " 項目を書きました");
}

int link(const CaseWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::link_case(*workspace, words.number, words.link_kind, words.target, !words.remove);
    return said(context, words.number, words.target + (words.remove ? " とのつながりを外しました" : " とつなぎました"));
}

int merge(const CaseWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    if (words.remove) {
        desk::part_cases(*workspace, words.number);
        return said(context, words.number, "統合を取り消しました（両方の経過に残ります）");
    }
    desk::merge_cases(*workspace, words.number, words.into);
    return said(context, words.number, words.into + " に統合しました（どちらの番号でも開けます。--undo で戻せます）");
}

int print(const CaseWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::write_printed_case(desk::print_case(*workspace, words.number), words.out);
    return said(context, words.number, words.out.string() + " に書き出しました");
}

int search(const CaseWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::read);
    const auto result = desk::search_cases(*workspace, words.query, words.most);
    if (context.json) {
        Json hits = Json::array();
        for (const auto& hit : result.hits) {
            Json json = case_json(hit.found);
            json["excerpt"] = hit.excerpt;
            hits.push_back(json);
        }
        std::cout << Json{{"hits", hits}, {"more", result.more}}.dump(2) << '\n';
        return exit_done;
    }
    if (result.hits.empty()) std::cout << "見つかりません: " << words.query << '\n';
    const std::string today = desk::iso_date(system_clock()());
    for (const auto& hit : result.hits) {
        print_line(hit.found, today);
        if (!hit.excerpt.empty()) std::cout << "    " << hit.excerpt << '\n';
    }
    if (result.more) std::cout << "…ほかにもあります（--most で増やせます）\n";
    return exit_done;
}

}  // namespace

void add_case(Commands& commands) {
    auto words = std::make_shared<CaseWords>();
    Context& context = commands.context;
    CLI::App* group = commands.app.add_subcommand("case", "相談: 受け付け、経過、つながり、検索、報告、取り込みと書き出し");
    group->require_subcommand(1);
    const auto number = [&](CLI::App* command) { command->add_option("NUMBER", words->number, "相談の番号（R8-0001）")->required(); };

    CLI::App* adding = group->add_subcommand("add", "相談を受け付ける");
    for (const auto& [option, field] : {std::pair("--title", "title"), {"--body", "body"}, {"--requester", "requester"}, {"--department", "department"}, {"--channel", "channel"},
                                        {"--category", "category"}, {"--system", "system"}, {"--priority", "priority"}, {"--assignee", "assignee"},
                                        {"--next", "next_action"}, {"--next-date", "next_date"}, {"--external", "external"}})
        adding->add_option_function<std::string>(option, [words, name = std::string(field)](const std::string& value) { words->fields[name] = value; }, desk::case_field_words(field))
            ->required(std::string(field) == "department");
    adding->add_flag_callback("--counter", [words] { words->fields["counter"] = "1"; }, "窓口の課である（既定: その課の前の相談と同じ）");
    adding->add_option("--standard", words->standard, "定型の質問から始める（yorozu case standard list）");
    adding->add_option("--received", words->received, "受け付けた日時（既定: いま）");
    adding->add_option("--minutes", words->minutes, "使った時間（分）");
    adding->add_flag("--no-similar", words->no_similar, "似た相談を探さない");
    commands.on_run(adding, [words, &context] { return add(*words, context); });

    CLI::App* listing = group->add_subcommand("list", "相談の一覧");
    listing->add_option("--stage", words->stage, "段階");
    listing->add_option("--department", words->filter.department, "所管課");
    listing->add_option("--assignee", words->filter.assignee, "担当");
    listing->add_option("--category", words->filter.category, "区分");
    listing->add_option("--fiscal-year", words->year, "受け付けた年度: R5、令和5年度、2023");
    listing->add_option("--linked", words->target, "これとつながるものだけ: flow/名前、template/ID、scenario/ID、case/番号");
    listing->add_flag("--open", words->filter.open, "進行中だけ");
    listing->add_flag("--counter", words->filter.counter, "窓口の課だけ");
    listing->add_flag("--overdue", words->filter.overdue, "期日を過ぎたものだけ");
    commands.on_run(listing, [words, &context] { return list(*words, context); });

    CLI::App* showing = group->add_subcommand("show", "一つの相談のすべて");
    number(showing);
    commands.on_run(showing, [words, &context] { return show(*words, context); });

    CLI::App* advancing = group->add_subcommand("advance", "次の段階へ進める（完了には結果、見送りには理由が要る）");
    number(advancing);
    advancing->add_option("--to", words->stage, "段階（既定: 次の段階）");
    advancing->add_option("--outcome", words->outcome, "完了の結果: 解決、事業化、他課紹介");
    advancing->add_option("--reason", words->reason, "見送りの理由: 管理職の理解、他課との合意、費用、技術、効果不足、その他");
    advancing->add_option("--solution", words->solution, "どう解決したか");
    advancing->add_option("--text", words->text, "経過に書く言葉");
    advancing->add_option("--minutes", words->minutes, "使った時間（分）");
    commands.on_run(advancing, [words, &context] { return advance(*words, context); });

    CLI::App* noting = group->add_subcommand("note", "経過に一行足す");
    number(noting);
    noting->add_option("--text", words->text, "書く言葉")->required();
    noting->add_option("--kind", words->kind, "note（メモ）、hearing（ヒアリング）、first-answer（初回回答）")->check(CLI::IsMember({"note", "hearing", "first-answer"}));
    noting->add_option("--minutes", words->minutes, "使った時間（分）");
    noting->add_option("--at", words->received, "いつのことか（既定: いま）");
    noting->add_flag("--internal", words->internal, "内部の記録（相談した課には見せない）");
    commands.on_run(noting, [words, &context] { return note(*words, context); });

    CLI::App* correcting = group->add_subcommand("correct", "経過を直す。もとの行は残り、訂正がその後に付く");
    number(correcting);
    correcting->add_option("--event", words->event, "直す経過の番号（case show の [ ] の中）")->required();
    correcting->add_option("--text", words->text, "正しい言葉（既定: もとのまま）");
    correcting->add_option_function<double>("--minutes", [words](double value) { words->minutes = value; }, "正しい時間（分。既定: もとのまま）");
    correcting->add_flag("--withdraw", words->remove, "取り消す");
    correcting->add_option("--reason", words->reason, "取り消すわけ");
    commands.on_run(correcting, [words, &context, correcting] {
        if (correcting->count("--minutes") == 0) words->minutes = -1;
        return correct(*words, context);
    });

    CLI::App* setting = group->add_subcommand("set", "項目を書き換える（件名=… 担当=… のように。前の値は経過に残る）");
    number(setting);
    setting->add_option("CHANGE", words->changes, "項目=値")->required();
    commands.on_run(setting, [words, &context] { return set(*words, context); });

    CLI::App* linking = group->add_subcommand("link", "業務フロー・帳票・シナリオ・ほかの相談とつなぐ");
    number(linking);
    auto* targets = linking->add_option_group("相手");
    for (const char* kind : {"flow", "template", "scenario", "case"})
        targets->add_option_function<std::string>(std::string("--") + kind, [words, name = std::string(kind)](const std::string& value) { words->link_kind = name, words->target = value; }, "つなぐ相手");
    targets->require_option(1);
    linking->add_flag("--remove", words->remove, "つながりを外す");
    commands.on_run(linking, [words, &context] { return link(*words, context); });

    CLI::App* merging = group->add_subcommand("merge", "同じ相談を一つにする。前の番号でも開け、あとで戻せる");
    number(merging);
    auto* into = merging->add_option("--into", words->into, "残す相談の番号");
    merging->add_flag("--undo", words->remove, "統合を取り消す")->excludes(into);
    commands.on_run(merging, [words, &context] {
        if (words->into.empty() && !words->remove) throw Failure(exit_request_wrong, "どの相談に統合するかがありません", "相談 " + words->number, "--into 番号 か --undo を付けてください");
        return merge(*words, context);
    });

    CLI::App* printing = group->add_subcommand("print", "一つの相談を紙の形にする（.pdf か .html）");
    number(printing);
    printing->add_option("--out", words->out, "書き出すファイル")->required();
    commands.on_run(printing, [words, &context] { return print(*words, context); });

    CLI::App* flow = group->add_subcommand("flow", "この相談の業務フローを新しく作り、つなぐ");
    number(flow);
    commands.on_run(flow, [words, &context] {
        const auto workspace = open_signed_in(context, store::Access::change);
        return said(context, words->number, desk::begin_flow_for(*workspace, words->number).string() + " を作り、つなぎました");
    });

    CLI::App* searching = group->add_subcommand("search", "全文から探す（件名・内容・経過・解決。言葉を空白で並べると、すべてを含むもの）");
    searching->add_option_function<std::vector<std::string>>("WORDS", [words](const std::vector<std::string>& all) {
        for (const auto& one : all) words->query += (words->query.empty() ? "" : " ") + one;
    }, "探す言葉")->required();
    searching->add_option("--most", words->most, "いくつまで")->check(CLI::Range(1, 10'000));
    commands.on_run(searching, [words, &context] { return search(*words, context); });

    add_case_attach(*group, commands);
    add_case_standard(*group, commands);
    add_case_faq(*group, commands);
    add_case_table(*group, commands);
    add_case_sync(*group, commands);
}

}  // namespace yorozu::cli
