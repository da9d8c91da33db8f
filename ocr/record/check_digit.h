#pragma once
#include <optional>
#include <string_view>

/// Check digits of numbers. Private to ocr/record.
namespace yorozu::ocr {

enum class CheckDigit { mynumber, mod10, mod11 };

std::optional<CheckDigit> check_digit_named(std::string_view name);

/// Whether the last digit of `number` is its check digit. False when anything but digits is in it, when there are
/// fewer than two, or (mynumber) when it does not have 12 digits.
///
/// mynumber: ministerial ordinance 85 of 2014 of the Ministry of Internal Affairs, article 5 (個人番号の検査用数字):
///   11 − (Σ Pₙ·Qₙ mod 11) for n = 1…11 counted from the digit left of the check digit; Qₙ = n+1 for n ≤ 6,
///   n−5 for n ≥ 7; a remainder of 0 or 1 gives 0.
/// mod10: ISO/IEC 7812-1 annex B (Luhn): every second digit from the right, starting left of the check digit, is
///   doubled and its digits summed; the sum of all is a multiple of 10.
/// mod11: weights 2,3,4,5,6,7,2,… from the digit left of the check digit; 11 − (Σ mod 11), where 10 and 11 give 0.
bool check_digit_holds(CheckDigit kind, std::string_view number);

}  // namespace yorozu::ocr
