#pragma once
#include <string>
#include <vector>

/// Texts that others corrupt: the whole of JIS X 0213 (so also every 人名用漢字) in lines of `at_most` characters, IVS,
/// compatibility ideographs, half-width kana, combining marks, look-alike dashes, spaces at the ends, 1,000 characters;
/// and those that must be refused: control characters, 外字 (PUA), non-characters, broken UTF-8.
std::vector<std::string> japanese_corpus(std::size_t at_most);
