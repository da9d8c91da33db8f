#pragma once
#include <string>
#include <vector>

#include "flows/bpmn/quantities.h"

namespace yorozu::flows {

/// One row of a simple step list, as an office keeps it in a spreadsheet.
struct ListedStep {
    std::string lane;       ///< "" : no lane
    std::string name;
    std::optional<double> minutes;
    Source source = Source::unsaid;
    std::string source_note;
    std::string stage;
};

/// A flow file from a step list: one process with a start, the steps one after another as tasks in their lanes (in the order
/// in which the lanes first come up), and an end. Its diagram is empty: a layout fills it. Ids are Step_1, Step_2 …
std::string flow_of_steps(const std::string& title, const std::vector<ListedStep>& steps);

}  // namespace yorozu::flows
