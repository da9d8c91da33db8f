// One record, exactly once: probe, fill, intent, press, confirmation; and the look-up of an intent without an outcome.
#include <algorithm>

#include "rpa/run.h"

namespace yorozu::rpa {

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
    begin_trace(claim.item, round);
    try {
        ensure_ready();
        auto steps = steps_for(&claim, true);
        passes("before probe");
        if (const Step* find = scenario_.verify_find()) {
            trace_begins(*find);
            const auto answer = steps.find(*find);
            if (answer.verdict == FindAnswer::Verdict::found) {
                end(claim, ItemState::already_present, answer.number, "業務システムに登録済みです", entry_of(claim, find->id, "already_present", start));
                return true;
            }
            if (answer.verdict == FindAnswer::Verdict::cannot_tell) throw StepFailure{StepFailure::Kind::business, answer.reason};
        }
        passes("after probe");
        skipped_ = false;
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
        throw RunStops{RunSummary::cancelled_words, false};
    } catch (RunStops& stops) {
        if (stops.environment) {
            auto entry = entry_of(claim, "setup", "returned", start);
            end(claim, ItemState::waiting, "", "", entry);
        }
        throw;
    } catch (const StepFailure& failure) {
        auto entry = entry_of(claim, "perRecord", "failed", start);
        entry.detail = failure.message;
        trace_fails(failure.message);
        if (failure.kind != StepFailure::Kind::environment) entry.evidence = picture_if_possible(claim, "failed").name;
        tell_failed(claim.item);
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

void Run::fill(Steps& steps) {
    std::vector<Step> before_commit;
    for (const auto& step : scenario_.per_record) {
        if (step.kind == StepKind::commit) break;
        if (step.kind != StepKind::verify_find) before_commit.push_back(step);
    }
    steps.run(before_commit);
}

void Run::commit(const Claim& claim, Steps& steps, const Step& step) {
    may_take(step, &claim.item, &steps);
    if (skipped_) throw StepFailure{StepFailure::Kind::business, "飛ばした操作があるので確定しません"};
    steps.prepare_commit(step);
    auto checked = entry_of(claim, step.id, "read_back", options_.now());
    checked.detail = journal_words(steps.read_backs());
    queue_->log(claim, checked);
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
        trace_ends(step, steps);
    } catch (const StepFailure& failure) {
        auto entry = entry_of(claim, step.id, "unanswered", pressed);
        entry.detail = failure.message;
        trace_fails(failure.message);
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
        throw RunStops{RunSummary::cancelled_words, false};
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
    // A target that silently refuses every commit would be asked for ever.
    constexpr int most_absences = 10;
    if (++absences_[claim.item.id] >= most_absences) {
        end(claim, ItemState::system_exception, "", "確定を " + std::to_string(most_absences) + " 回押しましたが、登録されていません: 画面の知らせを証跡で確かめてください", entry_of(claim, "verify.find", "absent", start));
        return;
    }
    queue_->log(claim, entry_of(claim, "verify.find", "absent", start));
    key(claim);
}

FindAnswer Run::find_with_patience(const Claim& claim) {
    const Step* find = scenario_.verify_find();
    if (!find) return {FindAnswer::Verdict::cannot_tell, "", "シナリオに照会（verify.find）がないので、登録されたか分かりません"};
    for (int round = 1;; ++round) {
        try {
            ensure_ready();
            trace_begins(*find);
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

void Run::end(const Claim& claim, ItemState state, const std::string& number, const std::string& message, RunEntry entry) {
    queue_->finish(claim, state, number, message, entry);
    passes("after finish");
    keep_trace(words_of(state), message + (number.empty() ? "" : (message.empty() ? "" : "、") + std::string("先方の番号 ") + number));
    if (state == ItemState::waiting) return;
    ++summary_.outcomes[state];
    const bool machine_failed = state == ItemState::system_exception;
    failures_in_a_row_ = machine_failed ? failures_in_a_row_ + 1 : 0;
    if (machine_failed || state == ItemState::business_exception || state == ItemState::unknown) reset();
    report();
    ended_here_ = options_.watch.stop_here && options_.watch.stop_here(claim.item, state);
    if (failures_in_a_row_ >= scenario_.stop_after_failures)
        throw RunStops{"システム例外が " + std::to_string(failures_in_a_row_) + " 件続いたので止めました: 相手のシステムと回線を確かめて、yorozu rpa resume を実行してください", false};
}

}  // namespace yorozu::rpa
