#pragma once
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

inline const std::filesystem::path corpus = std::filesystem::path(YOROZU_SOURCE_DIR) / "tests/flows-bpmn/corpus";

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}
