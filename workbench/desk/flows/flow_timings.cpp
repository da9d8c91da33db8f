#include "workbench/desk/flows/flow_timings.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "ocr/lexicon/csv_table.h"
#include "workbench/desk/flows/flow_desk.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {

namespace fs = std::filesystem;

fs::path timings_file(const fs::path& flow) { return flow.parent_path() / "timings" / (flow.stem().string() + ".csv"); }

void add_timings(const fs::path& flow, const std::vector<FlowTiming>& timings) {
    if (timings.empty()) return;
    const auto file = timings_file(flow);
    store::make_folder(file.parent_path());
    std::error_code ignored;
    std::string lines = fs::exists(file, ignored) ? "" : "began_ms,date,minutes,step,who\n";
    for (const auto& one : timings) {
        char number[64];
        std::snprintf(number, sizeof number, "%.4f", one.minutes);
        lines += std::to_string(one.began) + "," + iso_date(one.began) + "," + number + "," + ocr::csv_field(one.step) + "," + ocr::csv_field(one.who) + "\n";
    }
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    const bool written = out >= 0 && ::write(out, lines.data(), lines.size()) == static_cast<ssize_t>(lines.size()) && ::fsync(out) == 0;
    const std::string why = written ? "" : std::strerror(errno);
    if (out >= 0) ::close(out);
    if (!written) throw FlowRequestFault("計測を書けません（" + why + "）: " + file.string() + ": 空き容量と書き込みの権限を確かめて、もう一度保存してください");
}

std::vector<FlowTiming> timings_of(const fs::path& flow, const std::string& step) {
    std::vector<FlowTiming> found;
    std::error_code error;
    const auto file = timings_file(flow);
    if (!fs::exists(file, error)) return found;
    const auto table = ocr::read_csv(file, 16u << 20);
    for (const auto& row : table.rows)
        if (row.size() >= 5 && row[3] == step)
            if (const double minutes = std::strtod(row[2].c_str(), nullptr); minutes > 0) found.push_back({std::strtoll(row[0].c_str(), nullptr, 10), minutes, row[3], row[4]});
    return found;
}

flows::StepQuantities timed_step(flows::StepQuantities step, const std::vector<FlowTiming>& timings) {
    if (timings.empty()) return step;
    const auto n = static_cast<double>(timings.size());
    double mean = 0, squares = 0;
    for (const auto& one : timings) mean += one.minutes / n;
    for (const auto& one : timings) squares += (one.minutes - mean) * (one.minutes - mean);
    const double deviation = timings.size() > 1 ? std::sqrt(squares / (n - 1)) : 0;
    const auto rounded = [](double value) { return std::round(value * 100) / 100; };
    flows::Minutes minutes;
    minutes.mean = rounded(mean);
    if (timings.size() >= 5 && deviation > 0) minutes.kind = flows::Minutes::Kind::normal, minutes.deviation = rounded(deviation);
    step.minutes = minutes;
    step.source = flows::Source::timed;
    std::vector<std::string> people;
    for (const auto& one : timings)
        if (std::find(people.begin(), people.end(), one.who) == people.end()) people.push_back(one.who);
    std::string who;
    for (const auto& one : people) who += (who.empty() ? "" : "、") + one;
    char spread[48] = "";
    if (timings.size() > 1) std::snprintf(spread, sizeof spread, "、標準偏差 %.2f 分", deviation);
    step.source_note = "ストップウォッチ n = " + std::to_string(timings.size()) + spread + "、" + who + "、" + iso_date(timings.back().began);
    return step;
}

}  // namespace yorozu::desk
