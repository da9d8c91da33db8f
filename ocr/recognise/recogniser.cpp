#include "ocr/recognise/recogniser.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <opencv2/core/utility.hpp>
#include <stdexcept>

#include "ocr/recognise/network.h"
#include "ocr/recognise/second_look.h"

namespace yorozu::ocr {
namespace {

constexpr std::size_t most_guesses = 10;

/// For one character set: where each class's probability goes. -1 = nowhere (it counts as "none of the set").
std::vector<int> destinations(const RecogniserFile& file, const std::vector<int>& set) {
    std::vector<int> to(file.classes.size(), -1);
    for (int c : set) to[c] = c;
    for (const std::vector<int>& alike : file.twins) {
        const auto inside = std::find_if(alike.begin(), alike.end(), [&](int c) { return to[c] == c; });
        if (inside == alike.end()) continue;
        for (int c : alike)
            if (to[c] < 0) to[c] = *inside;
    }
    return to;
}

GlyphReading reading(const std::vector<double>& probabilities, const RecogniserFile& file, const std::vector<int>& to) {
    std::vector<double> mass(file.classes.size(), 0);
    for (std::size_t c = 0; c < to.size(); ++c)
        if (to[c] >= 0) mass[to[c]] += probabilities[c];
    std::vector<int> order;
    for (std::size_t c = 0; c < mass.size(); ++c)
        if (mass[c] > 0) order.push_back(int(c));
    const std::size_t kept = std::min(most_guesses, order.size());
    std::partial_sort(order.begin(), order.begin() + std::ptrdiff_t(kept), order.end(),
                      [&](int a, int b) { return mass[a] != mass[b] ? mass[a] > mass[b] : a < b; });
    GlyphReading out;
    double total = 0;
    for (double m : mass) total += m;
    for (std::size_t i = 0; i < kept; ++i) out.guesses.push_back({file.classes[order[i]], std::min(1.0, mass[order[i]])});
    out.reject = std::clamp(1 - total, 0.0, 1.0);
    return out;
}

}  // namespace

struct Recogniser::Impl {
    struct Place {
        Network* network = nullptr;
        std::vector<int> to;
    };
    std::vector<std::unique_ptr<Network>> networks;
    std::map<CharacterSet, Place> places;
};

Recogniser::Recogniser(const std::filesystem::path& model_folder) : impl_(std::make_unique<Impl>()) {
    // One recogniser per worker thread: OpenCV's own threads would only get in each other's way.
    cv::setNumThreads(1);
    std::error_code error;
    if (!std::filesystem::is_directory(model_folder, error))
        throw std::runtime_error("認識モデルのフォルダーがありません: " + model_folder.string() +
                                 ": yorozu を入れ直すか、環境変数 YOROZU_MODELS でフォルダーを指定してください");
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(model_folder, error), end; !error && at != end; at.increment(error))
        if (at->path().filename().string().ends_with(".recogniser.json")) files.push_back(at->path());
    if (error)
        throw std::runtime_error("認識モデルのフォルダーを読めません: " + model_folder.string() + ": 読み取り権限を確かめてください");
    if (files.empty())
        throw std::runtime_error("認識モデルがありません: " + model_folder.string() +
                                 ": *.recogniser.json のあるフォルダーを環境変数 YOROZU_MODELS で指定してください");
    std::sort(files.begin(), files.end());
    std::map<CharacterSet, std::filesystem::path> owner;
    for (const std::filesystem::path& file : files) {
        impl_->networks.push_back(std::make_unique<Network>(read_recogniser_file(file)));
        Network& network = *impl_->networks.back();
        for (const auto& [set, classes] : network.file().sets) {
            if (const auto [at, fresh] = owner.emplace(set, file); !fresh)
                throw std::runtime_error("認識モデルが重なっています: " + file.string() + ": " + at->second.filename().string() +
                                         " と同じ文字種 (sets) です。どちらかの sets から外してください");
            impl_->places[set] = {&network, destinations(network.file(), classes)};
        }
    }
}

Recogniser::~Recogniser() = default;
Recogniser::Recogniser(Recogniser&&) noexcept = default;

bool Recogniser::knows(CharacterSet set) const { return impl_->places.contains(set); }

std::vector<GlyphReading> Recogniser::read(CharacterSet set, std::span<const Glyph> glyphs, Looks looks) {
    std::vector<GlyphReading> out(glyphs.size(), GlyphReading{{}, 1});
    const auto place = impl_->places.find(set);
    if (place == impl_->places.end()) return out;
    const RecogniserFile& file = place->second.network->file();
    const std::size_t one = std::size_t(file.shape.channels) * file.shape.size * file.shape.size;
    std::vector<float> input;
    std::vector<std::size_t> inked;
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const Image& ink = glyphs[i].ink;
        if (ink.empty()) continue;
        if (ink.channels != 1 || ink.width <= 0 || ink.height <= 0 ||
            ink.pixels.size() != std::size_t(ink.width) * std::size_t(ink.height))
            throw std::invalid_argument("文字画像の形が正しくありません: " + std::to_string(i + 1) + " 番目: 1 チャンネルで幅×高さのインク画像にしてください");
        input.resize((inked.size() + 1) * one);
        if (normalise(glyphs[i], file.shape, input.data() + inked.size() * one)) inked.push_back(i);
    }
    input.resize(inked.size() * one);
    auto rows = place->second.network->probabilities(input, int(inked.size()));
    if (looks == Looks::as_needed) look_again(*place->second.network, input, rows);
    for (std::size_t k = 0; k < inked.size(); ++k) out[inked[k]] = reading(rows[k], file, place->second.to);
    return out;
}

std::filesystem::path Recogniser::default_model_folder() {
    if (const char* named = std::getenv("YOROZU_MODELS"); named && *named) return named;
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) {
        const std::filesystem::path installed = program.parent_path().parent_path() / "share/yorozu/models";
        if (std::filesystem::is_directory(installed, error)) return installed;
    }
    return YOROZU_SOURCE_MODELS;
}

}  // namespace yorozu::ocr
