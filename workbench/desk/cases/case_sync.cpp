#include "workbench/desk/cases/case_sync.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "workbench/desk/cases/case_remarks.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/case_syncs.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

using Fault = tracker::TrackerFault;
using store::CaseSync;
using store::CaseSyncs;

/// How long an entry that was asked for without an answer may still appear there.
constexpr store::TimeMs unanswered_for = 120'000;
/// Two reads so far apart with one stamp: whatever changes from now on gets another. Redmine's stamps are seconds.
constexpr store::TimeMs coarsest_clock = 2'000;
constexpr std::size_t searched_at_once = 50;  // at least: the numbers stand in one address

// What is kept with a CaseSync besides the fields of the case.
constexpr const char* kept_event = "~event";      ///< our newest event that was looked at
constexpr const char* kept_stamp = "~stamp";      ///< their entry's, when it was last read
constexpr const char* kept_made = "~made";        ///< we made it and have not agreed on anything yet
constexpr const char* kept_settled = "~settled";  ///< "1": nothing is open, and no change can hide behind that stamp

std::string stamp_of(const tracker::Entry& entry) { return entry.revision.empty() ? entry.changed : entry.revision; }

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

class Sync {
public:
    Sync(Workspace& workspace, tracker::Tracker& there, const CaseTracker& settings, const std::vector<SyncDecision>& decisions,
         const std::function<void(const SyncProgress&)>& progress, std::stop_token stop)
        : workspace_(workspace), there_(there), settings_(settings), decisions_(decisions), report_(progress), stop_(std::move(stop)), syncs_(workspace.database()), key_(settings.key()) {}

    CaseSyncResult run() {
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

private:
    /// One case or entry: what fails for it alone is noted, and the rest goes on.
    template <class Work>
    void piece(const Work& work) {
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

    void wait(const std::string& what) {
        result_.waiting.push_back({number_, external_, what});
        if (!external_.empty()) open_.insert(external_);
    }

    std::optional<Case> case_with(std::int64_t id) {
        const auto found = stored_cases(workspace_).with_ids(std::vector<std::int64_t>{id});
        return found.empty() ? std::nullopt : std::optional(found.front());
    }

    void look_at(const tracker::Entry& entry) {
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

    static bool unchanged(const CaseSync& known, const tracker::Entry& entry, const std::optional<Case>& ours) {
        const auto kept = [&](const char* name) {
            const auto found = known.base.find(name);
            return found == known.base.end() ? std::string() : found->second;
        };
        return ours && kept(kept_event) == std::to_string(ours->last_event) && kept(kept_stamp) == stamp_of(entry) && kept(kept_settled) == "1";
    }

    /// It has the number of one of our cases, but we never agreed on anything.
    void adopt(const tracker::Entry& entry) {
        const auto ours = stored_cases(workspace_).find(entry.number);
        if (!ours) return wait("知らない相談番号です。番号の欄を空にするか、正しい番号にしてください（古い控えから戻したときは、新しい控えを使ってください）");
        const auto known = syncs_.of_case(key_, ours->id);
        if (known && !CaseSyncs::intended(*known))
            return wait("相談 " + ours->number + " は相手側の " + known->external + " とつながっています。相手側に二重にあるので、どちらかを消すか、番号の欄を空にしてください");
        reconcile(known ? just_made(entry.id, *ours) : CaseSync{key_, entry.id, ours->id});
    }

    CaseSync just_made(const std::string& id, const Case& ours) const { return {key_, id, ours.id, {{kept_made, "1"}}}; }

    /// Nobody there has changed the field since we made the entry: what differs was not taken at the making (a workflow that begins with
    /// a status of its own), and is sent once more.
    static bool untouched(const CaseSync& known, const tracker::Entry& entry, const std::string& column) {
        if (!known.base.count(kept_made)) return false;
        if (!entry.revision.empty()) return entry.revision == "1";
        return std::none_of(entry.changes.begin(), entry.changes.end(), [&](const auto& change) { return change.field == column; });
    }

    /// One of our cases of which the making was not answered, when this entry without a number is it to the letter.
    std::optional<Case> asked_for(const tracker::Entry& entry) {
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

    /// Their entry becomes a case; what it was then is what both agree on, kept in the same transaction.
    void receive(const tracker::Entry& entry) {
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

    void send_what_changed() {
        for (const auto& sync : syncs_.all(key_)) {
            if (CaseSyncs::intended(sync) || seen_.count(sync.external)) continue;
            const auto event = sync.base.find(kept_event);
            const auto ours = case_with(sync.case_id);
            if (ours && event != sync.base.end() && event->second == std::to_string(ours->last_event)) continue;
            piece([&] { reconcile(sync); });
        }
    }

    /// Both sides as they stand, brought together.
    void reconcile(const CaseSync& known) {
        external_ = known.external;
        seen_.insert(known.external);
        auto ours = case_with(known.case_id);
        number_ = ours->number;
        const auto entry = there_.read(known.external);
        if (!entry.number.empty() && entry.number != ours->number)
            return wait("相手側の番号の欄が " + entry.number + " に書き換えられています。もとの番号に直してください");
        CaseSync agreed = known;
        std::map<std::string, std::string> to_send;
        CaseEvent fields{.kind = "field"}, stage{.kind = "stage"};
        for (const auto& [field, column] : settings_.fields) {
            const auto there = entry.fields.find(column);
            if (there == entry.fields.end()) {
                wait("相手側のこの項目に「" + column + "」の欄がありません。トラッカーと権限の設定を確かめてください");
                continue;
            }
            const auto mine = theirs_of(settings_, field, *ours);
            if (!mine) {
                wait("相手側に言葉がありません: " + case_field_words(field) + "「" + ours->field(field) + "」: 課題管理の設定の values に加えてください");
                continue;
            }
            const std::string here = trimmed(*mine), theirs = trimmed(there->second);
            const auto base = known.base.find(field);
            if (here == theirs) {
                agreed.base[field] = theirs;
                continue;
            }
            const bool only_here = base == known.base.end() ? theirs.empty() || untouched(known, entry, column) : trimmed(base->second) == theirs;
            const bool only_there = base == known.base.end() ? here.empty() : trimmed(base->second) == here;
            auto take = only_here ? std::optional(SyncSide::ours) : only_there ? std::optional(SyncSide::theirs) : decided(field, here, theirs);
            if (!take) {
                result_.conflicts.push_back({ours->number, known.external, field, base == known.base.end() ? "" : base->second, here, theirs});
                open_.insert(known.external);
            } else if (*take == SyncSide::ours) {
                to_send[field] = *mine;
            } else if (take_over(field, theirs, fields, stage)) {
                agreed.base[field] = theirs;
            }
        }
        std::vector<CaseEvent> events;
        for (const auto& event : {fields, stage})
            if (!event.changes.empty()) events.push_back(event);
        if (!events.empty()) ++result_.taken;
        if (ours->field("external").empty()) events.push_back({.kind = "field", .changes = {{"external", known.external}}});
        if (settings_.remarks) {
            const auto news = remarks_to_take(entry, stored_cases(workspace_).events(ours->id), ours->number, key_);
            result_.remarks_taken += static_cast<int>(news.size());
            events.insert(events.end(), news.begin(), news.end());
        }
        if (!events.empty()) write_case(workspace_, ours->number, events, ours->last_event);
        const bool wrote = send(entry, *ours, to_send, agreed);
        ours = case_with(known.case_id);
        agreed.base[kept_event] = std::to_string(ours->last_event);
        agreed.base.erase(kept_made);
        const bool same_stamp = known.base.count(kept_stamp) && known.base.at(kept_stamp) == agreed.base[kept_stamp];
        const auto now = workspace_.session().clock();
        const bool read_again = !wrote && same_stamp && now - known.synced >= coarsest_clock;
        agreed.base[kept_settled] = !open_.count(known.external) && (!entry.revision.empty() || read_again) ? "1" : "0";
        if (wrote || !same_stamp) agreed.synced = now;
        syncs_.keep(agreed);
        if (events.empty() && !wrote) ++result_.same;
    }

    std::optional<SyncSide> decided(const std::string& field, const std::string& here, const std::string& theirs) const {
        for (const auto& one : decisions_)
            if (one.number == number_ && (one.field.empty() || one.field == field) && (!one.seen || *one.seen == std::pair(here, theirs))) return one.take;
        return std::nullopt;
    }

    bool take_over(const std::string& field, const std::string& theirs, CaseEvent& fields, CaseEvent& stage) {
        const auto ours = ours_of(settings_, field, theirs);
        if (!ours) {
            wait("知らない値です: " + case_field_words(field) + "「" + theirs + "」: 課題管理の設定の values に加えてください");
            return false;
        }
        if (field != "stage")
            if (const auto fault = fault_of_field(field, theirs); settings_.values.count(field) == 0 && !fault.empty()) {
                wait(fault);
                return false;
            }
        for (const auto& [name, value] : *ours) (field == "stage" ? stage : fields).changes[name] = value;
        return true;
    }

    /// Fields first, then the notes; then it is read again, and what was not taken there is said. True when something was sent.
    bool send(const tracker::Entry& entry, const Case& ours, const std::map<std::string, std::string>& fields, CaseSync& agreed) {
        std::map<std::string, std::string> named;
        for (const auto& [field, column] : settings_.fields)
            if (const auto value = fields.find(field); value != fields.end()) named[column] = value->second;
        std::vector<RemarkToSend> remarks;
        if (settings_.remarks) remarks = remarks_to_send(entry, stored_cases(workspace_).events(ours.id), ours.number, agreed.base);
        agreed.base[kept_stamp] = stamp_of(entry);
        if (named.empty() && remarks.empty() && !entry.number.empty()) return false;
        if (!named.empty() || entry.number.empty()) there_.change(entry, named, entry.number.empty() ? ours.number : "");
        for (const auto& remark : remarks) {
            there_.remark(entry.id, remark.text);
            ++result_.remarks_sent;
        }
        const auto after = there_.read(entry.id);
        if (after.number != ours.number)
            throw Fault(Fault::Kind::settings, "番号の欄に書けません", there_.name() + "「" + settings_.place.number_field + "」", "そのトラッカーで使え、この鍵の人が書ける欄にしてください");
        for (const auto& [field, column] : settings_.fields) {
            const auto value = fields.find(field);
            if (value == fields.end()) continue;
            const auto there = after.fields.find(column);
            if (there != after.fields.end() && trimmed(there->second) == trimmed(value->second)) agreed.base[field] = value->second;
            else wait("相手側が受け取りませんでした: " + case_field_words(field) + "「" + value->second + "」: 相手側のワークフロー（状態の移り方）と権限を確かめてください");
        }
        if (!named.empty()) ++result_.sent;
        say_what_was_overwritten(entry, after, named);
        agreed.base[kept_stamp] = stamp_of(after);
        return true;
    }

    /// Somebody changed the field there between our reading and our writing. It stands in their history; it is also told here.
    void say_what_was_overwritten(const tracker::Entry& before, const tracker::Entry& after, const std::map<std::string, std::string>& sent) {
        for (const auto& change : after.changes) {
            const auto ours = sent.find(change.field);
            if (ours == sent.end() || change.journal.size() < before.journal.size() || (change.journal.size() == before.journal.size() && change.journal <= before.journal)) continue;
            if (trimmed(change.after) == trimmed(ours->second)) continue;
            wait("同期しているあいだに、相手側で " + change.author + " が「" + change.field + "」を「" + change.after + "」に変えました。こちらの「" + ours->second + "」が後から入っています。正しいほうに直してください");
        }
    }

    void make_what_is_missing() {
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

    /// Searches before anything is made: the ones that are there are taken as they are.
    std::vector<Case> without_those_there(std::span<const Case> some) {
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

    void make(std::span<const Case> cases) {
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

    void was_made(const Case& ours, const std::string& id) {
        auto sync = just_made(id, ours);
        sync.synced = workspace_.session().clock();
        syncs_.keep(sync);
        ++result_.made;
        piece([&] {
            number_ = ours.number;
            reconcile(sync);
        });
    }

    /// The answer was lost. If they are there now, all is well; if not, the next sync looks again.
    void look_for(const std::vector<Case>& asked, const Fault& fault) {
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

    Workspace& workspace_;
    tracker::Tracker& there_;
    const CaseTracker& settings_;
    const std::vector<SyncDecision>& decisions_;
    const std::function<void(const SyncProgress&)>& report_;
    std::stop_token stop_;
    CaseSyncs syncs_;
    const std::string key_;
    CaseSyncResult result_;
    SyncProgress progress_;
    std::set<std::string> seen_, open_;
    std::string number_, external_;  ///< of the piece under way, for messages
};

}  // namespace

void check_case_tracker(tracker::Tracker& tracker, const CaseTracker& settings) { tracker.check(words_to_send(settings)); }

CaseSyncResult sync_cases(Workspace& workspace, tracker::Tracker& tracker, const CaseTracker& settings, const std::vector<SyncDecision>& decisions,
                          const std::function<void(const SyncProgress&)>& progress, std::stop_token stop) {
    permit(workspace, {Right::help_desk}, {"sync", "cases", settings.key()});
    const store::FileLock alone(workspace.folder() / "case-sync.lock", 0, "別の同期が動いています");
    return Sync(workspace, tracker, settings, decisions, progress, std::move(stop)).run();
}

void forget_entry(Workspace& workspace, const CaseTracker& settings, const std::string& number) {
    permit(workspace, {Right::help_desk}, {"sync", "case/" + number, "切り離し " + settings.key()});
    CaseSyncs syncs(workspace.database());
    const auto one = stored_cases(workspace).find(number);
    if (!one || !syncs.of_case(settings.key(), one->id)) throw RequestFault("つながっていません: 相談 " + number + " と " + settings.name + ": 番号と課題管理の名前を確かめてください");
    syncs.forget(settings.key(), one->id);
}

}  // namespace yorozu::desk
