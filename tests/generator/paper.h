#pragma once
#include <cairo.h>

#include "ocr/page/image.h"
#include "tests/generator/form_design.h"
#include "tests/generator/hand.h"

namespace yorozu::generator {

/// One sheet of paper while it is filled: the print, then the pen's ink on a layer of its own (so that a
/// pencil's grain or a faint pen can be laid on all of it), then what is stamped over both.
class Paper {
public:
    /// `keep_print`: the drawn print is kept for the next sheet of the same design, which must live on until
    /// the end of the program (up to 300 dpi; a page of A4 is 9 MB).
    Paper(const PageDesign& page, double dpi, bool keep_print = false);
    ~Paper();
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;

    /// The pen's layer, 1 unit = 1 mm; whatever has alpha is ink.
    cairo_t* pen() { return pen_; }
    /// The sheet itself, 1 unit = 1 mm, for stamps and seals (drawn with the multiply operator).
    cairo_t* sheet() { return sheet_; }
    /// Lays the pen's layer on the sheet and empties it: call before stamping over handwriting, and at the
    /// end.
    void dry(const Hand& hand, Random& random);
    double dpi() const { return dpi_; }
    /// The sheet in red, green, blue.
    ocr::Image scan() const;

private:
    double dpi_;
    cairo_surface_t *sheet_surface_, *pen_surface_;
    cairo_t *sheet_, *pen_;
};

/// A round name seal (認印) of `diameter` mm about (x, y), the name in one column, unevenly pressed.
void stamp_seal(cairo_t* sheet, const std::string& name, double x, double y, double diameter, Random& random);

/// A rubber stamp with a date and an office's name in a double ring (受付印).
void stamp_date(cairo_t* sheet, double x, double y, double diameter, const std::string& date, Random& random);

}  // namespace yorozu::generator
