#pragma once

namespace yorozu::rpa {

/// JavaScript that runs in the page: finding elements and looking at them. Sent before every script of ours, so that
/// nothing of it stays in the page. Names in it begin with y.
extern const char* const page_script;

}  // namespace yorozu::rpa
