#pragma once
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "flows/bpmn/flow_edit.h"
#include "flows/bpmn/flow_reader.h"

namespace yorozu::flows {

/// An edit that can't be done; what() is Japanese, for people.
struct EditFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Changes the text for edits, one after another. The values are of the text before the first edit (or the last reread());
/// what was added or removed since is noted beside them, so that a batch of thousands needs no rereading.
class FlowEditor {
public:
    using Id = KeptXml::Id;
    FlowEditor(KeptXml& xml, const Flow& flow, const Handles& handles) : xml_(xml), flow_(&flow), handles_(&handles) {}
    void apply(const FlowEdit& edit);   ///< throws EditFault; what was changed by then must be undone by the caller

private:
    // flow_editor.cpp: finding and placing
    void reread();
    Id find(const std::string& id) const;              ///< the element, or none
    Id element(const std::string& id) const;           ///< the same, or EditFault
    Id drawing(int diagram, const std::string& id) const;
    std::string named(const std::string& id) const;
    std::string tag(Vocabulary vocabulary, std::string_view local);   ///< with the file's prefix, which is declared if need be
    std::string free_id(const std::string& wanted, std::string_view stem);
    Id add(Id parent, std::string_view local, const std::string& xml);   ///< where the schema wants it
    Id extension_holder(Id element, bool make);
    void set_extension(Id element, std::string_view local, const Attributes& attributes);
    void set_or_drop(Id element, std::string_view attribute, const std::string& value);
    void list_flow(Id node, std::string_view which, const std::string& edge);
    void unlist_flow(Id node, std::string_view which, const std::string& edge);
    void take_out_of_lanes(const std::string& id);
    const Node* node(const std::string& id) const { return flow_->node(id); }
    Id plane(int diagram) const;
    std::string definition(Trigger trigger);

    void on(const Rename&);
    void on(const SetText&);
    void on(const Morph&);
    void on(const SetDefault&);
    void on(const SetCondition&);

    // flow_editor_drawing.cpp
    void on(const MoveShape&);
    void on(const MoveLabel&);
    void on(const Reroute&);
    void on(const SetColours&);
    void on(const SetExpanded&);
    Id add_shape(int diagram, const std::string& element, const Box& bounds, const std::string& more = "");
    void add_line(int diagram, const std::string& element, const Line& points);
    void set_box(Id bounds, const Box& box);
    std::string box_xml(const Box& box);

    // flow_editor_structure.cpp
    void on(const AddNode&);
    void on(const AddEdge&);
    void on(const AddLane&);
    void on(const AddPool&);
    void on(const Remove&);
    void on(const SetLane&);
    void on(const Reconnect&);
    void remove_element(const std::string& id);
    void remove_drawings(const std::string& id);
    void add_data_edge(const AddEdge& edit, const std::string& id);

    // flow_editor_quantities.cpp
    void on(const SetStep&);
    void on(const SetStaff&);
    void on(const SetVolume&);
    void on(const SetProbability&);
    void on(const Attach&);
    void on(const SetProcess&);
    Id bpsim_element(const std::string& id, bool make);
    void set_parameter(const std::string& element, std::string_view group, std::string_view holder, const std::string& value);

    KeptXml& xml_;
    const Flow* flow_;
    const Handles* handles_;
    std::unordered_map<std::string, Id> added_;
    std::unordered_map<std::string, Id> added_drawings_;   ///< "diagram id"
    std::set<std::string> removed_;
    std::set<std::string> moved_lanes_;                    ///< nodes whose lane is no longer what the values say
    std::set<std::string> probabilities_;                  ///< edges whose probability was set since the values were read
    std::unordered_map<std::string, Id> parameters_;       ///< BPSim ElementParameters by element; filled on first use
    bool parameters_known_ = false;
    struct Reread;
    std::shared_ptr<Reread> fresh_;
};

/// 「審査する」の名前を「内容を審査する」に変更: what an edit does, for the history. Before it is applied.
std::string sentence_of(const FlowEdit& edit, const Flow& flow);

}  // namespace yorozu::flows
