#include "workbench/desk/cases/case_remarks.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

#include "workbench/desk/cases/case_tracker.h"

namespace yorozu::desk {
namespace {

constexpr const char* kept_sent = "~sent";

std::string mark_of(const std::string& number, std::int64_t event) { return "[よろず " + number + "/" + std::to_string(event) + "]"; }

/// The event of this case that the remark was made from; 0: it was written there.
std::int64_t event_marked(const std::string& text, const std::string& number) {
    const std::string begin = "[よろず " + number + "/";
    const auto at = text.rfind(begin);
    if (at == std::string::npos) return 0;
    std::int64_t event = 0;
    const char* first = text.data() + at + begin.size();
    const auto [stop, error] = std::from_chars(first, text.data() + text.size(), event);
    return error == std::errc() && stop != text.data() + text.size() && *stop == ']' ? event : 0;
}

std::set<std::int64_t> numbers_in(const std::string& list) {
    std::set<std::int64_t> numbers;
    std::istringstream in(list);
    for (std::string one; std::getline(in, one, ',');) numbers.insert(std::atoll(one.c_str()));
    return numbers;
}

std::string origin_of(const CaseEvent& event) {
    const auto origin = event.changes.find(remark_origin);
    return origin == event.changes.end() ? "" : origin->second;
}

bool worth_sending(const CaseEvent& event) {
    const bool says = event.kind == "note" || event.kind == "hearing" || event.kind == "first-answer" || event.kind == "stage";
    return says && !event.internal && !event.text.empty() && origin_of(event).empty();
}

}  // namespace

std::vector<RemarkToSend> remarks_to_send(const tracker::Entry& entry, const std::vector<CaseEvent>& events, const std::string& number, std::map<std::string, std::string>& base) {
    auto sent = numbers_in(base[kept_sent]);
    for (const auto& remark : entry.remarks)
        if (const auto event = event_marked(remark.text, number)) sent.insert(event);
    std::vector<RemarkToSend> remarks;
    for (const auto& event : store::holding(events)) {
        if (!worth_sending(event) || !sent.insert(event.id).second) continue;
        remarks.push_back({event.id, date_and_time(event.at) + " " + event.who + (event.corrects ? "（訂正）" : "") + "\n" + event.text + "\n\n" + mark_of(number, event.id)});
    }
    std::string& list = base[kept_sent];
    list.clear();
    for (const auto id : sent) list += (list.empty() ? "" : ",") + std::to_string(id);
    return remarks;
}

std::vector<CaseEvent> remarks_to_take(const tracker::Entry& entry, const std::vector<CaseEvent>& events, const std::string& number, const std::string& key) {
    const std::string system = key.rfind("redmine:", 0) == 0 ? "Redmine" : "kintone";
    std::vector<CaseEvent> taken;
    for (const auto& remark : entry.remarks) {
        const auto marked = event_marked(remark.text, number);
        if (marked && std::any_of(events.begin(), events.end(), [&](const auto& event) { return event.id == marked; })) continue;
        const std::string origin = key + "/" + entry.id + "/" + remark.id;
        CaseEvent note{.kind = "note", .changes = {{remark_origin, origin}}, .text = remark.author + "（" + system + "）: " + trimmed(remark.text), .internal = remark.confidential, .at = remark.at};
        const auto last = std::find_if(events.rbegin(), events.rend(), [&](const auto& event) { return origin_of(event) == origin; });
        if (last != events.rend()) {
            if (last->text == note.text) continue;
            const bool corrected = std::any_of(events.begin(), events.end(), [&](const auto& event) { return event.corrects == last->id; });
            if (!corrected) note.corrects = last->id;  // else somebody here has the last word, and theirs is a note of its own
        }
        taken.push_back(std::move(note));
    }
    return taken;
}

}  // namespace yorozu::desk
