#include <algorithm>

#include "workbench/desk/cases/case_sync_run.h"

namespace yorozu::desk {
namespace {

/// How long an entry that was asked for without an answer may still appear there.
constexpr store::TimeMs unanswered_for = 120'000;
constexpr std::size_t searched_at_once = 50;  // at least: the numbers stand in one address

}  // namespace

void CaseSyncRun::make_what_is_missing() {
    std::vector<Case> missing;
    for (auto& one : stored_cases(workspace_).all({.open = settings_.send == CaseTracker::Send::open})) {
        const auto known = syncs_.of_case(key_, one.id);
        if (!known || CaseSyncs::intended(*known)) missing.push_back(std::move(one));
    }
    std::reverse(missing.begin(), missing.end());  // the oldest first, so that numbers there follow ours
    progress_.all += static_cast<int>(missing.size());
    const std::size_t at_once = std::max(searched_at_once, there_.at_once());
    for (std::size_t from = 0; from < missing.size(); from += at_once) {
        const std::span<const Case> some(missing.data() + from, std::min(at_once, missing.size() - from));
        auto absent = without_those_there(some);
        for (std::size_t first = 0; first < absent.size(); first += there_.at_once())
            make(std::span<const Case>(absent.data() + first, std::min(there_.at_once(), absent.size() - first)));
    }
}

std::vector<Case> CaseSyncRun::without_those_there(std::span<const Case> some) {
    std::vector<std::string> numbers;
    for (const auto& one : some) numbers.push_back(one.number);
    std::map<std::string, std::vector<std::string>> there;
    for (const auto& entry : there_.with_numbers(numbers)) there[entry.number].push_back(entry.id);
    std::vector<Case> absent;
    for (const auto& one : some) {
        const auto found = there.find(one.number);
        if (found == there.end()) {
            absent.push_back(one);
            continue;
        }
        piece([&] {
            number_ = one.number, external_ = found->second.front();
            if (found->second.size() > 1) {
                std::string ids;
                for (const auto& id : found->second) ids += (ids.empty() ? "" : "、") + id;
                return wait("相手側に同じ番号が二つ以上あります（" + ids + "）。一つを残し、ほかの番号の欄を空にしてください");
            }
            if (seen_.count(external_)) return;
            reconcile(syncs_.of_case(key_, one.id) ? just_made(external_, one) : CaseSync{key_, external_, one.id});
        });
    }
    return absent;
}

void CaseSyncRun::make(std::span<const Case> cases) {
    const auto now = workspace_.session().clock();
    std::vector<Case> asked;
    std::vector<tracker::NewEntry> entries;
    for (const auto& one : cases) {
        number_ = one.number, external_.clear();
        if (const auto known = syncs_.of_case(key_, one.id)) {
            if (now - known->synced < unanswered_for) {
                piece([&] { wait("登録を頼みましたが、答えがまだ分かりません。2 分たってから、もう一度同期してください（二重に登録しないため）"); });
                continue;
            }
            syncs_.forget(key_, one.id);
        }
        tracker::NewEntry entry{one.number, {}};
        std::string fault;
        for (const auto& [field, column] : settings_.fields) {
            const auto value = theirs_of(settings_, field, one);
            if (!value) fault = "相手側に言葉がありません: " + case_field_words(field) + "「" + one.field(field) + "」: 課題管理の設定の values に加えてください";
            else if (!value->empty()) entry.fields[column] = *value;
        }
        if (!fault.empty()) {
            piece([&] { wait(fault); });
            continue;
        }
        asked.push_back(one);
        entries.push_back(std::move(entry));
    }
    if (asked.empty()) return;
    for (const auto& one : asked) syncs_.intend(key_, one.id, now);
    std::vector<std::string> ids;
    try {
        ids = there_.make(entries);
    } catch (const Fault& fault) {
        if (fault.maybe_done) return look_for(asked, fault);
        for (const auto& one : asked) syncs_.forget(key_, one.id);
        if (fault.kind != Fault::Kind::refused) throw;
        if (asked.size() > 1) {  // all or none: one of them may be the reason
            for (const auto& one : asked) make({&one, 1});
            return;
        }
        number_ = asked.front().number, external_.clear();
        return piece([&] { wait(fault.what()); });
    }
    for (std::size_t at = 0; at < asked.size(); ++at) was_made(asked[at], ids[at]);
}

void CaseSyncRun::was_made(const Case& ours, const std::string& id) {
    auto sync = just_made(id, ours);
    sync.synced = workspace_.session().clock();
    syncs_.keep(sync);
    ++result_.made;
    piece([&] {
        number_ = ours.number;
        reconcile(sync);
    });
}

void CaseSyncRun::look_for(const std::vector<Case>& asked, const Fault& fault) {
    std::vector<std::string> numbers;
    for (const auto& one : asked) numbers.push_back(one.number);
    const auto found = there_.with_numbers(numbers);
    for (const auto& one : asked) {
        const auto entry = std::find_if(found.begin(), found.end(), [&](const auto& there) { return there.number == one.number; });
        number_ = one.number;
        if (entry == found.end()) {
            external_.clear();
            piece([&] { wait(std::string(fault.what())); });
            continue;
        }
        piece([&] {
            ++result_.made;
            reconcile(just_made(entry->id, one));
        });
    }
}

}  // namespace yorozu::desk
