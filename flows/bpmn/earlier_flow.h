#pragma once
#include <utility>
#include <vector>

#include "flows/bpmn/flow_reader.h"

namespace yorozu::flows {

/// The values of an earlier reading of a tree, to be taken over where the tree did not change since: an edit touches a few elements of thousands, and moving a value
/// costs a fraction of reading it. What other elements decide (places of ends, lanes, quantities, lines) is not taken over but worked out anew.
class EarlierFlow {
public:
    using Id = KeptXml::Id;

    /// `flow` gives its values away one by one. `changes`: all since `flow` was read from `xml`, whether done or undone.
    EarlierFlow(const KeptXml& xml, Flow& flow, const Handles& handles, const KeptXml::Changes& changes);

    // The value that an element had, if nothing in it changed, with all that others decide at its beginning; null: read it.
    Node* node(Id element);
    Edge* edge(Id element);
    Shape* shape(Id element);
    DrawnEdge* drawn(Id element);

private:
    std::pair<int, int> place(Id element) const { return static_cast<std::size_t>(element) < places_.size() ? places_[static_cast<std::size_t>(element)] : std::pair{-1, -1}; }

    Flow& flow_;
    std::vector<std::pair<int, int>> places_;   ///< by element: diagram (or -1) and place in its vector (or -1)
};

}  // namespace yorozu::flows
