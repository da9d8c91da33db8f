#pragma once
#include <string>

#include "tests/generator/random.h"

namespace yorozu::generator {

struct Date {
    int year = 2024, month = 1, day = 1;
    std::string iso() const;   ///< "2024-04-01"
    std::string comb() const;  ///< 和暦 year, month, day in two digits each: "060401"
    std::string era() const;   ///< "大正", "昭和", "平成" or "令和"
};

/// Somebody who does not exist; name parts come from different people.
struct Person {
    std::string surname, given, surname_kana, given_kana;
    Date birth;
};

struct Account {
    std::string bank, bank_code, branch, branch_code, number;
};

struct Address {
    std::string text, postal_code;
};

/// Ages are counted at the end of 2024.
Person make_person(Random& random, int youngest, int oldest);
Date make_date(Random& random, int first_year, int last_year);
Account make_account(Random& random);
/// "板橋区仲宿12-3-4", one in five with a room number after it.
std::string make_address(Random& random);
Address make_home(Random& random);
/// Ten or eleven digits without hyphens, from number ranges of Tokyo and of mobiles.
std::string make_phone(Random& random);
std::string digits(Random& random, int count);

}  // namespace yorozu::generator
