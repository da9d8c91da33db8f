#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "flows/simulation/simulation.h"

namespace yorozu::desk {

/// What a simulation's own events show at any moment: where each case stands, who waits, who is worked on. Nothing is made up but the short way along the
/// lines, which takes no time in the simulation. Pure; times are minutes from the simulation's first Monday 00:00.
class FlowPlayback {
public:
    /// One case at one place; a case on parallel ways is at several.
    struct Token {
        enum class State { moving, waiting, working } state = State::waiting;
        std::string node;                 ///< where it stands, or goes to
        std::vector<std::string> edges;   ///< moving: ids of the lines that it goes along, in their order
        double share = 0;                 ///< moving: how far it has come, 0 … 1
        std::uint32_t of_case = 0;
        friend bool operator==(const Token&, const Token&) = default;
    };
    struct AtNode {
        int waiting = 0, working = 0;
    };
    struct Frame {
        double time = 0;
        std::vector<Token> tokens;            ///< in the order in which they came to their places
        std::map<std::string, AtNode> nodes;  ///< those with somebody
        int waiting = 0, working = 0;         ///< places of tokens, not cases
        int over = 0;                         ///< cases that are through
        std::string longest;                  ///< node with the longest queue, "" when nobody waits
    };

    FlowPlayback() = default;
    FlowPlayback(const flows::Flow& flow, const flows::Simulation& simulation);

    bool empty() const { return times_.empty(); }
    double begins() const { return times_.empty() ? 0 : times_.front(); }
    double ends() const { return times_.empty() ? 0 : times_.back(); }   ///< from here on the simulation kept no whole picture
    /// `travel`: minutes that a token is shown on its way to the next place; 0: none is ever moving.
    Frame at(double time, double travel) const;
    /// When something happens next or happened last; `time` itself when nothing does.
    double next_after(double time) const;
    double last_before(double time) const;

private:
    struct Stay {
        std::string node;
        std::uint32_t of_case = 0;
        double arrives = 0, begins = 0, ends = 0;
        std::int64_t from = -1;   ///< the stay before, in stays_
        std::string edge;         ///< the line from there
        bool goes_on = false;     ///< another stay follows from it
        bool rests = false;       ///< at a join that waits for others
    };
    std::vector<std::string> way_to(const Stay& stay) const;

    std::vector<Stay> stays_;     ///< by arrival
    std::vector<double> times_;   ///< of events, each once
    std::vector<double> over_;    ///< when cases were through
};

}  // namespace yorozu::desk
