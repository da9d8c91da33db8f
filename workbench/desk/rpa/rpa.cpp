#include "workbench/desk/rpa/rpa.h"

#include <algorithm>
#include <set>
#include <thread>

#include "ocr/lexicon/csv_table.h"
#include "rpa/chromium.h"
#include "rpa/desktop/desktop_driver.h"
#include "rpa/memory_queue.h"
#include "rpa/side_by_side.h"
#include "rpa/steps.h"
#include "workbench/desk/reading/reading_setup.h"
#include "workbench/desk/rpa/scenario_files.h"
#include "workbench/desk/rpa/secrets.h"
#include "workbench/desk/rpa/seen_items.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/desk/rpa/work_queue.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/kept_files.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/documents.h"
#include "workbench/store/work_queue.h"

namespace yorozu::desk {

namespace {

/// Records on their way into the queue.
struct Offered {
    std::vector<rpa::WorkItem> items;
    std::vector<std::string> sources;  ///< of each item, for the queue
    std::vector<LeftOut> left_out;
    int records = 0;
};

rpa::Scenario runnable_scenario(const RpaRequest& request, std::string_view today, const RpaEvents& events) {
    auto reading = rpa::load_scenario(request.scenario);
    if (!reading.scenario) throw RequestFault(fault_lines(request.scenario, reading.faults));
    rpa::Scenario scenario = std::move(*reading.scenario);
    if (!request.address.empty()) scenario.address = request.address;
    for (const auto& finding : rpa::check(scenario, std::string(today))) {
        const std::string sentence = finding.what + ": " + request.scenario.string() + " " + finding.place + ": " + finding.mend;
        if (finding.weight == rpa::Finding::Weight::error) throw RequestFault(sentence);
        if (events.warn) events.warn(sentence);
    }
    return scenario;
}

/// One item, or the reason why this record cannot be one. `queued_as`: see WorkQueue::add_from.
void offer(Offered& offered, const rpa::Scenario& scenario, std::map<std::string, std::string> record, const std::string& source, int place, const std::string& queued_as) {
    ++offered.records;
    std::vector<std::string> reasons;
    for (const auto& column : scenario.business_key)
        if (record[column].empty()) reasons.push_back("業務キーの列が空です: " + column);
    if (!reasons.empty()) {
        offered.left_out.push_back({source, place, std::move(reasons)});
        return;
    }
    rpa::WorkItem item;
    item.scenario = scenario.id;
    item.business_key = rpa::business_key_of(scenario, record);
    item.record = std::move(record);
    offered.items.push_back(std::move(item));
    offered.sources.push_back(queued_as);
}

Offered from_csv(const rpa::Scenario& scenario, const std::filesystem::path& file) {
    ocr::CsvTable table;
    try {
        table = ocr::read_csv(file);
    } catch (const ocr::CsvFault& fault) {
        throw RequestFault(fault.what());
    }
    if (table.rows.empty()) throw RequestFault("データが空です: " + file.string() + ": 1行目に列名、2行目から値を書いてください");
    const auto& header = table.rows.front();
    std::map<std::string, std::size_t> columns;
    for (const auto& column : scenario.data_columns) {
        const auto found = std::find(header.begin(), header.end(), column);
        if (found == header.end())
            throw RequestFault("シナリオが使う列がありません: " + file.string() + " 1 行目: 列 " + column + " を書き足してください");
        if (std::find(found + 1, header.end(), column) != header.end())
            throw RequestFault("同じ列が2つあります: " + file.string() + " 1 行目: 列 " + column + " を1つにしてください");
        columns[column] = static_cast<std::size_t>(found - header.begin());
    }
    Offered offered;
    for (std::size_t row = 1; row < table.rows.size(); ++row) {
        const auto& cells = table.rows[row];
        if (cells.size() == 1 && cells[0].empty()) continue;
        if (cells.size() != header.size()) {
            ++offered.records;
            offered.left_out.push_back({file.string(), table.lines[row], {"列の数が1行目と違います（" + std::to_string(header.size()) + " 列のはずが " + std::to_string(cells.size()) + " 列）。この行を直して、もう一度実行してください"}});
            continue;
        }
        std::map<std::string, std::string> record;
        for (const auto& [column, at] : columns) record[column] = cells[at];
        offer(offered, scenario, std::move(record), file.string(), table.lines[row], "data:" + file.filename().string());
    }
    return offered;
}

Offered from_batch(Workspace& workspace, const rpa::Scenario& scenario, const std::string& batch, std::string_view today) {
    const auto records = ready_records(workspace, batch, scenario.data_columns, today);
    Offered offered;
    for (const auto& ready : records.ready) {
        std::map<std::string, std::string> record;
        for (const auto& column : scenario.data_columns) {
            const auto found = ready.values.find(column);
            record[column] = found == ready.values.end() ? "" : found->second;
        }
        offer(offered, scenario, std::move(record), ready.source, ready.page, "batch:" + batch + "/" + std::to_string(ready.id));
    }
    for (const auto& waiting : records.waiting) {
        ++offered.records;
        offered.left_out.push_back({waiting.source, waiting.page, waiting.reasons});
    }
    return offered;
}

/// What a trial takes: `waiting` ones of the queue, then the first of the data that the queue does not know.
void keep_for_trial(Offered& offered, const std::vector<rpa::WorkItem>& queued, int waiting, int most) {
    std::set<std::string> known;
    for (const auto& item : queued) known.insert(item.business_key);
    Offered kept;
    for (std::size_t at = 0; at < offered.items.size() && static_cast<int>(kept.items.size()) < most - waiting; ++at) {
        if (!known.insert(offered.items[at].business_key).second) continue;
        kept.items.push_back(std::move(offered.items[at]));
        kept.sources.push_back(std::move(offered.sources[at]));
    }
    offered.items = std::move(kept.items);
    offered.sources = std::move(kept.sources);
}

/// Names that neither the file nor the environment has, but the vault.
std::vector<std::string> names_in_vault(Workspace& workspace, const rpa::Scenario& scenario, const Secrets& secrets) {
    std::vector<std::string> names;
    for (const auto& note : secret_notes(workspace))
        if (rpa::secrets_of(scenario).count(note.name) && !secrets.find(note.name)) names.push_back(note.name);
    return names;
}

/// All secrets that the scenario wants, with the vault opened if it has to be.
Secrets secrets_for(Workspace& workspace, const RpaRequest& request, const rpa::Scenario& scenario, const RpaEvents& events) {
    Secrets secrets(request.secrets);
    if (rpa::secrets_of(scenario).empty()) return secrets;
    guard_process();
    if (!names_in_vault(workspace, scenario, secrets).empty() && events.vault_passphrase)
        if (const auto passphrase = events.vault_passphrase()) secrets.open(open_vault(workspace, *passphrase, scenario.id));
    for (const auto& name : rpa::secrets_of(scenario))
        if (!secrets.find(name))
            throw RequestFault("秘密の値がありません: " + name + ": 金庫（yorozu vault set " + name + "）、環境変数 YOROZU_SECRET_" + name + "、--secrets のファイルのどれかに入れてください");
    return secrets;
}

/// `secrets` and `request` must outlive what is returned.
rpa::RunOptions run_options(const Workspace& workspace, const RpaRequest& request, const Secrets& secrets, const Clock& clock, const RpaEvents& events, std::stop_token stop) {
    rpa::RunOptions options;
    options.runner = this_runner();
    options.lease = request.lease;
    options.evidence = request.evidence.empty() ? workspace.evidence_folder() : request.evidence;
    options.traces = request.traces;
    options.most = request.most;
    options.test = request.most > 0;
    options.files = workspace.folder() / "rpa-files";
    options.watch = events.watch;
    options.ask = events.ask;
    if (!request.pictures.empty()) {
        std::filesystem::create_directories(request.pictures);
        options.watch.after = [&request, after = events.watch.after](const rpa::StepMoment& moment) {
            if (after) after(moment);
            if (!moment.item || moment.step.id.find('/') != std::string::npos) return;
            WholeFile picture(request.pictures / (moment.step.id + ".png"));
            picture.write(moment.driver.picture());
            picture.place();
        };
    }
    options.secret = [&secrets](const std::string& name) { return secrets.find(name); };
    options.progress = events.progress;
    options.warn = events.warn;
    options.cancelled = [stop] { return stop.stop_requested(); };
    options.now = clock;
    options.rest = [stop](std::chrono::milliseconds time) {
        for (auto left = time; left.count() > 0 && !stop.stop_requested(); left -= std::chrono::milliseconds(50))
            std::this_thread::sleep_for(std::min(left, std::chrono::milliseconds(50)));
    };
    return options;
}

rpa::ChromiumOptions browser_options(const RpaRequest& request, const rpa::Scenario& scenario, const RpaEvents& events) {
    rpa::ChromiumOptions browser;
    browser.driver = request.chromedriver;
    browser.headful = request.headful;
    browser.hosts = scenario.hosts;
    browser.warn = events.warn;
    return browser;
}

/// What the scenario works on: a browser, or a desktop of its own.
rpa::OpenBrowser screen_opener(const RpaRequest& request, const rpa::Scenario& scenario, const RpaEvents& events) {
    if (!scenario.on_desktop) return [browser = browser_options(request, scenario, events)] { return rpa::start_chromium(browser); };
    rpa::DesktopOptions desktop;
    desktop.screen = scenario.screen.value_or(rpa::DesktopScreen{});
    desktop.folder = std::filesystem::absolute(request.scenario).parent_path();
    for (const auto& program : scenario.programs)
        desktop.programs.push_back(program.rfind("./", 0) == 0 || program.rfind("../", 0) == 0 ? (desktop.folder / program).lexically_normal().string() : program);
    return [desktop] { return rpa::start_desktop(desktop); };
}

}  // namespace

bool wants_vault(Workspace& workspace, const RpaRequest& request) {
    const auto reading = rpa::load_scenario(request.scenario);
    return reading.scenario && !names_in_vault(workspace, *reading.scenario, Secrets(request.secrets)).empty();
}

bool ScenarioCheck::may_run() const {
    return faults.empty() && std::none_of(findings.begin(), findings.end(), [](const auto& one) { return one.weight == rpa::Finding::Weight::error; });
}

ScenarioCheck check_scenario(const std::filesystem::path& file, std::string_view today) {
    ScenarioCheck check;
    check.file = file;
    auto reading = rpa::load_scenario(file);
    check.faults = std::move(reading.faults);
    if (!reading.scenario) return check;
    check.id = reading.scenario->id;
    check.title = reading.scenario->title;
    check.findings = rpa::check(*reading.scenario, std::string(today));
    return check;
}

bool RpaReport::all_settled() const {
    if (!left_out.empty() || !summary.stopped.empty()) return false;
    for (const auto& trial : trials)
        if (!trial.ready && !trial.already_present) return false;
    if (!trials.empty()) return true;
    return std::all_of(items.begin(), items.end(), [](const auto& item) {
        return item.state == rpa::ItemState::done || item.state == rpa::ItemState::already_present;
    });
}

RpaReport run_rpa(Workspace& workspace, const RpaRequest& request, const Clock& clock, const RpaEvents& events, std::stop_token stop) {
    const DeadStackWipe wipe;
    const std::string today(iso_date(clock()));
    RpaReport report;
    report.scenario = runnable_scenario(request, today, events);
    const auto& scenario = report.scenario;
    permit_scenario(workspace, {Right::clerk, Right::it}, "key", scenario.id,
                    (request.batch ? "束 " + *request.batch : request.data ? "データ " + request.data->filename().string() : "再開") +
                        (request.dry_run ? "（試行）" : ""));
    if (request.batch) require(workspace, {}, store::Documents(workspace.database()).department(*request.batch).value_or(""));
    const Secrets secrets = secrets_for(workspace, request, scenario, events);
    Offered offered;
    if (request.data) offered = from_csv(scenario, *request.data);
    if (request.batch) offered = from_batch(workspace, scenario, *request.batch, today);
    report.records = offered.records;
    report.left_out = std::move(offered.left_out);

    const auto options = run_options(workspace, request, secrets, clock, events, stop);
    const auto open_browser = screen_opener(request, scenario, events);

    const auto began = clock();
    WorkQueue queue(workspace.database());
    std::vector<rpa::WorkItem> waiting;
    if (request.most > 0 || (request.dry_run && !request.data && !request.batch)) {
        const auto queued = queue.items(scenario.id);
        for (const auto& item : queued)
            if (item.state == rpa::ItemState::waiting && (request.most == 0 || static_cast<int>(waiting.size()) < request.most)) waiting.push_back(item);
        if (request.most > 0) keep_for_trial(offered, queued, static_cast<int>(waiting.size()), request.most);
    }
    if (request.dry_run) {
        offered.items.insert(offered.items.begin(), waiting.begin(), waiting.end());
        for (std::size_t i = 0; i < offered.items.size(); ++i) offered.items[i].id = static_cast<std::int64_t>(i) + 1;
        report.trials = rpa::try_records(scenario, offered.items, open_browser, options);
    } else {
        const auto added = queue.add_from(offered.items, offered.sources, clock());
        report.added = static_cast<int>(added.ids.size());
        report.known = static_cast<int>(added.duplicates.size());
        queue.release_dead_runners(scenario.id);
        if (request.resume) queue.reopen(scenario.id, true);
        report.items = queue.items(scenario.id);
        const bool work = std::any_of(report.items.begin(), report.items.end(), [](const auto& item) {
            return item.state == rpa::ItemState::waiting || item.state == rpa::ItemState::running || item.state == rpa::ItemState::intent;
        });
        if (work) report.summary = rpa::run_side_by_side(scenario, queue, open_browser, options, request.browsers);
        report.items = queue.items(scenario.id);
        note_files(workspace, "evidence");
    }
    report.seconds = static_cast<double>(clock() - began) / 1000.0;
    return report;
}

rpa::FindAnswer look_up_item(Workspace& workspace, const RpaRequest& request, std::int64_t id, const Clock& clock, const RpaEvents& events, std::stop_token stop) {
    const DeadStackWipe wipe;
    const auto scenario = runnable_scenario(request, iso_date(clock()), events);
    permit_scenario(workspace, {Right::clerk}, "view", scenario.id, "処理対象 " + std::to_string(id) + " の照会");
    const Secrets secrets = secrets_for(workspace, request, scenario, events);
    const auto items = WorkQueue(workspace.database()).items(scenario.id);
    const auto item = std::find_if(items.begin(), items.end(), [&](const auto& one) { return one.id == id; });
    store::WorkItems stored(workspace.database());
    const auto journal = stored.journal_of(id);
    if (item == items.end() || item->state != rpa::ItemState::unknown || journal.empty())
        throw RequestFault("照会する処理対象ではありません: " + std::to_string(id) + ": 一覧を読み直してください");
    const auto began = clock();
    const auto options = run_options(workspace, request, secrets, clock, events, stop);
    std::string picture;
    const auto answer = rpa::find_record(scenario, *item, screen_opener(request, scenario, events), options, picture);
    const bool found = answer.verdict == rpa::FindAnswer::Verdict::found;
    const std::string words = found ? "照会で登録を確かめました" : answer.verdict == rpa::FindAnswer::Verdict::absent ? "照会で見つかりません。先方で確かめてください" : answer.reason;
    const store::StoredRunEntry entry{journal.back().run, id, "verify.find", began, clock(), found ? "done" : "unknown", picture, words};
    stored.decide(id, "unknown", found ? "done" : "unknown", answer.number, words, entry);
    note_files(workspace, "evidence");
    return answer;
}

std::vector<rpa::WorkItem> rpa_items(Workspace& workspace, const std::string& scenario) {
    permit_scenario(workspace, {Right::clerk, Right::it, Right::manager}, "view", scenario, "処理対象");
    return seen_items(workspace, scenario);
}

std::vector<rpa::WorkItem> seen_items(Workspace& workspace, const std::string& scenario) {
    auto items = WorkQueue(workspace.database()).items(scenario);
    std::map<std::string, bool> seen;
    std::erase_if(items, [&](const rpa::WorkItem& item) {
        const auto [known, added] = seen.try_emplace(item.scenario);
        if (added) known->second = may_see(workspace, department_of_scenario(workspace, item.scenario));
        return !known->second;
    });
    return items;
}

}  // namespace yorozu::desk
