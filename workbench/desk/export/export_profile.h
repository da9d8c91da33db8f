#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ocr/form/form_template.h"
#include "workbench/desk/export/table_writer.h"
#include "workbench/desk/export/value_format.h"

namespace yorozu::desk {

/// One column of an export: a field, a fact about the form, or a fixed text.
struct ExportColumn {
    std::string header;
    std::string field;       ///< field id, "" for the others
    std::string about;       ///< "source", "page", "record", "template", "state"; "" for the others
    std::string fixed;       ///< when neither is set
    ValueFormat format;      ///< of a field
};

/// How one template's filled forms are written for one receiver, format 1. The schema is
/// workbench/schema/export-profile.schema.json.
struct ExportProfile {
    std::string name;        ///< of the file, without .json
    std::string title;
    std::string template_id;
    TableForm form;
    bool unchecked_too = false;  ///< also forms that wait for a person; else they are left out and listed
    std::vector<ExportColumn> columns;
};

struct ProfileReading {
    std::optional<ExportProfile> profile;      ///< absent when the file has faults
    std::vector<ocr::TemplateFault> faults;    ///< file, place, what, mend
};

/// Reads and checks a profile. `forms`: also against their fields (unknown, masked, no choice); empty: only what the
/// file itself says.
ProfileReading read_profile(const std::filesystem::path& file, const std::vector<ocr::FormTemplate>& forms);

/// The same for what stands in a file, or shall.
ProfileReading read_profile_text(const std::string& text, const std::filesystem::path& file, const std::vector<ocr::FormTemplate>& forms);

/// The profile as a file of format 1, as read_profile reads it.
std::string profile_text(const ExportProfile& profile);

/// A first profile of a template: every field that may be written, in its order, under its label.
ExportProfile drafted_profile(const ocr::FormTemplate& form);

}  // namespace yorozu::desk
