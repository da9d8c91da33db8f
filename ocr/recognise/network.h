#pragma once
#include <filesystem>
#include <opencv2/dnn.hpp>
#include <vector>

#include "ocr/recognise/recogniser_file.h"

/// Private to ocr/recognise: one ONNX network.
namespace yorozu::ocr {

class Network {
public:
    /// Loads the ONNX file and runs it once. Throws std::runtime_error with file and mend, in Japanese.
    explicit Network(RecogniserFile file);

    const RecogniserFile& file() const { return file_; }

    /// One row of probabilities per normalised glyph (`input` holds `count` of them one after the other): the
    /// classes, then what is none of them (0 for a network without that output).
    std::vector<std::vector<double>> probabilities(const std::vector<float>& input, int count);

private:
    void forward(const float* input, int count, std::vector<std::vector<double>>& rows);

    RecogniserFile file_;
    cv::dnn::Net net_;
};

}  // namespace yorozu::ocr
