#pragma once
#include <stdexcept>
#include <string>

namespace yorozu::store {

/// Whose matter a failure is: it decides the exit code (2 or 3).
enum class Blame {
    request,      ///< the person asked for something that is not there or cannot be used
    environment,  ///< disk full, locked, read-only, broken disk
};

/// Ends an operation of the store. Nothing of the operation is kept. Japanese, without personal data.
class StoreError : public std::runtime_error {
public:
    StoreError(Blame blame, std::string what, std::string where, std::string mend);

    Blame blame;
    std::string what_failed;
    std::string where;
    std::string mend;
};

}  // namespace yorozu::store
