#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace yorozu::ocr {

/// How far a child process may go before it is ended.
struct ChildLimits {
    int seconds = 60;                      ///< wall clock and processor time
    long long memory = 1LL << 30;          ///< bytes of address space
    long long output_bytes = 1LL << 30;    ///< of its standard output
};

struct ChildResult {
    enum class End { exited, timed_out, too_much_output, killed, not_started };
    End end = End::not_started;
    int exit_code = -1;
    std::vector<std::uint8_t> output;
    std::string errors;   ///< the first 16 KiB of its standard error
};

/// Runs a program found on PATH, without a shell, without files of its own and with nothing on its standard input.
/// It dies with us, and always has ended when this returns.
ChildResult run_child(const std::vector<std::string>& command, const ChildLimits& limits);

}  // namespace yorozu::ocr
