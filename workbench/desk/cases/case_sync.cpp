#include "workbench/desk/cases/case_sync.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "workbench/desk/cases/case_sync_run.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

/// Where the last whole sync stood. Only saves reading: without it everything is looked at.
struct SyncMark {
    std::string since;
    std::set<std::string> again;  ///< entries with something open

    static std::filesystem::path file(const Workspace& workspace, const CaseTracker& settings) { return workspace.folder() / "trackers" / (settings.name + ".mark"); }
    static SyncMark read(const Workspace& workspace, const CaseTracker& settings) {
        std::ifstream in(file(workspace, settings));
        const auto json = nlohmann::json::parse(in, nullptr, false);
        SyncMark mark;
        if (!json.is_object() || json.value("address", "") != settings.place.url) return mark;
        mark.since = json.value("since", "");
        mark.again = json.value("again", std::set<std::string>{});
        return mark;
    }
    void keep(const Workspace& workspace, const CaseTracker& settings) const {
        std::filesystem::create_directories(file(workspace, settings).parent_path());
        WholeFile out(file(workspace, settings));
        out.write(nlohmann::json{{"address", settings.place.url}, {"since", since}, {"again", again}}.dump());
        out.place();
    }
};

/// Every word that may be written there, by field.
std::map<std::string, std::vector<std::string>> words_to_send(const CaseTracker& settings) {
    std::map<std::string, std::vector<std::string>> words;
    for (const auto& [ours, theirs] : settings.fields)
        if (const auto found = settings.values.find(ours); found != settings.values.end())
            for (const auto& word : found->second) words[theirs].push_back(word.first);
    return words;
}

bool unchanged(const store::CaseSync& known, const tracker::Entry& entry, const std::optional<Case>& ours) {
    const auto kept = [&](const char* name) {
        const auto found = known.base.find(name);
        return found == known.base.end() ? std::string() : found->second;
    };
    return ours && kept(kept_event) == std::to_string(ours->last_event) && kept(kept_stamp) == stamp_of(entry) && kept(kept_settled) == "1";
}

}  // namespace

CaseSyncResult CaseSyncRun::run() {
    check_case_tracker(there_, settings_);
    auto mark = SyncMark::read(workspace_, settings_);
    try {
        const auto entries = there_.changed_since(mark.since);
        progress_.all = static_cast<int>(entries.size() + mark.again.size());
        for (const auto& entry : entries) {
            mark.since = std::max(mark.since, entry.changed);
            look_at(entry);
        }
        for (const auto& id : mark.again)
            if (const auto known = syncs_.find(key_, id); known && !seen_.count(id)) piece([&] { reconcile(*known); });
        send_what_changed();
        if (settings_.send != CaseTracker::Send::none) make_what_is_missing();
        mark.again = open_;
        mark.keep(workspace_, settings_);
    } catch (const Fault& fault) {
        result_.broken_off = fault.what();
    }
    return result_;
}

void CaseSyncRun::piece(const std::function<void()>& work) {
    if (stop_.stop_requested()) throw Fault(Fault::Kind::stopped, "止めました", there_.name(), "もう一度同期すると続きから始まります");
    try {
        work();
    } catch (const Fault& fault) {
        if (fault.kind != Fault::Kind::refused && fault.kind != Fault::Kind::gone) throw;
        wait(fault.kind == Fault::Kind::gone ? std::string("相手側から消えているか、見る権限がありません。消したものなら yorozu case sync --forget で切り離せます") : fault.what());
    } catch (const RequestFault& fault) {
        wait(fault.what());
    } catch (const store::StoreError& error) {
        if (error.blame != store::Blame::request) throw;
        wait(error.what());
    }
    ++progress_.done;
    progress_.all = std::max(progress_.all, progress_.done);
    if (report_) report_(progress_);
}

void CaseSyncRun::wait(const std::string& what) {
    result_.waiting.push_back({number_, external_, what});
    if (!external_.empty()) open_.insert(external_);
}

std::optional<Case> CaseSyncRun::case_with(std::int64_t id) {
    const auto found = stored_cases(workspace_).with_ids(std::vector<std::int64_t>{id});
    return found.empty() ? std::nullopt : std::optional(found.front());
}

void CaseSyncRun::look_at(const tracker::Entry& entry) {
    piece([&] {
        number_ = entry.number, external_ = entry.id;
        if (const auto known = syncs_.find(key_, entry.id)) {
            const auto ours = case_with(known->case_id);
            if (unchanged(*known, entry, ours)) {
                ++result_.same;
                seen_.insert(entry.id);
                return;
            }
            return reconcile(*known);
        }
        if (!entry.number.empty()) return adopt(entry);
        if (const auto ours = asked_for(entry)) return reconcile(just_made(entry.id, *ours));
        if (settings_.receive) receive(entry);
    });
}

void CaseSyncRun::adopt(const tracker::Entry& entry) {
    const auto ours = stored_cases(workspace_).find(entry.number);
    if (!ours) return wait("知らない相談番号です。番号の欄を空にするか、正しい番号にしてください（古い控えから戻したときは、新しい控えを使ってください）");
    const auto known = syncs_.of_case(key_, ours->id);
    if (known && !CaseSyncs::intended(*known))
        return wait("相談 " + ours->number + " は相手側の " + known->external + " とつながっています。相手側に二重にあるので、どちらかを消すか、番号の欄を空にしてください");
    reconcile(known ? just_made(entry.id, *ours) : CaseSync{key_, entry.id, ours->id});
}

store::CaseSync CaseSyncRun::just_made(const std::string& id, const Case& ours) const { return {key_, id, ours.id, {{kept_made, "1"}}}; }

std::optional<Case> CaseSyncRun::asked_for(const tracker::Entry& entry) {
    for (const auto& sync : syncs_.all(key_)) {
        if (!CaseSyncs::intended(sync)) continue;
        const auto ours = case_with(sync.case_id);
        const auto same = [&](const char* field) {
            const auto column = std::find_if(settings_.fields.begin(), settings_.fields.end(), [&](const auto& one) { return one.first == field; });
            if (column == settings_.fields.end()) return true;
            const auto there = entry.fields.find(column->second);
            return there != entry.fields.end() && trimmed(there->second) == trimmed(theirs_of(settings_, field, *ours).value_or(""));
        };
        if (ours && same("title") && same("body")) return ours;
    }
    return std::nullopt;
}

void CaseSyncRun::receive(const tracker::Entry& entry) {
    const auto& session = workspace_.session();
    const auto now = session.clock();
    CaseEvent received{.kind = "received", .changes = settings_.defaults, .who = session.who, .at = entry.created ? entry.created : now};
    CaseEvent stage{.kind = "stage", .who = session.who, .at = now};
    CaseSync sync{key_, entry.id, 0};
    for (const auto& [field, theirs] : settings_.fields) {
        const auto value = entry.fields.find(theirs);
        if (value == entry.fields.end() || value->second.empty()) continue;
        const auto ours = ours_of(settings_, field, trimmed(value->second));
        if (!ours) return wait("知らない値です: " + case_field_words(field) + "「" + value->second + "」: 課題管理の設定の values に加えてください");
        for (const auto& [name, word] : *ours) (field == "stage" ? stage : received).changes[name] = word;
        sync.base[field] = value->second;
    }
    const auto otherwise = [&](const char* field, const std::string& value) {
        if (received.changes[field].empty()) received.changes[field] = value;
    };
    otherwise("requester", entry.author);
    otherwise("counter", "0");
    otherwise("channel", case_channels().front());
    otherwise("category", case_categories().back());
    otherwise("priority", "中");
    received.changes["external"] = entry.id;
    for (const char* needed : {"title", "department"}) received.changes[needed];
    for (const auto& [field, value] : received.changes)
        if (const auto fault = fault_of_field(field, value); !fault.empty()) return wait(fault);
    store::NewCase added{"", {received}, key_, entry.id, sync.base};
    if (const auto to = stage.changes.find("stage"); to != stage.changes.end() && to->second != name_of(CaseStage::received)) added.events.push_back(stage);
    number_ = add_numbered(workspace_, std::move(added));
    ++result_.received;
    sync.case_id = stored_cases(workspace_).find(number_)->id;
    reconcile(sync);
}

void CaseSyncRun::send_what_changed() {
    for (const auto& sync : syncs_.all(key_)) {
        if (CaseSyncs::intended(sync) || seen_.count(sync.external)) continue;
        const auto event = sync.base.find(kept_event);
        const auto ours = case_with(sync.case_id);
        if (ours && event != sync.base.end() && event->second == std::to_string(ours->last_event)) continue;
        piece([&] { reconcile(sync); });
    }
}

void check_case_tracker(tracker::Tracker& tracker, const CaseTracker& settings) { tracker.check(words_to_send(settings)); }

CaseSyncResult sync_cases(Workspace& workspace, tracker::Tracker& tracker, const CaseTracker& settings, const std::vector<SyncDecision>& decisions,
                          const std::function<void(const SyncProgress&)>& progress, std::stop_token stop) {
    permit(workspace, {Right::help_desk}, {"sync", "cases", settings.key()});
    const store::FileLock alone(workspace.folder() / "case-sync.lock", 0, "別の同期が動いています");
    return CaseSyncRun(workspace, tracker, settings, decisions, progress, std::move(stop)).run();
}

void forget_entry(Workspace& workspace, const CaseTracker& settings, const std::string& number) {
    permit(workspace, {Right::help_desk}, {"sync", "case/" + number, "切り離し " + settings.key()});
    store::CaseSyncs syncs(workspace.database());
    const auto one = stored_cases(workspace).find(number);
    if (!one || !syncs.of_case(settings.key(), one->id)) throw RequestFault("つながっていません: 相談 " + number + " と " + settings.name + ": 番号と課題管理の名前を確かめてください");
    syncs.forget(settings.key(), one->id);
}

}  // namespace yorozu::desk
