#include "workbench/desk/rpa/schedules.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "workbench/desk/rpa/holidays.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {

namespace {

using Json = nlohmann::ordered_json;
using State = ScheduledRun::State;

constexpr store::TimeMs minute = 60'000;
constexpr int farthest_days = 400;  ///< how far ahead is looked
const std::map<State, std::string> state_names = {{State::running, "running"}, {State::done, "done"}, {State::some_wait, "some-wait"}, {State::failed, "failed"}, {State::missed, "missed"}};
const std::map<Schedule::Days, std::string> days_names = {{Schedule::Days::office, "office"}, {Schedule::Days::weekdays, "weekdays"}, {Schedule::Days::month, "month"}};
const std::map<Schedule::Closed, std::string> closed_names = {{Schedule::Closed::skip, "skip"}, {Schedule::Closed::before, "before"}, {Schedule::Closed::after, "after"}};

template <class Key>
Key key_named(const std::map<Key, std::string>& names, const std::string& name) {
    for (const auto& [key, word] : names)
        if (word == name) return key;
    throw std::out_of_range(name);
}

std::filesystem::path book_file(const Workspace& workspace) { return workspace.folder() / "schedules.json"; }

struct Book {
    std::vector<Schedule> schedules;
    std::vector<ScheduledRun> runs;
};

Book read_book(const Workspace& workspace) {
    std::ifstream in(book_file(workspace), std::ios::binary);
    if (!in) return {};
    Book book;
    try {
        const Json json = Json::parse(in);
        if (json.at("formatVersion") != 1) throw std::out_of_range("formatVersion");
        for (const auto& one : json.at("schedules"))
            book.schedules.push_back({one.at("name"), one.at("scenario"), one.at("batch"), one.at("data"), key_named(days_names, one.at("days")), one.at("weekdays"), one.at("monthDays"),
                                      key_named(closed_names, one.at("closed")), one.at("at"), one.at("until"), one.at("since"), one.value("paused", false)});
        for (const auto& one : json.at("runs"))
            book.runs.push_back({one.at("schedule"), one.at("due"), one.at("began"), one.at("ended"), key_named(state_names, one.at("state")), one.at("words")});
        return book;
    } catch (const std::exception&) {
        throw RequestFault("予定のファイルを読めません: " + book_file(workspace).string() + ": 控えから戻すか、消して予定を作り直してください");
    }
}

void write_book(const Workspace& workspace, const Book& book) {
    Json schedules = Json::array(), runs = Json::array();
    for (const auto& one : book.schedules)
        schedules.push_back({{"name", one.name}, {"scenario", one.scenario}, {"batch", one.batch}, {"data", one.data}, {"days", days_names.at(one.days)}, {"weekdays", one.weekdays}, {"monthDays", one.month_days},
                             {"closed", closed_names.at(one.closed)}, {"at", one.at}, {"until", one.until}, {"since", one.since}, {"paused", one.paused}});
    for (const auto& one : book.runs)
        runs.push_back({{"schedule", one.schedule}, {"due", one.due}, {"began", one.began}, {"ended", one.ended}, {"state", state_names.at(one.state)}, {"words", one.words}});
    WholeFile file(book_file(workspace));
    file.write(Json{{"formatVersion", 1}, {"schedules", std::move(schedules)}, {"runs", std::move(runs)}}.dump(1) + "\n");
    file.place();
}

store::FileLock lock_of_schedules(const Workspace& workspace) { return {workspace.folder() / "schedules.lock", 5000, "ほかのプログラムが予定を書き換えています"}; }

int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

bool month_day_due(const Schedule& schedule, int day) {
    int year = 0, month = 0, of_month = 0;
    std::sscanf(iso_of_day(day).c_str(), "%d-%d-%d", &year, &month, &of_month);
    return std::any_of(schedule.month_days.begin(), schedule.month_days.end(), [&](int wanted) { return wanted == of_month || (wanted == 0 && of_month == days_in_month(year, month)); });
}

/// Whether the day is one of its days, were the office always open.
bool is_wanted(const Schedule& schedule, int day) {
    using Days = Schedule::Days;
    if (schedule.days == Days::month) return month_day_due(schedule, day);
    if (schedule.days == Days::office) return weekday_of(day) != 0 && weekday_of(day) != 6;
    return std::find(schedule.weekdays.begin(), schedule.weekdays.end(), weekday_of(day)) != schedule.weekdays.end();
}

/// The closed day of the month whose turn falls on this one; nothing if there is none.
std::optional<int> moved_here(const Schedule& schedule, int day) {
    if (schedule.days != Schedule::Days::month || schedule.closed == Schedule::Closed::skip || !is_office_day(day)) return std::nullopt;
    const int by = schedule.closed == Schedule::Closed::before ? 1 : -1;
    for (int other = day + by; !is_office_day(other); other += by)
        if (month_day_due(schedule, other)) return other;
    return std::nullopt;
}

bool is_due_on(const Schedule& schedule, int day) { return is_office_day(day) && (is_wanted(schedule, day) || moved_here(schedule, day)); }

/// 土曜日, 勤労感謝の日 …
std::string why_closed(int day) {
    if (const auto holiday = holiday_on(day)) return *holiday;
    const int weekday = weekday_of(day);
    return weekday == 0 ? "日曜日" : weekday == 6 ? "土曜日" : "年末年始";
}

std::string day_of_month(int day) {
    int year = 0, month = 0, of_month = 0;
    std::sscanf(iso_of_day(day).c_str(), "%d-%d-%d", &year, &month, &of_month);
    return std::to_string(month) + "月" + std::to_string(of_month) + "日";
}

int day_of(store::TimeMs time) { return *day_number(iso_date(time)); }
store::TimeMs time_on(int day, int minutes) { return start_of_day(iso_of_day(day)) + minutes * minute; }
bool noted(const Book& book, const std::string& name, store::TimeMs due) {
    return std::any_of(book.runs.begin(), book.runs.end(), [&](const auto& run) { return run.schedule == name && run.due == due; });
}

void check_schedule(const Schedule& schedule, const Book& book) {
    const auto fault = [&](const std::string& what, const std::string& mend) { throw RequestFault(what + ": 予定 " + schedule.name + ": " + mend); };
    if (schedule.name.empty() || schedule.name.size() > 120) fault("予定の名前に使えません", "短い名前を付けてください");
    if (std::any_of(book.schedules.begin(), book.schedules.end(), [&](const auto& one) { return one.name == schedule.name; })) fault("同じ名前の予定があります", "別の名前にするか、先に消してください");
    if (schedule.at < 0 || schedule.at >= 24 * 60 || schedule.until <= schedule.at || schedule.until > 24 * 60) fault("時刻が正しくありません", "始める時刻は 00:00 から 23:59、「遅くとも」（--until）はそれより後にしてください");
    if (schedule.days == Schedule::Days::weekdays && schedule.weekdays.empty()) fault("曜日がありません", "曜日（--weekday に mon、tue など）を選んでください");
    if (schedule.days == Schedule::Days::month && (schedule.month_days.empty() || std::any_of(schedule.month_days.begin(), schedule.month_days.end(), [](int day) { return day < 0 || day > 31; })))
        fault("日が正しくありません", "毎月の日（--day）に 1 から 31 か、末日（last）を書いてください");
}

}  // namespace

std::string words_of(State state) {
    switch (state) {
        case State::running: return "途中（終わりの記録がありません）";
        case State::done: return "終わった";
        case State::some_wait: return "終わった（人を待つものがある）";
        case State::failed: return "できなかった";
        case State::missed: return "行わなかった";
    }
    return "";
}

std::optional<int> minutes_of(std::string_view time) {
    int hour = 0, minutes = 0, used = 0;
    if (time.size() > 5 || std::sscanf(std::string(time).c_str(), "%2d:%2d%n", &hour, &minutes, &used) != 2 || used != static_cast<int>(time.size())) return std::nullopt;
    if (hour < 0 || minutes < 0 || minutes > 59 || hour * 60 + minutes > 24 * 60) return std::nullopt;
    return hour * 60 + minutes;
}

std::string words_of(const Schedule& schedule) {
    std::string words;
    const auto clock = [](int minutes) { return std::string(minutes < 600 ? "0" : "") + std::to_string(minutes / 60) + (minutes % 60 < 10 ? ":0" : ":") + std::to_string(minutes % 60); };
    if (schedule.days == Schedule::Days::office) words = "開庁日";
    if (schedule.days == Schedule::Days::weekdays) {
        static const char* const names[] = {"日", "月", "火", "水", "木", "金", "土"};
        for (const int day : schedule.weekdays) words += (words.empty() ? "" : "・") + std::string(names[day]);
        words += " の曜日（閉庁日を除く）";
    }
    if (schedule.days == Schedule::Days::month) {
        for (const int day : schedule.month_days) words += (words.empty() ? "毎月 " : "・") + (day ? std::to_string(day) + " 日" : std::string("末日"));
        words += schedule.closed == Schedule::Closed::skip ? "（閉庁日なら行わない）" : schedule.closed == Schedule::Closed::before ? "（閉庁日なら前の開庁日）" : "（閉庁日なら次の開庁日）";
    }
    return words + " " + clock(schedule.at) + (schedule.until < 24 * 60 ? "（遅くとも " + clock(schedule.until) + " に始める）" : "");
}

std::vector<store::TimeMs> due_times(const Schedule& schedule, store::TimeMs from, store::TimeMs to) {
    std::vector<store::TimeMs> due;
    if (schedule.paused) return due;
    from = std::max(from, schedule.since);
    for (int day = from <= to ? day_of(from) : 1, last = from <= to ? day_of(to) : 0; day <= last; ++day) {
        const auto time = time_on(day, schedule.at);
        if (time >= from && time <= to && is_due_on(schedule, day)) due.push_back(time);
    }
    return due;
}

std::optional<store::TimeMs> next_due(const Schedule& schedule, store::TimeMs now) {
    const auto due = due_times(schedule, now, now + farthest_days * 24 * 60 * minute);
    if (due.empty()) return std::nullopt;
    return due.front();
}

std::vector<ComingDay> coming_days(const Schedule& schedule, store::TimeMs now, int times) {
    std::vector<ComingDay> days;
    if (schedule.paused) return days;
    const auto from = std::max(now, schedule.since);
    const int first = day_of(from);
    for (int day = first; times > 0 && day < first + farthest_days; ++day) {
        const auto due = time_on(day, schedule.at);
        if (due < from) continue;
        const auto moved = moved_here(schedule, day);
        if (is_due_on(schedule, day)) {
            days.push_back({day, due, moved && !is_wanted(schedule, day) ? day_of_month(*moved) + "（" + why_closed(*moved) + "）の分" : ""});
            --times;
        } else if (is_wanted(schedule, day)) {
            const char* instead = schedule.days != Schedule::Days::month || schedule.closed == Schedule::Closed::skip ? "行わない" : schedule.closed == Schedule::Closed::before ? "前の開庁日に行う" : "次の開庁日に行う";
            days.push_back({day, 0, why_closed(day) + "なので" + instead});
        }
    }
    while (!days.empty() && days.back().due == 0) days.pop_back();
    return days;
}

std::optional<std::vector<int>> month_days_of(std::string_view text) {
    std::vector<int> days;
    std::string word;
    const auto take = [&] {
        if (word.empty()) return true;
        const bool digits = word.size() <= 2 && word.find_first_not_of("0123456789") == std::string::npos;
        const int day = word == "last" || word == "末日" || word == "末" ? 0 : digits ? std::stoi(word) : -1;
        if (day < 0 || day > 31 || (digits && day == 0)) return false;
        if (std::find(days.begin(), days.end(), day) == days.end()) days.push_back(day);
        word.clear();
        return true;
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 0;
        for (const std::string_view gap : {" ", ",", "、", "・", "，", "　", "日"})
            // 末日 ends with the same letter that may stand behind a number.
            if (text.substr(at, gap.size()) == gap && !(gap == "日" && word == "末")) length = gap.size();
        if (length == 0) {
            word += text[at++];
            continue;
        }
        if (!take()) return std::nullopt;
        at += length;
    }
    if (!take() || days.empty()) return std::nullopt;
    return days;
}

std::vector<Schedule> ScheduleBook::schedules() const {
    auto all = read_book(workspace_).schedules;
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return all;
}

std::vector<ScheduledRun> ScheduleBook::runs() const { return read_book(workspace_).runs; }

std::vector<ScheduledRun> ScheduleBook::unnoted(store::TimeMs now) const {
    const Book book = read_book(workspace_);
    std::vector<ScheduledRun> all;
    for (const auto& schedule : book.schedules)
        for (const auto due : due_times(schedule, schedule.since, now))
            if (!noted(book, schedule.name, due)) all.push_back({schedule.name, due, 0, 0, State::missed, ""});
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.due < b.due; });
    return all;
}

void ScheduleBook::add(const Schedule& schedule) {
    const auto lock = lock_of_schedules(workspace_);
    Book book = read_book(workspace_);
    check_schedule(schedule, book);
    permit(workspace_, {Right::it}, {"schedule", "schedule/" + schedule.name, "作成: " + words_of(schedule)});
    book.schedules.push_back(schedule);
    write_book(workspace_, book);
}

void ScheduleBook::remove(const std::string& name) {
    const auto lock = lock_of_schedules(workspace_);
    Book book = read_book(workspace_);
    if (std::erase_if(book.schedules, [&](const auto& one) { return one.name == name; }) == 0)
        throw RequestFault("その名前の予定はありません: " + name + ": yorozu rpa schedule list で名前を確かめてください");
    permit(workspace_, {Right::it}, {"schedule", "schedule/" + name, "削除"});
    write_book(workspace_, book);
}

void ScheduleBook::change(const std::string& name, Schedule schedule, store::TimeMs now) {
    const auto lock = lock_of_schedules(workspace_);
    Book book = read_book(workspace_);
    const auto old = std::find_if(book.schedules.begin(), book.schedules.end(), [&](const auto& one) { return one.name == name; });
    if (old == book.schedules.end()) throw RequestFault("その名前の予定はありません: " + name + ": ほかの人が消したか、名前を変えています。一覧を見直してください");
    const Schedule was = *old;
    book.schedules.erase(old);
    check_schedule(schedule, book);
    const bool same_times = was.days == schedule.days && was.weekdays == schedule.weekdays && was.month_days == schedule.month_days && was.closed == schedule.closed && was.at == schedule.at;
    const bool paused = schedule.paused && !was.paused, resumed = !schedule.paused && was.paused;
    permit(workspace_, {Right::it}, {"schedule", "schedule/" + name, (paused ? "休止: " : resumed ? "再開: " : "変更: ") + words_of(schedule)});
    if (!same_times || resumed || schedule.name != name) {
        for (const auto due : due_times(was, was.since, now))
            if (!noted(book, name, due)) book.runs.push_back({name, due, 0, 0, State::missed, "行われないまま、予定が変えられました"});
        schedule.since = now;
    }
    book.schedules.push_back(std::move(schedule));
    write_book(workspace_, book);
}

bool ScheduleBook::begin(const ScheduledRun& run) {
    const auto lock = lock_of_schedules(workspace_);
    Book book = read_book(workspace_);
    if (noted(book, run.schedule, run.due)) return false;
    book.runs.push_back(run);
    write_book(workspace_, book);
    return true;
}

void ScheduleBook::note(const ScheduledRun& run) {
    const auto lock = lock_of_schedules(workspace_);
    Book book = read_book(workspace_);
    for (auto& one : book.runs)
        if (one.schedule == run.schedule && one.due == run.due) one = run;
    write_book(workspace_, book);
}

void work_schedules(Workspace& workspace, const Clock& clock, const ScheduleWork& work, std::stop_token stop) {
    require(workspace, {Right::clerk, Right::it});
    ScheduleBook book(workspace);
    const store::TimeMs began = clock() - work.grace_minutes * minute;
    while (!stop.stop_requested()) {
        for (const auto& due : book.unnoted(clock())) {
            if (stop.stop_requested()) return;
            const auto all = book.schedules();
            const auto schedule = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == due.schedule; });
            if (schedule == all.end() || schedule->paused) continue;
            const auto now = clock();
            ScheduledRun run{due.schedule, due.due, 0, 0, State::missed, ""};
            if (due.due < began) run.words = "そのとき、予定を行うプログラムが動いていませんでした";
            else if (now > time_on(day_of(due.due), schedule->until)) run.words = "前の実行が長引き、始められる時刻を過ぎました";
            if (!run.words.empty()) {
                if (book.begin(run) && work.told) work.told(run);
                continue;
            }
            run.began = now;
            run.state = State::running;
            if (!book.begin(run)) continue;
            if (work.told) work.told(run);
            const auto outcome = work.run(*schedule);
            run.state = outcome.state;
            run.words = outcome.words;
            run.ended = clock();
            book.note(run);
            if (work.told) work.told(run);
        }
        if (work.once) return;
        work.rest(std::chrono::seconds(15));
    }
}

}  // namespace yorozu::desk
