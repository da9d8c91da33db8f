#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "flows/bpmn/flow.h"

namespace yorozu::desk {

/// Where the arrow keys go: along the flow (onward, back) or across lanes.
enum class Way { onward, back, up, down };

/// What lies where on one diagram of a flow: pointing, lassoing, walking by keys. Made anew from each version of the flow
/// (8,000 elements: some milliseconds); units are the diagram's.
class FlowScene {
public:
    struct Thing {
        std::string id;
        flows::Ref of;
        flows::Box box;        ///< of a line: what surrounds it
        flows::Line line;      ///< empty for shapes
        bool is_frame = false; ///< pool, lane, expanded sub-process, group: only its heading and border are pointed at
    };

    FlowScene() = default;
    FlowScene(const flows::Flow& flow, int diagram);

    const std::vector<Thing>& things() const { return things_; }   ///< frames first, then lines, then shapes
    const Thing* find(const std::string& id) const;
    flows::Box bounds() const { return bounds_; }

    /// What a person means at a point: the uppermost shape, else a line at most `reach` away, else a frame. "" for nothing.
    std::string at(flows::Point point, double reach) const;
    /// The innermost lane there, "" for none.
    std::string lane_at(flows::Point point) const;
    /// Shapes that lie wholly inside, frames too when nothing else does.
    std::vector<std::string> inside(const flows::Box& area) const;

    /// The neighbour; "" when there is none. `from` "": the first of the reading order.
    std::string next(const std::string& from, Way way) const;
    /// Shapes of the flow from left to right, those above each other from top to bottom.
    const std::vector<std::string>& reading_order() const { return order_; }
    std::string in_order(const std::string& from, int step) const;

private:
    std::vector<Thing> things_;
    std::unordered_map<std::string, std::size_t> places_;
    std::vector<std::pair<std::size_t, std::size_t>> ways_;   ///< places of both ends of each line that a case goes along
    std::vector<std::string> order_;
    flows::Box bounds_;
};

/// Smallest box around both.
flows::Box around(const flows::Box& a, const flows::Box& b);

/// Name of the innermost lane: "職員". "" when the node is in none.
std::string lane_name(const flows::Flow& flow, const flows::Node& node);

/// Place of a node's counterpart in the other diagrams of this file; "" when it has none here.
std::string counterpart_of(const flows::Flow& flow, const std::string& id);

/// Which diagrams to show: those of the processes with a variant, As-Is first, else all in the file's order.
std::vector<int> diagrams_to_show(const flows::Flow& flow);

/// The process that a diagram shows (of a collaboration: the first one with nodes); -1 when there is none.
int process_of(const flows::Flow& flow, int diagram);

/// Places of the activities of a process in Flow::nodes, in the file's order.
std::vector<int> steps_of(const flows::Flow& flow, int process);

/// Number of a step among those of its variant, from 1, as it stands in the file; 0: no step.
int step_number(const flows::Flow& flow, const std::string& id);

}  // namespace yorozu::desk
