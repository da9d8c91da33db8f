#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include "ocr/page/page.h"
#include "ocr/read.h"

namespace yorozu::desk {

/// How far a reading has come. Pages inside a file are counted as they are met, so the rest is estimated by files.
struct ReadingProgress {
    std::size_t pages_done = 0;
    std::size_t files_done = 0;
    std::size_t files = 0;
    double seconds = 0;          ///< since the start
    double pages_a_minute = 0;   ///< so far
    double seconds_left = -1;    ///< below 0: not known yet
};

struct ReadingOptions {
    int workers = 0;  ///< 0: as many as the machine has cores
    ocr::AcceptRule accept;
    std::filesystem::path models = ocr::Recogniser::default_model_folder();
    ocr::LoadLimits limits;
    std::vector<int> first_pages;  ///< where to start in each file, from 1; empty: at the first page of all
    std::stop_token stop;  ///< asked between pages; what is under way is finished and handed out
    std::function<void(const ReadingProgress&)> progress;  ///< from the calling thread, after each page
};

struct ReadingSummary {
    std::size_t pages = 0;     ///< handed out
    std::size_t failed = 0;    ///< could not be loaded or read
    std::size_t refused = 0;   ///< fit no template
    std::size_t review = 0;    ///< pages of a known form with fields to check
    std::size_t fields = 0, accepted = 0, to_check = 0, blank = 0;
    double seconds = 0;
    bool stopped = false;
};

/// Reads scan files page by page on several threads, each with its own recogniser, and hands the documents to `take`
/// on the calling thread, in the order of the files and their pages. At most one page a worker is in memory and files
/// are opened only a little ahead, so memory stays flat however many pages there are. A page that cannot be read comes
/// as a Document with `failed`; the rest goes on. Throws what a recogniser throws when its model is missing, and what
/// `take` or `progress` throw, after all threads have ended.
ReadingSummary read_scans(const std::vector<std::filesystem::path>& files, const std::vector<ocr::FormTemplate>& forms,
                          const ocr::LexiconSet& lexicons, const ReadingOptions& options,
                          const std::function<void(ocr::Document&&)>& take);

}  // namespace yorozu::desk
