#pragma once
#include <string>

namespace yorozu::rpa {

/// What a recorded page says about itself: run in every frame before the page's own scripts. Tells by the console
/// (the only way out that outlives a page), one line `yorozu-record:` + JSON for each thing a person did. Values of password
/// fields, and of what is typed beside one, never leave the page. `window`: our number of the window it runs in.
std::string recorder_script(int window);

}  // namespace yorozu::rpa
