#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// A file beside the database as it was when the program wrote it or last found it changed by a person.
struct KeptFile {
    std::int64_t bytes = 0;
    std::int64_t modified_ns = 0;  ///< since the file clock's epoch
    std::string sha256;

    friend bool operator==(const KeptFile&, const KeptFile&) = default;
};

/// What files beside the database are to contain: the base from which a flipped bit in one is told.
class KeptFiles {
public:
    explicit KeptFiles(Database& database) : database_(database) {}

    std::map<std::string, KeptFile> all() const;  ///< by path within the workspace, with '/'
    void note(const std::map<std::string, KeptFile>& files, TimeMs now);
    void forget(const std::vector<std::string>& paths);
    /// File name of a picture → SHA-256, as the journal of runs has it.
    std::map<std::string, std::string> evidence_sums() const;
    /// File names of pictures whose time was over.
    std::set<std::string> erased_evidence() const;

private:
    Database& database_;
};

}  // namespace yorozu::store
