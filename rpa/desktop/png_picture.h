#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "rpa/desktop/display.h"

// Private to the room. libpng stays in the .cpp.
namespace yorozu::rpa {

std::string png_of(const Pixels& pixels);
/// Nothing if the file cannot be read as a PNG.
std::optional<Pixels> read_png(const std::filesystem::path& file);

}  // namespace yorozu::rpa
