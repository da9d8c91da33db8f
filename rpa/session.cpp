// The browser of a run: opened when it is needed, set up once, its pictures and healed steps journalled, leases kept alive.
#include "rpa/run.h"

namespace yorozu::rpa {

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
    driver_->clear_windows();
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

Steps Run::steps_for(const Claim* claim, bool watch_session) {
    StepWorld world{*driver_, scenario_, watch_session, options_.secret, {}, {}, {}};
    const WorkItem* item = claim ? &claim->item : nullptr;
    world.before_step = [this, item](const Step& step, const Steps& steps) { return may_take(step, item, &steps); };
    if (options_.watch.after || trace_)
        world.after_step = [this, item](const Step& step, const Steps& steps) {
            trace_ends(step, steps);
            if (options_.watch.after) options_.watch.after({step, item, &steps, *driver_});
        };
    world.one_by_one = options_.watch.before || trace_;
    world.files = options_.files;
    world.ask = options_.ask;
    world.passed_over = [this, claim](const Step& step, const StepFailure& failure) {
        if (trace_) trace_->passed_over(step, options_.now(), "できないまま先へ進みました: " + failure.message);
        if (!claim || !queue_) return;
        auto entry = entry_of(*claim, step.id, "passed_over", options_.now());
        entry.detail = failure.message;
        queue_->log(*claim, entry);
    };
    world.healed = [this, claim](const Step& step, const Acted& acted) {
        ++summary_.healed;
        const std::string words = std::to_string(acted.alternative + 1) + "番目の指定で見つけました: 1番目を直してください";
        if (trace_) trace_->note(step, words);
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

bool Run::may_take(const Step& step, const WorkItem* item, const Steps* steps) {
    while (true) {
        if (options_.cancelled && options_.cancelled()) throw Cancelled{};
        keep_alive();
        const auto go = options_.watch.before ? options_.watch.before({step, item, steps, *driver_}) : RunWatch::Go::run;
        if (go == RunWatch::Go::run) {
            trace_begins(step);
            return true;
        }
        if (go == RunWatch::Go::skip && step.kind != StepKind::commit) {
            skipped_ = true;
            return false;
        }
        options_.rest(std::chrono::milliseconds(30));
    }
}

void Run::begin_trace(const WorkItem& item, int round) {
    if (options_.traces.empty()) return;
    if (!trace_ || round == 1) trace_.emplace(scenario_, item, summary_.run, options_.now());
    else trace_->heading(std::to_string(round) + " 回目");
}

void Run::trace_begins(const Step& step) {
    if (trace_) trace_->begins(step, options_.now());
}

void Run::trace_ends(const Step& step, const Steps& steps) {
    if (!trace_) return;
    const TimeMs now = options_.now();
    trace_->ends(step, now, driver_->picture(), steps.without_secrets(driver_->web() ? driver_->web()->document() : ""), steps.read_backs());
}

void Run::trace_fails(const std::string& words) {
    if (!trace_) return;
    const TimeMs now = options_.now();
    std::string picture;
    try {
        if (driver_) picture = driver_->picture();
    } catch (const StepFailure&) {  // the browser is gone: the words remain
    }
    trace_->fails(now, words, std::move(picture), "");
}

void Run::keep_trace(const std::string& state, const std::string& words) {
    if (!trace_) return;
    trace_fails("ここで終わりました");
    const std::string run = summary_.run ? "run" + std::to_string(summary_.run) : "trial";
    traces_.keep(run + "-item" + std::to_string(trace_->item()) + ".html", trace_->html(options_.now(), state, words));
    trace_.reset();
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

RunEntry Run::entry_of(const Claim& claim, const std::string& step, const std::string& outcome, TimeMs start) const {
    return {summary_.run, claim.item.id, step, start, options_.now(), outcome, "", ""};
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

/// Whoever looks on sees the screen on which a step could not be taken.
void Run::tell_failed(const WorkItem& item) {
    if (!options_.watch.failed) return;
    std::string picture;
    try {
        if (driver_) picture = driver_->picture();
    } catch (const StepFailure&) {  // the browser is gone
    }
    options_.watch.failed(item, picture);
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

}  // namespace yorozu::rpa
