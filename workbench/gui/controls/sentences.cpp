#include "workbench/gui/controls/sentences.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

/// A form cut at its holes: pieces[0] hole pieces[1] hole … pieces[n].
struct Form {
    struct Hole {
        char name = '1';
        bool list = false;   ///< goes on over 、 ／ and =
    };
    std::vector<std::string> pieces{""};
    std::vector<Hole> holes;

    explicit Form(std::string_view text) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            const auto end = text[at] == '{' ? text.find('}', at) : text.npos;
            if (end == text.npos) {
                pieces.back() += text[at];
                continue;
            }
            holes.push_back({text[at + 1], text[end - 1] == '*'});
            pieces.emplace_back();
            at = end;
        }
    }
    std::size_t letters() const {
        std::size_t sum = 0;
        for (const auto& piece : pieces) sum += piece.size();
        return sum;
    }
    bool is_name(std::size_t hole) const { return pieces[hole].ends_with("「") && pieces[hole + 1].starts_with("」"); }
};

struct Sentence {
    Form japanese, english;
};

std::vector<Sentence>& sentences() {
    static std::vector<Sentence> all;
    return all;
}

bool goes_on(std::string_view text) { return text.find("、") != text.npos || text.find("／") != text.npos || text.find(" = ") != text.npos; }

/// `text` begins behind pieces[at]; the shortest holes are tried first.
bool fits(const Form& form, std::size_t at, std::string_view text, std::vector<std::string_view>& holes) {
    if (at == form.holes.size()) return text.empty();
    const auto& next = form.pieces[at + 1];
    const bool last = at + 1 == form.holes.size();
    for (std::size_t end = 1; end <= text.size(); ++end) {
        if (last) {   // nothing but its end is left to be found
            if (text.size() <= next.size()) return false;
            end = text.size() - next.size();
        } else if (end = text.find(next, end); end == text.npos) {
            return false;
        }
        const auto hole = text.substr(0, end);
        if (!form.holes[at].list && !form.is_name(at) && goes_on(hole)) return false;
        if (text.substr(end).starts_with(next)) {
            holes[at] = hole;
            if (fits(form, at + 1, text.substr(end + next.size()), holes)) return true;
        }
        if (last) return false;
    }
    return false;
}

std::string english(std::string_view text);

std::string filled(const Sentence& sentence, const std::vector<std::string_view>& holes) {
    std::string out = sentence.english.pieces[0];
    for (std::size_t i = 0; i < sentence.english.holes.size(); ++i) {
        for (std::size_t j = 0; j < holes.size(); ++j)
            if (sentence.japanese.holes[j].name == sentence.english.holes[i].name) out += sentence.japanese.is_name(j) ? std::string(holes[j]) : english(holes[j]);
        out += sentence.english.pieces[i + 1];
    }
    return out;
}

/// What stands between, outside of names.
std::vector<std::string_view> parts(std::string_view text, std::string_view between) {
    std::vector<std::string_view> all;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = text.substr(at);
        depth += rest.starts_with("「") - rest.starts_with("」");
        if (depth > 0 || !rest.starts_with(between)) continue;
        all.push_back(text.substr(begin, at - begin));
        begin = at + between.size();
    }
    all.push_back(text.substr(begin));
    return all;
}

std::string joined(const std::vector<std::string_view>& parts, std::string_view between) {
    std::string out;
    for (const auto& part : parts) out += (&part == &parts.front() ? std::string() : std::string(between)) + english(part);
    return out;
}

std::string english(std::string_view text) {
    if (std::none_of(text.begin(), text.end(), [](char one) { return one & 0x80; })) return std::string(text);
    if (const auto list = parts(text, "／"); list.size() > 1) return joined(list, " / ");
    for (const auto& sentence : sentences()) {
        const auto& form = sentence.japanese;
        if (!text.starts_with(form.pieces[0])) continue;
        std::vector<std::string_view> holes(form.holes.size());
        if (fits(form, 0, text.substr(form.pieces[0].size()), holes)) return filled(sentence, holes);
    }
    if (const auto fault = parts(text, ": "); fault.size() > 1) return joined(fault, ": ");
    if (const auto list = parts(text, "、"); list.size() > 1) return joined(list, ", ");
    return std::string(text);
}

/// The pairs of a compiled gettext catalogue (GNU gettext manual, “The Format of GNU MO Files”).
std::vector<std::pair<std::string, std::string>> pairs_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(in)), {});
    const auto number = [&](std::size_t at) {
        std::uint32_t value = 0;
        if (at + 4 <= all.size()) std::memcpy(&value, all.data() + at, 4);
        return std::size_t{value};
    };
    std::vector<std::pair<std::string, std::string>> pairs;
    if (number(0) != 0x950412de) return pairs;
    const auto text = [&](std::size_t entry) {
        const auto length = number(entry), begin = number(entry + 4);
        return begin <= all.size() ? all.substr(begin, length) : std::string();
    };
    for (std::size_t i = 0; i < number(8); ++i) pairs.emplace_back(text(number(12) + 8 * i), text(number(16) + 8 * i));
    return pairs;
}

}  // namespace

wxString said(std::string_view utf8) { return sentences().empty() ? shown(utf8) : shown(english(utf8)); }

void use_sentences(const std::filesystem::path& catalogue) {
    auto& all = sentences();
    all.clear();
    if (catalogue.empty()) return;
    for (const auto& [japanese, english] : pairs_of(catalogue))
        if (!japanese.empty()) all.push_back({Form(japanese), Form(english)});
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.japanese.letters() > b.japanese.letters(); });
}

}  // namespace yorozu::gui
