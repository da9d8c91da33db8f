#pragma once
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "ocr/read.h"

/// Folders, files and documents for the tests of reading.
namespace yorozu::testing {

namespace fs = std::filesystem;
inline const fs::path samples = fs::path(YOROZU_SOURCE_DIR) / "samples";

struct Folder {
    fs::path path = fs::temp_directory_path() / ("yorozu-reading-" + std::to_string(std::random_device{}()));
    Folder() { fs::create_directories(path); }
    ~Folder() {
        std::error_code ignored;
        fs::permissions(path, fs::perms::owner_all, ignored);
        fs::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path file(const std::string& name, const std::string& bytes) const {
        std::ofstream(path / name, std::ios::binary) << bytes;
        return path / name;
    }
    std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator())); }
};

inline std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline ocr::FieldTemplate field(const std::string& id, ocr::FieldKind kind, bool mask = false) {
    ocr::FieldTemplate made;
    made.id = made.label = id;
    made.kind = kind;
    made.mask = mask;
    return made;
}

inline ocr::FormTemplate form(const std::string& id, std::vector<ocr::FieldTemplate> fields) {
    ocr::FormTemplate made;
    made.id = id;
    made.fields = std::move(fields);
    made.pages.resize(1);
    return made;
}

inline ocr::FieldReading reading(const std::string& id, const std::string& value, ocr::FieldStatus status = ocr::FieldStatus::accepted,
                                 double confidence = 0.9999) {
    ocr::FieldReading made;
    made.id = id;
    made.value = made.raw = value;
    made.status = status;
    made.blank = status == ocr::FieldStatus::blank;
    made.confidence = confidence;
    made.box_px = {1, 2, 30, 4};
    return made;
}

inline ocr::Document document(const std::string& source, int page, const std::string& form_id, std::vector<ocr::FieldReading> fields) {
    ocr::Document made;
    made.source = source;
    made.page = page;
    made.template_id = form_id;
    made.fields = std::move(fields);
    return made;
}

}  // namespace yorozu::testing
