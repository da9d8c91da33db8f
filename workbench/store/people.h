#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// Someone who signs in. People are never deleted: the audit log names them.
struct StoredPerson {
    std::string name;
    std::string passphrase;                ///< argon2id, as crypto_pwhash_str writes it; never the passphrase
    std::vector<std::string> rights;       ///< "clerk", "checker", "it", "help-desk", "manager", "admin"
    std::vector<std::string> departments;  ///< that one may see; empty: all
    bool retired = false;                  ///< may not sign in any more
    int wrong_tries = 0;                   ///< since the last right one
    TimeMs wait_until = 0;                 ///< no try before this
};

/// The people of a workspace.
class People {
public:
    explicit People(Database& database) : database_(database) {}

    bool any() const;
    std::vector<StoredPerson> all() const;  ///< by name
    std::optional<StoredPerson> find(const std::string& name) const;

    /// All or nothing together with the audit entry of `who`. Throws StoreError{request}: the name is taken.
    void add(const StoredPerson& person, const std::string& who, TimeMs now);
    /// Rights, departments and `retired` as given; with its audit entry.
    void set_rights(const StoredPerson& person, const std::string& who, TimeMs now);
    /// Also forgets wrong tries; with its audit entry.
    void set_passphrase(const std::string& name, const std::string& hash, const std::string& who, TimeMs now);

    /// Counts a try as wrong *before* the passphrase is looked at, so that neither a killed process nor many at once
    /// get a try for nothing. After `free_tries` wrong ones the next must wait `first_wait`, after each further one twice as
    /// long, at most `longest_wait` (all ms). Returns how long to wait still: then the try may not be made and nothing was counted.
    TimeMs begin_try(const std::string& name, TimeMs now, int free_tries, TimeMs first_wait, TimeMs longest_wait);
    /// It was right after all.
    void clear_tries(const std::string& name);

private:
    Database& database_;
};

}  // namespace yorozu::store
