#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/retention.h"

/// Retention (保存期間): personal data that the office is done with goes after so many days; what was done, by whom and when, and the hours stay.
///
/// Never erased, whatever the rules say: a form that waits to be checked or whose record is not in the target yet, pages that fit no form, files
/// of open cases, and what is held (保全). Copies that were taken out of the workspace (backups, exports) are not reached from here.
namespace yorozu::desk {

using store::CountedFrom;
using store::KeptKind;
using store::RetentionRule;
using RetentionRules = std::map<KeptKind, RetentionRule>;

std::string words_of(KeptKind kind);             ///< スキャン画像 …
std::string words_of(CountedFrom from);          ///< 入力 …
std::string words_of(const RetentionRule& rule); ///< 入力から 30 日、期限なし
/// From when the days of this kind may count; the first is the usual one.
std::vector<CountedFrom> counted_from(KeptKind kind);

/// The rules in force for every kind; without days where nobody set any.
RetentionRules retention_rules(Workspace& workspace);
/// Changes those that differ. Wants an admin; each is in the audit log. Throws RequestFault: days below 0 or above 100 years, or counted from
/// something that the kind does not have.
void set_retention(Workspace& workspace, const RetentionRules& rules);

/// "batch/NAME", "document/12", "scenario/ID" or "case/R6-0001" stays until it is released. Wants an admin or manager. Throws RequestFault: no such
/// thing, no reason, held (or not held) already.
void hold(Workspace& workspace, const std::string& subject, const std::string& reason);
void release(Workspace& workspace, const std::string& subject, const std::string& reason);
std::vector<store::Hold> holds(Workspace& workspace);

/// What the rules mean for one kind today: how many would go, and why the others stay.
struct RetentionLine {
    KeptKind kind = KeptKind::scans;
    int due = 0;
    std::int64_t bytes = 0;  ///< of the files that would go
    int young = 0;           ///< done with, but not long enough
    int waiting = 0;         ///< not keyed, checked or closed yet
    int held = 0;
    int cut_off = 0;         ///< erased in the database, a file is still there: apply goes on with them
};
struct RetentionPlan {
    std::vector<RetentionLine> lines;  ///< one for each kind that has a rule or something cut off
    std::map<KeptKind, std::vector<store::Erasure>> due;
    std::vector<std::filesystem::path> copies;
    bool traces = false;               ///< the database is still to be written anew

    int total() const;                 ///< things to erase or to go on with
};
/// Changes nothing. `rules`: also such as are not in force, to look at.
RetentionPlan retention_plan(Workspace& workspace, const RetentionRules& rules);

struct RetentionResult {
    std::map<KeptKind, int> erased;  ///< by this call
    bool swept = true;               ///< no bytes of them are left in the database file; else somebody was reading: apply again
    bool stopped = false;
};
/// Erases what is due under the rules in force. Each erasure is in the audit log in the same transaction; files go after it, and a call that was cut off is
/// brought to its end by the next. Wants an admin or it. `progress`: done and all; any thread's stop ends it between two steps. Throws
/// NotAllowed, store::StoreError (another one is at it).
RetentionResult apply_retention(Workspace& workspace, const std::function<void(int done, int all)>& progress = {}, std::stop_token stop = {});

}  // namespace yorozu::desk
