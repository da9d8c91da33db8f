#pragma once
#include <CLI/CLI.hpp>
#include <string>

/// Wrong words on the command line, told in Japanese. Private to the command line.
namespace yorozu::cli {

/// What CLI11 found, as `what: where: how to mend`; the mend names the `--help` of the command that was meant.
std::string words_of(const CLI::App& app, const CLI::ParseError& error);

}  // namespace yorozu::cli
