#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "flows/bpmn/flow.h"
#include "flows/drawing/picture.h"

namespace yorozu::desk {

// Diagrams as pictures, by the ending of the file: .svg and .png hold one diagram (of several each gets its number: 図-1.svg, 図-2.svg),
// .pdf holds all, vector, fonts inside. Each file is whole or not at all. They give the files written and throw RequestFault
// (another ending; a diagram that is not there) and ExportFailure.

struct PictureForm {
    flows::Paper paper;   ///< of PDF
    double scale = 2;     ///< of PNG
};

/// Diagrams of an open flow as they stand.
std::vector<std::filesystem::path> export_pictures(const flows::Flow& flow, const std::vector<int>& diagrams, const std::filesystem::path& out, const PictureForm& form = {});

/// The diagrams of a file; elements without a shape get a place. `diagram` from 1; 0: all.
std::vector<std::filesystem::path> draw_flow_file(const std::filesystem::path& file, int diagram, const std::filesystem::path& out, const PictureForm& form = {});

/// Two files in one picture, in four colours and with marks, diagram by diagram: the newer one, and what it has no more from the older one.
std::vector<std::filesystem::path> draw_difference(const std::filesystem::path& before, const std::filesystem::path& after, const std::filesystem::path& out, const PictureForm& form = {});
/// Two variants of one file: each with what changed in it.
std::vector<std::filesystem::path> draw_variant_difference(const flows::Flow& flow, int older_diagram, int newer_diagram, const std::filesystem::path& out, const PictureForm& form = {});

}  // namespace yorozu::desk
