#pragma once
#include <string>
#include <vector>

#include "ocr/field/strokes.h"

/// Private to ocr/field: free lines, without boxes for the characters.
namespace yorozu::ocr {

/// Gap from which on two pieces belong to two words, in heights of the line's characters.
inline constexpr double word_gap = 0.75;

/// How the characters of a script stand in a line, in heights of the line's characters.
struct LineHabit {
    double widest = 1.35;      ///< no character is wider
    double usual = 0.85;       ///< wider than this becomes less likely …
    double tolerance = 0.3;    ///< … with this deviation
    double cut_above = 1.1;    ///< pieces wider than this are offered cuts
    int most_pieces = 4;       ///< pieces that can be one character
    bool symbols = false;      ///< dashes and dots are known by their shape: numbers, dates, amounts
};
LineHabit habit_of(CharacterSet set);

/// One possible character: pieces [from, to) of the line.
struct LineCandidate {
    int from = 0, to = 0;
    Glyph glyph;
    cv::Rect place;       ///< ink in the crop
    double prior = 0;     ///< log of how well its width and inner gaps suit one character, ≤ 0
    char symbol = 0;      ///< '-' or '.': known by its shape, needs no recogniser
    bool level = false;   ///< a level dash at middle height, whatever the script makes of it
};

/// The pieces of one line, left to right, and all characters they may form.
struct LineLattice {
    int pieces = 0;
    double height = 0;                    ///< of a character, px
    std::vector<LineCandidate> candidates;
    std::vector<double> gap_before;       ///< free px before each piece, in heights; [0] is 0
    std::vector<cv::Rect> places;         ///< of each piece
    std::vector<int> group;               ///< of each piece: how many borders lie left of it
};

/// Over-segments a field into lines and pieces: strokes that stand over each other are one piece, wide ones are cut
/// where their columns are thinnest, and every run of pieces that could be one character becomes a candidate.
/// No character reaches across a border (x in the crop, ascending; a printed 年 between the numbers of a date).
std::vector<LineLattice> cut_lines(const FieldInk& field, int lines, const LineHabit& habit,
                                   const std::vector<int>& borders = {});

/// The middles of what is printed inside the box, left to right: words and bars between the groups of a date.
std::vector<int> printed_borders(const FieldInk& field);

/// One way to read a line.
struct LineSpelling {
    struct Part {
        int candidate = -1;  ///< in LineLattice::candidates
        bool space_before = false;
        bool new_group = false;  ///< a border lies before it
    };
    std::vector<Part> parts;
    double score = 0;       ///< sum of log-probabilities
    double certainty = 1;   ///< probability of this way of cutting against the best one that reads differently
};

/// The best path: sum over characters of (pieces covered) · log(p · (1 − reject)) + prior. Weighing by pieces keeps
/// few wide characters from winning over many narrow ones. `readings` are the candidates' in their order
/// (ignored for symbols). An empty lattice gives no parts.
LineSpelling decode_line(const LineLattice& lattice, const std::vector<const GlyphReading*>& readings);

}  // namespace yorozu::ocr
