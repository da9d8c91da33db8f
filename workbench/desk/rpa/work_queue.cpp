#include "workbench/desk/rpa/work_queue.h"

#include <unistd.h>

#include <fstream>
#include <iterator>

namespace yorozu::desk {

namespace {

rpa::WorkItem engine_item(const store::StoredItem& stored) {
    rpa::WorkItem item;
    item.id = stored.id;
    item.scenario = stored.scenario;
    item.business_key = stored.business_key;
    item.record = stored.record;
    item.state = rpa::item_state(stored.state).value_or(rpa::ItemState::unknown);
    item.attempts = stored.attempts;
    item.target_number = stored.target_number;
    item.message = stored.message;
    return item;
}

store::StoredRunEntry stored_entry(const rpa::RunEntry& entry) {
    return {entry.run, entry.item, entry.step, entry.start, entry.end, entry.outcome, entry.evidence, entry.detail};
}

/// When the process began, in clock ticks since boot; "" if there is no such process. Tells a process from a later
/// one with the same number.
std::string start_of(const std::string& process) {
    std::ifstream in("/proc/" + process + "/stat");
    const std::string line{std::istreambuf_iterator<char>(in), {}};
    auto at = line.rfind(')');  // the name before it may contain anything
    if (at == std::string::npos) return "";
    const char state = line.size() > at + 2 ? line[at + 2] : 'X';
    if (state == 'Z' || state == 'X') return "";
    for (int field = 2; field < 22 && at != std::string::npos; ++field) at = line.find(' ', at + 1);
    return at == std::string::npos ? "" : line.substr(at + 1, line.find(' ', at + 1) - at - 1);
}

std::string host_name() {
    char name[256] = {};
    gethostname(name, sizeof name - 1);
    return name;
}

}  // namespace

std::string this_runner() {
    const std::string process = std::to_string(getpid());
    return host_name() + ":" + process + ":" + start_of(process);
}

WorkQueue::Added WorkQueue::add(const std::vector<rpa::WorkItem>& items, rpa::TimeMs now) { return add_from(items, std::vector<std::string>(items.size()), now); }

WorkQueue::Added WorkQueue::add_from(const std::vector<rpa::WorkItem>& items, const std::vector<std::string>& sources, rpa::TimeMs now) {
    std::vector<store::StoredItem> stored;
    for (std::size_t at = 0; at < items.size(); ++at) {
        const auto& item = items[at];
        store::StoredItem one;
        one.scenario = item.scenario;
        one.business_key = item.business_key;
        one.record = item.record;
        one.source = sources.at(at);
        stored.push_back(std::move(one));
    }
    auto added = items_.add(stored, now);
    return {std::move(added.ids), std::move(added.duplicates)};
}

std::optional<rpa::Claim> WorkQueue::claim(const std::string& scenario, const std::string& runner, rpa::TimeMs now,
                                           std::chrono::milliseconds lease) {
    const auto stored = items_.claim(scenario, runner, now, lease);
    if (!stored) return std::nullopt;
    rpa::Claim claim;
    claim.item = engine_item(*stored);
    claim.token = stored->token;
    claim.intent_at = claim.item.state == rpa::ItemState::intent ? stored->intent_at : 0;
    return claim;
}

void WorkQueue::heartbeat(const rpa::Claim& claim, rpa::TimeMs now, std::chrono::milliseconds lease) {
    if (!items_.heartbeat(claim.item.id, claim.token, now + lease.count())) throw rpa::ClaimLost{claim.item.id};
}

void WorkQueue::commit_intent(const rpa::Claim& claim, const rpa::RunEntry& entry) {
    if (!items_.intent(claim.item.id, claim.token, stored_entry(entry))) throw rpa::ClaimLost{claim.item.id};
}

void WorkQueue::finish(const rpa::Claim& claim, rpa::ItemState state, const std::string& target_number,
                       const std::string& message, const rpa::RunEntry& entry) {
    if (!items_.finish(claim.item.id, claim.token, std::string(rpa::name_of(state)), target_number, message, stored_entry(entry)))
        throw rpa::ClaimLost{claim.item.id};
}

void WorkQueue::log(const rpa::Claim& claim, const rpa::RunEntry& entry) {
    if (!items_.log(claim.item.id, claim.token, stored_entry(entry))) throw rpa::ClaimLost{claim.item.id};
}

std::int64_t WorkQueue::begin_run(const std::string& scenario, bool test, rpa::TimeMs now) {
    return items_.begin_run(scenario, test, now);
}

void WorkQueue::end_run(std::int64_t run, rpa::TimeMs now) { items_.end_run(run, now); }

std::vector<rpa::WorkItem> WorkQueue::items(const std::string& scenario) const {
    std::vector<rpa::WorkItem> found;
    for (const auto& stored : items_.of_scenario(scenario)) found.push_back(engine_item(stored));
    return found;
}

int WorkQueue::release_dead_runners(const std::string& scenario) {
    int released = 0;
    for (const auto& runner : items_.runners(scenario)) {
        const auto last = runner.rfind(':');
        const auto middle = last == std::string::npos || last == 0 ? std::string::npos : runner.rfind(':', last - 1);
        if (middle == std::string::npos || runner.substr(0, middle) != host_name()) continue;
        const std::string process = runner.substr(middle + 1, last - middle - 1);
        if (start_of(process) != runner.substr(last + 1)) released += items_.release(scenario, runner);
    }
    return released;
}

}  // namespace yorozu::desk
