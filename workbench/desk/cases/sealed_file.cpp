#include "workbench/desk/cases/sealed_file.h"

#include <sodium.h>

namespace yorozu::desk {
namespace {

constexpr std::size_t plain_part = std::size_t{256} << 10;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

struct SealedFile::State {
    crypto_secretstream_xchacha20poly1305_state stream;
    std::string header = std::string(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
    ~State() { sodium_memzero(&stream, sizeof stream); }
};

struct OpenedFile::State {
    crypto_secretstream_xchacha20poly1305_state stream;
    ~State() { sodium_memzero(&stream, sizeof stream); }
};

SealedFile::SealedFile(std::istream& plain, const GuardedBytes& key, std::string bound_to)
    : state_(std::make_unique<State>()), plain_(plain), bound_to_(std::move(bound_to)) {
    crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, bytes_of(state_->header), key.data());
}
SealedFile::~SealedFile() = default;

std::optional<std::string> SealedFile::next() {
    if (!begun_) {
        begun_ = true;
        return state_->header;
    }
    if (ended_) return std::nullopt;
    std::string plain(plain_part, '\0');
    plain_.read(plain.data(), static_cast<std::streamsize>(plain.size()));
    plain.resize(static_cast<std::size_t>(plain_.gcount()));
    taken_ += static_cast<std::int64_t>(plain.size());
    ended_ = plain.size() < plain_part;  // a file that ends with a full part has an empty one after it
    std::string sealed(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, bytes_of(sealed), nullptr, bytes_of(plain), plain.size(), bytes_of(std::string_view(bound_to_)), bound_to_.size(),
                                               ended_ ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    sodium_memzero(plain.data(), plain.size());
    return sealed;
}

OpenedFile::OpenedFile(const GuardedBytes& key, std::string bound_to) : state_(std::make_unique<State>()), key_(key), bound_to_(std::move(bound_to)) {}
OpenedFile::~OpenedFile() = default;

std::optional<std::string> OpenedFile::open(std::string_view part) {
    if (complete_) return std::nullopt;
    if (!begun_) {
        begun_ = true;
        if (part.size() != crypto_secretstream_xchacha20poly1305_HEADERBYTES || crypto_secretstream_xchacha20poly1305_init_pull(&state_->stream, bytes_of(part), key_.data()) != 0)
            return std::nullopt;
        return std::string();
    }
    if (part.size() < crypto_secretstream_xchacha20poly1305_ABYTES) return std::nullopt;
    std::string plain(part.size() - crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state_->stream, bytes_of(plain), nullptr, &tag, bytes_of(part), part.size(), bytes_of(std::string_view(bound_to_)), bound_to_.size()) != 0)
        return std::nullopt;
    complete_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return plain;
}

}  // namespace yorozu::desk
