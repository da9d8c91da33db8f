#pragma once
#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "ocr/form/form_match.h"

namespace yorozu::test {

/// A form drawn by dice: a title, ruled tables, combs, small print. Two seeds share nothing but the style.
struct DrawnForm {
    double width_mm = 100, height_mm = 148;
    unsigned seed = 1;
    unsigned title_seed = 0;   ///< 0: from seed; another title on the same form is another form
    int extra_rows = 0;        ///< rows added below: another revision
    bool pale = false;         ///< grey hairlines instead of black rules
};
ocr::FormTemplate draw_form(const DrawnForm& how, const std::string& id);

/// What happens between the printer and our file.
struct Scanning {
    double dpi = 300;
    int turn = 0;             ///< 0, 90, 180, 270 clockwise
    double skew = 0;          ///< degrees clockwise
    double copy = 1.0;        ///< 0.95 … 1.05
    double perspective = 0;   ///< how far a corner moves, in parts of the page
    double rim_mm = 0;        ///< scanner bed around the paper
    bool black_rim = false;
    bool one_bit = false;
    bool handwriting = true;
    bool stamp_over_title = false;
    bool torn_corner = false;
    bool stain = false;
    double noise = 6;         ///< standard deviation of grey
    double blur_mm = 0.05;
    bool tell_dpi = true;
    bool shadow = false;
    double fold_mm = 0;       ///< the lower half lies this much to the right
    unsigned seed = 7;
};
struct Scan {
    ocr::Page page;
    cv::Matx33d blank_to_page;
};
Scan scan(const ocr::FormTemplate& form, const Scanning& how = {}, int page = 1);

/// A page that is no form: running text and a picture.
ocr::Page letter(unsigned seed, double width_mm = 210, double height_mm = 297);
ocr::Page scribble(unsigned seed);
ocr::Page white_sheet(unsigned seed);

/// Greatest distance in page px between where the match and where the truth put points of the blank.
double worst_error(const ocr::FormMatch& match, const Scan& truth);

}  // namespace yorozu::test
