#pragma once
#include <string>

namespace yorozu::gui {

/// "light", "dark", else the system's. Windows that are open follow at once; colours() is read anew.
void use_appearance(const std::string& appearance);

}  // namespace yorozu::gui
