// Reading a tray of postcards: the whole way, each stage, and Tesseract on the same pages beside it.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>

#include "ocr/read.h"
#include "tests/bench/tray.h"

namespace yorozu::bench {
namespace {

constexpr int tray = 60;

void count_pages(benchmark::State& state) {
    state.counters["pages/min"] = benchmark::Counter(60.0 * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// File → record, as `yorozu read` does it: decoding included, one recogniser a thread.
void whole_way(benchmark::State& state) {
    const auto files = as_files(postcards(tray));
    ocr::Recogniser recogniser;
    static std::atomic<std::size_t> next{0};
    for (auto _ : state) {
        ocr::PageReader reader(files[next++ % files.size()]);
        const auto result = reader.next();
        benchmark::DoNotOptimize(ocr::read_document(std::get<ocr::Page>(*result), desk().index, recogniser, desk().lexicons));
    }
    count_pages(state);
}
BENCHMARK(whole_way)->Threads(1)->UseRealTime()->Unit(benchmark::kMillisecond)->MinTime(5);
BENCHMARK(whole_way)->Threads(2)->UseRealTime()->Unit(benchmark::kMillisecond)->MinTime(5);

void stage_load(benchmark::State& state) {
    const auto files = as_files(postcards(tray));
    std::size_t next = 0;
    for (auto _ : state) {
        ocr::PageReader reader(files[next++ % files.size()]);
        benchmark::DoNotOptimize(reader.next());
    }
    count_pages(state);
}
BENCHMARK(stage_load)->Unit(benchmark::kMillisecond);

void stage_find_form(benchmark::State& state) {
    const auto& pages = postcards(tray);
    std::size_t next = 0;
    for (auto _ : state) benchmark::DoNotOptimize(ocr::find_form(pages[next++ % pages.size()], desk().index));
    count_pages(state);
}
BENCHMARK(stage_find_form)->Unit(benchmark::kMillisecond);

void stage_read_fields(benchmark::State& state) {
    const auto& pages = postcards(tray);
    std::vector<ocr::FormMatch> matches;
    for (const auto& page : pages) matches.push_back(ocr::find_form(page, desk().index));
    ocr::Recogniser recogniser;
    std::size_t next = 0;
    for (auto _ : state) {
        const std::size_t i = next++ % pages.size();
        if (matches[i].form) benchmark::DoNotOptimize(ocr::read_fields(pages[i], matches[i], recogniser));
    }
    count_pages(state);
}
BENCHMARK(stage_read_fields)->Unit(benchmark::kMillisecond);

/// The peer: `tesseract -l jpn` on the whole page, one process a page, as an office would script it.
void peer_tesseract(benchmark::State& state) {
    const auto files = as_files(postcards(tray));
    std::size_t next = 0;
    for (auto _ : state) {
        const std::string command = "OMP_THREAD_LIMIT=1 tesseract '" + files[next++ % files.size()] + "' - -l jpn >/dev/null 2>&1";
        if (std::system(command.c_str()) != 0) {
            state.SkipWithError("tesseract is not installed");
            return;
        }
    }
    count_pages(state);
}
BENCHMARK(peer_tesseract)->UseRealTime()->Unit(benchmark::kMillisecond)->MinTime(5);

}  // namespace
}  // namespace yorozu::bench

BENCHMARK_MAIN();
