#include "workbench/desk/workspace/waiting_work.h"

#include <algorithm>
#include <map>

#include "workbench/desk/cases/cases.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/retention.h"
#include "workbench/store/checking.h"
#include "workbench/store/documents.h"
#include "workbench/store/work_queue.h"

namespace yorozu::desk {

namespace {

using Kind = WaitingWork::Kind;

std::vector<WaitingWork> waiting_cases(Workspace& workspace, store::TimeMs now) {
    std::vector<WaitingWork> all;
    if (!case_sight(workspace).whole) return all;
    const std::string today = iso_date(now);
    const auto add = [&](Kind kind, const Case& one, store::TimeMs since) {
        all.push_back({kind, one.number, 1, since, 0, one.field("department"), one.field("title"), one.field("next_action")});
    };
    for (const auto& one : due_cases(workspace, today)) add(overdue(one, today) ? Kind::case_overdue : Kind::case_due, one, start_of_day(one.field("next_date")));
    const auto due = all.size();
    for (const auto& one : cases(workspace, {.open = true}, today)) {
        const auto& next = one.field("next_date");
        if (one.first_answer == 0 && (next.empty() || next > today)) add(Kind::case_unanswered, one, one.received);
    }
    std::stable_sort(all.begin() + static_cast<std::ptrdiff_t>(due), all.end(), [](const auto& a, const auto& b) { return a.oldest < b.oldest; });
    if (all.size() > most_waiting_cases) all.resize(most_waiting_cases);
    return all;
}

}  // namespace

std::vector<WaitingWork> waiting_work(Workspace& workspace, store::TimeMs now) {
    auto& database = workspace.database();
    std::vector<WaitingWork> all;
    const store::Documents documents(database);
    for (const auto& batch : documents.batches()) {
        const std::string department = documents.department(batch.name).value_or("");
        if (!may_see(workspace, department)) continue;
        const auto add = [&](Kind kind, int count, int of = 0) {
            if (count) all.push_back({kind, batch.name, count, batch.created, of, department});
        };
        add(Kind::check, batch.to_check, batch.to_check + batch.verified);
        add(Kind::unread, batch.unread_files);
        add(Kind::refused, batch.refused);
        add(Kind::failed, batch.failed);
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.oldest < b.oldest; });
    std::vector<WaitingWork> keyed;
    const std::map<std::string, Kind> waits{{"unknown", Kind::unknown}, {"business_exception", Kind::business_exception}, {"system_exception", Kind::system_exception}};
    for (const auto& items : store::WorkItems(database).counts()) {
        const auto kind = waits.find(items.state);
        if (kind == waits.end()) continue;
        const std::string department = department_of_scenario(workspace, items.scenario);
        if (may_see(workspace, department)) keyed.push_back({kind->second, items.scenario, items.count, items.oldest, 0, department});
    }
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
        return std::pair(a.kind != Kind::unknown, a.oldest) < std::pair(b.kind != Kind::unknown, b.oldest);
    });
    all.insert(all.end(), keyed.begin(), keyed.end());
    const auto consultations = waiting_cases(workspace, now);
    all.insert(all.end(), consultations.begin(), consultations.end());
    return all;
}

std::optional<WaitingWork> due_retention(Workspace& workspace) {
    try {
        require(workspace, {Right::admin, Right::it});
    } catch (const NotAllowed&) {
        return std::nullopt;
    }
    const auto plan = retention_plan(workspace, retention_rules(workspace));
    if (plan.total() == 0) return std::nullopt;
    return WaitingWork{Kind::retention, "retention", plan.total(), workspace.session().clock(), 0, ""};
}

DoneWork done_since(Workspace& workspace, store::TimeMs since) {
    return {store::Checking(workspace.database()).settled_since(since), store::WorkItems(workspace.database()).keyed_since(since)};
}

}  // namespace yorozu::desk
