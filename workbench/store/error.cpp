#include "workbench/store/error.h"

namespace yorozu::store {

StoreError::StoreError(Blame whose, std::string what, std::string place, std::string how_to_mend)
    : std::runtime_error(what + ": " + place + ": " + how_to_mend),
      blame(whose),
      what_failed(std::move(what)),
      where(std::move(place)),
      mend(std::move(how_to_mend)) {}

}  // namespace yorozu::store
