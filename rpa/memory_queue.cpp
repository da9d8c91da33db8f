#include "rpa/memory_queue.h"

#include <algorithm>

namespace yorozu::rpa {

WorkQueue::Added MemoryQueue::add(const std::vector<WorkItem>& items, TimeMs) {
    const std::lock_guard lock(mutex_);
    Added added;
    for (const auto& item : items) {
        const bool there = std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
            return row.item.scenario == item.scenario && row.item.business_key == item.business_key;
        });
        if (there) {
            added.duplicates.push_back(item.business_key);
            continue;
        }
        Row row{item, 0, 0, 0};
        row.item.id = static_cast<std::int64_t>(rows_.size()) + 1;
        row.item.state = ItemState::waiting;
        added.ids.push_back(row.item.id);
        rows_.push_back(std::move(row));
    }
    return added;
}

std::optional<Claim> MemoryQueue::claim(const std::string& scenario, const std::string&, TimeMs now, std::chrono::milliseconds lease) {
    const std::lock_guard lock(mutex_);
    for (auto& row : rows_) {
        const bool lapsed = (row.item.state == ItemState::running || row.item.state == ItemState::intent) && row.lease_until <= now;
        if (row.item.scenario != scenario || (row.item.state != ItemState::waiting && !lapsed)) continue;
        if (row.item.state != ItemState::intent) row.item.state = ItemState::running;
        ++row.item.attempts;
        row.token = ++tokens_;
        row.lease_until = now + lease.count();
        return Claim{row.item, row.token, row.item.state == ItemState::intent ? row.intent_at : 0};
    }
    return std::nullopt;
}

MemoryQueue::Row& MemoryQueue::held(const Claim& claim) {
    Row& row = rows_.at(static_cast<std::size_t>(claim.item.id - 1));
    if (row.token != claim.token || (row.item.state != ItemState::running && row.item.state != ItemState::intent))
        throw ClaimLost{claim.item.id};
    return row;
}

void MemoryQueue::heartbeat(const Claim& claim, TimeMs now, std::chrono::milliseconds lease) {
    const std::lock_guard lock(mutex_);
    held(claim).lease_until = now + lease.count();
}

void MemoryQueue::commit_intent(const Claim& claim, const RunEntry& entry) {
    const std::lock_guard lock(mutex_);
    Row& row = held(claim);
    row.item.state = ItemState::intent;
    row.intent_at = entry.end;
    journal_.push_back(entry);
}

void MemoryQueue::finish(const Claim& claim, ItemState state, const std::string& target_number, const std::string& message, const RunEntry& entry) {
    const std::lock_guard lock(mutex_);
    Row& row = held(claim);
    row.item.state = state;
    row.item.target_number = target_number;
    row.item.message = message;
    journal_.push_back(entry);
}

void MemoryQueue::log(const Claim& claim, const RunEntry& entry) {
    const std::lock_guard lock(mutex_);
    held(claim);
    journal_.push_back(entry);
}

std::int64_t MemoryQueue::begin_run(const std::string&, bool, TimeMs) {
    const std::lock_guard lock(mutex_);
    return ++runs_;
}

void MemoryQueue::end_run(std::int64_t, TimeMs) {}

std::vector<WorkItem> MemoryQueue::items(const std::string& scenario) const {
    const std::lock_guard lock(mutex_);
    std::vector<WorkItem> found;
    for (const auto& row : rows_)
        if (row.item.scenario == scenario) found.push_back(row.item);
    return found;
}

std::vector<RunEntry> MemoryQueue::journal() const {
    const std::lock_guard lock(mutex_);
    return journal_;
}

void MemoryQueue::reopen(const std::string& scenario, bool system_exceptions) {
    const std::lock_guard lock(mutex_);
    for (auto& row : rows_) {
        if (row.item.scenario != scenario) continue;
        if (row.item.state == ItemState::unknown) {
            row.item.state = ItemState::intent;
            row.lease_until = 0;
        }
        if (system_exceptions && row.item.state == ItemState::system_exception) row.item.state = ItemState::waiting;
    }
}

}  // namespace yorozu::rpa
