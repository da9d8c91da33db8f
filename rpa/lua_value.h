#pragma once
#include <map>
#include <optional>
#include <string>

namespace yorozu::rpa {

/// What an expression may see: the record's columns as `record`, variables as `variables`.
struct LuaInput {
    const std::map<std::string, std::string>* record = nullptr;
    const std::map<std::string, std::string>* variables = nullptr;
};

struct LuaLimits {
    long instructions = 1'000'000;   ///< VM instructions, then the expression is stopped
    std::size_t bytes = 8u << 20;    ///< memory of the interpreter
};

/// Either a text or why there is none (Japanese, without values of the record).
struct LuaResult {
    std::optional<std::string> text;
    std::string why_not;
};

/// Evaluates a Lua 5.4 expression (or a chunk with `return`) in a fresh interpreter that has string, table, math,
/// utf8 and these functions only: full_width, half_width, half_ascii, full_katakana, hiragana, wareki, seireki, trim.
/// No io, os, load, require, debug; string.rep and patterns count against the limits. Thread-safe.
LuaResult evaluate_lua(const std::string& expression, const LuaInput& input, const LuaLimits& limits = {});

/// What is wrong with the expression's grammar, "" if nothing. Does not run it.
std::string lua_syntax_fault(const std::string& expression);

}  // namespace yorozu::rpa
