#pragma once
// Private to the desk's hours: how the book is written as PDF.
#include "workbench/desk/export/sheets.h"
#include "workbench/desk/hours/hours_book.h"

namespace yorozu::desk {

std::string title_of(const HoursBook& book);
std::vector<std::string> preface_of(const HoursBook& book);
std::vector<Sheet> sheets_of(const HoursBook& book);

/// A4 upright. Throws ExportFailure.
void write_pdf(const HoursBook& book, const std::filesystem::path& file);

}  // namespace yorozu::desk
