#pragma once

namespace yorozu::rpa {

/// JavaScript, private to the room: after page_script, `locators(e)` names up to six ways that find the element alone now, in
/// order of trust, `labelOf(e)` what people call it, `pressable(e)` the button or link it lies in.
extern const char* const locator_script;

}  // namespace yorozu::rpa
