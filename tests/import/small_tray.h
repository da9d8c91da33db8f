#pragma once
#include <filesystem>
#include <string>
#include <vector>

/// A tray of small scans of a small form, made for the tests: quick to read, every file different.
struct SmallTray {
    std::filesystem::path form;   ///< the template file
    std::filesystem::path scans;  ///< the folder
    int files = 0;
    int pages = 0;

    /// `files` PNG pages and one TIFF of `tiff_pages` pages.
    SmallTray(const std::filesystem::path& folder, int files, int tiff_pages);
};

/// What the yorozu program did.
struct Ran {
    int exit_code = -1;   ///< -1: killed
    std::string out, err;
};

/// Runs the real program with these arguments. `kill_after_ms` ≥ 0: kill -9 after so many milliseconds (fractions
/// count); `file_limit` ≥ 0: no file may grow beyond so many bytes.
Ran run_yorozu(const std::vector<std::string>& arguments, double kill_after_ms = -1, long file_limit = -1);
