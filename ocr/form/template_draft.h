#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/form/form_template.h"

namespace yorozu::ocr {

/// A place on a blank form that looks like something to fill in.
struct DraftField {
    enum class Shape { comb, line, check_boxes };
    Shape shape = Shape::line;
    BoxMm box_mm;
    int cells = 0;                 ///< comb
    std::vector<BoxMm> options;    ///< check boxes standing in one row
};

/// Finds what is to be filled in on an empty form: rows of equal cells (combs), small squares (check boxes) and
/// ruled boxes that are mostly white. Boxes full of print are labels and left out. Reading order.
/// Method: ruled lines by opening with long thin bars, then the white areas they enclose.
std::vector<DraftField> draft_fields(const Image& blank, double px_per_mm);

/// The template as JSON text, format 1: ids and labels by number, kinds by shape, for a person to complete.
/// `blanks` are the pages' pictures as the template is to name them.
struct DraftPage {
    double width_mm = 0;
    double height_mm = 0;
    std::string blank;
    std::vector<DraftField> fields;
};
std::string draft_json(const std::string& id, const std::string& title, const std::vector<DraftPage>& pages);

/// The blank with the fields drawn over it, numbered and labelled, for a person to check; RGB.
/// A comb shows its cells, a choice its options.
Image template_picture(const FormTemplate& form, int page);

}  // namespace yorozu::ocr
