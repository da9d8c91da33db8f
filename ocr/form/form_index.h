#pragma once
#include <memory>
#include <vector>

#include "ocr/form/blank_ink.h"
#include "ocr/form/form_match.h"

namespace yorozu::ocr {

/// One page of one form: what a page is sorted among.
struct Candidate {
    const FormTemplate* form = nullptr;
    int page = 1;
    std::shared_ptr<const BlankInk> ink;

    const TemplatePage& paper() const { return form->pages[static_cast<std::size_t>(page) - 1]; }
    /// "id", or "id p2" for a page of a multi-page form.
    std::string name() const;
};

struct FormIndex::Impl {
    std::vector<Candidate> candidates;
};

/// Says of the match which form lies where: form, page, transform, turn and skew. `stretch_down`: the view's.
void place_form(FormMatch& match, const Candidate& candidate, const cv::Matx33d& work_to_page, double stretch_down);

}  // namespace yorozu::ocr
