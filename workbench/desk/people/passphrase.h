#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace yorozu::desk {

/// A passphrase in memory: width folded (NFKC), so that ｐａｓｓ and pass are one; wiped when it goes, as far as the
/// language lets it.
class Passphrase {
public:
    explicit Passphrase(std::string_view typed);
    ~Passphrase();
    Passphrase(const Passphrase&) = delete;
    Passphrase& operator=(const Passphrase&) = delete;

    const std::string& text() const { return text_; }
    /// Why it may not become somebody's passphrase, in words; "" when it may: 12 characters or more, at most 1,024 bytes,
    /// four different characters.
    std::string weakness() const;

private:
    std::string text_;
};

/// What one try costs. The default is RFC 9106 section 4, second recommended option: 3 passes over 64 MiB.
struct PassphraseCost {
    unsigned long long passes = 3;
    std::size_t memory_bytes = std::size_t{64} << 20;
};

/// argon2id by libsodium's crypto_pwhash_str: salt and cost are in the text. Throws store::StoreError (no memory).
std::string hash_of(const Passphrase& passphrase, const PassphraseCost& cost = {});
bool opens(const Passphrase& passphrase, const std::string& hash);

}  // namespace yorozu::desk
