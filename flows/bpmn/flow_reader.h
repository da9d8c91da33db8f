#pragma once
#include <vector>

#include "flows/bpmn/flow.h"
#include "flows/bpmn/kept_xml.h"

namespace yorozu::flows {

/// Where in the text each value of a Flow stands; every vector runs beside the Flow's of the same name.
struct Handles {
    using Id = KeptXml::Id;
    std::vector<Id> collaborations, processes, pools, lane_sets, lanes, nodes, edges, roots, diagrams, planes;
    std::vector<std::vector<Id>> shapes, drawn;   ///< per diagram
};

class EarlierFlow;

/// Reads all values of `xml`, anew but for what `earlier` still has. Pure; faults of meaning (not of XML) are added to `problems`.
class FlowReader {
public:
    FlowReader(const KeptXml& xml, Problems& problems) : xml_(xml), problems_(problems) {}
    void read();
    Flow flow;
    Handles handles;
    EarlierFlow* earlier = nullptr;
    bool lenient = false;   ///< another namespace than BPMN's, but its words: shown, not written

private:
    using Id = KeptXml::Id;
    struct Container { int process = -1, collaboration = -1, parent = -1; };

    // flow_reader.cpp: processes
    void read_collaboration(Id element);
    void read_process(Id element);
    bool read_flow_element(Id element, Container in);
    void read_node(Id element, NodeKind kind, Container in);
    void read_edge(Id element, EdgeKind kind, Container in);
    void read_data_association(Id element, EdgeKind kind, Container in);
    void read_lane_set(Id element, Container in, int lane);
    void read_io(Id element, Container in);
    bool is_bpmn(Id element) const;
    bool has_data_associations(Id element) const;

    // flow_references.cpp: ids into places, and what does not fit
    void resolve();
    void find_duplicates();
    void find_call_cycles();
    void dangling(const std::string& element, const std::string& reference, const std::string& what, int line);

    // diagram_reader.cpp
    void read_diagram(Id element);
    void read_shape(Id element, Diagram& diagram, std::vector<Id>& where);
    void read_drawn_edge(Id element, Diagram& diagram, std::vector<Id>& where);
    Label read_label(Id element);
    Colours read_colours(Id element);
    Box read_bounds(Id element);
    double number(Id element, std::string_view attribute);

    // quantity_reader.cpp
    void read_extensions();
    void read_bpsim(Id relationship);
    Id extension(Id element, std::string_view local) const;

    Attributes attributes_of(Id element) const;
    int line(Id element) const { return lines_[static_cast<std::size_t>(element)]; }

    const KeptXml& xml_;
    Problems& problems_;
    std::vector<int> lines_;
    std::vector<std::pair<int, std::vector<std::string>>> lane_members_;   ///< lane → ids
};

/// Is the root BPMN's <definitions>? Otherwise a problem; `lenient`: its words are, its namespace is not.
bool check_root(const KeptXml& xml, Problems& problems, bool& lenient);

/// Words of our extension namespace for enums, and back; what is not known is the first of the enum.
std::string_view word_of(Source source);
Source source_of(std::string_view word);
std::string_view word_of(Variant variant);
Variant variant_of(std::string_view word);
/// BPMN's name of an element for a kind of node.
std::string_view tag_of(NodeKind kind);
}  // namespace yorozu::flows
