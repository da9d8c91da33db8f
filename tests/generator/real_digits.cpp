#include "tests/generator/real_digits.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "tests/generator/idx_file.h"

namespace yorozu::generator {
namespace {

namespace fs = std::filesystem;

struct LoadedSet {
    RealSet set;
    IdxFile images, labels;
};

/// The sets of a folder, read once for the whole program: mnist alone is 47 MB unpacked.
const std::vector<LoadedSet>& loaded_sets(const fs::path& folder) {
    static std::mutex mutex;
    static std::map<fs::path, std::vector<LoadedSet>> known;
    const std::lock_guard lock(mutex);
    const auto found = known.find(folder);
    if (found != known.end()) return found->second;
    std::vector<LoadedSet> sets;
    for (const RealSet& set : real_sets()) {
        const fs::path images = folder / set.images_file;
        if (!fs::exists(images)) continue;
        LoadedSet loaded{set, read_idx(images), read_idx(folder / set.labels_file)};
        if (loaded.images.count != loaded.labels.count || loaded.images.count <= set.first_test)
            throw std::runtime_error(images.string() + ": images and labels do not belong together");
        sets.push_back(std::move(loaded));
    }
    if (sets.empty())
        throw std::runtime_error(
            folder.string() + " holds no set of real digits (mnist-train, optdigits-train, semeion-train)");
    return known[folder] = std::move(sets);
}

const LoadedSet* set_named(const std::vector<LoadedSet>& sets, std::string_view name) {
    for (const auto& s : sets)
        if (s.set.name == name) return &s;
    return nullptr;
}

/// Slant (x moved per y, from second moments) and share of ink.
struct Style {
    double slant, weight;
};
Style style_of(const LoadedSet& s, int index) {
    const std::uint8_t* p = s.images.item(index);
    double mass = 0, mx = 0, my = 0;
    for (int y = 0; y < s.images.height; ++y)
        for (int x = 0; x < s.images.width; ++x) {
            const double v = p[y * s.images.width + x];
            mass += v, mx += v * x, my += v * y;
        }
    mass = std::max(mass, 1.0), mx /= mass, my /= mass;
    double xy = 0, yy = 1e-9;
    for (int y = 0; y < s.images.height; ++y)
        for (int x = 0; x < s.images.width; ++x) {
            const double v = p[y * s.images.width + x];
            xy += v * (x - mx) * (y - my), yy += v * (y - my) * (y - my);
        }
    return {xy / yy, mass / 255 / (s.images.width * s.images.height)};
}

RealWriter like_writer(const LoadedSet& s, Random& random) {
    struct Candidate {
        int index;
        double far;
    };
    RealWriter writer{s.set.name, std::vector<std::vector<int>>(10), {}};
    std::vector<std::vector<Candidate>> candidates(10);
    const int tests = s.images.count - s.set.first_test;
    const Style wanted = style_of(s, s.set.first_test + random.below(tests));
    for (int n = 0; n < 900; ++n) {
        const int index = s.set.first_test + random.below(tests);
        const Style style = style_of(s, index);
        const double far =
            std::hypot((style.slant - wanted.slant) / 0.15, (style.weight - wanted.weight) / 0.03);
        candidates[*s.labels.item(index)].push_back({index, far});
    }
    for (int digit = 0; digit < 10; ++digit) {
        auto& list = candidates[static_cast<std::size_t>(digit)];
        std::sort(list.begin(), list.end(),
                  [](const Candidate& a, const Candidate& b) { return a.far < b.far; });
        for (std::size_t n = 0; n < std::min<std::size_t>(8, list.size()); ++n)
            writer.images[static_cast<std::size_t>(digit)].push_back(list[n].index);
    }
    return writer;
}

RealWriter window_writer(const LoadedSet& s, Random& random) {
    // A window that lacks a digit is widened until all ten are there.
    const int tests = s.images.count - s.set.first_test;
    const int middle = s.set.first_test + random.below(tests);
    for (int half = 32;; half += 16) {
        RealWriter writer{s.set.name, std::vector<std::vector<int>>(10), {}};
        for (int n = std::max(s.set.first_test, middle - half); n < std::min(s.images.count, middle + half);
             ++n)
            writer.images[*s.labels.item(n)].push_back(n);
        const bool complete =
            std::none_of(writer.images.begin(), writer.images.end(), [](const auto& l) { return l.empty(); });
        if (complete || half > tests) return writer;
    }
}

RealWriter semeion_writer(const LoadedSet& s, const LoadedSet* other, Random& random) {
    RealWriter writer{s.set.name, std::vector<std::vector<int>>(10), {}};
    const int place = random.below(19);
    // Runs of one digit: the k-th pair of a run is the k-th writer of the block.
    for (int n = s.set.first_test; n < s.images.count;) {
        const int digit = *s.labels.item(n);
        int end = n;
        while (end < s.images.count && *s.labels.item(end) == digit) ++end;
        // The run that the test part cuts into has lost its first writers: count from its end.
        for (int k : {end - 2 * place - 2, end - 2 * place - 1})
            if (k >= n) writer.images[static_cast<std::size_t>(digit)].push_back(k);
        n = end;
    }
    if (other) writer.other_images = window_writer(*other, random).images;
    return writer;
}

bool complete(const RealWriter& w) {
    for (std::size_t d = 0; d < 10; ++d)
        if (w.images[d].empty() && (w.other_images.empty() || w.other_images[d].empty())) return false;
    return true;
}

RealWriter draw_writer(const std::vector<LoadedSet>& sets, const LoadedSet& s, Random& random) {
    const std::string name = s.set.name;
    if (name == "mnist") return like_writer(s, random);
    if (name == "optdigits") return window_writer(s, random);
    return semeion_writer(s, set_named(sets, "optdigits"), random);
}

/// optdigits and semeion stretched every digit to a square; a one gets its narrow shape back.
void slim(GlyphShape& shape) {
    const Extent e = extent(shape);
    const double widest = 0.34 * e.height();
    if (e.width() <= widest) return;
    cv::Mat wide(shape.bitmap_height, shape.bitmap_width, CV_8U, shape.bitmap.data()), narrow;
    cv::resize(wide, narrow,
               cv::Size(std::max(8, static_cast<int>(wide.cols * widest / e.width())), wide.rows), 0, 0,
               cv::INTER_AREA);
    cv::Mat framed = cv::Mat::zeros(wide.size(), CV_8U);
    narrow.copyTo(framed(cv::Rect((wide.cols - narrow.cols) / 2, 0, narrow.cols, narrow.rows)));
    framed.copyTo(wide);
}

/// Enlarged with a smooth edge, as a pen's stroke has on a 300 dpi scan.
GlyphShape enlarged(const LoadedSet& s, int index) {
    cv::Mat small(s.images.height, s.images.width, CV_8U), large;
    std::copy_n(s.images.item(index), small.total(), small.data);
    const double factor = 128.0 / s.images.width;
    cv::copyMakeBorder(small, small, 1, 1, 1, 1, cv::BORDER_CONSTANT, 0);
    small.convertTo(small, CV_32F, 1 / 255.0);
    cv::resize(small, large, {}, factor, factor, cv::INTER_CUBIC);
    cv::GaussianBlur(large, large, {0, 0}, factor * 0.45);
    GlyphShape shape;
    shape.bitmap_width = large.cols;
    shape.bitmap_height = large.rows;
    shape.bitmap.resize(large.total());
    for (int y = 0; y < large.rows; ++y)
        for (int x = 0; x < large.cols; ++x)
            shape.bitmap[static_cast<std::size_t>(y) * large.cols + x] =
                static_cast<std::uint8_t>(255 / (1 + std::exp(-14 * (large.at<float>(y, x) - 0.42))) + 0.5);
    for (auto& v : shape.bitmap)
        if (v < 6) v = 0;
    if (*s.labels.item(index) == 1) slim(shape);
    return shape;
}

class RealDigits : public GlyphSource {
public:
    RealDigits(const std::vector<LoadedSet>& sets, RealWriter writer)
        : sets_(sets), writer_(std::move(writer)) {}

    std::optional<GlyphShape> glyph(char32_t character, Random& random) const override {
        if (character < U'0' || character > U'9') return std::nullopt;
        const auto digit = static_cast<std::size_t>(character - U'0');
        if (!writer_.images[digit].empty())
            return enlarged(*set_named(sets_, writer_.set), random.pick(writer_.images[digit]));
        if (writer_.other_images.empty() || writer_.other_images[digit].empty()) return std::nullopt;
        return enlarged(*set_named(sets_, "optdigits"), random.pick(writer_.other_images[digit]));
    }
    std::string name() const override { return writer_.set; }

private:
    const std::vector<LoadedSet>& sets_;
    RealWriter writer_;
};

}  // namespace

const std::vector<RealSet>& real_sets() {
    static const std::vector<RealSet> sets = {
        {"mnist", "mnist-train/train-images-idx3-ubyte.gz", "mnist-train/train-labels-idx1-ubyte.gz", 50000},
        {"optdigits", "optdigits-train/optdigits-32x32-images.idx3.gz",
         "optdigits-train/optdigits-32x32-labels.idx1.gz", 1600},
        {"semeion", "semeion-train/semeion-16x16-images.idx3.gz",
         "semeion-train/semeion-16x16-labels.idx1.gz", 1000},
    };
    return sets;
}

fs::path real_digits_folder() {
    const char* named = std::getenv("YOROZU_DATA");
    const fs::path folder = named ? fs::path(named) : fs::path(YOROZU_SOURCE_DIR) / "../shared/data";
    for (const RealSet& set : real_sets())
        if (fs::exists(folder / set.images_file)) return folder;
    std::cout << "SKIPPED: no real handwriting in " << folder << " (set YOROZU_DATA)\n";
    return {};
}

std::vector<RealWriter> real_writers(const fs::path& folder, int count, Random random) {
    const auto& sets = loaded_sets(folder);
    std::vector<RealWriter> writers;
    for (const auto& s : sets)
        for (int n = 0; n < count; ++n)
            if (RealWriter w = draw_writer(sets, s, random); complete(w)) writers.push_back(std::move(w));
    return writers;
}

std::shared_ptr<const GlyphSource> real_digits(const fs::path& folder, Random random) {
    const auto& sets = loaded_sets(folder);
    for (int tries = 0; tries < 50; ++tries) {
        RealWriter writer = draw_writer(sets, random.pick(sets), random);
        if (complete(writer)) return std::make_shared<RealDigits>(sets, std::move(writer));
    }
    throw std::runtime_error(folder.string() + ": no writer has all ten digits");
}

}  // namespace yorozu::generator
