#include "workbench/cli/argument_fault.h"

#include <string_view>
#include <vector>

namespace yorozu::cli {

namespace {

/// The text before the first of `ends`: CLI11's sentences begin with the option's name.
std::string name_in(std::string_view sentence, std::initializer_list<std::string_view> ends) {
    std::size_t end = sentence.size();
    for (const auto& one : ends) end = std::min(end, sentence.find(one));
    return std::string(sentence.substr(0, end));
}

/// "--batch excludes --data" → "--batch と --data"
std::string pair_in(const std::string& sentence, std::string_view verb) {
    const auto at = sentence.find(verb);
    if (at == std::string::npos) return sentence;
    return sentence.substr(0, at) + " と " + sentence.substr(at + verb.size());
}

struct Meant {
    const CLI::App* command;
    std::string words;  ///< "yorozu rpa run"
};

/// The innermost command that was recognised.
Meant meant(const CLI::App& app) {
    Meant found{&app, "yorozu"};
    while (!found.command->get_subcommands().empty()) {
        found.command = found.command->get_subcommands().front();
        found.words += " " + found.command->get_name();
    }
    return found;
}

std::string choices(const CLI::App& command) {
    std::string names;
    for (const auto* one : command.get_subcommands([](const CLI::App*) { return true; }))
        names += (names.empty() ? "" : "、") + one->get_name();
    return names;
}

}  // namespace

std::string words_of(const CLI::App& app, const CLI::ParseError& error) {
    const Meant command = meant(app);
    const std::string help = ": " + command.words + " --help で使い方を確かめてください";
    const std::string sentence = error.what();
    const auto unknown = app.remaining(true);
    const bool group = command.command->get_require_subcommand_min() > 0;
    if (group && !unknown.empty()) return "知らない命令です: " + unknown.front() + ": " + command.words + " で使えるのは " + choices(*command.command) + " です";
    if (group) return "命令がありません: " + command.words + ": 続けて " + choices(*command.command) + " のどれかを書いてください";
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) return "知らない引数です: " + (unknown.empty() ? sentence : unknown.front()) + help;
    if (dynamic_cast<const CLI::RequiredError*>(&error)) return "要る引数がありません: " + name_in(sentence, {" is required"}) + help;
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) return "値の数が合いません: " + name_in(sentence, {":"}) + help;
    if (dynamic_cast<const CLI::ValidationError*>(&error)) return "使えない値です: " + name_in(sentence, {":"}) + help;
    if (dynamic_cast<const CLI::ConversionError*>(&error)) {
        constexpr std::string_view prefix = "Could not convert: ";
        return "使えない値です: " + (sentence.starts_with(prefix) ? sentence.substr(prefix.size()) : sentence) + help;
    }
    if (dynamic_cast<const CLI::ExcludesError*>(&error)) return "同時には使えない引数です: " + pair_in(sentence, " excludes ") + help;
    if (dynamic_cast<const CLI::RequiresError*>(&error)) return "一緒に使う引数がありません: " + pair_in(sentence, " requires ") + help;
    return "引数が正しくありません: " + sentence + help;
}

}  // namespace yorozu::cli
