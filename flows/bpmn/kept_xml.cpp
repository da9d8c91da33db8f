#include "flows/bpmn/kept_xml.h"

#include <algorithm>
#include <stdexcept>

namespace yorozu::flows {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void append_code_point(std::string& out, unsigned long code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

Vocabulary vocabulary_of(std::string_view uri) {
    if (uri == bpmn_uri) return Vocabulary::bpmn;
    if (uri == bpmn_di_uri) return Vocabulary::bpmn_di;
    if (uri == dc_uri) return Vocabulary::dc;
    if (uri == di_uri) return Vocabulary::di;
    if (uri == bpsim_uri || uri == "http://www.bpsim.org/schemas/2.0") return Vocabulary::bpsim;
    if (uri == yorozu_uri) return Vocabulary::yorozu;
    if (uri == bioc_uri) return Vocabulary::bioc;
    if (uri == colour_uri) return Vocabulary::colour;
    if (uri == xsi_uri) return Vocabulary::xsi;
    return Vocabulary::foreign;
}

std::string encoded(std::string_view text, bool attribute) {
    std::string out;
    out.reserve(text.size());
    for (const char each : text) {
        switch (each) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '\r': out += "&#13;"; break;
            case '"': out += attribute ? "&quot;" : "\""; break;
            case '\'': out += attribute ? "&apos;" : "'"; break;
            case '\n': out += attribute ? "&#10;" : "\n"; break;
            case '\t': out += attribute ? "&#9;" : "\t"; break;
            default:
                if (static_cast<unsigned char>(each) >= 0x20) out += each;   // XML has no place for other control characters
        }
    }
    return out;
}

std::string decoded(std::string_view raw) {
    if (raw.find_first_of("&\r") == raw.npos) return std::string(raw);
    std::string out;
    for (std::size_t at = 0; at < raw.size(); ++at) {
        if (raw[at] == '\r') {
            if (at + 1 >= raw.size() || raw[at + 1] != '\n') out += '\n';
            continue;
        }
        if (raw[at] != '&') {
            out += raw[at];
            continue;
        }
        const auto rest = raw.substr(at);
        const auto end = rest.find(';');
        const auto body = end == rest.npos ? std::string_view{} : rest.substr(1, end - 1);
        unsigned long code = 0;
        if (body == "lt") code = '<';
        else if (body == "gt") code = '>';
        else if (body == "amp") code = '&';
        else if (body == "quot") code = '"';
        else if (body == "apos") code = '\'';
        else if (body.size() > 1 && body.size() < 10 && body[0] == '#') {
            const bool hex = body[1] == 'x';
            const std::string digits(body.substr(hex ? 2 : 1));
            if (!digits.empty() && digits.find_first_not_of(hex ? "0123456789abcdefABCDEF" : "0123456789") == digits.npos) code = std::stoul(digits, nullptr, hex ? 16 : 10);
            if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0;
        }
        if (code == 0) {
            out += '&';
            continue;
        }
        append_code_point(out, code);
        at += end;
    }
    return out;
}

KeptXml::KeptXml(std::string text, Problems& problems) : text_(std::make_unique<const std::string>(std::move(text))) {
    std::string_view body = *text_;
    const bool marked = body.starts_with(byte_order_mark);
    if (marked) body.remove_prefix(byte_order_mark.size());
    nodes_.reserve(body.size() / 40 + 16);
    attributes_.reserve(body.size() / 40 + 16);
    root_ = grow(none, body, false, problems);
    if (marked) before_root_ = std::string_view(*text_).substr(0, before_root_.size() + byte_order_mark.size());
}

KeptXml::Id KeptXml::element_from(Id node) const {
    while (node != none && nodes_[at(node)].kind != Kind::element) node = nodes_[at(node)].next;
    return node;
}

KeptXml::Id KeptXml::child(Id node, Vocabulary vocabulary_, std::string_view local_) const {
    for (Id each = first_element(node); each != none; each = next_element(each))
        if (is(each, vocabulary_, local_)) return each;
    return none;
}

const KeptXml::Attribute* KeptXml::find_attribute(Id node, std::string_view wanted) const {
    for (std::size_t n = 0; n < attribute_count(node); ++n)
        if (attribute_at(node, n).name == wanted) return &attribute_at(node, n);
    return nullptr;
}

std::string KeptXml::attribute(Id node, std::string_view wanted) const {
    const Attribute* found = find_attribute(node, wanted);
    return found ? decoded(found->raw) : std::string();
}

std::string KeptXml::inner_text(Id node) const {
    const Node& here = nodes_[at(node)];
    if (here.kind == Kind::text) return decoded(here.raw);
    if (here.kind == Kind::cdata) return std::string(here.raw.substr(9, here.raw.size() - 12));
    std::string all;
    for (Id each = here.first; each != none; each = next(each)) all += inner_text(each);
    return all;
}

std::string_view KeptXml::raw_attribute(Id node, std::string_view wanted) const {
    const Attribute* found = find_attribute(node, wanted);
    return found ? found->raw : std::string_view{};
}

Xml KeptXml::value(Id node) const {
    Xml made;
    const Node& here = nodes_[at(node)];
    made.name = here.name;
    made.attributes.reserve(attribute_count(node));
    for (std::size_t n = 0; n < attribute_count(node); ++n)
        made.attributes.emplace_back(attribute_at(node, n).name, decoded(attribute_at(node, n).raw));
    const bool has_elements = first_element(node) != none;
    for (Id each = here.first; each != none; each = next(each)) {
        const Node& inside = nodes_[at(each)];
        if (inside.kind == Kind::element) {
            made.children.push_back(value(each));
        } else if (inside.kind != Kind::other && !(has_elements && blank(inside.raw))) {
            if (!made.children.empty() && made.children.back().name.empty()) made.children.back().text += inner_text(each);
            else made.children.push_back({"", inner_text(each), {}, {}});
        }
    }
    return made;
}

Vocabulary KeptXml::resolve(Id node) const {
    const auto written = nodes_[at(node)].name;
    const auto colon = written.find(':');
    const auto wanted = colon == written.npos ? std::string_view{} : written.substr(0, colon);
    for (Id here = node; here != none; here = nodes_[at(here)].parent)
        for (std::size_t n = 0; n < attribute_count(here); ++n) {
            const auto& each = attribute_at(here, n);
            if (wanted.empty() ? each.name == "xmlns" : each.name.starts_with("xmlns:") && each.name.substr(6) == wanted) return vocabulary_of(each.raw);
        }
    return Vocabulary::foreign;
}

Vocabulary KeptXml::vocabulary_of_prefix(std::string_view wanted) const {
    if (root_ == none) return Vocabulary::foreign;
    for (std::size_t n = 0; n < attribute_count(root_); ++n) {
        const auto& each = attribute_at(root_, n);
        if (each.name.starts_with("xmlns:") && each.name.substr(6) == wanted) return vocabulary_of(each.raw);
    }
    return Vocabulary::foreign;
}

std::string KeptXml::prefix(Vocabulary wanted) const {
    for (std::size_t n = 0; n < attribute_count(root_); ++n) {
        const auto& each = attribute_at(root_, n);
        if (each.name.starts_with("xmlns:") && vocabulary_of(each.raw) == wanted) return std::string(each.name.substr(6)) + ":";
    }
    for (std::size_t n = 0; n < attribute_count(root_); ++n)
        if (attribute_at(root_, n).name == "xmlns" && vocabulary_of(attribute_at(root_, n).raw) == wanted) return "";
    return "?";
}

// ---- writing

void KeptXml::write(Id node, std::string& out) const {
    const Node& here = nodes_[at(node)];
    if (here.kind != Kind::element) {
        out += here.raw;
        return;
    }
    out += '<';
    out += here.name;
    for (std::size_t n = 0; n < attribute_count(node); ++n) {
        const auto& each = attribute_at(node, n);
        out += each.before;
        out += each.name;
        out += each.equals;
        out += each.quote;
        out += each.raw;
        out += each.quote;
    }
    out += here.tail;
    out += here.self_closing ? "/>" : ">";
    for (Id each = here.first; each != none; each = next(each)) write(each, out);
    out += here.close;
}

std::string KeptXml::text() const {
    if (!whole_) return *text_;
    std::string out;
    out.reserve(text_->size() + text_->size() / 8);
    out += before_root_;
    write(root_, out);
    out += after_root_;
    return out;
}

std::vector<int> KeptXml::lines() const {
    std::vector<int> found(nodes_.size(), 0);
    if (root_ == none) return found;
    const auto breaks = [](std::string_view piece) { return static_cast<int>(std::count(piece.begin(), piece.end(), '\n')); };
    int line = 1 + breaks(before_root_);
    if (!whole_) {   // the pieces between the nodes are not known: by where the names stand
        std::size_t counted = 0;
        line = 1;
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            const auto& piece = nodes_[n].kind == Kind::element ? nodes_[n].name : nodes_[n].raw;
            const auto place = static_cast<std::size_t>(piece.data() - text_->data());
            if (place > text_->size() || place < counted) continue;
            line += breaks(std::string_view(*text_).substr(counted, place - counted));
            counted = place;
            found[n] = line;
        }
        return found;
    }
    for (Id node = root_; node != none;) {
        const Node& here = nodes_[at(node)];
        found[at(node)] = line;
        if (here.kind == Kind::element) {
            for (std::size_t n = 0; n < attribute_count(node); ++n) line += breaks(attribute_at(node, n).before) + breaks(attribute_at(node, n).raw);
            line += breaks(here.tail);
        } else {
            line += breaks(here.raw);
        }
        if (here.first != none) {
            node = here.first;
            continue;
        }
        while (node != none && next(node) == none) node = parent(node);
        if (node != none) node = next(node);
    }
    return found;
}

// ---- changing

std::string_view KeptXml::keep(std::string text) { return kept_.emplace_back(std::move(text)); }

void KeptXml::link(Id node, Id parent_, Id next_) {
    Node& here = nodes_[at(node)];
    here.parent = parent_;
    here.next = next_;
    if (parent_ == none) return;
    Node& above = nodes_[at(parent_)];
    here.previous = next_ == none ? above.last : nodes_[at(next_)].previous;
    (here.previous == none ? above.first : nodes_[at(here.previous)].next) = node;
    (next_ == none ? above.last : nodes_[at(next_)].previous) = node;
}

void KeptXml::unlink(Id node) {
    Node& here = nodes_[at(node)];
    Node& above = nodes_[at(here.parent)];
    (here.previous == none ? above.first : nodes_[at(here.previous)].next) = here.next;
    (here.next == none ? above.last : nodes_[at(here.next)].previous) = here.previous;
    here.previous = here.next = none;
}

void KeptXml::open(Id node) {
    Node& here = nodes_[at(node)];
    if (!here.self_closing) return;
    Change change{Change::Kind::opened, node};
    change.raw_after = keep("</" + std::string(here.name) + ">");
    here.self_closing = false;
    here.close = change.raw_after;
    changes_.push_back(change);
}

void KeptXml::replace_attributes(Id node, std::vector<Attribute> now) {
    Node& here = nodes_[at(node)];
    Change change{Change::Kind::attributes, node};
    change.first_before = here.first_attribute;
    change.count_before = here.attribute_count;
    here.first_attribute = change.first_after = static_cast<int>(attributes_.size());
    here.attribute_count = change.count_after = static_cast<int>(now.size());
    attributes_.insert(attributes_.end(), now.begin(), now.end());
    changes_.push_back(change);
}

void KeptXml::set_attribute(Id node, std::string_view wanted, std::string_view value_) {
    std::vector<Attribute> now;
    bool found = false;
    for (std::size_t n = 0; n < attribute_count(node); ++n) {
        now.push_back(attribute_at(node, n));
        if (now.back().name != wanted) continue;
        found = true;
        if (decoded(now.back().raw) == value_) return;
        now.back().raw = keep(encoded(value_, true));
    }
    if (!found) now.push_back({" ", keep(std::string(wanted)), "=", '"', keep(encoded(value_, true))});
    replace_attributes(node, std::move(now));
}

void KeptXml::remove_attribute(Id node, std::string_view wanted) {
    std::vector<Attribute> now;
    for (std::size_t n = 0; n < attribute_count(node); ++n)
        if (attribute_at(node, n).name != wanted) now.push_back(attribute_at(node, n));
    if (now.size() != attribute_count(node)) replace_attributes(node, std::move(now));
}

void KeptXml::rename(Id node, std::string_view name_) {
    Node& here = nodes_[at(node)];
    if (here.name == name_) return;
    Change change{Change::Kind::renamed, node};
    change.name_before = here.name;
    change.raw_before = here.close;
    change.name_after = here.name = keep(std::string(name_));
    change.raw_after = here.close = here.self_closing ? std::string_view{} : keep("</" + std::string(name_) + ">");
    changes_.push_back(change);
}

void KeptXml::set_inner_text(Id node, std::string_view text) {
    if (first_element(node) == none && inner_text(node) == text) return;
    while (first(node) != none) {
        const Id gone = first(node);
        changes_.push_back({Change::Kind::unlinked, gone, node, next(gone)});
        unlink(gone);
    }
    if (text.empty()) return;
    open(node);
    const auto id = static_cast<Id>(nodes_.size());
    nodes_.emplace_back().raw = keep(encoded(text, false));
    link(id, node, none);
    changes_.push_back({Change::Kind::linked, id, node, none});
}

std::string KeptXml::indentation(Id parent_, Id before) const {
    // As the neighbours stand; an element without any: one step deeper than itself.
    const auto white_before = [&](Id node) -> std::string_view {
        const Id white = previous(node);
        return white != none && nodes_[at(white)].kind == Kind::text && blank(nodes_[at(white)].raw) ? nodes_[at(white)].raw : std::string_view{};
    };
    const auto last_line = [](std::string_view white) {
        const auto start = white.rfind('\n');
        return start == white.npos ? std::string() : std::string(white.substr(start > 0 && white[start - 1] == '\r' ? start - 1 : start));
    };
    if (const Id neighbour = before != none ? element_from(before) : first_element(parent_); neighbour != none) return last_line(white_before(neighbour));
    if (parent(parent_) == none) return "\n  ";
    const std::string own = last_line(white_before(parent_));
    if (own.empty()) return own;
    const std::string above = parent(parent(parent_)) == none && parent(parent_) == root_ ? own.substr(0, own.find('\n') + 1) : last_line(white_before(parent(parent_)));
    const std::string step = own.size() > above.size() ? own.substr(above.size()) : "  ";
    return own + step;
}

KeptXml::Id KeptXml::insert(Id parent_, Id before, std::string_view xml) {
    const std::string indent = indentation(parent_, before);
    std::string indented;
    for (const char each : xml) {
        if (each == '\n') indented += indent.empty() ? "" : indent;
        else indented += each;
    }
    const bool was_empty = first(parent_) == none;
    open(parent_);
    Problems problems;
    const auto made = grow(none, keep(std::move(indented)), true, problems);
    if (made == none || !problems.empty()) throw std::logic_error("an edit made XML that can't be parsed: " + std::string(xml));
    nodes_[at(made)].parent = parent_;
    // Vocabularies are known once the new elements stand where the prefixes are declared.
    for (Id node = made; node < static_cast<Id>(nodes_.size()); ++node)
        if (is_element(node)) nodes_[at(node)].vocabulary = resolve(node);

    const auto add = [&](Id node, Id next_) {
        link(node, parent_, next_);
        changes_.push_back({Change::Kind::linked, node, parent_, next_});
    };
    const auto white = [&](std::string_view raw) {
        const auto id = static_cast<Id>(nodes_.size());
        nodes_.emplace_back().raw = keep(std::string(raw));
        return id;
    };
    if (before != none) {   // before its white space, so that what follows keeps its own
        Id place = before;
        if (const Id space = previous(before); space != none && nodes_[at(space)].kind == Kind::text && blank(nodes_[at(space)].raw)) place = space;
        if (!indent.empty()) add(white(indent), place);
        add(made, place);
        return made;
    }
    Id place = none;
    if (const Id space = nodes_[at(parent_)].last; !was_empty && nodes_[at(space)].kind == Kind::text && blank(nodes_[at(space)].raw)) place = space;
    if (!indent.empty()) add(white(indent), place);
    add(made, place);
    if (was_empty && !indent.empty()) {
        const Id space = previous(parent_);
        const bool spaced = space != none && nodes_[at(space)].kind == Kind::text && blank(nodes_[at(space)].raw);
        add(white(spaced ? std::string(nodes_[at(space)].raw.substr(std::min(nodes_[at(space)].raw.rfind('\n'), nodes_[at(space)].raw.size()))) : "\n"), none);
    }
    return made;
}

void KeptXml::remove(Id node) {
    const Id above = parent(node);
    const Id space = previous(node);
    const auto take = [&](Id gone) {
        changes_.push_back({Change::Kind::unlinked, gone, above, next(gone)});
        unlink(gone);
    };
    if (space != none && nodes_[at(space)].kind == Kind::text && blank(nodes_[at(space)].raw)) take(space);
    take(node);
}

KeptXml::Changes KeptXml::take_changes() { return std::exchange(changes_, {}); }

void KeptXml::apply(const Change& change, bool forwards) {
    Node& here = nodes_[at(change.node)];
    switch (change.kind) {
        case Change::Kind::attributes:
            here.first_attribute = forwards ? change.first_after : change.first_before;
            here.attribute_count = forwards ? change.count_after : change.count_before;
            break;
        case Change::Kind::opened:
            here.self_closing = !forwards;
            here.close = forwards ? change.raw_after : change.raw_before;
            break;
        case Change::Kind::renamed:
            here.name = forwards ? change.name_after : change.name_before;
            here.close = forwards ? change.raw_after : change.raw_before;
            break;
        case Change::Kind::linked:
        case Change::Kind::unlinked:
            if ((change.kind == Change::Kind::linked) == forwards) link(change.node, change.parent, change.next);
            else unlink(change.node);
            break;
    }
}

void KeptXml::undo(const Changes& changes) {
    for (auto each = changes.rbegin(); each != changes.rend(); ++each) apply(*each, false);
}

void KeptXml::redo(const Changes& changes) {
    for (const auto& each : changes) apply(each, true);
}

}  // namespace yorozu::flows
