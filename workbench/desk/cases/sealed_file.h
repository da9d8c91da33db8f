#pragma once
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "workbench/desk/rpa/guarded_bytes.h"

namespace yorozu::desk {

/// A stream of bytes sealed in parts (libsodium's secretstream, XChaCha20-Poly1305): parts can be neither changed, swapped, left out nor
/// cut off at the end without the opening noticing. `bound_to` is not kept, but sealing and opening must agree on it: a sealed file cannot be
/// moved to another case. The first part is the stream's header.
class SealedFile {
public:
    /// `key`: 32 bytes, to live as long as this.
    SealedFile(std::istream& plain, const GuardedBytes& key, std::string bound_to);
    ~SealedFile();
    SealedFile(const SealedFile&) = delete;
    SealedFile& operator=(const SealedFile&) = delete;

    /// The next sealed part; nothing after the last.
    std::optional<std::string> next();
    std::int64_t taken() const { return taken_; }  ///< bytes of `plain` so far

private:
    struct State;
    std::unique_ptr<State> state_;
    std::istream& plain_;
    std::string bound_to_;
    std::int64_t taken_ = 0;
    bool begun_ = false, ended_ = false;
};

/// Opens what SealedFile sealed, part by part.
class OpenedFile {
public:
    OpenedFile(const GuardedBytes& key, std::string bound_to);
    ~OpenedFile();
    OpenedFile(const OpenedFile&) = delete;
    OpenedFile& operator=(const OpenedFile&) = delete;

    /// The bytes of this part; nothing when it does not fit the key, `bound_to` or its place.
    std::optional<std::string> open(std::string_view part);
    bool complete() const { return complete_; }  ///< the last part has come

private:
    struct State;
    std::unique_ptr<State> state_;
    const GuardedBytes& key_;
    std::string bound_to_;
    bool begun_ = false, complete_ = false;
};

}  // namespace yorozu::desk
