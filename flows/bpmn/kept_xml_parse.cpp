#include <pugixml.hpp>

#include <algorithm>
#include <cstring>

#include "flows/bpmn/kept_xml.h"

namespace yorozu::flows {
namespace {

constexpr int deepest = 200;
constexpr auto flags = pugi::parse_cdata | pugi::parse_comments | pugi::parse_pi | pugi::parse_ws_pcdata;

std::string_view words_of(pugi::xml_parse_status status) {
    switch (status) {
        case pugi::status_no_document_element: return "要素が一つもありません";
        case pugi::status_bad_comment: return "コメント（<!-- … -->）が閉じていません";
        case pugi::status_bad_cdata: return "CDATA が閉じていません";
        case pugi::status_bad_doctype: return "DOCTYPE の書き方が違います";
        case pugi::status_bad_attribute: return "属性の書き方が違います";
        case pugi::status_bad_start_element: return "開始タグの書き方が違います";
        case pugi::status_bad_end_element: return "終了タグの書き方が違います";
        case pugi::status_end_element_mismatch: return "開始タグと終了タグの名前が合いません";
        case pugi::status_out_of_memory: return "メモリーが足りません";
        default: return "XML の書き方が違います";
    }
}

/// Offset of the first byte that is not UTF-8 or no XML character; npos when there is none.
std::size_t bad_byte(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return at;
            ++at;
            continue;
        }
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        if (byte < 0xC2 || byte > 0xF4 || at + length > text.size()) return at;
        unsigned code = byte & (0xFFu >> (length + 1));
        for (std::size_t n = 1; n < length; ++n) {
            const auto more = static_cast<unsigned char>(text[at + n]);
            if ((more & 0xC0) != 0x80) return at;
            code = code << 6 | (more & 0x3Fu);
        }
        static constexpr unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
        if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return at;
        at += length;
    }
    return std::string_view::npos;
}

bool known_reference(std::string_view reference) {
    for (const char* each : {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"})
        if (reference.starts_with(each)) return true;
    if (!reference.starts_with("&#")) return false;
    const auto end = reference.find(';');
    if (end == std::string_view::npos || end > 12) return false;
    const bool hex = reference.size() > 2 && reference[2] == 'x';
    const auto digits = reference.substr(hex ? 3 : 2, end - (hex ? 3 : 2));
    return !digits.empty() && digits.find_first_not_of(hex ? "0123456789abcdefABCDEF" : "0123456789") == std::string_view::npos;
}

}  // namespace

/// Walks pugixml's tree, which was parsed in place over a copy: its strings point to where they stand in the text.
struct KeptXmlBuilder {
    KeptXml& tree;
    std::string_view text;
    const char* copy;
    bool exact;            ///< well-formed: the ends of elements can be found
    Problems& problems;
    int faults = 0;
    std::size_t counted_to = 0;
    int counted_line = 1;

    std::size_t offset(const char* pointer) const { return static_cast<std::size_t>(pointer - copy); }

    int line_at(std::size_t place) {
        if (place < counted_to) counted_to = 0, counted_line = 1;
        counted_line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted_to), text.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
        counted_to = place;
        return counted_line;
    }

    void fault(std::string rule, std::size_t place, std::string what, std::string mend) {
        if (++faults <= 20) problems.push_back({Problem::Weight::error, std::move(rule), "", "", line_at(place), std::move(what), std::move(mend)});
    }

    void check_references(std::string_view raw) {
        for (auto found = raw.find('&'); found != raw.npos; found = raw.find('&', found + 1))
            if (!known_reference(raw.substr(found))) {
                const auto place = static_cast<std::size_t>(raw.data() + found - text.data());
                const auto end = std::min(raw.find_first_of("; \n", found), found + 30);
                fault("undefined-entity", place, "実体参照 " + std::string(raw.substr(found, end == raw.npos ? 30 : end - found)) + "; は展開しません（DOCTYPE の実体は使えません）",
                      "文字そのものを書いてください");
                return;
            }
    }

    void attributes(const pugi::xml_node& from, KeptXml::Node& node, std::size_t after_name) {
        node.first_attribute = static_cast<int>(tree.attributes_.size());
        std::size_t here = after_name;
        for (const auto& each : from.attributes()) {
            const std::size_t name = offset(each.name()), value = offset(each.value());
            if (name > text.size() || value > text.size() || value < 1) return;
            const std::size_t name_length = std::strlen(each.name());
            KeptXml::Attribute attribute;
            attribute.before = text.substr(here, name - here);
            attribute.name = text.substr(name, name_length);
            attribute.equals = text.substr(name + name_length, value - 1 - name - name_length);
            attribute.quote = text[value - 1];
            const auto end = std::min(text.find(attribute.quote, value), text.size());
            attribute.raw = text.substr(value, end - value);
            here = end + 1;
            if (attribute.raw.find('<') != std::string_view::npos)
                fault("malformed-xml", value, "属性 " + std::string(attribute.name) + " の値に < があります", "&lt; と書いてください");
            if (attribute.before.empty() && exact) fault("malformed-xml", name, "属性のあいだに空白がありません", "空白を入れてください");
            check_references(attribute.raw);
            for (int n = 0; n < node.attribute_count; ++n)
                if (tree.attributes_[static_cast<std::size_t>(node.first_attribute + n)].name == attribute.name)
                    fault("malformed-xml", name, "属性 " + std::string(attribute.name) + " が二度書かれています", "一つだけ残してください");
            tree.attributes_.push_back(attribute);
            ++node.attribute_count;
        }
        end_of_start_tag = here;
    }
    std::size_t end_of_start_tag = 0;

    /// Makes our node of pugixml's; `at` goes on to behind its start tag or, for what has no children, behind it.
    KeptXml::Id make(const pugi::xml_node& from, KeptXml::Id parent) {
        KeptXml::Node node;
        node.parent = parent;
        switch (from.type()) {
            case pugi::node_element: {
                node.kind = KeptXml::Kind::element;
                const std::size_t name = offset(from.name()), length = std::strlen(from.name());
                node.name = text.substr(name, length);
                attributes(from, node, name + length);
                if (exact) {
                    const auto close = text.find('>', end_of_start_tag);
                    node.self_closing = text[close - 1] == '/' && close > end_of_start_tag;
                    node.tail = text.substr(end_of_start_tag, close - end_of_start_tag - (node.self_closing ? 1 : 0));
                    at = close + 1;
                }
                break;
            }
            case pugi::node_pcdata: {
                const std::size_t start = offset(from.value());
                const auto end = exact ? text.find('<', start) : start + std::strlen(from.value());
                node.raw = text.substr(start, end - start);
                at = start + node.raw.size();
                check_references(node.raw);
                break;
            }
            case pugi::node_cdata:
                node.kind = KeptXml::Kind::cdata;
                node.raw = until(offset(from.value()) - 9, "]]>");
                break;
            case pugi::node_comment: node.kind = KeptXml::Kind::other; node.raw = until(offset(from.value()) - 4, "-->"); break;
            default: node.kind = KeptXml::Kind::other; node.raw = until(offset(from.name()) - 2, "?>"); break;
        }
        const auto id = static_cast<KeptXml::Id>(tree.nodes_.size());
        tree.nodes_.push_back(node);
        tree.link(id, parent, KeptXml::none);
        if (node.kind == KeptXml::Kind::element) tree.nodes_[KeptXml::at(id)].vocabulary = tree.resolve(id);
        return id;
    }
    std::size_t at = 0;

    std::string_view until(std::size_t start, std::string_view end) {
        const auto found = text.find(end, start);
        at = found == text.npos ? text.size() : found + end.size();
        return text.substr(start, at - start);
    }

    /// The subtree of `from` without recursion, and no deeper than `deepest`.
    KeptXml::Id subtree(const pugi::xml_node& from, KeptXml::Id parent) {
        const KeptXml::Id top = make(from, parent);
        pugi::xml_node here = from;
        KeptXml::Id ours = top;
        int depth = 1;
        const auto close = [&] {
            auto& node = tree.nodes_[KeptXml::at(ours)];
            if (!exact || node.kind != KeptXml::Kind::element || node.self_closing) return;
            const auto end = text.find('>', at);
            node.close = text.substr(at, end - at + 1);
            at = end + 1;
        };
        while (true) {
            if (here.type() == pugi::node_element && here.first_child()) {
                if (++depth > deepest) {
                    fault("malformed-xml", offset(here.name()), "要素の入れ子が深すぎます（" + std::to_string(deepest) + " 段まで）", "BPMN のファイルか確かめてください");
                    too_deep = true;
                    return top;
                }
                here = here.first_child();
                ours = make(here, ours);
                continue;
            }
            close();
            while (here != from && !here.next_sibling()) {
                here = here.parent();
                ours = tree.nodes_[KeptXml::at(ours)].parent;
                --depth;
                close();
            }
            if (here == from) return top;
            here = here.next_sibling();
            ours = make(here, tree.nodes_[KeptXml::at(ours)].parent);
        }
    }
    bool too_deep = false;
};

KeptXml::Id KeptXml::grow(Id parent, std::string_view text, bool fragment, Problems& problems) {
    if (const auto bad = bad_byte(text); bad != text.npos) {
        KeptXmlBuilder{*this, text, text.data(), false, problems}.fault("malformed-xml", bad, "UTF-8 でない文字か、使えない制御文字があります", "文字コードを UTF-8 にして保存し直してください");
        whole_ = false;
        return none;
    }
    std::string copy(text);
    pugi::xml_document document;
    const auto result = document.load_buffer_inplace(copy.data(), copy.size(), flags, pugi::encoding_utf8);
    KeptXmlBuilder builder{*this, text, copy.data(), static_cast<bool>(result), problems};
    if (!result)
        builder.fault("malformed-xml", std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), text.size()),
                      std::string(words_of(result.status)), "この行の前後を直してください。直すまでは、ここより前だけを表示し、書き換えません");
    Id top = none;
    std::size_t end = 0;
    for (const auto& each : document.children()) {
        if (each.type() != pugi::node_element) continue;
        if (top != none) {
            builder.fault("malformed-xml", builder.offset(each.name()), "いちばん外側の要素が二つあります", "一つの <definitions> にまとめてください");
            break;
        }
        builder.at = builder.offset(each.name()) - 1;
        if (!fragment) before_root_ = text.substr(0, builder.at);
        top = builder.subtree(each, parent);
        end = builder.at;
    }
    if (!fragment && top != none && builder.exact) after_root_ = text.substr(std::min(end, text.size()));
    const bool entities_only = std::all_of(problems.begin(), problems.end(), [](const Problem& each) { return each.rule != "malformed-xml"; });
    whole_ = fragment ? whole_ : static_cast<bool>(result) && top != none && entities_only;
    return top;
}

}  // namespace yorozu::flows
