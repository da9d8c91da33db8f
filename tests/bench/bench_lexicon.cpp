// A doubtful address among as many as Japan has (goal: 5 ms a field at most on 150,000).
#include <benchmark/benchmark.h>

#include "tests/lexicon/doubtful_line.h"

namespace yorozu::bench {
namespace {

constexpr int municipalities = 1'800, towns = 84;
constexpr const char* begin_of_name[] = {"高島", "板橋", "練馬", "赤塚", "成増", "徳丸", "四葉", "大谷", "常盤", "前野", "志村", "蓮根", "坂下", "舟渡", "桜川", "双葉", "氷川", "富士見", "栄", "幸", "本", "新", "若木", "中台", "西台", "東山", "南常盤", "弥生", "向原", "小茂根", "熊野", "仲宿"};
constexpr const char* end_of_name[] = {"平", "台", "町", "丘", "原", "谷", "野", "島", "田", "川", "沢", "崎", "浜", "山", "本", "木"};

/// 151,200 made-up towns, each in a municipality, with a postal code of its own.
const ocr::Lexicon& addresses() {
    static const auto list = [] {
        std::vector<ocr::LexiconEntry> entries;
        for (int place = 0; place < municipalities; ++place)
            for (int town = 0; town < towns; ++town) {
                const int number = place * towns + town;
                const auto name = [](int of) { return std::string(begin_of_name[of % std::size(begin_of_name)]) + end_of_name[of / std::size(begin_of_name) % std::size(end_of_name)]; };
                entries.push_back({name(place) + (place % 3 ? "市" : "区") + name(number * 7 % 512), std::to_string(1'000'000 + number), "", ""});
            }
        return ocr::Lexicon("address", std::move(entries));
    }();
    return list;
}

void address_of_150000(benchmark::State& state) {
    const auto line = ocr::lattice_of(doubtful_glyphs("板橋平区高島平一丁目二番三号"));
    for (auto _ : state) benchmark::DoNotOptimize(addresses().spell_beginning(line, ocr::Spelling::text));
}
BENCHMARK(address_of_150000)->Unit(benchmark::kMillisecond);

void unparted_address_of_150000(benchmark::State& state) {
    const auto line = wide_line("板橋平区高島平一丁目二番三号");
    for (auto _ : state) benchmark::DoNotOptimize(addresses().spell_beginning(line, ocr::Spelling::text));
}
BENCHMARK(unparted_address_of_150000)->Unit(benchmark::kMillisecond);

void postal_code_of_150000(benchmark::State& state) {
    const auto code = doubtful_code("1075082");
    for (auto _ : state) benchmark::DoNotOptimize(addresses().spell(code, ocr::Spelling::code, 20));
}
BENCHMARK(postal_code_of_150000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace yorozu::bench
