#pragma once
#include <string>
#include <vector>

#include "ocr/form/form_template.h"
#include "ocr/form/print_lines.h"

namespace yorozu::ocr {

/// A place on a blank form that looks like something to fill in, told by its lines alone.
struct FormShape {
    enum class Kind { comb, box, check_boxes };
    Kind kind = Kind::box;
    BoxMm box_mm;
    int cells = 0;                 ///< comb
    std::vector<BoxMm> options;    ///< check boxes standing in one row
    bool shaded = false;           ///< grey inside: a heading, or not for the applicant
};

/// Finds rows of equal cells (combs), small squares (check boxes) and ruled boxes on an upright, straight blank.
/// Reading order. Method: ruled lines by opening with long thin bars, then the white areas they enclose.
std::vector<FormShape> find_shapes(const Image& blank, double px_per_mm);

/// A field as the blank suggests it.
struct DraftField {
    FieldTemplate field;
    bool label_from_print = false;  ///< else the label is a number, or that of the field above
    bool office_use = false;        ///< 受付, 入力 …: offered to a person, but in no draft
};

/// What is to be filled in, with label, id, kind, list and rules guessed from the print around it: shapes, and words
/// between middle dots to be circled (普通・当座). `print` must have been read, else labels are numbers and no circles
/// are found. Ids are unique. Reading order.
std::vector<DraftField> draft_fields(const std::vector<FormShape>& shapes, const std::vector<PrintLine>& print, const TemplatePage& paper, int page = 1);

/// Gives every field an id of its own: the second "denwa" becomes "denwa_2".
void number_ids(std::vector<FieldTemplate>& fields);

/// The form's title as printed: the line of the upper third that stands out most (height² × width), "" when there is none.
std::string printed_title(const std::vector<PrintLine>& print, double height_mm);

/// The blank with the fields drawn over it, numbered and labelled, for a person to check; RGB.
/// A comb shows its cells, a choice its options.
Image template_picture(const FormTemplate& form, int page);

}  // namespace yorozu::ocr
