#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// One filled form as it stands: made anew from readings and decisions whenever one of them changes.
struct StoredRecord {
    std::int64_t id = 0;             ///< the first page's document
    std::string template_id;
    std::string documents = "[]";    ///< JSON: ids of its pages
    std::string values = "{}";       ///< JSON: field id → value; masked fields are not in it
    std::string findings = "[]";     ///< JSON: what rules and lists found and no person has settled
    bool checked = false;            ///< every field accepted by OCR or decided by a person
    std::optional<std::string> checked_by;  ///< who decided last; absent when no person was needed

    friend bool operator==(const StoredRecord&, const StoredRecord&) = default;
};

/// Filled forms, ready for lists and for the work queue.
class Records {
public:
    explicit Records(Database& database) : database_(database) {}

    /// Writes those that differ from what is kept, all in one transaction; returns how many did.
    int put(std::span<const StoredRecord> records, TimeMs now);
    /// The same for one, inside a transaction of the store's own.
    bool put_one(const StoredRecord& record, TimeMs now);
    std::vector<StoredRecord> of_batch(const std::string& batch) const;
    std::optional<StoredRecord> find(std::int64_t id) const;

private:
    Database& database_;
};

}  // namespace yorozu::store
