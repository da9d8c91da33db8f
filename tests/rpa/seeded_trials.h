#pragma once
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

/// Runs the trial with every seed from `first` to `last`. A long trial can be done in pieces:
///   YOROZU_TRIALS=FOLDER          seeds that passed are noted there, in NAME.txt, and not tried again
///   YOROZU_TRIALS_SECONDS=N       no seed begins later than that
/// Killed at any moment, the same command goes on behind the last seed that passed. The program says how far it came; only
/// when it says that all are over has the whole trial passed. A trial that fails must throw (REQUIRE, not CHECK).
template <class Trial>
void seeded_trials(const std::string& name, unsigned first, unsigned last, const Trial& trial) {
    const char *folder = std::getenv("YOROZU_TRIALS"), *seconds = std::getenv("YOROZU_TRIALS_SECONDS");
    const std::string file = folder ? std::string(folder) + "/" + name + ".txt" : "";
    std::set<unsigned> passed;
    std::ifstream in(file);
    for (unsigned seed = 0; in >> seed;)
        if (seed >= first && seed <= last) passed.insert(seed);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds ? std::atoi(seconds) : 0);
    for (unsigned seed = first; seed <= last && !(seconds && std::chrono::steady_clock::now() >= end); ++seed) {
        if (passed.count(seed)) continue;
        INFO(name << ", seed " << seed);
        trial(seed);
        passed.insert(seed);
        if (folder) {
            std::ofstream out(file, std::ios::app);
            out << seed << std::endl;
            REQUIRE(out.good());
        }
    }
    WARN(name << ": " << passed.size() << " of " << last - first + 1 << " seeds passed" << (passed.size() == last - first + 1 ? "" : ", the rest is still to be tried"));
}
