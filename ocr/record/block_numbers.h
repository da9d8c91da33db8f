#pragma once
#include <span>
#include <string>

#include "ocr/recognise/glyph_lattice.h"

/// What follows the town in an address: 2丁目66番1号, 2-66-1-203. Private to ocr/record.
namespace yorozu::ocr {

/// The lattice as block and house numbers would have it: digits are what the second reading of a run (the digits' own
/// network) says, level strokes are hyphens, 丁目番地号の are likely where that network rejects, other characters are not.
/// The weights stay comparable with the given lattice's, so that log_from() of both tells how much better the pieces from
/// somewhere on suit block numbers than any text.
GlyphLattice as_block_numbers(const GlyphLattice& line);

/// How likely people write block numbers in this order, against the usual ones (1): a hyphen stands between two numbers,
/// 目 behind 丁, 地 behind 番, nothing but a further number behind 号, and only room numbers begin with 0.
double block_order(std::span<const std::string> characters);

/// Whether one of these digits is wider than any hand makes it: a hyphen that touches it (-4) is read as part of it. `from`, `to`: the first and last
/// character of the address, which tell along which side of the page it runs. Of 213 accepted addresses the widest digit of a right one was 0.91 heights
/// wide, that of the two with a hyphen in a 4 1.23 and 1.53.
bool too_wide_for_a_digit(std::span<const BoxPx> digits, const BoxPx& from, const BoxPx& to);

bool is_digit(const std::string& character);

/// Whether a character belongs to block numbers, building names set aside.
bool is_block_character(const std::string& character);

}  // namespace yorozu::ocr
