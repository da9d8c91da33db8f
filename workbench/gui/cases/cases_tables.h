#pragma once
#include <functional>

#include "workbench/gui/frame/session.h"

class wxWindow;

namespace yorozu::gui {

/// Asks for a table of cases (CSV, XLSX) and takes it in as a job of the window; what was taken, and what was not, is said in the message bar. `done`: on
/// the UI thread, unless `parent` is gone by then.
void import_case_table(wxWindow* parent, Session& session, std::function<void()> done);

enum class CaseOutput { cases, report };  ///< one row for each case and event; the report of the fiscal year
/// Asks where to and writes it.
void export_case_table(wxWindow* parent, Session& session, CaseOutput what);

}  // namespace yorozu::gui
