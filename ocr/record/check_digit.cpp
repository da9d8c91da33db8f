#include "ocr/record/check_digit.h"

#include <algorithm>

namespace yorozu::ocr {

std::optional<CheckDigit> check_digit_named(std::string_view name) {
    if (name == "mynumber") return CheckDigit::mynumber;
    if (name == "mod10") return CheckDigit::mod10;
    if (name == "mod11") return CheckDigit::mod11;
    return std::nullopt;
}

bool check_digit_holds(CheckDigit kind, std::string_view number) {
    if (number.size() < 2 || !std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    if (kind == CheckDigit::mynumber && number.size() != 12) return false;
    const int check = number.back() - '0';
    int sum = 0;
    for (int n = 1; n < static_cast<int>(number.size()); ++n) {
        const int digit = number[number.size() - 1 - static_cast<std::size_t>(n)] - '0';
        switch (kind) {
            case CheckDigit::mynumber: sum += digit * (n <= 6 ? n + 1 : n - 5); break;
            case CheckDigit::mod10: sum += n % 2 == 0 ? digit : (digit * 2) / 10 + (digit * 2) % 10; break;
            case CheckDigit::mod11: sum += digit * (2 + (n - 1) % 6); break;
        }
    }
    if (kind == CheckDigit::mod10) return (sum + check) % 10 == 0;
    const int remainder = sum % 11;
    return check == (remainder <= 1 ? 0 : 11 - remainder);
}

}  // namespace yorozu::ocr
