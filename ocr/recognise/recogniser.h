#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ocr/page/image.h"

namespace yorozu::ocr {

/// Which characters may stand in a place. Recognisers answer only with characters of the set.
enum class CharacterSet { digits, alnum, katakana, hiragana, kana, kanji };

/// The ink of one character, cut out and cleaned: 0 = paper … 255 = full ink (the other way round than a
/// page), printed lines removed. Any size; about 40–120 px high is usual.
struct Glyph {
    Image ink;
    BoxPx cell;  ///< the nominal cell in the ink's pixels (ink may stick out); tells ッ from ツ, 。 from 〇
};

struct CharacterGuess {
    std::string text;        ///< one character, UTF-8, NFC
    double probability = 0;  ///< calibrated: of all guesses given with 0.9, nine in ten are right
};

/// What one glyph may be. The guesses' probabilities and `reject` sum to at most 1.
struct GlyphReading {
    std::vector<CharacterGuess> guesses;  ///< best first, at most 10
    double reject = 0;  ///< probability that it is none of the set: scribble, strike-out, half a stroke, dirt
};

/// Whether a doubtful glyph is read again from further views, where its recogniser file asks for it. Print has one shape: slanting it tells nothing.
enum class Looks { as_needed, one };

/// The handwriting recognisers: networks (ONNX through OpenCV DNN) and classifiers loaded from a folder of
/// models with their `*.recogniser.json` files. One object belongs to one thread (make one per worker);
/// results are the same on every run.
class Recogniser {
public:
    /// Throws std::runtime_error naming the file when a model is missing or broken.
    explicit Recogniser(const std::filesystem::path& model_folder = default_model_folder());
    ~Recogniser();
    Recogniser(Recogniser&&) noexcept;

    /// Reads all glyphs in one batch; the answer has their order. An empty glyph (no ink) gives no guess
    /// and reject 1.
    std::vector<GlyphReading> read(CharacterSet set, std::span<const Glyph> glyphs, Looks looks = Looks::as_needed);

    /// True if a model for the set is there; without one read() gives no guesses and reject 1.
    bool knows(CharacterSet set) const;

    /// $YOROZU_MODELS, else ../share/yorozu/models beside the program, else the source tree's ocr/models.
    static std::filesystem::path default_model_folder();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace yorozu::ocr
