#pragma once
#include <string>
#include <vector>

#include "tests/generator/generator.h"

namespace yorozu::generator {

/// Pages that lie in the same tray and are none of our forms: "letter", "blank", "other-form", "scribble",
/// "note", "address-side", "leaflet", "receipt".
const std::vector<std::string>& foreign_kinds();
/// One such page, scanned. Throws std::out_of_range for an unknown kind.
FilledPage make_foreign_page(const std::string& kind, std::uint64_t seed,
                             const std::vector<Damage>& damages = {});

}  // namespace yorozu::generator
