#pragma once
#include <string>
#include <utility>
#include <vector>

#include "ocr/form/point_registration.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// What came of reading a page as a form that a person chose.
struct ReadAsForm {
    bool taken = false;
    std::string why_not;  ///< in words: the form cannot be found on the page at all; nothing was changed
    int fields = 0;       ///< of the page
};

/// Three places of the form's page that the person showed on the scan.
struct ShownPlaces {
    int template_page = 1;
    std::vector<ocr::PointPair> pairs;  ///< three; none: registration finds the form by itself
};

/// Three places of a form's page, in mm, that are easy to point at and far apart: corners of its fields' frames, else of
/// the paper.
std::vector<std::pair<double, double>> places_to_show(const ocr::FormTemplate& form, int template_page);

/// Reads one page of a batch again as the form that a person chose, and keeps the result as a further version of its
/// reading. Since sorting had refused the page, every filled field waits for a person, however sure it was. Takes about
/// as long as reading a page (not for the UI thread). Wants the right clerk. Throws StoreError, RequestFault (no such template, model missing).
ReadAsForm read_as_form(Workspace& workspace, const std::string& batch, std::int64_t document, const std::string& template_id, const Clock& clock,
                        const ShownPlaces& shown = {});

}  // namespace yorozu::desk
