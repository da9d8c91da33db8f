#pragma once
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <string>

#include "workbench/desk/reading/reading.h"

/// One line on stderr that tells how far a reading is. Private to the command line.
namespace yorozu::cli {

class ProgressLine {
public:
    explicit ProgressLine(bool quiet) : quiet_(quiet), terminal_(::isatty(2) == 1) {}

    /// On a terminal four times a second in place; into a file a line every ten seconds.
    void show(const desk::ReadingProgress& progress) {
        if (quiet_ || progress.seconds - shown_ < (terminal_ ? 0.25 : 10)) return;
        shown_ = progress.seconds;
        if (terminal_) std::cerr << "\r\x1b[K";
        std::cerr << progress.pages_done << " 枚（ファイル " << progress.files_done << "/" << progress.files << "）、毎分 "
                  << static_cast<long>(progress.pages_a_minute) << " 枚";
        if (progress.seconds_left >= 0) std::cerr << "、残り約 " << left(progress.seconds_left);
        std::cerr << (terminal_ ? "" : "\n") << std::flush;
        open_ = terminal_;
    }

    void clear() {
        if (open_) std::cerr << "\r\x1b[K" << std::flush;
        open_ = false;
    }

private:
    static std::string left(double seconds) {
        const auto whole = static_cast<long>(seconds + 0.5);
        return whole < 90 ? std::to_string(whole) + " 秒" : std::to_string((whole + 59) / 60) + " 分";
    }

    bool quiet_, terminal_, open_ = false;
    double shown_ = 0;
};

}  // namespace yorozu::cli
