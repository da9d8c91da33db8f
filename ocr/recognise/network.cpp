#include "ocr/recognise/network.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace yorozu::ocr {
namespace {

// OpenCV plans its memory anew whenever the number of glyphs changes, so there are only two numbers.
constexpr int many = 32;
constexpr int few = 4;

[[noreturn]] void refuse(const std::filesystem::path& network, const std::string& why) {
    throw std::runtime_error("認識モデルを使えません: " + network.string() + ": " + why);
}

}  // namespace

Network::Network(RecogniserFile file) : file_(std::move(file)) {
    if (!std::filesystem::is_regular_file(file_.network))
        refuse(file_.network, "ファイルがありません。" + file_.file.filename().string() + " の network を直すか、モデルを入れ直してください");
    try {
        net_ = cv::dnn::readNetFromONNX(file_.network.string());
        net_.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        net_.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        std::vector<std::vector<double>> rows;
        const std::vector<float> blank(std::size_t(few) * file_.shape.channels * file_.shape.size * file_.shape.size);
        forward(blank.data(), few, rows);
    } catch (const cv::Exception&) {
        refuse(file_.network, "ONNX として読めないか、入力の形が設定と合いません。モデルを入れ直してください");
    }
}

void Network::forward(const float* input, int count, std::vector<std::vector<double>>& rows) {
    const int shape[] = {count, file_.shape.channels, file_.shape.size, file_.shape.size};
    net_.setInput(cv::Mat(4, shape, CV_32F, const_cast<float*>(input)));
    const cv::Mat out = net_.forward();
    const int outputs = int(file_.classes.size()) + (file_.reject ? 1 : 0);
    if (out.type() != CV_32F || out.total() != std::size_t(count) * outputs)
        refuse(file_.network, "出力の数が classes と合いません。設定かモデルを直してください");
    const float* value = out.ptr<float>();
    for (int n = 0; n < count; ++n, value += outputs) {
        std::vector<double> row(value, value + outputs);
        if (file_.gives_logits) {
            const double top = *std::max_element(row.begin(), row.end());
            double sum = 0;
            for (double& v : row) sum += v = std::exp((v - top) / file_.temperature);
            for (double& v : row) v /= sum;
        }
        if (!file_.reject) row.push_back(0);
        rows.push_back(std::move(row));
    }
}

std::vector<std::vector<double>> Network::probabilities(const std::vector<float>& input, int count) {
    std::vector<std::vector<double>> rows;
    rows.reserve(count);
    const std::size_t one = std::size_t(file_.shape.channels) * file_.shape.size * file_.shape.size;
    for (int at = 0; at < count;) {
        const int step = count - at >= many ? many : few;
        if (count - at >= step) {
            forward(input.data() + at * one, step, rows);
        } else {
            std::vector<float> padded(one * step);
            std::copy(input.begin() + std::ptrdiff_t(at * one), input.begin() + std::ptrdiff_t(count * one), padded.begin());
            forward(padded.data(), step, rows);
        }
        at += step;
    }
    rows.resize(count);
    return rows;
}

}  // namespace yorozu::ocr
