#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace yorozu::desk {

/// The cells of a workbook's first sheet as a person sees them: text as it is, numbers without an exponent, dates (by the cell's
/// format) as 2025-03-24 or 2025-03-24 10:12; a formula's last value. Row by row, missing cells "". Office Open XML, ECMA-376 part 1,
/// 18.3 and 18.8; workbooks with a passphrase and .xls are not read. Throws RequestFault: not a workbook, broken, or more than 200 MiB
/// unpacked.
std::vector<std::vector<std::string>> read_xlsx(const std::filesystem::path& file);

}  // namespace yorozu::desk
