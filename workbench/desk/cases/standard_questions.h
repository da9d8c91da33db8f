#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/cases/cases.h"
#include "workbench/store/help_desk.h"

namespace yorozu::desk {

/// 定型の質問: what departments ask again and again. Taken for a new case it fills the title, the body, category, system, channel and the
/// answer that was given before, as far as these are not typed yet.
using StandardQuestion = store::StandardQuestion;

std::vector<StandardQuestion> standard_questions(Workspace& workspace);  ///< by name
/// Throws RequestFault naming what is there.
StandardQuestion standard_question(Workspace& workspace, const std::string& name);
/// Replaces that of the same name. Fields that a case of another department cannot share (who asked, dates, stage …) are left out. Throws
/// NotAllowed, RequestFault: no name, no title, a field's value.
void keep_standard_question(Workspace& workspace, const std::string& name, const CaseFields& fields);
void remove_standard_question(Workspace& workspace, const std::string& name);
/// `fields` with what the question adds to it.
CaseFields with_question(CaseFields fields, const StandardQuestion& question);

/// A saved view of the list (表示の保存): each person has their own.
struct CaseView {
    std::string name;
    CaseFilter filter;
    bool mine = false;      ///< only those of whoever looks
    std::string words = {}; ///< searched in the full text
};
std::vector<CaseView> case_views(Workspace& workspace);
/// Replaces that of the same name. Throws RequestFault: no name.
void keep_case_view(Workspace& workspace, const CaseView& view);
void remove_case_view(Workspace& workspace, const std::string& name);

}  // namespace yorozu::desk
