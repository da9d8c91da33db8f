#pragma once
#include <stdexcept>

namespace yorozu::desk {

/// Something in the request is wrong: exit code 2 of docs/contracts. what() is "what: where: mend", one line per fault.
struct RequestFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace yorozu::desk
