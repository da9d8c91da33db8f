#include "workbench/desk/flows/flow_index.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "flows/analysis/analysis.h"
#include "ocr/lexicon/csv_table.h"
#include "workbench/desk/cases/query_words.h"
#include "workbench/desk/flows/flow_scene.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;
using flows::figure_text;

constexpr double of_every_case = 0.95, unknown_share = 0.5;

std::vector<fs::path> files_in(const fs::path& folder, const char* ending) {
    std::vector<fs::path> files;
    std::error_code error;
    for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
        if (it->path().extension() == ending && it->is_regular_file(error)) files.push_back(it->path());
    std::sort(files.begin(), files.end());
    return files;
}

IndexedFlow indexed(const fs::path& file, const std::string& name, const flows::Flow& flow, int at) {
    const auto& process = flow.processes[static_cast<std::size_t>(at)];
    const auto analysis = flows::analyse(flow, at);
    IndexedFlow one{file, name, process.id, process.variant, process.department, 0, analysis.cases, process.volume ? process.volume->by_year : std::map<int, double>{}, analysis.minutes_per_case, analysis.hours, 0, false, 0, {}, {}, "", analysis.fault};
    one.words = name + "\n" + process.name + "\n" + process.department + "\n" + process.text;
    double paper = 0, regular = 0;
    for (const auto& node : flow.nodes) {
        if (node.process != at) continue;
        one.words += "\n" + node.name + "\n" + node.text;
        one.steps += node.is_activity();
        if (!node.attachments.input.empty()) one.paper_said = true;
        if (!node.attachments.template_id.empty()) one.templates.push_back(node.attachments.template_id);
        if (!node.attachments.scenario_id.empty()) one.scenarios.push_back(node.attachments.scenario_id);
    }
    for (const auto& lane : flow.lanes)
        if (lane.process == at) one.words += "\n" + lane.name;
    for (const auto& step : analysis.steps) {
        const auto& node = flow.nodes[static_cast<std::size_t>(step.node)];
        if (node.attachments.input == "paper") paper += step.minutes_per_case;
        if (step.visits >= of_every_case) regular += step.minutes_per_case;
    }
    if (one.minutes > 0) one.paper = paper / one.minutes, one.regular = regular / one.minutes;
    return one;
}

/// As it is now: As-Is, or a variant of which the file has no As-Is.
bool stands_now(const IndexedFlow& one, const std::vector<IndexedFlow>& all) {
    if (one.variant == flows::Variant::as_is || one.variant == flows::Variant::unsaid) return true;
    return std::none_of(all.begin(), all.end(), [&](const auto& other) { return other.file == one.file && other.variant == flows::Variant::as_is; });
}

int column_named(const std::vector<std::string>& heading, std::initializer_list<const char*> names) {
    for (std::size_t at = 0; at < heading.size(); ++at)
        if (std::find(names.begin(), names.end(), heading[at]) != names.end()) return static_cast<int>(at);
    return -1;
}

/// "suginami-r5": a fiscal year between - _ . or blanks; 0: none.
int year_in(const std::string& name) {
    for (std::size_t at = 0; at <= name.size();) {
        const auto end = std::min(name.find_first_of("-_. ", at), name.size());
        if (const auto year = fiscal_year(std::string_view(name).substr(at, end - at))) return year->begins;
        at = end + 1;
    }
    return 0;
}

std::string share_words(double share) { return figure_text(share * 100, 0) + " %"; }

Candidate candidate_of(const IndexedFlow& flow) {
    Candidate one{flow.department, flow.name, flow.file, {}, flow.cases, {}, {}, {}, {}};
    if (flow.minutes > 0) one.regular = flow.regular;
    if (flow.paper_said) one.paper = flow.paper;
    if (flow.cases && flow.minutes > 0) one.hours = flow.hours;
    one.reasons.push_back(!flow.cases ? "件数が入っていない" : flow.minutes > 0 ? figure_text(*flow.cases, 0) + " 件 × " + figure_text(flow.minutes, 2, true) + " 分" : "分数が入っていない");
    one.reasons.push_back(flow.minutes > 0 ? "毎件同じ手順 " + share_words(flow.regular) : "手順の割合は分からない（半分とした）");
    one.reasons.push_back(flow.paper_said ? "紙から入る分 " + share_words(flow.paper) : "紙かどうか書いていない（半分とした）");
    return one;
}

Candidate candidate_of(const ListedWork& work) {
    Candidate one{work.department, work.work, {}, work.hours, work.cases, {}, {}, {}, {}};
    if (work.online) one.paper = *work.online ? 0 : 1;
    if (work.hours) one.reasons.push_back("年 " + figure_text(*work.hours, 1, true) + " 時間（" + work.source + "）");
    else one.reasons.push_back("時間は分からない。流れを描いて計ってください");
    if (work.cases) one.reasons.push_back(figure_text(*work.cases, 0) + " 件/年");
    one.reasons.push_back("手順の割合は分からない（半分とした）");
    one.reasons.push_back(!work.online ? "紙かどうか分からない（半分とした）" : *work.online ? "オンラインで受けている" : "オンラインで受けていない（紙とした）");
    return one;
}

}  // namespace

const char* const candidate_rule = "点 = 年の時間 × 毎件同じ手順の割合 ×（1 ＋ 紙から入る割合）÷ 2。分からない割合は半分とします。話し合う順番で、削減時間ではありません。";

fs::path work_lists_folder(const Workspace& workspace) { return flows_folder(workspace) / "lists"; }

std::vector<ListedWork> read_work_list(const fs::path& csv) {
    const ocr::CsvTable table = [&] {
        try {
            return ocr::read_csv(csv, 16u << 20);
        } catch (const ocr::CsvFault& fault) {
            throw RequestFault(fault.what());
        }
    }();
    const std::string mend = "見出しに 所管課,業務,時間,件数（department,work,hours_per_year,cases_per_year）を書いてください";
    if (table.rows.empty()) throw RequestFault("業務の一覧が空です: " + csv.string() + ": " + mend);
    const auto& heading = table.rows.front();
    const int department = column_named(heading, {"department", "所管課", "課"}), work = column_named(heading, {"work", "procedure", "業務", "手続き", "手続"});
    const int hours = column_named(heading, {"hours_per_year", "hours", "時間", "年間時間"}), cases = column_named(heading, {"cases_per_year", "cases", "件数", "年間件数"});
    const int online = column_named(heading, {"online", "オンライン"}), year = column_named(heading, {"year", "fiscal_year", "年度"});
    const int year_of_file = year_in(csv.stem().string());
    if (department < 0 || work < 0 || (hours < 0 && cases < 0)) throw RequestFault("業務の一覧の列が足りません: " + csv.string() + " 1 行目: " + mend);
    std::vector<ListedWork> all;
    for (std::size_t at = 1; at < table.rows.size(); ++at) {
        const auto& row = table.rows[at];
        const auto cell = [&](int column) { return column >= 0 && static_cast<std::size_t>(column) < row.size() ? row[static_cast<std::size_t>(column)] : std::string(); };
        const auto fault = [&](const std::string& what, const std::string& how) { return RequestFault(what + ": " + csv.string() + " " + std::to_string(table.lines[at]) + " 行目: " + how); };
        const auto number = [&](int column) -> std::optional<double> {
            std::string text = cell(column);
            std::erase(text, ',');
            if (text.empty()) return std::nullopt;
            double value = 0;
            const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
            if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !(value >= 0) || value > 1e12) throw fault("「" + cell(column) + "」を数として読めません", "0 以上の数を半角で書いてください");
            return value;
        };
        ListedWork one{cell(department), cell(work), number(hours), number(cases), {}, year_of_file, csv.filename().string()};
        if (one.department.empty() && one.work.empty()) continue;
        if (one.work.empty()) throw fault("業務の名前がありません", "名前を書くか、行を消してください");
        if (const auto text = cell(year); !text.empty()) {
            const auto named = fiscal_year(text);
            if (!named) throw fault("年度「" + text + "」が分かりません", "R5、令和5年度、2023 のように書いてください");
            one.year = named->begins;
        }
        if (const auto text = cell(online); text == "yes" || text == "○" || text == "有") one.online = true;
        else if (text == "no" || text == "×" || text == "無") one.online = false;
        else if (!text.empty()) throw fault("オンライン「" + text + "」が分かりません", "yes か no（○ か ×）にしてください");
        all.push_back(std::move(one));
    }
    if (all.empty()) throw RequestFault("業務が一つもありません: " + csv.string() + ": 見出しの下に業務を書いてください");
    return all;
}

int keep_work_list(Workspace& workspace, const fs::path& csv) {
    require(workspace, {Right::clerk, Right::help_desk, Right::it});
    const auto all = read_work_list(csv);
    store::make_folder(work_lists_folder(workspace));
    fs::path target = work_lists_folder(workspace) / csv.filename();
    target.replace_extension(".csv");
    std::error_code same;
    if (!fs::equivalent(csv, target, same)) store::copy_whole(csv, target);
    return static_cast<int>(all.size());
}

std::uintmax_t flow_bytes(const Workspace& workspace) {
    std::uintmax_t sum = 0;
    std::error_code gone;
    for (const auto& file : files_in(flows_folder(workspace), ".bpmn"))
        if (const auto size = fs::file_size(file, gone); !gone) sum += size;
    return sum;
}

FlowIndex flow_index(const Workspace& workspace, const FlowIndexProgress& progress) {
    FlowIndex index;
    const auto all = progress ? flow_bytes(workspace) : 0;
    std::uintmax_t done = 0;
    for (const auto& file : files_in(flows_folder(workspace), ".bpmn")) {
        if (progress) {
            if (!progress(done, all)) return index;
            std::error_code gone;
            if (const auto size = fs::file_size(file, gone); !gone) done += size;
        }
        const auto reading = flows::load_flow(file);
        const std::string name = name_of(reading.flow, file);
        if (!reading.whole) {
            index.flows.push_back({file, name, "", {}, "", 0, {}, {}, 0, 0, 0, false, 0, {}, {}, name, reading.problems.empty() ? "BPMN ではありません" : reading.problems.front().what});
            continue;
        }
        for (std::size_t process = 0; process < reading.flow.processes.size(); ++process)
            if (auto one = indexed(file, name, reading.flow, static_cast<int>(process)); one.steps > 0) index.flows.push_back(std::move(one));
    }
    std::stable_sort(index.flows.begin(), index.flows.end(), [](const auto& a, const auto& b) { return std::tie(a.department, a.name, a.variant) < std::tie(b.department, b.name, b.variant); });
    for (const auto& file : files_in(work_lists_folder(workspace), ".csv")) {
        try {
            auto listed = read_work_list(file);
            index.listed.insert(index.listed.end(), std::make_move_iterator(listed.begin()), std::make_move_iterator(listed.end()));
        } catch (const RequestFault& fault) {
            index.faults.push_back(fault.what());
        }
    }
    return index;
}

std::vector<IndexedFlow> flows_with(const FlowIndex& index, const std::string& words) {
    const auto wanted = query_words(words);
    std::vector<IndexedFlow> found;
    for (const auto& flow : index.flows)
        if (has_words(flow.words, wanted)) found.push_back(flow);
    return found;
}

std::vector<DepartmentTotal> totals_by_department(const std::vector<IndexedFlow>& flows) {
    std::map<std::string, DepartmentTotal> by_name;
    DepartmentTotal sum{.department = "計"};
    for (const auto& flow : flows) {
        if (!stands_now(flow, flows) || flow.process.empty()) continue;
        for (auto* total : {&by_name[flow.department], &sum}) {
            ++total->procedures, total->steps += flow.steps;
            total->uncounted += !flow.cases || flow.minutes <= 0;
            total->cases += flow.cases.value_or(0), total->hours += flow.hours;
        }
    }
    std::vector<DepartmentTotal> all;
    for (auto& [department, total] : by_name) total.department = department, all.push_back(total);
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.hours > b.hours; });
    all.push_back(sum);
    return all;
}

std::string YearTotal::year_name() const { return year ? FiscalYear{year}.name() : "年度なし"; }

std::vector<YearTotal> totals_by_year(const FlowIndex& index) {
    std::map<int, std::map<std::string, YearTotal>> all;
    const auto both = [&](int year, const std::string& department, auto add) {
        add(all[year][department]);
        add(all[year]["計"]);
    };
    for (const auto& flow : index.flows) {
        if (!stands_now(flow, index.flows) || flow.process.empty()) continue;
        auto years = flow.by_year;
        if (years.empty()) years[0] = flow.cases.value_or(0);
        for (const auto& [year, cases] : years)
            both(year, flow.department, [&, number = cases](YearTotal& total) { ++total.procedures, total.cases += number, total.hours += number * flow.minutes / 60; });
    }
    for (const auto& work : index.listed)
        both(work.year, work.department, [&](YearTotal& total) { ++total.listed, total.listed_cases += work.cases.value_or(0), total.listed_hours += work.hours.value_or(0); });
    std::vector<YearTotal> sorted;
    for (auto year = all.rbegin(); year != all.rend(); ++year) {
        std::vector<YearTotal> of_year;
        for (auto& [department, total] : year->second) total.department = department, total.year = year->first, of_year.push_back(total);
        std::stable_sort(of_year.begin(), of_year.end(), [](const auto& a, const auto& b) {
            const bool sum_a = a.department == "計", sum_b = b.department == "計";
            return sum_a != sum_b ? sum_b : std::pair(a.hours, a.listed_hours) > std::pair(b.hours, b.listed_hours);
        });
        sorted.insert(sorted.end(), of_year.begin(), of_year.end());
    }
    return sorted;
}

std::map<int, double> cases_by_year(const std::string& written) {
    std::map<int, double> all;
    std::string text = written;
    for (std::size_t at = 0; at < text.size(); ++at)   // a comma before a year parts; within a number it groups
        if (text[at] == ',' && (at + 1 == text.size() || text[at + 1] < '0' || text[at + 1] > '9')) text[at] = ' ';
    const std::string mend = "R4=29622, R5=30104 のように、年度と件数を書いてください";
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(" \t\n;/", at), text.size());
        std::string part = text.substr(at, end - at);
        at = end + 1;
        if (part.empty()) continue;
        const auto sign = part.find('=');
        const auto year = fiscal_year(std::string_view(part).substr(0, sign == std::string::npos ? 0 : sign));
        std::string number = sign == std::string::npos ? "" : part.substr(sign + 1);
        std::erase(number, ',');
        double cases = 0;
        const auto read = std::from_chars(number.data(), number.data() + number.size(), cases);
        if (!year || number.empty() || read.ec != std::errc() || read.ptr != number.data() + number.size() || !(cases >= 0) || cases > 1e10)
            throw RequestFault("年度ごとの件数を読めません: 「" + part + "」: " + mend);
        all[year->begins] = cases;
    }
    return all;
}

std::string cases_by_year_text(const std::map<int, double>& by_year) {
    std::string text;
    for (const auto& [year, cases] : by_year) text += (text.empty() ? "" : ", ") + FiscalYear{year}.name() + "=" + figure_text(cases, 0);
    return text;
}

std::vector<Candidate> candidates(const FlowIndex& index) {
    std::vector<Candidate> all;
    for (const auto& flow : index.flows) {
        if (!stands_now(flow, index.flows) || flow.process.empty()) continue;
        auto one = candidate_of(flow);
        for (const auto& other : index.flows)
            if (other.file == flow.file)
                for (const auto& scenario : other.scenarios) one.reasons.push_back("シナリオ「" + scenario + "」が付いている");
        all.push_back(std::move(one));
    }
    for (const auto& work : index.listed) all.push_back(candidate_of(work));
    for (auto& one : all)
        if (one.hours) one.points = *one.hours * one.regular.value_or(unknown_share) * (1 + one.paper.value_or(unknown_share)) / 2;
    std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
        if (a.points.has_value() != b.points.has_value()) return a.points.has_value();
        if (a.points) return *a.points > *b.points;
        return a.cases.value_or(0) * (1 + a.paper.value_or(unknown_share)) > b.cases.value_or(0) * (1 + b.paper.value_or(unknown_share));
    });
    return all;
}

std::vector<Projection> projections(const Workspace& workspace, const HoursReport& report) {
    std::vector<Projection> all;
    for (const auto& file : files_in(flows_folder(workspace), ".bpmn")) {
        const auto reading = flows::load_flow(file);
        const auto shown = reading.whole ? diagrams_to_show(reading.flow) : std::vector<int>{};
        if (shown.size() < 2) continue;
        const int before = process_of(reading.flow, shown[0]), after = process_of(reading.flow, shown[1]);
        if (before < 0 || after < 0) continue;
        const auto older = flows::analyse(reading.flow, before), newer = flows::analyse(reading.flow, after);
        Projection one{file, name_of(reading.flow, file) + " " + std::string(flows::japanese(newer.variant)), {}, "", {}};
        if (older.cases && newer.cases && older.fault.empty() && newer.fault.empty()) one.hours = newer.hours - older.hours;
        for (const auto& lane : newer.lanes)
            if (lane.minutes_per_case > 0) one.counted += (one.counted.empty() ? "" : "・") + lane.name;
        one.counted += one.counted.empty() ? "分数なし" : "の時間";
        std::set<std::string> scenarios;   // one that both variants name counts once
        for (const auto& node : reading.flow.nodes) scenarios.insert(node.attachments.scenario_id);
        for (const auto& saved : report.scenarios)
            if (scenarios.count(saved.scenario) && !saved.no_baseline) one.measured_net = one.measured_net.value_or(0) + static_cast<double>(saved.net_ms) / 3'600'000;
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace yorozu::desk
