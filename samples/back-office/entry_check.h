#pragma once
#include <string>
#include <vector>

#include "samples/back-office/registry.h"

namespace yorozu::backoffice {

/// What the office's server finds wrong with an entry, as sentences shown on the form. Empty: fine.
/// Codes are half-width digits of fixed length; the holder is 全角カナ (with space, ー, （）．－／); the date exists and
/// is not before 2000.
std::vector<std::string> faults_of(const Registration& entry);

}  // namespace yorozu::backoffice
