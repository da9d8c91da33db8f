// Finding among 100,000 cases, and the hours of five years: what a person waits for.
#include <SQLiteCpp/SQLiteCpp.h>
#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>

#include "workbench/desk/cases/case_similar.h"
#include "workbench/desk/hours/hours_data.h"

namespace yorozu::bench {
namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("yorozu-bench-" + std::to_string(std::random_device{}()));
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
};

constexpr const char* words[] = {"口座振替", "はがき", "入力", "登録", "還付", "申請", "電子申請", "窓口", "調査票", "集計", "予約", "台帳", "突合", "督促", "証明", "転入", "保育", "介護保険", "国保", "課税",
                                 "納税", "収納", "決裁", "文書", "議事録", "照会", "回答", "様式", "外字", "宛名", "封入", "発送", "督促状", "減免", "認定", "給付", "助成", "医療費", "学校", "施設"};

/// 100,000 cases, some with rare words, made once.
desk::Workspace& many_cases() {
    static const Folder folder;
    static desk::Workspace workspace(folder.path, store::Access::write, 1'700'000'000'000);
    static const bool filled = [] {
        workspace.begin({"bench", false, [] { return store::TimeMs{1'742'000'000'000}; }});
        auto kept = desk::stored_cases(workspace);
        std::mt19937 random(1);
        const auto some = [&](int count) {
            std::string text;
            for (int at = 0; at < count; ++at) text += std::string(words[random() % std::size(words)]) + (random() % 2 ? "の" : "を");
            return text;
        };
        std::vector<store::NewCase> chunk;
        for (int at = 0; at < 100'000; ++at) {
            const std::string title = some(3) + (at % 997 == 0 ? "特別徴収簿冊" : "減らしたい");
            chunk.push_back({"R6-" + std::to_string(at), {{.kind = "received", .changes = {{"title", title}, {"body", some(20)}, {"department", "課税課"}, {"category", "RPA"}}, .who = "bench", .at = 1'700'000'000'000 + at * 1000LL},
                                                          {.kind = "note", .text = some(15), .minutes = 5, .who = "bench", .at = 1'700'000'000'000 + at * 1000LL}}});
            if (chunk.size() == 1000) kept.add(chunk, 1), chunk.clear();
        }
        return true;
    }();
    (void)filled;
    return workspace;
}

void search_cases(benchmark::State& state, const char* query) {
    auto& workspace = many_cases();
    std::size_t hits = 0;
    for (auto _ : state) hits = desk::search_cases(workspace, query).hits.size();
    state.counters["hits"] = static_cast<double>(hits);
}

void similar_cases(benchmark::State& state, const char* text) {
    auto& workspace = many_cases();
    std::size_t hits = 0;
    for (auto _ : state) hits = desk::similar_work(workspace, text).size();
    state.counters["hits"] = static_cast<double>(hits);
}

/// 5 years × 100 scenarios × 1,000,000 run entries: 500,000 records with intent and outcome.
desk::Workspace& many_runs() {
    static const Folder folder;
    static desk::Workspace workspace(folder.path, store::Access::write, 1'700'000'000'000);
    static const bool filled = [] {
        SQLite::Database raw((folder.path / "yorozu.db").string(), SQLite::OPEN_READWRITE);
        raw.exec("PRAGMA synchronous = OFF");
        raw.exec("BEGIN");
        raw.exec("INSERT INTO runs (id, scenario, test, start_ms) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT i, 'scenario' || i, 0, 1 FROM n");
        raw.exec("INSERT INTO items (id, scenario, business_key, record, state, target_number, added_ms) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000) "
                 "SELECT i, 'scenario' || (1 + i % 100), 'k' || i, '{}', CASE WHEN i % 50 THEN 'done' ELSE 'unknown' END, CASE WHEN i % 20 THEN 'U' || i ELSE '' END, 1585699200000 + i * 315360 FROM n");
        raw.exec("INSERT INTO run_entries (run, item, step, start_ms, end_ms, outcome, evidence, detail) SELECT 1 + id % 100, id, 'confirm', added_ms, added_ms + 800, 'intent', '', '' FROM items");
        raw.exec("INSERT INTO run_entries (run, item, step, start_ms, end_ms, outcome, evidence, detail) SELECT 1 + id % 100, id, 'confirm', added_ms + 800, added_ms + 1600, state, 'e.png', '' FROM items");
        for (int at = 1; at <= 100; ++at)
            raw.exec("INSERT INTO baselines (scenario, version, minutes, n, who, method, valid_from, entered_ms) VALUES ('scenario" + std::to_string(at) + "', 1, '[4,4,4,4,4,4,5,5,5,5,5,5]', 12, 'x', 'y', '2020-01-01', 1)");
        raw.exec("COMMIT");
        return true;
    }();
    (void)filled;
    return workspace;
}

void hours_of_five_years(benchmark::State& state) {
    auto& workspace = many_runs();
    int counted = 0;
    for (auto _ : state) counted = desk::hours_saved(desk::hours_input(workspace), {"2020-04-01", "2025-03-31", "5 年"}).total.counted;
    state.counters["counted"] = counted;
}

void hours_of_a_year_by_month(benchmark::State& state) {
    auto& workspace = many_runs();
    const auto input = desk::hours_input(workspace);
    for (auto _ : state) benchmark::DoNotOptimize(desk::hours_by_month(input, 2024, "2025-03-31"));
}

BENCHMARK_CAPTURE(search_cases, rare_word, "特別徴収簿冊")->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK_CAPTURE(search_cases, common_word, "口座振替")->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK_CAPTURE(search_cases, three_words, "口座振替 介護保険 様式")->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK_CAPTURE(search_cases, two_characters, "口座")->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK_CAPTURE(search_cases, one_character, "座")->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK_CAPTURE(search_cases, absent, "宇宙旅行")->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK_CAPTURE(similar_cases, while_typing, "口座のはがき入力を減らしたい")->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK_CAPTURE(similar_cases, rare, "特別徴収簿冊の集計")->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK(hours_of_five_years)->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK(hours_of_a_year_by_month)->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();

}  // namespace
}  // namespace yorozu::bench
