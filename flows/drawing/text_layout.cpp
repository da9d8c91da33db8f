#include "flows/drawing/text_layout.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <tuple>
#include <unordered_map>

#include "flows/drawing/display_list.h"
#include "flows/drawing/pango_handles.h"

namespace yorozu::flows {
namespace {

/// Letters' widths at one size and weight.
class Widths {
public:
    Widths(double size, bool bold) {
        context_.reset(pango_font_map_create_context(pango_cairo_font_map_get_default()));
        layout_.reset(pango_layout_new(context_.get()));
        const PangoFont font(pango_font_description_from_string(text_font));
        pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
        if (bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
        pango_layout_set_font_description(layout_.get(), font.get());
    }
    double of(std::string_view letter) {
        const auto [place, fresh] = known_.try_emplace(std::string(letter), 0);
        if (fresh) {
            int width = 0;
            pango_layout_set_text(layout_.get(), letter.data(), static_cast<int>(letter.size()));
            pango_layout_get_size(layout_.get(), &width, nullptr);
            place->second = static_cast<double>(width) / PANGO_SCALE;
        }
        return place->second;
    }

private:
    std::unique_ptr<PangoContext, ObjectDeleter> context_;
    std::unique_ptr<PangoLayout, ObjectDeleter> layout_;
    std::unordered_map<std::string, double> known_;
};

Widths& widths(double size, bool bold) {
    thread_local std::map<std::pair<double, bool>, Widths> all;
    return all.try_emplace({size, bold}, size, bold).first->second;
}

struct Letter {
    std::string_view bytes;
    char32_t code;
    double width;
};

/// Bytes that are no UTF-8 become letters of their own, drawn as a replacement.
std::vector<Letter> letters_of(std::string_view text, Widths& measure) {
    std::vector<Letter> letters;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        std::size_t length = first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0;
        char32_t code = length <= 1 ? first : first & (0xFF >> (length + 1));
        bool good = length > 0 && i + length <= text.size();
        for (std::size_t k = 1; good && k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            good = (next & 0xC0) == 0x80;
            code = code << 6 | (next & 0x3F);
        }
        if (good && g_utf8_validate(text.data() + i, static_cast<gssize>(length), nullptr)) {
            const auto bytes = text.substr(i, length);
            letters.push_back({bytes, code, measure.of(bytes)});
            i += length;
        } else {
            static constexpr std::string_view unknown = "\uFFFD";
            letters.push_back({unknown, 0xFFFD, measure.of(unknown)});
            ++i;
        }
    }
    return letters;
}

bool among(char32_t code, std::u32string_view set) { return set.find(code) != std::u32string_view::npos; }

bool may_begin_line(char32_t code) {
    return !among(code, U"、。，．,.・：；:;？！?!ー―‐-〜～々ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ）)］]｝}」』】〉》〕〗〙’”»％%℃‰…‥分円件時枚回人日月年/／");
}
bool may_end_line(char32_t code) { return !among(code, U"（([［{｛「『【〈《〔〖〘‘“«￥¥＄$№#＃"); }
bool latin(char32_t code) { return code > ' ' && code < 0x250; }
bool hiragana(char32_t code) { return code >= 0x3041 && code <= 0x309F; }

bool may_break(char32_t before, char32_t after) {
    if (before == ' ' || after == ' ') return before == ' ';
    if (latin(before) && latin(after)) return false;
    return may_begin_line(after) && may_end_line(before);
}

/// Breaks that a reader does not notice: after a comma or space, before a bracket, after the kana that end a phrase.
bool reads_well(char32_t before, char32_t after) {
    if (before == ' ' || among(before, U"、。，．・）」』】：／")) return true;
    if (among(after, U"（「『【")) return true;
    return hiragana(before) && !hiragana(after);
}

bool katakana(char32_t code) { return (code >= 0x30A1 && code <= 0x30FA) || code == U'ー'; }

constexpr double line_cost = 9, clumsy_break_cost = 24, split_word_cost = 60, forced_break_cost = 400;

double break_cost(char32_t before, char32_t after) {
    if (!may_break(before, after)) return forced_break_cost + (latin(before) ? 0 : 400);  // only if nothing else fits
    if (reads_well(before, after)) return 0;
    return katakana(before) && katakana(after) ? split_word_cost : clumsy_break_cost;
}

struct Broken {
    std::vector<std::string> lines;
    bool cut = false;   ///< there was more than fits
};

/// The cheapest way to break one paragraph into at most `most` lines; what does not fit is left out.
Broken broken_paragraph(const std::vector<Letter>& letters, double width, std::size_t most) {
    const std::size_t count = letters.size();
    // cost[line][letters]: of the best way to have so many letters in the first `line` lines.
    std::vector<std::vector<double>> cost(most + 1, std::vector<double>(count + 1, 1e18));
    std::vector<std::vector<std::size_t>> from(most + 1, std::vector<std::size_t>(count + 1, 0));
    cost[0][0] = 0;
    for (std::size_t line = 0; line < most; ++line)
        for (std::size_t begin = 0; begin < count; ++begin) {
            if (cost[line][begin] > 1e17) continue;
            double used = 0;
            for (std::size_t end = begin + 1; end <= count; ++end) {
                const Letter& last = letters[end - 1];
                used += last.width;
                const double ink = last.code == ' ' ? used - last.width : used;
                if (ink > width && end > begin + 1) break;
                const double slack = std::max(0.0, width - ink) / width;
                const double here = cost[line][begin] + line_cost + 22 * slack * slack + (end < count ? break_cost(last.code, letters[end].code) : 0);
                if (here < cost[line + 1][end]) cost[line + 1][end] = here, from[line + 1][end] = begin;
            }
        }
    std::size_t lines = 0, end = count;
    for (std::size_t line = 0; line <= most; ++line)
        if (cost[line][count] < (lines == 0 && count > 0 ? 1e17 : cost[lines][count])) lines = line;
    Broken broken;
    if (count > 0 && lines == 0) {
        // Not all fits: as much as does.
        broken.cut = true;
        lines = most;
        while (end > 0 && cost[most][end] > 1e17) --end;
    }
    for (; lines > 0; end = from[lines][end], --lines) {
        std::string line;
        for (std::size_t i = from[lines][end]; i < end; ++i) line += letters[i].bytes;
        while (!line.empty() && line.back() == ' ') line.pop_back();
        broken.lines.push_back(line);
    }
    std::reverse(broken.lines.begin(), broken.lines.end());
    return broken;
}

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
    double width = 0;
    for (const Letter& letter : letters_of(text, widths(size, bold))) width += letter.width;
    return width;
}

namespace {

std::vector<std::string> break_lines(std::string_view text, double width, std::size_t most, double size, bool bold) {
    Widths& measure = widths(size, bold);
    if (most == 0) return {};
    // What can't be shown anyway is not broken either: a name may be a whole page.
    constexpr std::size_t longest = 3000;
    std::vector<std::string> lines;
    bool cut = text.size() > longest;
    if (cut) text = text.substr(0, longest);
    for (std::size_t begin = 0; begin <= text.size(); ) {
        const auto end = std::min(text.find('\n', begin), text.size());
        std::string_view paragraph = text.substr(begin, end - begin);
        if (!paragraph.empty() && paragraph.back() == '\r') paragraph.remove_suffix(1);
        if (lines.size() == most) {
            cut = true;
            break;
        }
        auto broken = broken_paragraph(letters_of(paragraph, measure), width, most - lines.size());
        if (broken.lines.empty() && !lines.empty()) broken.lines.push_back("");
        cut = cut || broken.cut;
        lines.insert(lines.end(), broken.lines.begin(), broken.lines.end());
        begin = end + 1;
    }
    if (cut && !lines.empty()) {
        auto letters = letters_of(lines.back(), measure);
        double used = measure.of("…");
        std::string last;
        for (const Letter& letter : letters) {
            if ((used += letter.width) > width) break;
            last += letter.bytes;
        }
        lines.back() = last + "…";
    }
    return lines;
}

}  // namespace

std::vector<std::string> broken_lines(std::string_view text, double width, std::size_t most, double size, bool bold) {
    // A diagram is drawn anew after every edit, and all names but one are those of before.
    constexpr std::size_t most_kept = 20'000, longest_kept = 200;
    if (text.size() > longest_kept) return break_lines(text, width, most, size, bold);
    using Key = std::tuple<std::string, double, std::size_t, double, bool>;
    struct Hash {
        std::size_t operator()(const Key& key) const { return std::hash<std::string>()(std::get<0>(key)) ^ std::hash<double>()(std::get<1>(key)) * 31 ^ std::get<2>(key) * 131 ^ std::hash<double>()(std::get<3>(key)) * 7 ^ std::size_t{std::get<4>(key)}; }
    };
    thread_local std::unordered_map<Key, std::vector<std::string>, Hash> known;
    Key key{std::string(text), width, most, size, bold};
    if (const auto found = known.find(key); found != known.end()) return found->second;
    if (known.size() >= most_kept) known.clear();
    return known.emplace(std::move(key), break_lines(text, width, most, size, bold)).first->second;
}

}  // namespace yorozu::flows
