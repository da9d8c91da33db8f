#include "tests/generator/person.h"

#include <tuple>

#include "tests/generator/word_list.h"

namespace yorozu::generator {
namespace {

std::string two(int n) {
    return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}
bool from(const Date& d, int year, int month, int day) {
    return std::tie(d.year, d.month, d.day) >= std::tie(year, month, day);
}

}  // namespace

std::string Date::iso() const {
    return std::to_string(year) + "-" + two(month) + "-" + two(day);
}
std::string Date::era() const {
    return from(*this, 2019, 5, 1)     ? "令和"
           : from(*this, 1989, 1, 8)   ? "平成"
           : from(*this, 1926, 12, 25) ? "昭和"
                                       : "大正";
}
std::string Date::comb() const {
    const int first = from(*this, 2019, 5, 1)     ? 2019
                      : from(*this, 1989, 1, 8)   ? 1989
                      : from(*this, 1926, 12, 25) ? 1926
                                                  : 1912;
    return two(year - first + 1) + two(month) + two(day);
}

std::string digits(Random& random, int count) {
    std::string text;
    for (int n = 0; n < count; ++n) text += static_cast<char>('0' + random.below(10));
    return text;
}

Date make_date(Random& random, int first_year, int last_year) {
    Date d;
    d.year = random.between(first_year, last_year);
    d.month = random.between(1, 12);
    d.day = random.between(1, 28);
    return d;
}

Person make_person(Random& random, int youngest, int oldest) {
    const WordLists& words = sample_words();
    const Word& surname = random.pick(words.surnames);
    const Word& given = random.pick(words.given_names);
    return {surname.text, given.text, surname.reading, given.reading,
            make_date(random, 2024 - oldest, 2024 - youngest)};
}

Account make_account(Random& random) {
    const WordLists& words = sample_words();
    const Word& branch = random.pick(words.branches);
    for (const Word& bank : words.banks)
        if (bank.code == branch.parent)
            return {bank.text, bank.code, branch.text, branch.code, digits(random, 7)};
    return {};
}

Address make_home(Random& random) {
    const Word& town = random.pick(sample_words().addresses);
    std::string text =
        town.text + std::to_string(random.between(1, 60)) + "-" + std::to_string(random.between(1, 30));
    if (random.chance(0.6)) text += "-" + std::to_string(random.between(1, 20));
    if (random.chance(0.2))
        text += "-" + std::to_string(random.between(1, 9)) + "0" + std::to_string(random.between(1, 9));
    return {text, town.code};
}

std::string make_address(Random& random) {
    return make_home(random).text;
}

std::string make_phone(Random& random) {
    if (random.chance(0.45)) return "0339" + digits(random, 6);
    return (random.chance(0.5) ? "090" : "080") + std::to_string(random.between(1, 9)) + digits(random, 7);
}

}  // namespace yorozu::generator
