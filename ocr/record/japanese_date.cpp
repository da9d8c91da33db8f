#include "ocr/record/japanese_date.h"

#include <array>
#include <cstdio>
#include <vector>

#include "ocr/lexicon/text_key.h"

namespace yorozu::ocr {

namespace {

using std::chrono::year_month_day;

struct Era {
    const char* name;
    std::u32string_view kanji, short_kanji;
    char32_t letter;
    year_month_day first;
};

constexpr year_month_day day(int y, unsigned m, unsigned d) {
    return {std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

constexpr std::array<Era, 5> eras{{{"明治", U"明治", U"明", U'M', day(1868, 1, 25)},
                                   {"大正", U"大正", U"大", U'T', day(1912, 7, 30)},
                                   {"昭和", U"昭和", U"昭", U'S', day(1926, 12, 25)},
                                   {"平成", U"平成", U"平", U'H', day(1989, 1, 8)},
                                   {"令和", U"令和", U"令", U'R', day(2019, 5, 1)}}};

int kanji_digit(char32_t c) {
    constexpr std::u32string_view digits = U"〇一二三四五六七八九";
    if (c == U'元') return 1;
    if (c == U'零') return 0;
    const auto at = digits.find(c);
    return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

/// One number: "12", "十二", "二十", "三〇"; the digits' count is kept, since 060401 is cut by it.
struct Group {
    int value = 0;
    std::size_t digits = 0;
};

bool separates(char32_t c) {
    return std::u32string_view(U"年月日./-・ 、,．，／ー−‐").find(c) != std::u32string_view::npos;
}

/// The number groups of the text, or nothing when something else is in it.
std::optional<std::vector<Group>> groups_of(std::u32string_view text) {
    std::vector<Group> groups;
    bool open = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        const int digit = c >= U'0' && c <= U'9' ? static_cast<int>(c - U'0') : kanji_digit(c);
        if (digit >= 0 || c == U'十') {
            if (!open) groups.push_back({}), open = true;
            Group& group = groups.back();
            if (c == U'十') {
                const int next = i + 1 < text.size() ? kanji_digit(text[i + 1]) : -1;
                group.value = (group.digits ? group.value : 1) * 10 + (next >= 0 ? next : 0);
                group.digits = 2;
                if (next >= 0) ++i;
            } else {
                if (++group.digits > 8) return std::nullopt;
                group.value = group.value * 10 + digit;
            }
        } else if (separates(c)) {
            open = false;
        } else {
            return std::nullopt;
        }
    }
    return groups;
}

const Era* era_named(std::string_view name) {
    for (const Era& era : eras)
        if (name == era.name) return &era;
    return nullptr;
}

bool in_era(const Era& era, const year_month_day& date) {
    if (date < era.first) return false;
    const Era* next = &era + 1;
    return next == eras.data() + eras.size() || date < next->first;
}

std::optional<WrittenDate> dated(const Era* era, int year, int month, int day_of_month) {
    if (month < 1 || month > 12 || day_of_month < 1 || year < 1) return std::nullopt;
    const int western = era ? static_cast<int>(era->first.year()) + year - 1 : year;
    if (western < 1868 || western > 2200) return std::nullopt;
    const year_month_day date = day(western, static_cast<unsigned>(month), static_cast<unsigned>(day_of_month));
    if (!date.ok()) return std::nullopt;
    return WrittenDate{date, era ? era->name : "", era && !in_era(*era, date), false};
}

/// The day in the only era that has it within the bounds; nothing when several have it.
std::optional<WrittenDate> in_only_era(int year, int month, int day_of_month, const DateHints& hints) {
    constexpr int running_era_years = 30;  // of the era that has no end yet, no later year is guessed
    std::optional<WrittenDate> found;
    for (const Era& era : eras) {
        if (&era == &eras.back() && year > running_era_years) continue;
        auto date = dated(&era, year, month, day_of_month);
        if (!date || date->outside_era || (hints.not_before && date->date < *hints.not_before) ||
            (hints.not_after && date->date > *hints.not_after))
            continue;
        if (found) return std::nullopt;
        date->era_guessed = true;
        found = std::move(date);
    }
    return found;
}

}  // namespace

std::optional<WrittenDate> read_date(std::string_view text, const DateHints& hints) {
    std::u32string points;
    for (const char32_t c : code_points(fold_width(text)))
        if (c != U' ' && c != U'\u3000') points.push_back(c);
        else if (!points.empty() && points.back() != U' ') points.push_back(U' ');
    std::u32string_view rest = points;
    while (!rest.empty() && rest.front() == U' ') rest.remove_prefix(1);
    while (!rest.empty() && rest.back() == U' ') rest.remove_suffix(1);

    const Era* era = nullptr;
    bool western = rest.starts_with(U"西暦");
    if (western) rest.remove_prefix(2);
    for (const Era& candidate : eras) {
        if (era || western) break;
        if (rest.starts_with(candidate.kanji)) era = &candidate, rest.remove_prefix(2);
        else if (rest.starts_with(candidate.short_kanji)) era = &candidate, rest.remove_prefix(1);
        else if (!rest.empty() && (rest.front() == candidate.letter || rest.front() == candidate.letter + 32))
            era = &candidate, rest.remove_prefix(1);
    }
    const bool era_written = era != nullptr;
    if (!era && !western) era = era_named(hints.printed_era);

    auto groups = groups_of(rest);
    if (!groups || groups->empty()) return std::nullopt;
    if (groups->size() == 1) {
        const Group all = groups->front();
        if (all.digits == 8 && !era_written)
            groups = std::vector<Group>{{all.value / 10000, 4}, {all.value / 100 % 100, 2}, {all.value % 100, 2}};
        else if (all.digits == 6 && !western)
            groups = std::vector<Group>{{all.value / 10000, 2}, {all.value / 100 % 100, 2}, {all.value % 100, 2}};
        else return std::nullopt;
    }
    if (groups->size() != 3) return std::nullopt;
    const Group year = (*groups)[0], month = (*groups)[1], day_of_month = (*groups)[2];
    if (month.digits > 2 || day_of_month.digits > 2) return std::nullopt;
    if (year.digits == 4) return dated(nullptr, year.value, month.value, day_of_month.value);
    if (year.digits > 2 || western) return std::nullopt;
    if (!era) return in_only_era(year.value, month.value, day_of_month.value, hints);
    return dated(era, year.value, month.value, day_of_month.value);
}

std::string era_named_in(std::string_view text) {
    std::string found;
    for (const Era& era : eras) {
        if (text.find(era.name) == std::string_view::npos) continue;
        if (!found.empty()) return "";
        found = era.name;
    }
    return found;
}

std::string iso_date(const year_month_day& date) {
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()));
    return text;
}

std::optional<year_month_day> from_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t length) {
        int value = 0;
        for (const char c : text.substr(at, length)) value = c < '0' || c > '9' ? -100000 : value * 10 + (c - '0');
        return value;
    };
    const int y = number(0, 4), m = number(5, 2), d = number(8, 2);
    if (y < 1 || m < 1 || d < 1) return std::nullopt;
    const year_month_day date = day(y, static_cast<unsigned>(m), static_cast<unsigned>(d));
    return date.ok() ? std::optional(date) : std::nullopt;
}

}  // namespace yorozu::ocr
