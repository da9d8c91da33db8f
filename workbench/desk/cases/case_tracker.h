#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "tracker/tracker.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/desk/rpa/secrets.h"

/// The office's other trackers (課題管理) that are reached over the network: what they are called and how their words become ours.
namespace yorozu::desk {

/// Kept as trackers/NAME.json in the workspace:
///     { "formatVersion": 1, "kind": "redmine", "url": "https://…", "secret": "redmine", "project": "soudan", "tracker": "相談",
///       "number": "よろず番号", "fields": { "title": "subject", "body": "description", "stage": "status", "department": "所管課" },
///       "values": { "stage": { "新規": "received", "進行中": "hearing", "解決": "done/解決", "却下": "declined/その他" } },
///       "defaults": { "department": "DX推進課" }, "send": "open", "receive": true, "notes": true }
/// kintone has "app" (its number) in place of project and tracker, and field codes as fields. docs/contracts.md has all words.
struct CaseTracker {
    std::string name;
    tracker::TrackerPlace place;
    std::string secret;                                       ///< of the vault
    std::vector<std::pair<std::string, std::string>> fields;  ///< ours, theirs
    /// Field of ours → (theirs, ours) in the file's order. Ours of "stage" is "hearing", "done/解決", "declined/費用".
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> values;
    CaseFields defaults;                                      ///< of cases that are made from entries
    enum class Send { open, all, none } send = Send::open;    ///< which cases that are not there yet are made there
    bool receive = true;                                      ///< entries without our number become cases
    bool remarks = true;                                      ///< the history goes both ways

    std::string key() const;  ///< under which CaseSync remembers it: "redmine:soudan"
};

/// Throws RequestFault naming file and place.
CaseTracker read_case_tracker(const std::filesystem::path& file);
CaseTracker kept_case_tracker(const Workspace& workspace, const std::string& name);
/// Names, in order.
std::vector<std::string> kept_case_trackers(const Workspace& workspace);
/// Checks and copies the file (and its certificates) into the workspace. Wants the right help-desk or it.
void keep_case_tracker(Workspace& workspace, const std::filesystem::path& file);

/// Ready to be asked. Throws RequestFault (no such secret), tracker::TrackerFault.
std::unique_ptr<tracker::Tracker> open_case_tracker(const CaseTracker& settings, const Secrets& secrets, std::stop_token stop = {});

/// The case's field as the tracker says it. A stage that has no word there is said by the last stage before it that has one.
/// Nothing when the field's values are listed and this one is not among them.
std::optional<std::string> theirs_of(const CaseTracker& settings, const std::string& field, const Case& one);
/// What a word of theirs makes of a case: the field, or stage with outcome and reason. Nothing when their word is not listed.
std::optional<CaseFields> ours_of(const CaseTracker& settings, const std::string& field, const std::string& theirs);
/// Without spaces and empty lines at both ends, which trackers drop as they like.
std::string trimmed(const std::string& text);

}  // namespace yorozu::desk
