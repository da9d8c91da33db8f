#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/cases/case_terms.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/cases.h"

/// Consultation cases (相談): who may see what, how they are added, go on and are found.
namespace yorozu::desk {

using Case = store::StoredCase;
using CaseEvent = store::StoredCaseEvent;
using CaseFields = std::map<std::string, std::string>;

/// What the session's person may see and do. The help desk (and everybody in a workspace without people) sees and writes all.
/// Others see the cases of their departments without notes marked 内部, and of the rest every finished one without names; they write nothing.
struct CaseSight {
    bool whole = true;
    std::vector<std::string> departments = {};  ///< when not whole; empty: all of them

    bool own(const Case& one) const;
    bool sees(const Case& one) const;
};
CaseSight case_sight(Workspace& workspace);

/// Which cases to list; empty means any.
struct CaseFilter {
    std::optional<CaseStage> stage = {};
    std::string department = {}, assignee = {}, category = {};
    std::optional<FiscalYear> year = {};  ///< in which it was received
    bool open = false, counter = false, overdue = false;
};
/// Newest receipt first; what the person may not see is left out or without names. `today`: ISO, for overdue.
std::vector<Case> cases(Workspace& workspace, const CaseFilter& filter, const std::string& today);
/// The next date has passed and the case is open.
bool overdue(const Case& one, const std::string& today);
bool passes(const Case& one, const CaseFilter& filter, const std::string& today);
CaseStage stage_of(const Case& one);
/// What to remind of: open cases whose next date is today or has passed, that are the session's person's or nobody's, oldest date first.
std::vector<Case> due_cases(Workspace& workspace, const std::string& today);

/// Everything about one case, as the person may see it.
struct CasePage {
    Case now;
    std::vector<CaseEvent> events;  ///< oldest first, with those that were corrected or taken back
    std::vector<store::CaseLink> links;
    std::vector<std::string> linked_from;      ///< numbers of cases that link to this one
    std::vector<store::StoredAttachment> attachments;
    struct Merged {
        std::string number, title;
        std::vector<CaseEvent> events;
    };
    std::vector<Merged> merged;                ///< cases that were merged into this one; links and attachments hold theirs, too
    std::map<CaseStage, store::TimeMs> stages; ///< when each stage that it went through began
    bool may_write = true;
};
/// Looking is in the audit log before anything is shown. The number of a case that was merged gives the one it was merged into. Throws
/// RequestFault: no such case, not to be seen.
CasePage case_page(Workspace& workspace, const std::string& number);

/// Adds a case: `fields` as of case_fields(), at least title and department; the rest has defaults (電話, その他, 中; 窓口の課 as the
/// department's last case had it; assignee the session's person). `number` "" : the next of its fiscal year, "R6-0027".
/// `minutes`: that receiving it took. Returns the number. Throws RequestFault naming the field.
std::string add_case(Workspace& workspace, CaseFields fields, store::TimeMs received, double minutes = 0, const std::string& number = "");

/// Adds a case whose events are known already, under the next number of its fiscal year; which it got.
std::string add_numbered(Workspace& workspace, store::NewCase added);

/// Adds to the history. `seen`: CasePage::now.last_event, so that nobody's newer word is overwritten unseen; 0: in any case.
/// Times of 0 become now; who is the session's person. Throws RequestFault, StoreError.
void write_case(Workspace& workspace, const std::string& number, std::vector<CaseEvent> events, std::int64_t seen = 0);

/// Onwards (or back). 完了 wants an outcome (解決, 事業化, 他課紹介), 見送り a reason; その他 wants words as well.
struct CaseAdvance {
    CaseStage to = CaseStage::hearing;
    std::string outcome = {}, reason = {}, solution = {}, text = {};
    double minutes = 0;
};
void advance_case(Workspace& workspace, const std::string& number, const CaseAdvance& advance, std::int64_t seen = 0);
/// Says what of the advance is missing, "" if nothing is.
std::string fault_of(const CaseAdvance& advance);

/// What is wrong with a field's value, as "what: where: mend"; "" if nothing is.
std::string fault_of_field(const std::string& field, const std::string& value);

/// A case found, with where to look.
struct CaseHit {
    Case found;
    std::string excerpt;  ///< of the field in which the first word stands, "" when it is the title
};
/// Cases with all of the words (parted by spaces) in title, body, history or solution, newest first. Width, kana and case of letters
/// do not matter. `more`: there are further ones.
struct CaseHits {
    std::vector<CaseHit> hits;
    bool more = false;
};
CaseHits search_cases(Workspace& workspace, const std::string& words, int most = 200);

/// Where in `text` (UTF-8) the words of `query` stand, as byte ranges in order, without overlaps: pairs of characters and longer.
std::vector<std::pair<std::size_t, std::size_t>> marks_in(const std::string& text, const std::string& query);

/// The case of that number, or the one that it was merged into (and so on).
std::optional<Case> standing_case(Workspace& workspace, const std::string& number);
/// Throws NotAllowed unless the person may write to cases; a refusal is logged. `number` "" : a new one.
void want_case_writer(Workspace& workspace, const std::string& number);

/// Finds the two to be one: `number` is closed and stands for `into` from now on, whose page has both histories, links and files; minutes
/// are added up there. Nothing is lost, and part_cases takes it back. Throws RequestFault: one of them is not there, or was merged already.
void merge_cases(Workspace& workspace, const std::string& number, const std::string& into);
void part_cases(Workspace& workspace, const std::string& number);

/// The store's own class over the workspace, with the search key of this house.
store::Cases stored_cases(Workspace& workspace);

}  // namespace yorozu::desk
