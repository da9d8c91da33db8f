#pragma once
#include <nlohmann/json.hpp>

#include "ocr/lexicon/text_key.h"
#include "tests/reading/folder.h"

namespace yorozu::testing {

/// The shipped models with every class called by the name of another: what a reader knows nothing by.
inline void copy_confused_models(const fs::path& to) {
    for (const auto& file : fs::directory_iterator(fs::path(YOROZU_SOURCE_DIR) / "ocr/models")) {
        if (file.path().extension() == ".onnx") fs::create_symlink(file.path(), to / file.path().filename());
        if (!file.path().string().ends_with(".recogniser.json")) continue;
        auto model = nlohmann::json::parse(bytes_of(file.path()));
        std::u32string classes = ocr::code_points(model.at("classes").get<std::string>());
        std::rotate(classes.begin(), classes.begin() + 7, classes.end());
        model["classes"] = ocr::utf8_of(classes);
        std::ofstream(to / file.path().filename()) << model;
    }
}

}  // namespace yorozu::testing
