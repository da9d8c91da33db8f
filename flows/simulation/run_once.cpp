#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

#include "flows/simulation/chance.h"
#include "flows/simulation/plan.h"

namespace yorozu::flows {
namespace {

/// Where a case is at one place; a case has several while it goes parallel ways.
struct Token {
    int node = -1;
    std::uint32_t scope = 0;
    double since = 0;    ///< arrived at the queue
    double minutes = 0;  ///< of the work that was begun
    bool been_inside = false;   ///< the inside of its sub-process is over
};

/// The inside of a case or of a sub-process that it is in.
struct Scope {
    std::uint32_t of_case = 0;
    std::int64_t outer = -1;   ///< token of the surrounding sub-process that waits for the end of this
    int live = 0;              ///< tokens in it, those at joins and around inner scopes included
    int resting = 0;           ///< of these, at joins
    bool dead = false;         ///< terminated
    std::vector<std::pair<int, int>> arrived;   ///< join → tokens
    std::vector<std::pair<int, int>> sent;      ///< inclusive split → tokens sent
};

struct Case {
    double begun = 0;
    double work = 0, waiting = 0;
    bool counted = false;
    std::uint32_t number = 0;
};

template <typename Value>
class Pool {
public:
    std::uint32_t take() {
        if (free_.empty()) {
            values_.emplace_back();
            return static_cast<std::uint32_t>(values_.size() - 1);
        }
        const auto place = free_.back();
        free_.pop_back();
        return place;
    }
    void give(std::uint32_t place) { free_.push_back(place); }
    Value& operator[](std::uint32_t place) { return values_[place]; }

private:
    std::deque<Value> values_;
    std::vector<std::uint32_t> free_;
};

struct Event {
    double time;
    std::uint64_t order;   ///< earlier made, earlier done
    std::uint32_t token;
    enum class Kind : std::uint8_t { arrival, ready, done, opening } kind;
    bool operator<(const Event& other) const { return time != other.time ? time > other.time : order > other.order; }
};

struct Waiting {
    int priority;
    std::uint64_t order;
    std::uint32_t token;
    bool operator<(const Waiting& other) const { return priority != other.priority ? priority < other.priority : order > other.order; }
};

struct Staff {
    int free = 0;
    bool wakes = false;   ///< an opening event is on its way
    std::vector<Waiting> queue;   ///< a heap
};

class Run {
public:
    Run(const Plan& plan, std::uint64_t seed, double warm_up, double until, double most_cases, std::size_t trace_cases, std::vector<TraceEvent>* trace)
        : plan_(plan), chance_(seed), warm_up_(warm_up), until_(until), most_cases_(most_cases), trace_cases_(trace_cases), trace_(trace) {
        observed_.steps.resize(plan.nodes.size());
        observed_.lanes.resize(plan.resources.size());
        for (const auto& resource : plan.resources) staff_.push_back({resource.people, false, {}});
        for (const double factor : plan.months) highest_month_ = std::max(highest_month_, factor);
        // Cases a year over the open minutes of 365 days.
        mean_gap_ = 365 * minutes_a_day * plan.arrivals.share() / (plan.cases_per_year * highest_month_);
    }

    Observed run(const std::function<bool(double)>& progress) {
        schedule_arrival(0);
        std::uint64_t handled = 0;
        while (!events_.empty()) {
            std::pop_heap(events_.begin(), events_.end());
            const Event event = events_.back();
            events_.pop_back();
            now_ = event.time;
            if ((++handled & 0x3FFFF) == 0 && progress && !progress(std::min(1.0, now_ / until_))) {
                observed_.stopped = true;
                break;
            }
            switch (event.kind) {
                case Event::Kind::arrival: arrival(); break;
                case Event::Kind::ready: queue_up(event.token); break;
                case Event::Kind::done: done(event.token); break;
                case Event::Kind::opening:
                    staff_[event.token].wakes = false;
                    serve(static_cast<int>(event.token));
                    break;
            }
            if (static_cast<double>(begun_) > most_cases_) {
                observed_.too_many = true;
                break;
            }
        }
        if (begun_ <= trace_cases_) observed_.traced_until = now_;
        return std::move(observed_);
    }

private:
    void post(double time, Event::Kind kind, std::uint32_t token) {
        events_.push_back({time, order_++, token, kind});
        std::push_heap(events_.begin(), events_.end());
    }

    void trace(TraceEvent::Kind kind, int node, std::uint32_t scope, int from = -1) {
        if (!trace_) return;
        const Case& of = cases_[scopes_[scope].of_case];
        if (of.number < trace_cases_) trace_->push_back({kind, now_, node, from, of.number});
    }
    void trace(TraceEvent::Kind kind, const Token& token, int from = -1) { trace(kind, token.node, token.scope, from); }

    void schedule_arrival(double from) {
        for (double time = from;;) {
            time = plan_.arrivals.after_work(time, chance_.exponential(mean_gap_));
            if (time >= until_) return;
            if (!plan_.months.empty()) {
                static constexpr int last_day[] = {30, 61, 91, 122, 153, 183, 214, 244, 275, 306, 334, 365};
                const int of_year = static_cast<int>(std::fmod(std::max(0.0, time - warm_up_) / minutes_a_day, 365));
                const auto month = std::upper_bound(last_day, last_day + 12, of_year) - last_day;
                if (chance_.uniform() * highest_month_ >= plan_.months[static_cast<std::size_t>(std::min<long>(month, 11))]) continue;
            }
            return post(time, Event::Kind::arrival, 0);
        }
    }

    void arrival() {
        schedule_arrival(now_);
        if (begun_ == trace_cases_) observed_.traced_until = now_;
        const auto number = cases_.take();
        cases_[number] = {now_, 0, 0, now_ >= warm_up_, begun_++};
        const auto scope = new_scope(number, -1);
        int start = plan_.starts.back().to;
        if (plan_.starts.size() > 1) {
            double u = chance_.uniform();
            for (const auto& way : plan_.starts)
                if ((u -= way.share) < 0) {
                    start = way.to;
                    break;
                }
        }
        ++scopes_[scope].live;
        enter(start, scope, -1);
        settle(scope);
    }

    std::uint32_t new_scope(std::uint32_t of_case, std::int64_t outer) {
        const auto place = scopes_.take();
        Scope& scope = scopes_[place];
        scope.of_case = of_case;
        scope.outer = outer;
        scope.live = scope.resting = 0;
        scope.dead = false;
        scope.arrived.clear();
        scope.sent.clear();
        return place;
    }

    static int& count(std::vector<std::pair<int, int>>& counts, int node) {
        for (auto& [known, number] : counts)
            if (known == node) return number;
        counts.push_back({node, 0});
        return counts.back().second;
    }

    /// A token of the scope (already counted as live) comes to a node from another one (-1: from nowhere).
    void enter(int number, std::uint32_t scope, int from) {
        const PlannedNode& node = plan_.nodes[static_cast<std::size_t>(number)];
        if (node.join > 0) {
            Scope& in = scopes_[scope];
            int& arrived = count(in.arrived, number);
            ++arrived;
            ++in.resting;
            int needed = node.join;
            if (node.split >= 0) {
                needed = count(in.sent, node.split);
                if (needed <= 0) needed = 1;
            }
            if (arrived < needed) return trace(TraceEvent::Kind::rests, number, scope, from);
            in.resting -= arrived;
            in.live -= arrived - 1;
            arrived = 0;
            if (node.split >= 0) count(in.sent, node.split) = 0;
        }
        const auto token = tokens_.take();
        tokens_[token] = {number, scope, now_, 0, false};
        trace(TraceEvent::Kind::arrives, tokens_[token], from);
        if (node.waiting) {
            const double time = chance_.minutes(*node.waiting);
            if (time > 0) return post(now_ + time, Event::Kind::ready, token);
        }
        queue_up(token);
    }

    void queue_up(std::uint32_t token) {
        Token& of = tokens_[token];
        const PlannedNode& node = plan_.nodes[static_cast<std::size_t>(of.node)];
        if (!node.inside.empty() && !of.been_inside) {
            if (scopes_[of.scope].dead) return drop(token);
            trace(TraceEvent::Kind::begins, of);
            const int around = of.node;
            const auto inner = new_scope(scopes_[of.scope].of_case, token);
            scopes_[inner].live = static_cast<int>(node.inside.size());
            for (const int start : node.inside) enter(start, inner, around);
            return settle(inner);
        }
        of.since = now_;
        if (!node.minutes || node.resource < 0) {
            of.minutes = node.minutes ? chance_.minutes(*node.minutes) : 0;
            trace(TraceEvent::Kind::begins, of);
            // What takes no time goes on at once, but not for ever deeper.
            if (of.minutes > 0 || depth_ > 100) return post(now_ + of.minutes, Event::Kind::done, token);
            ++depth_;
            done(token);
            --depth_;
            return;
        }
        Staff& staff = staff_[static_cast<std::size_t>(node.resource)];
        staff.queue.push_back({node.priority, order_++, token});
        std::push_heap(staff.queue.begin(), staff.queue.end());
        serve(node.resource);
    }

    int people(const PlannedNode& node) const {
        const int all = plan_.resources[static_cast<std::size_t>(node.resource)].people;
        return all > 0 ? std::min(node.people, all) : node.people;
    }

    /// Begins what can be begun: the first in the queue, as long as there are people for it.
    void serve(int number) {
        Staff& staff = staff_[static_cast<std::size_t>(number)];
        const Resource& resource = plan_.resources[static_cast<std::size_t>(number)];
        while (!staff.queue.empty()) {
            const double opens = resource.hours.next_open(now_);
            if (opens > now_) {
                if (!staff.wakes) post(opens, Event::Kind::opening, static_cast<std::uint32_t>(number));
                staff.wakes = true;
                return;
            }
            const auto token = staff.queue.front().token;
            Token& of = tokens_[token];
            const PlannedNode& node = plan_.nodes[static_cast<std::size_t>(of.node)];
            if (resource.people > 0 && staff.free < people(node) && !scopes_[of.scope].dead) return;
            std::pop_heap(staff.queue.begin(), staff.queue.end());
            staff.queue.pop_back();
            if (scopes_[of.scope].dead) {
                drop(token);
                continue;
            }
            staff.free -= people(node);
            of.minutes = chance_.minutes(*node.minutes);
            trace(TraceEvent::Kind::begins, of);
            post(resource.hours.after_work(now_, of.minutes), Event::Kind::done, token);
            const double waited = now_ - of.since;
            Case& owner = cases_[scopes_[of.scope].of_case];
            // Queues are counted over the observed time, whoever waits.
            const double seen = std::max(0.0, std::min(now_, until_) - std::max(of.since, warm_up_));
            observed_.steps[static_cast<std::size_t>(of.node)].queue_minutes += seen;
            observed_.lanes[static_cast<std::size_t>(number)].queue_minutes += seen;
            observed_.lanes[static_cast<std::size_t>(number)].worked += worked_in_sight(resource, of.minutes) * people(node);
            if (!owner.counted) continue;
            observed_.steps[static_cast<std::size_t>(of.node)].waiting += waited;
            owner.waiting += waited;
        }
    }

    /// The part of work begun now that falls into the observed time.
    double worked_in_sight(const Resource& resource, double minutes) const {
        const double ends = resource.hours.after_work(now_, minutes), from = std::max(now_, warm_up_), to = std::min(ends, until_);
        return to > from ? std::min(minutes, resource.hours.open_between(from, to)) : 0;
    }

    /// Work is finished, or there was none.
    void done(std::uint32_t token) {
        const Token of = tokens_[token];
        const PlannedNode& node = plan_.nodes[static_cast<std::size_t>(of.node)];
        Scope& scope = scopes_[of.scope];
        trace(TraceEvent::Kind::ends, of);
        if (node.minutes && node.resource >= 0) staff_[static_cast<std::size_t>(node.resource)].free += people(node);
        Case& owner = cases_[scope.of_case];
        if (owner.counted && node.works) {
            auto& step = observed_.steps[static_cast<std::size_t>(of.node)];
            step.visits += 1;
            step.minutes += of.minutes;
            owner.work += of.minutes * node.people;
        }
        go_on(token);
        if (node.minutes && node.resource >= 0) serve(node.resource);
    }

    /// Takes the token from its node to the next ones.
    void go_on(std::uint32_t token) {
        const Token of = tokens_[token];
        const PlannedNode& node = plan_.nodes[static_cast<std::size_t>(of.node)];
        const auto scope = of.scope;
        if (scopes_[scope].dead) return drop(token);
        tokens_.give(token);
        next_.clear();
        double u = node.interrupting.empty() ? 1 : chance_.uniform();
        int interrupted = -1;
        for (const auto& event : node.interrupting)
            if (interrupted < 0 && (u -= event.share) < 0) interrupted = event.to;
        for (const auto& event : node.besides)
            if (chance_.uniform() < event.share) next_.push_back(event.to);
        if (interrupted >= 0) {
            next_.push_back(interrupted);
        } else if (node.link >= 0) {
            next_.push_back(node.link);
        } else if (node.turn == PlannedNode::Turn::one_of && node.ways.size() > 1) {
            double v = chance_.uniform();
            int to = node.ways.back().to;
            for (const auto& way : node.ways)
                if ((v -= way.share) < 0) {
                    to = way.to;
                    break;
                }
            next_.push_back(to);
        } else if (node.turn == PlannedNode::Turn::some) {
            const auto before = next_.size();
            const PlannedNode::Way* likeliest = nullptr;
            for (const auto& way : node.ways) {
                if (chance_.uniform() < way.share) next_.push_back(way.to);
                if (!likeliest || way.share > likeliest->share) likeliest = &way;
            }
            if (next_.size() == before && likeliest) next_.push_back(likeliest->to);
        } else {
            for (const auto& way : node.ways) next_.push_back(way.to);
        }
        if (node.terminates) {
            for (const auto& [join, resting] : scopes_[scope].arrived)
                if (resting > 0) trace(TraceEvent::Kind::leaves, join, scope);
            scopes_[scope].dead = true;
            scopes_[scope].live -= scopes_[scope].resting;
            scopes_[scope].resting = 0;
            scopes_[scope].arrived.clear();
        }
        if (next_.size() > 1) count(scopes_[scope].sent, of.node) = static_cast<int>(next_.size());
        else if (node.turn == PlannedNode::Turn::some) count(scopes_[scope].sent, of.node) = 1;
        scopes_[scope].live += static_cast<int>(next_.size()) - 1;
        const std::vector<int> to = next_;  // entering may come back here
        for (const int next : to) enter(next, scope, of.node);
        settle(scope);
    }

    void drop(std::uint32_t token) {
        const auto scope = tokens_[token].scope;
        trace(TraceEvent::Kind::leaves, tokens_[token]);
        tokens_.give(token);
        --scopes_[scope].live;
        settle(scope);
    }

    /// Ends a scope without tokens; opens joins if all that is left waits at them.
    void settle(std::uint32_t place) {
        Scope& scope = scopes_[place];
        if (scope.live > 0 && scope.resting == scope.live) {
            for (auto& [node, arrived] : scope.arrived) {
                if (arrived == 0) continue;
                const int number = node;
                scope.resting -= arrived;
                scope.live -= arrived - 1;
                arrived = 0;
                const auto token = tokens_.take();
                tokens_[token] = {number, place, now_, 0, false};
                for (const auto kind : {TraceEvent::Kind::arrives, TraceEvent::Kind::begins, TraceEvent::Kind::ends}) trace(kind, tokens_[token]);
                return go_on(token);
            }
        }
        if (scope.live > 0 || scope.outer == ended) return;
        if (scope.outer < 0) trace(TraceEvent::Kind::leaves, -1, place);
        const auto outer = scope.outer;
        scope.outer = ended;
        const auto of_case = scope.of_case;
        scopes_.give(place);
        if (outer >= 0) {
            const auto token = static_cast<std::uint32_t>(outer);
            if (plan_.nodes[static_cast<std::size_t>(tokens_[token].node)].minutes) {
                tokens_[token].been_inside = true;
                return queue_up(token);
            }
            const Token of = tokens_[token];
            trace(TraceEvent::Kind::ends, of);
            if (cases_[of_case].counted && plan_.nodes[static_cast<std::size_t>(of.node)].works) observed_.steps[static_cast<std::size_t>(of.node)].visits += 1;
            return go_on(token);
        }
        const Case& over = cases_[of_case];
        if (over.counted) {
            observed_.cases += 1;
            observed_.cycle += now_ - over.begun;
            observed_.work += over.work;
            observed_.waiting += over.waiting;
        }
        cases_.give(of_case);
    }

    static constexpr std::int64_t ended = -2;

    const Plan& plan_;
    Chance chance_;
    double warm_up_, until_, most_cases_;
    std::size_t trace_cases_;
    std::vector<TraceEvent>* trace_;
    Observed observed_;
    double now_ = 0, mean_gap_ = 1, highest_month_ = 1;
    std::uint64_t order_ = 0;
    std::uint32_t begun_ = 0;
    int depth_ = 0;
    std::vector<Event> events_;
    std::vector<Staff> staff_;
    std::vector<int> next_;
    Pool<Token> tokens_;
    Pool<Scope> scopes_;
    Pool<Case> cases_;
};

}  // namespace

Observed run_once(const Plan& plan, std::uint64_t seed, double warm_up, double until, double most_cases, std::size_t trace_cases,
                  std::vector<TraceEvent>* trace, const std::function<bool(double)>& progress) {
    return Run(plan, seed, warm_up, until, most_cases, trace_cases, trace).run(progress);
}

}  // namespace yorozu::flows
