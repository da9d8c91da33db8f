#pragma once
#include <string>
#include <vector>

#include "flows/bpmn/flow.h"

namespace yorozu::flows {

/// What became of one thing between two versions of a flow.
enum class Change { same, added, removed, changed, moved };

/// One attribute that differs, in words for people: 分数, 5, 4.
struct ChangedAttribute {
    std::string name;            ///< Japanese
    std::string before, after;
    friend bool operator==(const ChangedAttribute&, const ChangedAttribute&) = default;
};

struct Difference {
    std::string id;
    Change change = Change::same;   ///< changed wins over moved: what only lies elsewhere is moved
    What what = What::node;
    std::string name;               ///< as it is now, of removed things as it was
    std::string kind;               ///< Japanese: 画面操作
    std::string lane;               ///< name of its lane, "" without
    std::vector<ChangedAttribute> attributes;
    friend bool operator==(const Difference&, const Difference&) = default;
};

/// The sums of one version. Hours are those of the file's own numbers: minutes of each step × the share of cases that come
/// by, which the static analysis works out; here only what is plain to see: Σ minutes of the steps on every path once.
struct VersionSums {
    int steps = 0;
    double minutes = 0;          ///< Σ of the steps' expected minutes, without regard to branches
    double waiting = 0;
    double cases_per_year = 0;   ///< Σ over processes
    friend bool operator==(const VersionSums&, const VersionSums&) = default;
};

struct FlowDifference {
    std::vector<Difference> items;   ///< by the order of the new file, then what was removed; nothing that is the same
    VersionSums before, after;
    int count(Change change) const;
    /// For the drawing: what became of the element; `same` when it is not listed.
    Change of(const std::string& id) const;
};

/// Compares by id: names, kinds, lanes, ends of edges, conditions, minutes and their source, probability, cases, attachments,
/// documentation and every other attribute and extension; places apart from meaning. Pure; linear in the files.
FlowDifference diff_flows(const Flow& before, const Flow& after);

}  // namespace yorozu::flows
