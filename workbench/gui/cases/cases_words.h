#pragma once
#include "workbench/desk/cases/cases.h"
#include "workbench/gui/controls/words.h"

/// Words for what the desk knows by name.
namespace yorozu::gui {

wxString field_words(const std::string& field);
wxString event_words(const std::string& kind);
wxString link_words(const std::string& kind);
wxString stage_title(desk::CaseStage stage);
/// What happened, in one line: text, changed fields, minutes.
wxString event_line(const desk::CaseEvent& event);
/// 「3/24」 of an ISO day, "" of none.
wxString month_day(const std::string& iso);
/// 14分, 3時間, 2日.
wxString span_words(store::TimeMs ms);

}  // namespace yorozu::gui
