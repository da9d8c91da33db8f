#pragma once
#include <chrono>

#include "workbench/desk/workspace/workspace.h"

/// The one place where the command line asks the system for the time. Private to the command line.
namespace yorozu::cli {

inline desk::Clock system_clock() {
    return [] {
        using namespace std::chrono;
        return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    };
}

}  // namespace yorozu::cli
