#include "workbench/desk/rpa/guarded_bytes.h"

#include <malloc.h>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "workbench/store/error.h"

namespace {

[[maybe_unused]] std::atomic<bool> wipes_what_is_freed{false};

}  // namespace

// The program's own new and delete: those of the standard library, and the wiping. Arrays and sized forms come through these.
// The sanitizers bring their own, which see more; they quarantine what is freed, so nothing would be wiped there anyway.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
void* operator new(std::size_t size) {
    while (true) {
        if (void* memory = std::malloc(size ? size : 1)) return memory;
        const auto handler = std::get_new_handler();
        if (!handler) throw std::bad_alloc();
        handler();
    }
}

void operator delete(void* memory) noexcept {
    if (memory && wipes_what_is_freed.load(std::memory_order_relaxed)) explicit_bzero(memory, malloc_usable_size(memory));
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept { ::operator delete(memory); }
#endif

namespace yorozu::desk {

GuardedBytes::GuardedBytes(std::size_t size) : size_(size) {
    start_sodium();
    data_ = static_cast<unsigned char*>(sodium_malloc(std::max<std::size_t>(size, 1)));
    if (!data_) throw std::bad_alloc();
}

GuardedBytes::GuardedBytes(std::string_view copied) : GuardedBytes(copied.size()) { std::copy(copied.begin(), copied.end(), data_); }

GuardedBytes::GuardedBytes(std::string&& taken) : GuardedBytes(std::string_view(taken)) { sodium_memzero(taken.data(), taken.capacity()); }

GuardedBytes::~GuardedBytes() { sodium_free(data_); }

GuardedBytes::GuardedBytes(GuardedBytes&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

GuardedBytes& GuardedBytes::operator=(GuardedBytes&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

void guard_process() {
    wipes_what_is_freed = true;
    // One byte, not none: a limit of 0 does not stop the kernel from piping a dump to a handler, 1 does (core(5)).
    rlimit limit{};
    if (::getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 1);
        ::setrlimit(RLIMIT_CORE, &limit);
    }
    ::prctl(PR_SET_DUMPABLE, 0);
}

__attribute__((noinline)) DeadStackWipe::~DeadStackWipe() {
    unsigned char below[256 * 1024];
    sodium_memzero(below, sizeof below);
}

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started)
        throw store::StoreError(store::Blame::environment, "暗号の部品を始められません", "libsodium", "システムの乱数（/dev/urandom）を確かめてください");
}

}  // namespace yorozu::desk
