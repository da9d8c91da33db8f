// What the events make of a case: pure, so that the check of the workspace can replay them.
#include <algorithm>
#include <cstdlib>

#include "workbench/store/cases.h"

namespace yorozu::store {

const std::vector<std::string>& case_fields() {
    static const std::vector<std::string> names{"title",    "body",  "requester", "department", "counter",  "channel",     "category",  "system",  "priority",
                                                "assignee", "stage", "reason",    "outcome",    "solution", "next_action", "next_date", "external"};
    return names;
}

std::vector<StoredCaseEvent> holding(std::span<const StoredCaseEvent> events) {
    std::map<std::int64_t, std::size_t> place;  // of an event, and of those that it corrects
    std::vector<StoredCaseEvent> held;
    for (const auto& event : events) {
        const auto old = event.corrects ? place.find(event.corrects) : place.end();
        if (old == place.end()) {
            place[event.id] = held.size();
            held.push_back(event);
            continue;
        }
        place[event.id] = old->second;
        held[old->second] = event;
    }
    std::erase_if(held, [](const StoredCaseEvent& event) { return event.kind == "withdrawn"; });
    return held;
}

StoredCase case_of(std::int64_t id, const std::string& number, std::span<const StoredCaseEvent> events) {
    StoredCase now;
    now.id = id;
    now.number = number;
    for (const auto& name : case_fields()) now.fields[name];
    now.fields["stage"] = "received";
    for (const auto& event : holding(events)) {
        if (event.kind == "received" && !now.received) now.received = event.at;
        if (event.kind == "first-answer" && !now.first_answer) now.first_answer = event.at;
        for (const auto& [name, value] : event.changes)
            if (const auto field = now.fields.find(name); field != now.fields.end()) field->second = value;
        if (const auto stage = event.changes.find("stage"); stage != event.changes.end()) {
            const bool closes = std::find(std::begin(closed_stages), std::end(closed_stages), stage->second) != std::end(closed_stages);
            now.closed = closes ? event.at : 0;
            if (!closes) now.fields["outcome"].clear();
            if (stage->second != "declined") now.fields["reason"].clear();
        }
        if (event.kind == "merged") {
            now.merged_into = event.changes.at("merged");
            now.closed = event.at;
        }
        now.minutes += event.minutes;
    }
    for (const auto& event : events) {
        now.changed = std::max(now.changed, event.at);
        now.last_event = std::max(now.last_event, event.id);
    }
    return now;
}

std::vector<CaseLink> links_of(std::span<const StoredCaseEvent> events) {
    std::vector<CaseLink> links;
    for (const auto& event : holding(events)) {
        const auto link = event.changes.find("link");
        if (link == event.changes.end()) continue;
        const auto slash = link->second.find('/');
        if (slash == std::string::npos) continue;
        const CaseLink named{link->second.substr(0, slash), link->second.substr(slash + 1), event.at};
        std::erase_if(links, [&](const CaseLink& other) { return other.kind == named.kind && other.target == named.target; });
        if (event.kind == "link") links.push_back(named);
    }
    return links;
}

std::vector<StoredAttachment> attachments_of(std::span<const StoredCaseEvent> events) {
    std::vector<StoredAttachment> files;
    const auto number = [](const std::string& text) { return static_cast<std::int64_t>(std::strtoll(text.c_str(), nullptr, 10)); };
    for (const auto& event : holding(events)) {
        const auto named = event.changes.find("attachment");
        if (named == event.changes.end()) continue;
        const auto id = number(named->second);
        if (event.kind == "attach") files.push_back({id, event.text, number(event.changes.at("bytes")), event.changes.at("sha256"), event.who, event.at, event.id});
        if (event.kind == "detach") std::erase_if(files, [&](const auto& file) { return file.id == id; });
    }
    return files;
}

std::vector<std::string> absorbed_by(std::span<const StoredCaseEvent> events) {
    std::vector<std::string> numbers;
    for (const auto& event : holding(events))
        if (event.kind == "absorbed") numbers.push_back(event.changes.at("absorbed"));
    return numbers;
}

}  // namespace yorozu::store
