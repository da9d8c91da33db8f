#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/form/template_draft.h"

namespace yorozu::desk {

/// One page of an empty form, ready to become a template's page.
struct BlankPage {
    ocr::TemplatePage paper;    ///< size, upright straight grey picture; `blank` names the file only if it can be used as it lies
    ocr::Image image;           ///< the picture in its own colours, upright and straight
    int turn_deg = 0;           ///< how far it was turned clockwise
    double skew_deg = 0;        ///< what was taken back
    std::string title;          ///< as printed; known after find_fields()
};

/// Opens an empty form (PNG, JPEG, TIFF, PDF; at most 40 pages), finds its paper's size, turns it upright and takes its skew
/// back. `width_mm` 0: from the file's resolution, else guessed from the proportions of known paper, which `remarks` say.
/// Throws TemplateRequestFault. About 1.5 s a page, most of it for the turn.
std::vector<BlankPage> open_blank(const std::filesystem::path& file, double width_mm, std::vector<std::string>& remarks);

/// What is to be filled in on one page (from 1), with the print's help. 2 s for A4.
std::vector<ocr::DraftField> find_fields(BlankPage& blank, int page, std::vector<std::string>& remarks);

/// Writes the picture as PNG with its resolution, whole or not at all.
void write_blank(const BlankPage& blank, const std::filesystem::path& target);

}  // namespace yorozu::desk
