#include "rpa/runner.h"

#include <algorithm>

#include "rpa/run.h"

namespace yorozu::rpa {

using std::chrono::milliseconds;

RunSummary Run::all_items() {
    began_ = options_.now();
    summary_.run = queue_->begin_run(scenario_.id, options_.test, began_);
    for (const auto& item : queue_->items(scenario_.id))
        all_ += item.state == ItemState::waiting || item.state == ItemState::running || item.state == ItemState::intent;
    try {
        while (true) {
            if (options_.cancelled && options_.cancelled()) throw RunStops{RunSummary::cancelled_words, false};
            if (ended_here_) throw RunStops{"この1件を終えて止めました", false};
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
            if (const auto claim = may_claim() ? queue_->claim(scenario_.id, options_.runner, now, options_.lease) : std::nullopt) {
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

bool Run::may_claim() const {
    if (options_.most == 0) return true;
    auto begun = static_cast<int>(unsettled_.size());
    for (const auto& [state, count] : summary_.outcomes) begun += count;
    return begun < options_.most;
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

Trial Run::try_record(const WorkItem& item) {
    const auto trial = rehearse(item);
    keep_trace(trial.ready ? "確定の手前まで" : trial.already_present ? "登録済み" : "止まりました", trial.message);
    return trial;
}

Trial Run::rehearse(const WorkItem& item) {
    Trial trial{item.business_key, false, false, ""};
    Claim claim{item, 0, 0};
    for (int round = 1; round <= options_.attempts; ++round) {
        begin_trace(item, round);
        try {
            ensure_ready();
            auto steps = steps_for(&claim, true);
            const Step* find = scenario_.verify_find();
            if (find && may_take(*find, &item, &steps)) {
                const auto answer = steps.find(*find);
                if (answer.verdict != FindAnswer::Verdict::absent) {
                    trial.already_present = answer.verdict == FindAnswer::Verdict::found;
                    trial.message = trial.already_present ? "業務システムに登録済みです" : answer.reason;
                    return trial;
                }
            }
            fill(steps);
            if (const Step* step = scenario_.commit()) {
                may_take(*step, &item, &steps);
                steps.prepare_commit(*step);
                trace_ends(*step, steps);
                if (trace_) trace_->note(*step, "試行なので押していません");
            }
            picture(&claim, "dry-run");
            trial.ready = true;
            trial.message = "確定の手前まで確かめました";
            return trial;
        } catch (const RecordStopped& stopped) {
            trial.message = stopped.reason;
            return trial;
        } catch (const StepFailure& failure) {
            trial.message = failure.message;
            trace_fails(failure.message);
            picture_if_possible(claim, "failed");
            tell_failed(item);
            reset();
            if (failure.kind == StepFailure::Kind::business) return trial;
            if (failure.kind == StepFailure::Kind::environment) drop_browser();
        }
    }
    return trial;
}

FindAnswer Run::find_only(const WorkItem& item, std::string& picture_name) {
    const Claim claim{item, 0, 0};
    const auto answer = find_with_patience(claim);
    picture_name = picture_if_possible(claim, "looked-up").name;
    return answer;
}

FindAnswer find_record(const Scenario& scenario, const WorkItem& item, const OpenBrowser& open_browser, const RunOptions& options, std::string& picture) {
    Run run(scenario, nullptr, open_browser, options);
    try {
        const auto answer = run.find_only(item, picture);
        run.end_session();
        return answer;
    } catch (const RunStops& stops) {
        throw StepFailure{StepFailure::Kind::environment, stops.why};
    } catch (const Cancelled&) {
        return {FindAnswer::Verdict::cannot_tell, "", "中止しました"};
    }
}

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
