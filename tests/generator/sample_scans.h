#pragma once
#include <filesystem>

namespace yorozu::generator {

/// Makes everything under samples/ that is drawn: forms/ (blanks and templates) and scans/ (filled, with
/// truth). The same program on the same fonts makes the same bytes. Old scans in the folders are removed
/// first.
void make_samples(const std::filesystem::path& samples);

}  // namespace yorozu::generator
