#pragma once
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "flows/bpmn/problem.h"
#include "flows/bpmn/xml.h"

namespace yorozu::flows {

/// The vocabularies that a flow file is made of, told apart by URI, whatever the prefix.
enum class Vocabulary { foreign, bpmn, bpmn_di, dc, di, bpsim, yorozu, bioc, colour, xsi };

inline constexpr std::string_view bpmn_uri = "http://www.omg.org/spec/BPMN/20100524/MODEL";
inline constexpr std::string_view bpmn_di_uri = "http://www.omg.org/spec/BPMN/20100524/DI";
inline constexpr std::string_view dc_uri = "http://www.omg.org/spec/DD/20100524/DC";
inline constexpr std::string_view di_uri = "http://www.omg.org/spec/DD/20100524/DI";
inline constexpr std::string_view bpsim_uri = "http://www.bpsim.org/schemas/1.0";
inline constexpr std::string_view yorozu_uri = "urn:yorozu:flow:1";
inline constexpr std::string_view bioc_uri = "http://bpmn.io/schema/bpmn/biocolor/1.0";
inline constexpr std::string_view colour_uri = "http://www.omg.org/spec/BPMN/non-normative/color/1.0";
inline constexpr std::string_view xsi_uri = "http://www.w3.org/2001/XMLSchema-instance";

/// XML text as a tree that keeps every byte: an untouched element is written as it stood, quotes, spaces, comments and
/// all. Elements are numbers that stay the same through every change; what is taken out can be put back. For one thread.
class KeptXml {
public:
    using Id = int;
    static constexpr Id none = -1;

    struct Attribute {
        std::string_view before;   ///< white space before the name
        std::string_view name;     ///< as written
        std::string_view equals;   ///< = and the white space around it
        char quote = '"';
        std::string_view raw;      ///< between the quotes
    };

    /// Parses; faults (with lines) are added to `problems`. whole() is false when the text is not well-formed: the tree then
    /// has what stood before the fault, and can be read but not written.
    KeptXml(std::string text, Problems& problems);

    bool whole() const { return whole_; }
    Id root() const { return root_; }
    std::string text() const;

    // Reading.
    bool is_element(Id node) const { return nodes_[at(node)].kind == Kind::element; }
    std::string_view name(Id node) const { return nodes_[at(node)].name; }
    std::string_view local(Id node) const { return local_name(nodes_[at(node)].name); }
    Vocabulary vocabulary(Id node) const { return nodes_[at(node)].vocabulary; }
    bool is(Id node, Vocabulary vocabulary_, std::string_view local_) const { return vocabulary(node) == vocabulary_ && local(node) == local_; }
    Id parent(Id node) const { return nodes_[at(node)].parent; }
    Id first(Id node) const { return nodes_[at(node)].first; }   ///< children of every kind
    Id last(Id node) const { return nodes_[at(node)].last; }
    Id next(Id node) const { return nodes_[at(node)].next; }
    Id previous(Id node) const { return nodes_[at(node)].previous; }
    Id first_element(Id node) const { return element_from(first(node)); }
    Id next_element(Id node) const { return element_from(next(node)); }
    Id child(Id node, Vocabulary vocabulary_, std::string_view local_) const;
    /// Value of an attribute without prefix, decoded; "" when there is none.
    std::string attribute(Id node, std::string_view wanted) const;
    std::string_view raw_attribute(Id node, std::string_view wanted) const;   ///< not decoded: quick to compare
    bool has(Id node, std::string_view wanted) const { return find_attribute(node, wanted) != nullptr; }
    std::size_t attribute_count(Id node) const { return static_cast<std::size_t>(nodes_[at(node)].attribute_count); }
    const Attribute& attribute_at(Id node, std::size_t place) const { return attributes_[static_cast<std::size_t>(nodes_[at(node)].first_attribute) + place]; }
    /// Text inside, decoded.
    std::string inner_text(Id node) const;
    /// The element with all that is in it as a value. White space between elements is left out.
    Xml value(Id node) const;
    Vocabulary vocabulary_of_prefix(std::string_view prefix) const;
    /// The prefix of a vocabulary at the root, with its colon ("bpmn:", "" for the default); "?" when undeclared.
    std::string prefix(Vocabulary vocabulary_) const;
    /// Line of each node as the text now stands, from 1; index by Id.
    std::vector<int> lines() const;
    std::size_t size() const { return nodes_.size(); }

    // Changing. Each change is noted; `take_changes` hands them over for the history.
    struct Change {
        enum class Kind { attributes, linked, unlinked, opened, renamed } kind;
        Id node = none, parent = none, next = none;
        int first_before = 0, count_before = 0, first_after = 0, count_after = 0;   ///< attributes
        std::string_view raw_before{}, raw_after{};                                 ///< end tag
        std::string_view name_before{}, name_after{};
    };
    using Changes = std::vector<Change>;

    void set_attribute(Id node, std::string_view wanted, std::string_view value);   ///< decoded value
    void remove_attribute(Id node, std::string_view wanted);
    void rename(Id node, std::string_view name);   ///< as written, prefix and all
    void set_inner_text(Id node, std::string_view text);   ///< replaces all children
    /// Parses `xml` (one element) and puts it before `before` (none: at the end) with the indentation of its neighbours.
    Id insert(Id parent, Id before, std::string_view xml);
    void remove(Id node);                       ///< with the white space before it
    Changes take_changes();
    void undo(const Changes& changes);
    void redo(const Changes& changes);

private:
    enum class Kind { element, text, cdata, other };
    struct Node {
        Kind kind = Kind::text;
        Vocabulary vocabulary = Vocabulary::foreign;
        bool self_closing = false;
        Id parent = none, first = none, last = none, next = none, previous = none;
        int first_attribute = 0, attribute_count = 0;
        std::string_view name;    ///< of an element
        std::string_view raw;     ///< of all else
        std::string_view tail;    ///< between the last attribute and >
        std::string_view close;   ///< end tag
    };
    struct Declared { std::string_view prefix; Vocabulary vocabulary; std::string_view uri; };

    static std::size_t at(Id node) { return static_cast<std::size_t>(node); }
    Id element_from(Id node) const;
    const Attribute* find_attribute(Id node, std::string_view wanted) const;
    std::string_view keep(std::string text);
    Id grow(Id parent, std::string_view text, bool fragment, Problems& problems);
    void link(Id node, Id parent, Id next);
    void unlink(Id node);
    void open(Id node);
    void write(Id node, std::string& out) const;
    void replace_attributes(Id node, std::vector<Attribute> now);
    Vocabulary resolve(Id node) const;
    std::string indentation(Id parent, Id before) const;
    void apply(const Change& change, bool forwards);

    std::unique_ptr<const std::string> text_;
    std::deque<std::string> kept_;   ///< what edits brought
    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::vector<Declared> declared_;
    std::string_view before_root_, after_root_;
    Id root_ = none;
    bool whole_ = false;
    Changes changes_;
    friend struct KeptXmlBuilder;
};

/// "<" → "&lt;" and so on; for attribute values with quotes and line ends.
std::string encoded(std::string_view text, bool attribute);
/// Entities of XML and character references become characters; others stay as they are.
std::string decoded(std::string_view raw);
/// The vocabulary of a namespace's URI.
Vocabulary vocabulary_of(std::string_view uri);

}  // namespace yorozu::flows
