#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// What a case was when it and another tracker's last agreed: the base from which changes on either side are told.
struct CaseSync {
    std::string tracker;
    std::string external;  ///< its number there
    std::int64_t case_id = 0;
    std::map<std::string, std::string> base = {};
    TimeMs synced = 0;
};

class CaseSyncs {
public:
    explicit CaseSyncs(Database& database) : database_(database) {}

    std::optional<CaseSync> find(const std::string& tracker, const std::string& external) const;
    /// Also one that was only intended.
    std::optional<CaseSync> of_case(const std::string& tracker, std::int64_t case_id) const;
    /// Replaces what was kept; on disk when it returns. Throws StoreError{request}: the case has another number there already.
    void keep(const CaseSync& sync);
    /// The case's entry is about to be made there, and nobody knows its number yet: kept under an external number that is none, with the
    /// time, until keep() or forget(). An entry whose answer was lost is so told from one that was never asked for.
    void intend(const std::string& tracker, std::int64_t case_id, TimeMs now);
    static bool intended(const CaseSync& sync) { return sync.external.rfind('?', 0) == 0; }
    /// The case and the tracker's entry are no longer the same; nothing else is changed.
    void forget(const std::string& tracker, std::int64_t case_id);
    std::vector<CaseSync> all(const std::string& tracker) const;

private:
    Database& database_;
};

}  // namespace yorozu::store
