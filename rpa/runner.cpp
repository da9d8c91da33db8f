#include "rpa/runner.h"

#include <algorithm>

#include "rpa/evidence.h"
#include "rpa/steps.h"

namespace yorozu::rpa {

using std::chrono::milliseconds;

namespace {

struct Cancelled {};
/// The run cannot go on; the record in hand goes back to the queue untouched.
struct RunStops {
    std::string why;
    bool environment = true;
};

class Run {
public:
    Run(const Scenario& scenario, WorkQueue* queue, const OpenBrowser& open_browser, const RunOptions& options)
        : scenario_(scenario), queue_(queue), open_browser_(open_browser), options_(options), evidence_(options.evidence) {}

    RunSummary all_items();
    Trial try_record(const WorkItem& item);
    void end_session();

private:
    /// An intent without an outcome. Absence is believed only from `due` on.
    struct Unsettled {
        Claim claim;
        TimeMs due = 0;
    };

    void handle(const Claim& claim);
    void key(const Claim& claim);
    bool attempt(const Claim& claim, int round);
    void commit(const Claim& claim, Steps& steps, const Step& step);
    void look_up(const Unsettled& unsettled);
    FindAnswer find_with_patience(const Claim& claim);
    void ensure_ready();
    void fill(Steps& steps);
    void run_rest(Steps& steps, const Claim& claim);
    Steps steps_for(const Claim* claim, bool watch_session);
    Evidence::Kept picture(const Claim* claim, const std::string& moment);
    Evidence::Kept picture_if_possible(const Claim& claim, const std::string& moment);
    void end(const Claim& claim, ItemState state, const std::string& number, const std::string& message, RunEntry entry);
    RunEntry entry_of(const Claim& claim, const std::string& step, const std::string& outcome, TimeMs start) const;
    void keep_alive(bool now_please = false);
    void report();
    void passes(const char* point) {
        if (options_.passes) options_.passes(point);
    }
    void reset() { set_up_ = false; }
    void drop_browser() {
        driver_.reset();
        set_up_ = false;
    }

    const Scenario& scenario_;
    WorkQueue* queue_;
    const OpenBrowser& open_browser_;
    const RunOptions& options_;
    Evidence evidence_;
    std::unique_ptr<WebDriver> driver_;
    bool set_up_ = false;
    const Claim* current_ = nullptr;
    std::vector<Unsettled> unsettled_;
    TimeMs last_heartbeat_ = 0;
    TimeMs began_ = 0;
    int failures_in_a_row_ = 0;
    int pictures_ = 0;
    int all_ = 0;
    RunSummary summary_;
};

RunEntry Run::entry_of(const Claim& claim, const std::string& step, const std::string& outcome, TimeMs start) const {
    return {summary_.run, claim.item.id, step, start, options_.now(), outcome, "", ""};
}

/// Leases are renewed long before they run out: for the record in hand and for those that wait to be looked up.
void Run::keep_alive(bool now_please) {
    if (!queue_) return;
    const TimeMs now = options_.now();
    if (!now_please && now - last_heartbeat_ < options_.lease.count() / 4) return;
    last_heartbeat_ = now;
    for (auto one = unsettled_.begin(); one != unsettled_.end();) {
        try {
            queue_->heartbeat(one->claim, now, options_.lease);
            ++one;
        } catch (const ClaimLost&) {
            one = unsettled_.erase(one);
        }
    }
    if (current_) queue_->heartbeat(*current_, now, options_.lease);
}

Steps Run::steps_for(const Claim* claim, bool watch_session) {
    StepWorld world{*driver_, scenario_, watch_session, options_.secret, {}, {}, {}};
    world.before_step = [this](const Step&) {
        if (options_.cancelled && options_.cancelled()) throw Cancelled{};
        keep_alive();
    };
    world.healed = [this, claim](const Step& step, const Acted& acted) {
        ++summary_.healed;
        const std::string words = std::to_string(acted.alternative + 1) + "番目の指定で見つけました: 1番目を直してください";
        if (options_.warn) options_.warn((step.note.empty() ? step.id : step.note) + ": " + words);
        if (claim && queue_) {
            auto entry = entry_of(*claim, step.id, "healed", options_.now());
            entry.detail = words;
            queue_->log(*claim, entry);
        }
    };
    world.picture = [this, claim](const Step& step) {
        const TimeMs start = options_.now();
        const auto kept = picture(claim, "step");
        if (!claim || !queue_) return;
        auto entry = entry_of(*claim, step.id, "picture", start);
        entry.evidence = kept.name;
        entry.detail = "sha256:" + kept.sha256;
        queue_->log(*claim, entry);
    };
    return Steps(std::move(world), claim ? claim->item.record : std::map<std::string, std::string>{});
}

Evidence::Kept Run::picture(const Claim* claim, const std::string& moment) {
    const std::string item = claim ? "item" + std::to_string(claim->item.id) : "setup";
    return evidence_.keep("run" + std::to_string(summary_.run) + "-" + item + "-" + std::to_string(++pictures_) + "-" + moment + ".png", driver_->picture());
}

Evidence::Kept Run::picture_if_possible(const Claim& claim, const std::string& moment) {
    try {
        if (driver_) return picture(&claim, moment);
    } catch (const StepFailure& failure) {
        if (options_.warn) options_.warn(failure.message);
    }
    return {};
}

void Run::ensure_ready() {
    if (!driver_) {
        try {
            driver_ = open_browser_();
        } catch (const StepFailure& failure) {
            throw RunStops{failure.message};
        }
        set_up_ = false;
    }
    if (set_up_) return;
    auto steps = steps_for(nullptr, false);
    try {
        steps.run(scenario_.setup);
    } catch (const StepFailure& failure) {
        // What the target refuses in set-up (a wrong password) it refuses for every record.
        if (failure.kind == StepFailure::Kind::business) throw RunStops{"準備の操作ができません: " + failure.message};
        throw;
    } catch (const RecordStopped& stopped) {
        throw RunStops{"準備の操作が止まりました: " + stopped.reason};
    }
    set_up_ = true;
}

void Run::fill(Steps& steps) {
    std::vector<Step> before_commit;
    for (const auto& step : scenario_.per_record) {
        if (step.kind == StepKind::commit) break;
        if (step.kind != StepKind::verify_find) before_commit.push_back(step);
    }
    steps.run(before_commit);
}

void Run::end(const Claim& claim, ItemState state, const std::string& number, const std::string& message, RunEntry entry) {
    queue_->finish(claim, state, number, message, entry);
    passes("after finish");
    if (state == ItemState::waiting) return;
    ++summary_.outcomes[state];
    const bool machine_failed = state == ItemState::system_exception;
    failures_in_a_row_ = machine_failed ? failures_in_a_row_ + 1 : 0;
    if (machine_failed || state == ItemState::business_exception || state == ItemState::unknown) reset();
    report();
    if (failures_in_a_row_ >= scenario_.stop_after_failures)
        throw RunStops{"システム例外が " + std::to_string(failures_in_a_row_) + " 件続いたので止めました: 相手のシステムと回線を確かめて、yorozu rpa resume を実行してください", false};
}

void Run::report() {
    if (!options_.progress) return;
    int finished = 0, failed = 0;
    for (const auto& [state, count] : summary_.outcomes) {
        finished += count;
        if (state != ItemState::done && state != ItemState::already_present) failed += count;
    }
    options_.progress({finished, std::max(all_, finished), static_cast<double>(options_.now() - began_) / 1000.0, failed});
}

void Run::handle(const Claim& claim) {
    current_ = &claim;
    try {
        if (claim.intent_at != 0 || claim.item.state == ItemState::intent)
            look_up({claim, claim.intent_at + scenario_.settle.count()});
        else
            key(claim);
    } catch (const ClaimLost&) {
        // Another runner has it now; it will look it up. Nothing of ours was or will be written.
        if (options_.warn) options_.warn("処理対象 " + std::to_string(claim.item.id) + " は別の実行に移りました");
        reset();
    } catch (...) {
        current_ = nullptr;
        throw;
    }
    current_ = nullptr;
}

void Run::key(const Claim& claim) {
    for (int round = 1;; ++round) {
        ++summary_.attempts;
        if (attempt(claim, round)) return;
        options_.rest(options_.back_off * (1 << std::min(round - 1, 5)));
        keep_alive();
    }
}

/// One go at a record. True: it is ended, or waits to be looked up. False: try again.
bool Run::attempt(const Claim& claim, int round) {
    const TimeMs start = options_.now();
    try {
        ensure_ready();
        auto steps = steps_for(&claim, true);
        passes("before probe");
        if (const Step* find = scenario_.verify_find()) {
            const auto answer = steps.find(*find);
            if (answer.verdict == FindAnswer::Verdict::found) {
                end(claim, ItemState::already_present, answer.number, "業務システムに登録済みです", entry_of(claim, find->id, "already_present", start));
                return true;
            }
            if (answer.verdict == FindAnswer::Verdict::cannot_tell) throw StepFailure{StepFailure::Kind::business, answer.reason};
        }
        passes("after probe");
        fill(steps);
        passes("after fill");
        if (const Step* step = scenario_.commit()) {
            commit(claim, steps, *step);
        } else {
            end(claim, ItemState::done, "", "確定操作のないシナリオです", entry_of(claim, "perRecord", "done", start));
        }
        return true;
    } catch (const RecordStopped& stopped) {
        auto entry = entry_of(claim, "stop-record", "business_exception", start);
        entry.evidence = picture_if_possible(claim, "stopped").name;
        end(claim, ItemState::business_exception, "", stopped.reason, entry);
        return true;
    } catch (const Cancelled&) {
        end(claim, ItemState::waiting, "", "", entry_of(claim, "cancel", "returned", start));
        throw RunStops{"中止しました", false};
    } catch (RunStops& stops) {
        if (stops.environment) {
            auto entry = entry_of(claim, "setup", "returned", start);
            end(claim, ItemState::waiting, "", "", entry);
        }
        throw;
    } catch (const StepFailure& failure) {
        auto entry = entry_of(claim, "perRecord", "failed", start);
        entry.detail = failure.message;
        if (failure.kind != StepFailure::Kind::environment) entry.evidence = picture_if_possible(claim, "failed").name;
        if (failure.kind == StepFailure::Kind::business) {
            end(claim, ItemState::business_exception, "", failure.message, entry);
            return true;
        }
        reset();
        if (failure.kind == StepFailure::Kind::environment) drop_browser();
        if (round >= options_.attempts) {
            if (failure.kind == StepFailure::Kind::environment) {
                end(claim, ItemState::waiting, "", "", entry);
                throw RunStops{failure.message};
            }
            end(claim, ItemState::system_exception, "", failure.message, entry);
            return true;
        }
        queue_->log(claim, entry);
        return false;
    }
}

void Run::commit(const Claim& claim, Steps& steps, const Step& step) {
    steps.prepare_commit(step);
    const auto before = picture(&claim, "before-commit");
    keep_alive(true);
    passes("before intent");
    auto intent = entry_of(claim, step.id, "intent", options_.now());
    intent.evidence = before.name;
    intent.detail = "sha256:" + before.sha256;
    queue_->commit_intent(claim, intent);
    const Unsettled unsettled{claim, intent.end + scenario_.settle.count()};
    TimeMs pressed = options_.now();
    std::string number;
    try {
        passes("after intent");
        pressed = options_.now();
        // Somebody may have stopped us between the journal and the press; with half the lease gone it is too late to press.
        if (pressed - intent.end > options_.lease.count() / 2) throw StepFailure{StepFailure::Kind::system, "確定の前に時間がたちすぎました"};
        number = steps.press_commit(step);
        passes("after press");
    } catch (const StepFailure& failure) {
        auto entry = entry_of(claim, step.id, "unanswered", pressed);
        entry.detail = failure.message;
        if (failure.kind == StepFailure::Kind::environment) drop_browser();
        else entry.evidence = picture_if_possible(claim, "unanswered").name;
        reset();
        queue_->log(claim, entry);
        look_up(unsettled);
        return;
    }
    const auto after = picture_if_possible(claim, "confirmed");
    auto entry = entry_of(claim, step.id, "done", pressed);
    entry.evidence = after.name;
    entry.detail = after.sha256.empty() ? "" : "sha256:" + after.sha256;
    end(claim, ItemState::done, number, "", entry);
    run_rest(steps, claim);
}

/// Steps behind the commit change nothing about the outcome any more.
void Run::run_rest(Steps& steps, const Claim& claim) {
    bool behind = false;
    try {
        for (const auto& step : scenario_.per_record) {
            if (behind) steps.run(step);
            behind = behind || step.kind == StepKind::commit;
        }
    } catch (const StepFailure& failure) {
        if (options_.warn) options_.warn("処理対象 " + std::to_string(claim.item.id) + " は完了しましたが、その後の操作ができません: " + failure.message);
        reset();
    } catch (const RecordStopped&) {
    } catch (const ClaimLost&) {
    }
}

FindAnswer Run::find_with_patience(const Claim& claim) {
    const Step* find = scenario_.verify_find();
    if (!find) return {FindAnswer::Verdict::cannot_tell, "", "シナリオに照会（verify.find）がないので、登録されたか分かりません"};
    for (int round = 1;; ++round) {
        try {
            ensure_ready();
            return steps_for(&claim, true).find(*find);
        } catch (const StepFailure& failure) {
            if (failure.kind == StepFailure::Kind::business) return {FindAnswer::Verdict::cannot_tell, "", failure.message};
            reset();
            if (failure.kind == StepFailure::Kind::environment) drop_browser();
            if (round >= options_.attempts) return {FindAnswer::Verdict::cannot_tell, "", "照会できません: " + failure.message};
        } catch (const RecordStopped& stopped) {
            return {FindAnswer::Verdict::cannot_tell, "", stopped.reason};
        }
        options_.rest(options_.back_off * (1 << std::min(round - 1, 5)));
        keep_alive();
    }
}

void Run::look_up(const Unsettled& unsettled) {
    const Claim& claim = unsettled.claim;
    const TimeMs start = options_.now();
    passes("before look-up");
    FindAnswer answer;
    try {
        answer = find_with_patience(claim);
    } catch (const RunStops&) {
        throw;  // stays in intent: the next run looks it up when our lease has run out
    } catch (const Cancelled&) {
        throw RunStops{"中止しました", false};
    }
    switch (answer.verdict) {
        case FindAnswer::Verdict::found:
            end(claim, ItemState::done, answer.number, "照会で登録を確かめました", entry_of(claim, "verify.find", "done", start));
            return;
        case FindAnswer::Verdict::cannot_tell: {
            auto entry = entry_of(claim, "verify.find", "unknown", start);
            entry.detail = answer.reason;
            entry.evidence = picture_if_possible(claim, "unknown").name;
            end(claim, ItemState::unknown, "", answer.reason, entry);
            return;
        }
        case FindAnswer::Verdict::absent: break;
    }
    if (start < unsettled.due) {  // the lost commit may still arrive: others first
        unsettled_.push_back(unsettled);
        return;
    }
    queue_->log(claim, entry_of(claim, "verify.find", "absent", start));
    key(claim);
}

RunSummary Run::all_items() {
    began_ = options_.now();
    summary_.run = queue_->begin_run(scenario_.id, false, began_);
    for (const auto& item : queue_->items(scenario_.id))
        all_ += item.state == ItemState::waiting || item.state == ItemState::running || item.state == ItemState::intent;
    try {
        while (true) {
            if (options_.cancelled && options_.cancelled()) throw RunStops{"中止しました", false};
            const TimeMs now = options_.now();
            keep_alive();
            const auto due = std::find_if(unsettled_.begin(), unsettled_.end(), [&](const auto& one) { return one.due <= now; });
            if (due != unsettled_.end()) {
                Unsettled one = *due;
                unsettled_.erase(due);
                one.claim.intent_at = one.due - scenario_.settle.count();
                handle(one.claim);
                continue;
            }
            if (const auto claim = queue_->claim(scenario_.id, options_.runner, now, options_.lease)) {
                handle(*claim);
                continue;
            }
            if (unsettled_.empty()) break;
            TimeMs next = unsettled_.front().due;
            for (const auto& one : unsettled_) next = std::min(next, one.due);
            options_.rest(milliseconds(std::clamp<TimeMs>(next - now, 1, 1000)));
        }
    } catch (const RunStops& stops) {
        summary_.stopped = stops.why;
        summary_.environment_failed = stops.environment;
    }
    end_session();
    queue_->end_run(summary_.run, options_.now());
    summary_.seconds = static_cast<double>(options_.now() - began_) / 1000.0;
    return summary_;
}

void Run::end_session() {
    if (!driver_ || !set_up_ || !summary_.stopped.empty()) return;
    try {
        steps_for(nullptr, false).run(scenario_.teardown);
    } catch (const StepFailure& failure) {
        if (options_.warn) options_.warn("後始末の操作ができません: " + failure.message);
    } catch (const RecordStopped&) {
    } catch (const Cancelled&) {
    }
}

Trial Run::try_record(const WorkItem& item) {
    Trial trial{item.business_key, false, false, ""};
    Claim claim{item, 0, 0};
    for (int round = 1; round <= options_.attempts; ++round) {
        try {
            ensure_ready();
            auto steps = steps_for(&claim, true);
            if (const Step* find = scenario_.verify_find()) {
                const auto answer = steps.find(*find);
                if (answer.verdict != FindAnswer::Verdict::absent) {
                    trial.already_present = answer.verdict == FindAnswer::Verdict::found;
                    trial.message = trial.already_present ? "業務システムに登録済みです" : answer.reason;
                    return trial;
                }
            }
            fill(steps);
            if (const Step* step = scenario_.commit()) steps.prepare_commit(*step);
            picture(&claim, "dry-run");
            trial.ready = true;
            trial.message = "確定の手前まで確かめました";
            return trial;
        } catch (const RecordStopped& stopped) {
            trial.message = stopped.reason;
            return trial;
        } catch (const StepFailure& failure) {
            trial.message = failure.message;
            picture_if_possible(claim, "failed");
            reset();
            if (failure.kind == StepFailure::Kind::business) return trial;
            if (failure.kind == StepFailure::Kind::environment) drop_browser();
        }
    }
    return trial;
}

}  // namespace

RunSummary run_items(const Scenario& scenario, WorkQueue& queue, const OpenBrowser& open_browser, const RunOptions& options) {
    return Run(scenario, &queue, open_browser, options).all_items();
}

std::vector<Trial> try_records(const Scenario& scenario, const std::vector<WorkItem>& items, const OpenBrowser& open_browser, const RunOptions& options) {
    Run run(scenario, nullptr, open_browser, options);
    std::vector<Trial> trials;
    const TimeMs began = options.now();
    int failed = 0;
    try {
        for (const auto& item : items) {
            if (options.cancelled && options.cancelled()) break;
            trials.push_back(run.try_record(item));
            failed += !trials.back().ready && !trials.back().already_present;
            if (options.progress)
                options.progress({static_cast<int>(trials.size()), static_cast<int>(items.size()), static_cast<double>(options.now() - began) / 1000.0, failed});
        }
    } catch (const RunStops& stops) {
        throw StepFailure{StepFailure::Kind::environment, stops.why};
    } catch (const Cancelled&) {
    }
    run.end_session();
    return trials;
}

}  // namespace yorozu::rpa
