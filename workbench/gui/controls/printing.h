#pragma once
#include <wx/string.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "workbench/desk/checking/check_pictures.h"

class wxDC;
class wxWindow;

namespace yorozu::gui {

/// A line of a list that is printed: cells in the order of the columns.
struct PrintedList {
    wxString title;
    wxString remark;                ///< under the title: batch, day, who prints
    std::vector<wxString> columns;
    std::vector<double> shares;     ///< of the width, one a column
    std::vector<std::vector<wxString>> rows;
};

/// A form with what was read on it: the straightened page, and its fields beneath.
struct PrintedForm {
    wxString title, remark;
    std::shared_ptr<const desk::PagePictures> page;  ///< masked fields are covered in it
    struct Field {
        wxString label, value, state;
    };
    std::vector<Field> fields;
};

/// Pages of A4 for a printer or a PDF. `draw` gets the page from 0 and how many units of the DC a millimetre has.
struct Paper {
    wxString title;
    int pages = 0;
    std::function<void(wxDC& dc, int page, double per_mm)> draw;
};
Paper paper_of(PrintedList list);
Paper paper_of(PrintedForm form);

/// The system's print dialog, then the printer. False when it was called off or failed (the printing system says why).
bool print(wxWindow* parent, const Paper& paper);
/// As a PDF, whole or not at all. Throws desk::ExportFailure.
void write_pdf(const Paper& paper, const std::filesystem::path& file);

}  // namespace yorozu::gui
