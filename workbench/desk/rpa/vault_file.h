#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workbench/desk/people/passphrase.h"
#include "workbench/desk/rpa/guarded_bytes.h"
#include "workbench/store/database.h"

namespace yorozu::desk {

/// What anybody may know about a secret: not its value, not its length.
struct SecretNote {
    std::string name;
    store::TimeMs set_at = 0;
    std::string set_by;
};

/// The secrets of one workspace while they are open, each in memory of its own.
class Vault {
public:
    std::vector<SecretNote> notes() const;  ///< by name
    /// The caller's copy is not guarded: use it at once.
    std::optional<std::string> find(const std::string& name) const;
    void set(const SecretNote& note, std::string_view value);
    bool remove(const std::string& name);

private:
    struct Kept {
        SecretNote note;
        GuardedBytes value;
    };
    std::map<std::string, Kept> kept_;

    friend std::string sealed_vault(const Vault&, const Passphrase&, const PassphraseCost&);
    friend Vault opened_vault(std::string_view, const Passphrase&, const std::string&);
};

/// What one try costs: libsodium's "moderate", argon2id with 3 passes over 256 MiB. More than a sign-in, since whoever
/// has a copy of the file may try as often as they like.
constexpr PassphraseCost vault_cost{3, std::size_t{256} << 20};

/// The vault as a file, format 1 (JSON): argon2id with its salt and cost, names with date and person in the clear, and all values
/// in one block sealed by XChaCha20-Poly1305, padded to 512 bytes. Everything that is in the clear is authenticated with the
/// block: a name, a date, the cost or the order cannot be changed without the passphrase. Salt and nonce are new each time.
/// Throws store::StoreError (no memory).
std::string sealed_vault(const Vault& vault, const Passphrase& passphrase, const PassphraseCost& cost = vault_cost);

/// Throws RequestFault: the passphrase is wrong or the file was changed (the two cannot be told apart), or it is no vault.
/// `where` names the file in the message.
Vault opened_vault(std::string_view bytes, const Passphrase& passphrase, const std::string& where);

/// Names without the passphrase; what they say is checked only by opening. Throws RequestFault: it is no vault.
std::vector<SecretNote> notes_of_vault(std::string_view bytes, const std::string& where);

}  // namespace yorozu::desk
