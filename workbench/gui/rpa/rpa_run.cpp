#include "workbench/gui/rpa/rpa_run.h"

namespace yorozu::gui {

using Go = rpa::RunWatch::Go;

void RunControl::go() {
    const std::lock_guard lock(mutex_);
    step_ = false;
    released_ = true;
}

void RunControl::one_step() {
    const std::lock_guard lock(mutex_);
    step_ = true;
    released_ = true;
}

void RunControl::go_from(const std::string& place) {
    const std::lock_guard lock(mutex_);
    from_ = place;
    step_ = false;
    released_ = true;
}

void RunControl::break_at(std::set<std::string> places) {
    const std::lock_guard lock(mutex_);
    breaks_ = std::move(places);
}

void RunControl::stop_before_commit(bool stop) {
    const std::lock_guard lock(mutex_);
    stop_before_commit_ = stop;
}

void RunControl::end_after_record() {
    const std::lock_guard lock(mutex_);
    end_after_record_ = true;
    step_ = false;
    released_ = true;
}

void RunControl::watch_values(std::vector<std::string> expressions) {
    const std::lock_guard lock(mutex_);
    expressions_ = std::move(expressions);
    reckoned_.clear();
}

void RunControl::look_at(const std::string& place, const rpa::Target& target) {
    const std::lock_guard lock(mutex_);
    wanted_place_ = place;
    wanted_ = target;
}

void RunControl::want_elements() {
    const std::lock_guard lock(mutex_);
    wanted_elements_ = true;
    view_.elements_known = false;
}

void RunControl::keep_records() {
    const std::lock_guard lock(mutex_);
    keep_records_ = true;
}

std::map<std::int64_t, RunControl::View> RunControl::records() const {
    const std::lock_guard lock(mutex_);
    auto all = records_;
    if (view_.item) all[view_.item] = view_;
    return all;
}

RunControl::View RunControl::view() const {
    const std::lock_guard lock(mutex_);
    return view_;
}

rpa::RunWatch RunControl::watch(std::function<rpa::TimeMs()> now, bool keep_shots) {
    now_ = std::move(now);
    keep_shots_ = keep_shots;
    return {[this](const rpa::StepMoment& moment) { return before(moment); }, [this](const rpa::StepMoment& moment) { after(moment); },
            [this](const rpa::WorkItem&, rpa::ItemState) {
                const std::lock_guard lock(mutex_);
                return end_after_record_;
            },
            [this](const rpa::WorkItem& item, const std::string& picture) { failed(item, picture); }};
}

void RunControl::begin_record(std::int64_t item) {
    if (keep_records_ && view_.item) records_[view_.item] = view_;
    view_.item = item;
    view_.seconds.clear();
    view_.set_by.clear();
    view_.read_backs.clear();
    view_.shots.clear();
    ++view_.changes;
}

Go RunControl::before(const rpa::StepMoment& moment) {
    std::unique_lock lock(mutex_);
    const std::int64_t item = moment.item ? moment.item->id : 0;
    if (item != view_.item) begin_record(item);
    const bool commit = moment.step.kind == rpa::StepKind::commit;
    const std::string asked = std::to_string(item) + moment.step.place;
    if (asked != asked_) {
        asked_ = asked;
        view_.place = moment.step.place;
        step_id_ = moment.step.id;
        view_.at_commit = commit;
        ++view_.changes;
        const bool inside_from = moment.step.place.rfind(from_, 0) == 0;
        if (!from_.empty() && moment.item && !commit) {
            if (!inside_from) return Go::skip;
            from_.clear();
        }
        released_ = !(step_ || breaks_.count(moment.step.place) || (commit && stop_before_commit_));
        step_began_ = now_();
    }
    if (moment.steps && reckoned_ != asked_) {
        reckoned_ = asked_;
        view_.watched.clear();
        for (const auto& expression : expressions_) {
            std::string now;
            try {
                now = moment.steps->resolve({rpa::Value::From::lua, expression});
            } catch (const rpa::StepFailure& failure) {
                now = failure.message;
            }
            view_.watched.push_back({expression, std::move(now)});
        }
        ++view_.changes;
    }
    if (!wanted_place_.empty()) {
        const auto target = std::move(wanted_);
        const std::string place = std::move(wanted_place_);
        wanted_place_.clear();
        lock.unlock();
        std::vector<int> counts;
        try {
            counts = moment.driver.count_each(target);
        } catch (const rpa::StepFailure&) {  // the page is just changing: nothing is known of it now
        }
        lock.lock();
        view_.counts = std::move(counts);
        view_.looked_at = place;
        ++view_.changes;
    }
    if (wanted_elements_) {
        wanted_elements_ = false;
        lock.unlock();
        std::vector<rpa::PageElement> elements;
        try {
            if (auto* web = moment.driver.web()) elements = web->elements();
        } catch (const rpa::StepFailure&) {  // as above; of a desktop nothing is listed
        }
        lock.lock();
        view_.elements = std::move(elements);
        view_.elements_known = true;
        ++view_.changes;
    }
    if (!released_) {
        if (!view_.paused) ++view_.changes;
        view_.paused = true;
        return Go::wait;
    }
    if (view_.paused) ++view_.changes;
    view_.paused = false;
    step_began_ = now_();
    if (keep_shots_ && last_picture_.empty()) {
        lock.unlock();
        std::string picture = moment.driver.picture();
        lock.lock();
        last_picture_ = std::move(picture);
        last_picture_at_ = now_();
    }
    return Go::run;
}

void RunControl::after(const rpa::StepMoment& moment) {
    std::string picture;
    if (keep_shots_) picture = moment.driver.picture();
    const std::lock_guard lock(mutex_);
    view_.seconds[moment.step.place] = static_cast<double>(now_() - step_began_) / 1000.0;
    if (moment.steps) {
        for (const auto& [name, value] : moment.steps->variables())
            if (const auto before = view_.variables.find(name); before == view_.variables.end() || before->second != value) view_.set_by[name] = moment.step.id;
        view_.variables = moment.steps->variables();
        view_.read_backs = moment.steps->read_backs();
    }
    if (keep_shots_) {
        const bool read_back = !view_.read_backs.empty() && view_.read_backs.back().step == moment.step.id && view_.read_backs.back().verdict != rpa::ReadBack::Verdict::differs;
        view_.shots.push_back({moment.step.place, moment.step.id, last_picture_, picture, last_picture_at_, now_(), read_back, false});
        last_picture_ = std::move(picture);
        last_picture_at_ = now_();
    }
    ++view_.changes;
}

void RunControl::failed(const rpa::WorkItem& item, const std::string& picture) {
    const std::lock_guard lock(mutex_);
    if (item.id != view_.item) begin_record(item.id);  // not one of its steps was begun
    if (keep_shots_) view_.shots.push_back({view_.place, step_id_, last_picture_, picture, last_picture_at_, now_(), false, true});
    last_picture_.clear();
    ++view_.changes;
}

}  // namespace yorozu::gui
