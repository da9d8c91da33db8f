#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Hours saved: how the number is made. Pure: no store, no clock; the screen, the command line and the tests get the
/// same number from the same inputs. Rules after cases-and-hours (docs/architecture.md, "hours saved"):
///   gross    = Σ baseline minutes over records that were keyed and confirmed by the target
///   net      = gross − people's minutes (checking, set-up, exceptions) − maintenance − build hours over 36 months
///   verified = the same costs taken from the gross of those records for which the target gave its own number
/// Time is counted in whole milliseconds, so that sums are exact in any order.
namespace yorozu::desk {

using DurationMs = std::int64_t;

/// One record on its way into the target, as the queue and its journal tell it.
struct KeyedRecord {
    std::string scenario;
    std::int64_t item = 0;
    std::int64_t run = 0;         ///< of the entry that ended it
    std::string business_key;     ///< only to find doubles; never printed
    std::string outcome;          ///< "done", "unknown", "business_exception" …
    bool test = false;            ///< test run or dry run
    bool confirmed = false;       ///< the journal has the intent and, after it, the target's confirmation
    std::string target_number;    ///< 受付番号, "" if the target gave none
    std::string day;              ///< ISO, in Japan, of the confirmation
    DurationMs robot_ms = 0;      ///< shown, not subtracted
    std::string evidence;         ///< file name
    std::string source;           ///< where the record came from
    int times = 1;                ///< so many records that came out alike on that day; then item and key are absent
    std::string excluded = {};    ///< why a person took it out of the count, "" if nobody did
};

/// A stopwatch sample of the manual work.
struct Baseline {
    std::string scenario;
    int version = 0;
    std::vector<double> minutes;
    std::string who;
    std::string method;
    std::string valid_from;  ///< ISO
};
/// Fewer timings than this are no baseline.
constexpr std::size_t least_timings = 10;
constexpr int build_months = 36;

/// People's time, measured or entered.
struct PeopleTime {
    enum class Kind { checking, set_up, exception, maintenance, build } kind = Kind::checking;
    std::string scenario;
    DurationMs ms = 0;    ///< negative: takes an earlier line back
    std::string day;      ///< ISO
    std::string reason;   ///< what it was, without personal data
    std::int64_t item = 0;  ///< checking: the record's item
};
std::string_view name_of(PeopleTime::Kind kind);  ///< in Japanese

struct Period {
    std::string first_day, last_day;  ///< ISO, both inside; last_day not after today
    std::string name;                 ///< "R8"
};

struct HoursInput {
    std::vector<KeyedRecord> records;
    std::vector<Baseline> baselines;
    std::vector<PeopleTime> people;
    std::map<std::string, std::string> retired_on;  ///< scenario → ISO day from which nothing counts
    std::map<std::string, std::string> departments; ///< scenario → whose it is
    std::map<std::string, std::string> tools;       ///< scenario → RPA, AI-OCR, AI-OCR+RPA
};

/// One line behind a number. The lines of a scenario sum to its net.
struct HoursLine {
    std::string kind;          ///< 入力, 確認, 準備, 例外, 保守, 作成
    std::int64_t item = 0;
    std::int64_t run = 0;
    std::string day;
    DurationMs ms = 0;         ///< what it adds to (or takes from) the net; 0 when not counted
    bool counted = false;
    bool verified = false;     ///< the target gave a number
    int baseline_version = 0;
    std::string note;          ///< why it counts nothing, or what the cost was
    std::string target_number, evidence, source;
    int times = 1;             ///< records that this line stands for
};

/// How a sample was used.
struct BaselineUse {
    int version = 0;
    std::size_t n = 0;
    double mean_minutes = 0, deviation_minutes = 0;  ///< sample standard deviation
    DurationMs per_record_ms = 0;                    ///< mean, to the millisecond
    int records = 0, verified_records = 0;
    double half_width_hours = 0;  ///< 95 % by Student's t: t(0.975, n−1) · s/√n · records
    std::string who, method, valid_from;
};

struct HoursSaved {
    std::string scenario;  ///< "" for the total
    int counted = 0;       ///< records
    int verified_counted = 0;
    std::map<std::string, int> not_counted;  ///< reason in Japanese → records
    bool no_baseline = false;                ///< 「基準なし：0」
    DurationMs gross_ms = 0, checking_ms = 0, set_up_ms = 0, exception_ms = 0, maintenance_ms = 0, build_ms = 0;
    DurationMs net_ms = 0, verified_ms = 0, robot_ms = 0;
    double half_width_hours = 0;  ///< of gross and net; samples are independent, so widths add as squares
    std::vector<BaselineUse> baselines;
    std::vector<HoursLine> lines;      ///< empty for the total
    std::vector<std::string> formula;  ///< written out with the inputs
};

struct HoursReport {
    Period period;
    std::vector<HoursSaved> scenarios;  ///< by id
    HoursSaved total;
};

HoursReport hours_saved(const HoursInput& input, const Period& period);

/// The months of a fiscal year from April until the one of `today`, each as hours_saved() has it; they add up to the year to the millisecond.
std::vector<HoursReport> hours_by_month(const HoursInput& input, int year_begins, const std::string& today);

/// Student's t quantile for 97.5 %, Cornish–Fisher expansion (Abramowitz & Stegun 26.7.5); error < 0.001 from 9 degrees on.
double t_975(int degrees_of_freedom);

/// 4,321.5 for 4321.46 hours; one decimal, grouped.
std::string hours_text(DurationMs ms);

}  // namespace yorozu::desk
