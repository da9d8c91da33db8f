#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "ocr/page/image.h"

namespace yorozu::generator {

/// What befalls a form on its way to the reader; the names are those of the truth file's column x-damage.
/// The first group happens while writing, the second to the paper, the third in the scanner.
enum class Damage {
    strike_out,
    empty_field,
    overflow,
    two_circles,
    cancelled_mark,
    faint_pencil,
    no_seal,
    stamp,
    fold,
    coffee,
    pen_mark,
    skew,
    upside_down,
    turn_left,
    turn_right,
    colour,
    one_bit,
    jpeg,
    dpi_200,
    dpi_400,
    dpi_600,
    copy_95,
    copy_105,
    photo,
    black_border,
    noise,
};
const std::vector<Damage>& all_damages();
std::string name_of(Damage damage);
/// Throws std::invalid_argument for a name that is none.
Damage damage_named(const std::string& name);

/// Which writing fills a form.
struct HandChoice {
    /// "any" draws one by the seed; "strokes" (our own pen strokes); a pen-like font by name ("klee",
    /// "kiloji" …);
    std::string kind = "any";
    /// Folder with the real digits of mnist-train, optdigits-train and semeion-train; empty for none. Only
    /// the test part of each is used (mnist from image 50,000, optdigits from 1,600, semeion from row 1,000):
    /// training takes the images before.
    std::filesystem::path real_digits;
};

struct FillRequest {
    std::string form = "koza-furikae-hagaki";  ///< id of a shipped form, or koza-furikae-hagaki-r2
    std::uint64_t seed = 1;
    std::vector<Damage> damages;
    HandChoice hand;
};

/// One page as the scanner would hand it over, turned, skewed and stained as asked.
struct FilledPage {
    ocr::Image image;
    double dpi = 300;      ///< as the file will say; a phone says 72
    bool one_bit = false;  ///< the image holds only 0 and 255
};

struct FilledForm {
    std::string form;
    std::vector<FilledPage> pages;
    std::map<std::string, std::string> truth;  ///< field id → what a reader must give; "" for blank
    std::string hand;
    std::vector<Damage> damages;
};

/// Fills one form in memory. The same request gives the same pixels. Thread-safe.
/// Throws std::out_of_range for an unknown form, std::runtime_error when a font or data set is missing.
FilledForm make_filled_form(const FillRequest& request);

/// Damages as they come in a tray of mail: none in every third form, else one to three that can go together.
std::vector<Damage> usual_damages(std::uint64_t seed);

}  // namespace yorozu::generator
