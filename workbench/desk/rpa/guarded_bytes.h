#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace yorozu::desk {

/// Bytes of a secret, in pages of their own (libsodium's sodium_malloc): kept out of swap as far as the system's limit on locked
/// memory allows, left out of core dumps, between guard pages, wiped when the object goes. Throws std::bad_alloc.
class GuardedBytes {
public:
    explicit GuardedBytes(std::size_t size);
    explicit GuardedBytes(std::string_view copied);
    explicit GuardedBytes(std::string&& taken);  ///< wipes what it takes
    ~GuardedBytes();
    GuardedBytes(GuardedBytes&& other) noexcept;
    GuardedBytes& operator=(GuardedBytes&& other) noexcept;

    unsigned char* data() { return data_; }
    const unsigned char* data() const { return data_; }
    std::size_t size() const { return size_; }
    std::string_view text() const { return {reinterpret_cast<const char*>(data_), size_}; }

private:
    unsigned char* data_ = nullptr;
    std::size_t size_ = 0;
};

/// From now on this process, and what it starts, leaves no core dump, no other process of the same user may read its memory, and
/// whatever operator delete gives back to the heap is wiped first: drivers and JSON make copies of a secret on its way to the field.
/// For good. What libraries that call free() themselves keep is not wiped: xcb's output buffer (16 KiB, until the display is
/// closed) and sd-bus's messages hold a secret that went into a desktop program; libcurl's memory is (rpa/http.cpp).
void guard_process();

/// When its scope ends, wipes what calls from there left below on this thread's stack.
struct DeadStackWipe {
    ~DeadStackWipe();
};

/// Throws store::StoreError if libsodium cannot be started.
void start_sodium();

}  // namespace yorozu::desk
