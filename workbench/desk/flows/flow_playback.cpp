#include "workbench/desk/flows/flow_playback.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

namespace yorozu::desk {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

}  // namespace

FlowPlayback::FlowPlayback(const flows::Flow& flow, const flows::Simulation& simulation) {
    std::map<std::pair<int, int>, std::string> lines;
    for (const auto& edge : flow.edges)
        if (edge.kind == flows::EdgeKind::sequence) lines.emplace(std::pair{edge.from, edge.to}, edge.id);
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> of_case;   // stays, oldest first
    std::vector<int> nodes;                                                // of stays
    for (const auto& event : simulation.trace) {
        using Kind = flows::TraceEvent::Kind;
        if (event.time > simulation.traced_until) break;
        auto& own = of_case[event.of_case];
        const auto first = [&](auto fits) -> Stay* {
            for (const auto at : own)
                if (stays_[at].ends == never && nodes[at] == event.node && fits(stays_[at])) return &stays_[at];
            return nullptr;
        };
        if (times_.empty() || times_.back() != event.time) times_.push_back(event.time);
        switch (event.kind) {
            case Kind::arrives:
            case Kind::rests: {
                Stay made{event.node < 0 ? "" : flow.nodes[static_cast<std::size_t>(event.node)].id, event.of_case, event.time, never, never, -1, "", false, event.kind == Kind::rests};
                // Where it comes from: the case's last stay there that is over. At a join, those that rested are now this one.
                for (auto at = own.rbegin(); at != own.rend() && made.from < 0; ++at)
                    if (event.from >= 0 && nodes[*at] == event.from && stays_[*at].ends <= event.time) made.from = static_cast<std::int64_t>(*at);
                if (!made.rests)
                    while (auto* resting = first([](const Stay& stay) { return stay.rests; })) resting->ends = event.time, resting->goes_on = true;
                if (made.from >= 0) {
                    stays_[static_cast<std::size_t>(made.from)].goes_on = true;
                    if (const auto line = lines.find({event.from, event.node}); line != lines.end()) made.edge = line->second;
                }
                own.push_back(stays_.size());
                stays_.push_back(std::move(made));
                nodes.push_back(event.node);
                break;
            }
            case Kind::begins:
                if (auto* stay = first([](const Stay& one) { return one.begins == never; })) stay->begins = event.time;
                break;
            case Kind::ends:
                if (auto* stay = first([](const Stay& one) { return one.begins != never; })) stay->ends = event.time;
                break;
            case Kind::leaves:
                for (const auto at : own)
                    if (stays_[at].ends == never && (event.node < 0 || nodes[at] == event.node)) stays_[at].ends = event.time;
                if (event.node < 0) over_.push_back(event.time), of_case.erase(event.of_case);
                break;
        }
    }
}

std::vector<std::string> FlowPlayback::way_to(const Stay& stay) const {
    std::vector<std::string> edges;
    for (const Stay* at = &stay; at->from >= 0;) {
        if (!at->edge.empty()) edges.push_back(at->edge);
        at = &stays_[static_cast<std::size_t>(at->from)];
        if (at->ends > at->arrives) break;   // it stood there; what took no time was passed on the same way
    }
    std::reverse(edges.begin(), edges.end());
    return edges;
}

FlowPlayback::Frame FlowPlayback::at(double time, double travel) const {
    Frame frame;
    frame.time = time;
    for (const Stay& stay : stays_) {
        if (stay.arrives > time) break;
        const double since = time - stay.arrives;
        const bool here = time < stay.ends, last_steps = !here && stay.ends == stay.arrives && !stay.goes_on && since < travel;
        if (!here && !last_steps) continue;
        Token token{time >= stay.begins ? Token::State::working : Token::State::waiting, stay.node, {}, 0, stay.of_case};
        if (here) {
            const bool waits = token.state == Token::State::waiting;
            ++(waits ? frame.waiting : frame.working);
            auto& node = frame.nodes[stay.node];
            ++(waits ? node.waiting : node.working);
        }
        if (since < travel)
            if (token.edges = way_to(stay); !token.edges.empty()) token.state = Token::State::moving, token.share = since / travel;
        if (here || token.state == Token::State::moving) frame.tokens.push_back(std::move(token));
    }
    int most = 0;
    for (const auto& [node, count] : frame.nodes)
        if (count.waiting > most) most = count.waiting, frame.longest = node;
    frame.over = static_cast<int>(std::upper_bound(over_.begin(), over_.end(), time) - over_.begin());
    return frame;
}

double FlowPlayback::next_after(double time) const {
    const auto next = std::upper_bound(times_.begin(), times_.end(), time);
    return next == times_.end() ? time : *next;
}

double FlowPlayback::last_before(double time) const {
    const auto next = std::lower_bound(times_.begin(), times_.end(), time);
    return next == times_.begin() ? time : *(next - 1);
}

}  // namespace yorozu::desk
