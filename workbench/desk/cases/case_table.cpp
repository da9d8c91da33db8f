#include "workbench/desk/cases/case_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <set>

#include "ocr/lexicon/csv_table.h"
#include "workbench/desk/export/xlsx_reader.h"
#include "workbench/store/case_syncs.h"

namespace yorozu::desk {
namespace {

using Cells = std::vector<std::string>;

struct ImportedRows {
    std::vector<Cells> rows;
    std::vector<int> lines;
};

ImportedRows read_rows(const std::filesystem::path& file) {
    if (export_format(file) == ExportFormat::xlsx) {
        ImportedRows all{read_xlsx(file), {}};
        for (std::size_t at = 0; at < all.rows.size(); ++at) all.lines.push_back(static_cast<int>(at) + 1);
        return all;
    }
    try {
        auto table = ocr::read_csv(file);
        return {std::move(table.rows), std::move(table.lines)};
    } catch (const ocr::CsvFault& fault) {
        throw RequestFault(fault.what());
    }
}

/// Field of each column, "" for those that are not ours.
std::vector<std::string> fields_of(const Cells& head, const CaseMapping& mapping, const std::filesystem::path& file) {
    std::vector<std::string> fields;
    for (const auto& heading : head) {
        const auto column = std::find_if(mapping.columns.begin(), mapping.columns.end(), [&](const auto& one) { return one.first == heading; });
        fields.push_back(column == mapping.columns.end() ? "" : column->second);
    }
    if (std::find(fields.begin(), fields.end(), "title") == fields.end())
        throw RequestFault("件名の列が見つかりません: " + file.string() + " の 1 行目: 見出しを確かめるか、--mapping で列の対応を指定してください");
    return fields;
}

/// A row as a case, or why it is none.
struct ImportedRow {
    CaseFields fields;
    std::string number, external, text, fault;
    store::TimeMs received = 0, first_answer = 0, closed = 0;
    double minutes = 0;
};

bool is_yes(const std::string& text) { return text == "1" || text == "はい" || text == "○" || text == "窓口" || text == "yes" || text == "true" || text == "TRUE"; }

std::string theirs_to_ours(const CaseMapping& mapping, const std::string& field, const std::string& value) {
    const auto words = mapping.values.find(field);
    if (words == mapping.values.end()) return value;
    const auto ours = words->second.find(value);
    return ours == words->second.end() ? value : ours->second;
}

store::TimeMs moment_in(ImportedRow& row, const std::string& what, const std::string& value) {
    if (value.empty()) return 0;
    const auto at = moment(value);
    if (!at) row.fault = what + "が日時ではありません（" + value + "）";
    return at.value_or(0);
}

void take_cell(ImportedRow& row, const std::string& field, const std::string& value) {
    if (field == "number") row.number = value;
    else if (field == "text") row.text = value;
    else if (field == "received") row.received = moment_in(row, "受付", value);
    else if (field == "first_answer") row.first_answer = moment_in(row, "初回回答", value);
    else if (field == "closed") row.closed = moment_in(row, "終了", value);
    else if (field == "minutes") {
        const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), row.minutes);
        if (!value.empty() && (error != std::errc() || stop != value.data() + value.size() || row.minutes < 0)) row.fault = "使った時間が数ではありません（" + value + "）";
    } else if (field == "counter") row.fields[field] = is_yes(value) ? "1" : "0";
    else if (field == "stage") {
        const auto stage = case_stage(value.empty() ? "received" : value);
        if (!stage) row.fault = "知らない段階です（" + value + "）";
        else row.fields[field] = std::string(name_of(*stage));
    } else if (field == "next_date") {
        const auto at = moment_in(row, "次の日", value);
        row.fields[field] = at ? iso_date(at) : "";
    } else row.fields[field] = value;
}

ImportedRow row_of(const Cells& cells, const std::vector<std::string>& fields, const CaseMapping& mapping) {
    ImportedRow row;
    for (std::size_t at = 0; at < fields.size(); ++at)
        if (!fields[at].empty()) take_cell(row, fields[at], theirs_to_ours(mapping, fields[at], at < cells.size() ? cells[at] : ""));
    row.external = row.fields["external"];
    const auto& stage = row.fields["stage"];
    auto& outcome = row.fields["outcome"];
    if (stage == "declined") outcome = "見送り";
    // A table of results may know no stages: what has an outcome is finished.
    if (stage.empty() || stage == "received") {
        if (resolves(outcome) || outcome == "他課紹介") row.fields["stage"] = "done";
        else if (outcome == "見送り") row.fields["stage"] = "declined";
        else if (stage.empty()) row.fields["stage"] = "received";
    }
    if (!row.fault.empty()) return row;
    const auto need = [&](const char* field) {
        if (row.fields[field].empty()) row.fault = case_field_words(field) + "が空です";
    };
    need("department");
    need("title");
    const auto known = [&](const std::vector<std::string>& all, const std::string& value) { return std::find(all.begin(), all.end(), value) != all.end(); };
    if (row.fields["stage"] == "declined" && !known(case_reasons(), row.fields["reason"])) row.fault = "見送りの理由がないか、知らない理由です（" + row.fields["reason"] + "）";
    if (row.fields["stage"] == "done" && (!known(case_outcomes(), outcome) || outcome == "見送り")) row.fault = "完了の結果がないか、知らない結果です（" + outcome + "）";
    for (const auto& [field, value] : row.fields)
        if (row.fault.empty() && field != "stage" && field != "outcome" && field != "reason" && !(value.empty() && field == "priority"))
            if (const auto fault = fault_of_field(field, value); !fault.empty()) row.fault = fault;
    return row;
}

const std::set<std::string> told_by_stage{"stage", "outcome", "reason"};

store::NewCase new_case(const ImportedRow& row, const std::string& number, const std::string& who, store::TimeMs now) {
    CaseEvent received{.kind = "received", .minutes = row.minutes, .who = who, .at = row.received ? row.received : now};
    for (const auto& [field, value] : row.fields)
        if (!told_by_stage.count(field)) received.changes[field] = value;
    const auto otherwise = [&](const char* field, const std::string& value) {
        if (received.changes[field].empty()) received.changes[field] = value;
    };
    otherwise("counter", "0");
    otherwise("channel", case_channels().front());
    otherwise("category", case_categories().back());
    otherwise("priority", "中");
    store::NewCase added{number, {received}};
    if (row.first_answer) added.events.push_back({.kind = "first-answer", .who = who, .at = row.first_answer});
    if (!row.text.empty()) added.events.push_back({.kind = "note", .text = row.text, .who = who, .at = received.at});
    if (const auto stage = row.fields.at("stage"); stage != "received") {
        CaseEvent event{.kind = "stage", .changes = {{"stage", stage}}, .who = who, .at = row.closed ? row.closed : received.at};
        if (stage == "done" || stage == "declined") event.changes["outcome"] = row.fields.at("outcome");
        if (stage == "declined") event.changes["reason"] = row.fields.count("reason") ? row.fields.at("reason") : "";
        added.events.push_back(event);
    }
    return added;
}

/// Three ways: what both agreed on, what we have, what the file has.
void merge(Workspace& workspace, CaseImport& result, const Case& ours, const ImportedRow& row, const store::CaseSync& sync, bool take_theirs) {
    CaseEvent fields{.kind = "field"}, stage{.kind = "stage"};
    for (const auto& [field, theirs] : row.fields) {
        const std::string& mine = ours.field(field);
        const auto base = sync.base.find(field);
        if (theirs == mine || (base != sync.base.end() && theirs == base->second)) continue;
        if (base != sync.base.end() && mine != base->second && !take_theirs) {
            result.conflicts.push_back({ours.number, sync.external, field, mine, theirs});
            continue;
        }
        if (base == sync.base.end() && theirs.empty()) continue;
        (told_by_stage.count(field) ? stage : fields).changes[field] = theirs;
    }
    std::vector<CaseEvent> events;
    if (!fields.changes.empty()) events.push_back(fields);
    if (!stage.changes.empty()) {
        for (const auto& field : told_by_stage)
            if (!stage.changes.count(field)) stage.changes[field] = row.fields.count(field) ? row.fields.at(field) : "";
        if (row.closed) stage.at = row.closed;
        events.push_back(stage);
    }
    if (row.first_answer && !ours.first_answer) events.push_back({.kind = "first-answer", .at = row.first_answer});
    if (events.empty()) {
        ++result.same;
    } else {
        write_case(workspace, ours.number, events);
        ++result.changed;
    }
    auto now = sync;
    now.synced = workspace.session().clock();
    for (const auto& [field, theirs] : row.fields) {
        const bool open = std::any_of(result.conflicts.begin(), result.conflicts.end(), [&](const auto& conflict) { return conflict.number == ours.number && conflict.field == field; });
        if (!open) now.base[field] = theirs;
    }
    if (now.base != sync.base) store::CaseSyncs(workspace.database()).keep(now);
}

std::string numbered(const std::string& year, int running) {
    char text[24];
    std::snprintf(text, sizeof text, "-%04d", running);
    return year + text;
}

std::string when(store::TimeMs at) { return at ? date_and_time(at) : ""; }

}  // namespace

CaseImport import_cases(Workspace& workspace, const std::filesystem::path& file, const CaseMapping& mapping, bool take_theirs) {
    constexpr std::size_t at_once = 500;
    permit(workspace, {Right::help_desk}, {"import", "cases", mapping.name});
    const auto table = read_rows(file);
    if (table.rows.empty()) throw RequestFault("空のファイルです: " + file.string() + ": 1 行目に見出しがある表を指定してください");
    const auto fields = fields_of(table.rows.front(), mapping, file);
    auto kept = stored_cases(workspace);
    const store::CaseSyncs syncs(workspace.database());
    const auto now = workspace.session().clock();
    CaseImport result;
    std::vector<store::NewCase> waiting;
    std::map<std::string, int> running;
    std::set<std::string> in_file;
    const auto flush = [&] {
        kept.add(waiting, now);
        result.added += static_cast<int>(waiting.size());
        waiting.clear();
    };
    for (std::size_t at = 1; at < table.rows.size(); ++at) {
        if (std::all_of(table.rows[at].begin(), table.rows[at].end(), [](const auto& cell) { return cell.empty(); })) continue;
        const auto row = row_of(table.rows[at], fields, mapping);
        std::string fault = row.fault;
        const std::string key = !row.external.empty() ? row.external
                                : !row.number.empty() ? row.number
                                                      : row.fields.at("title") + "|" + row.fields.at("department") + "|" + when(row.received);
        if (fault.empty() && !in_file.insert(key).second) fault = "同じ相談がこのファイルにもう 1 行あります（" + key + "）";
        if (!fault.empty()) {
            result.faults.push_back({table.lines[at], fault});
            continue;
        }
        auto sync = syncs.find(mapping.name, key);
        auto ours = sync ? std::optional<Case>() : row.number.empty() ? std::nullopt : kept.find(row.number);
        if (sync) {
            const auto found = kept.with_ids(std::vector<std::int64_t>{sync->case_id});
            if (!found.empty()) ours = found.front();
        }
        if (ours) {
            merge(workspace, result, *ours, row, sync.value_or(store::CaseSync{mapping.name, key, ours->id}), take_theirs);
            continue;
        }
        const std::string year = fiscal_year_of(iso_date(row.received ? row.received : now)).name();
        if (!running.count(year)) running[year] = kept.last_number(year);
        auto added = new_case(row, row.number.empty() ? numbered(year, ++running[year]) : row.number, workspace.session().who, now);
        added.tracker = mapping.name;
        added.external = key;
        added.base = row.fields;
        waiting.push_back(std::move(added));
        if (waiting.size() == at_once) flush();
    }
    flush();
    return result;
}

std::size_t export_cases(Workspace& workspace, const std::filesystem::path& file, const CaseMapping& mapping, const CaseFilter& filter, std::vector<LostCell>* lost) {
    const auto format = export_format(file);
    if (!format) throw RequestFault("書き出す形が分かりません: " + file.string() + ": .csv、.xlsx、.json のどれかで終わる名前にしてください");
    permit(workspace, {Right::help_desk}, {"export", "cases", file.extension().string().substr(1)});
    Cells head;
    for (const auto& [heading, field] : mapping.columns) head.push_back(heading);
    TableForm form{.format = *format, .encoding = mapping.encoding, .sheet = "相談"};
    const auto writer = table_writer(file, form, head);
    const auto kept = stored_cases(workspace);
    const auto all = cases(workspace, filter, iso_date(workspace.session().clock()));
    for (const auto& one : all) {
        Cells cells;
        for (const auto& [heading, field] : mapping.columns) {
            std::string value;
            if (field == "number") value = one.number;
            else if (field == "received") value = when(one.received);
            else if (field == "first_answer") value = when(one.first_answer);
            else if (field == "closed") value = when(one.closed);
            else if (field == "minutes") value = std::to_string(std::lround(one.minutes));
            else if (field == "stage") value = std::string(words_of(stage_of(one)));
            else if (field == "text") {
                for (const auto& event : store::holding(kept.events(one.id)))
                    if (!event.text.empty()) value += (value.empty() ? "" : "\n") + date_and_time(event.at) + " " + event.who + " " + case_event_words(event.kind) + " " + event.text;
            } else value = one.field(field);
            // Their words again, where they have their own.
            if (const auto words = mapping.values.find(field); words != mapping.values.end())
                for (const auto& [theirs, ours] : words->second)
                    if (ours == (field == "stage" ? one.field("stage") : value)) {
                        value = theirs;
                        break;
                    }
            cells.push_back(value);
        }
        writer->add(cells);
    }
    writer->finish();
    if (lost) *lost = writer->lost();
    return all.size();
}

}  // namespace yorozu::desk
