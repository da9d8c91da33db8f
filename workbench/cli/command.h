#pragma once
#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>

namespace yorozu::cli {

/// Exit codes of docs/contracts: what the person (or script) that called us must know.
enum Exit {
    exit_done = 0,
    exit_request_wrong = 2,      ///< argument, file, template, scenario
    exit_environment_failed = 3, ///< disk full, database locked, browser missing
    exit_some_wait = 4,          ///< finished, but some items failed or wait for a person
};

/// Options that every command has.
struct Context {
    std::filesystem::path workspace;  ///< --workspace, $YOROZU_WORKSPACE or the user's data folder + yorozu
    std::string language = "ja";
    std::string person;               ///< --person, else $YOROZU_PERSON: who signs in
    std::string passphrase_file;      ///< --passphrase-file, else $YOROZU_PASSPHRASE_FILE
    bool json = false;                ///< result on stdout as JSON
    bool quiet = false;
};

/// What a command throws to end with a message `yorozu: <what>: <where>: <how to mend>`.
struct Failure : std::runtime_error {
    Failure(Exit exit, const std::string& what, const std::string& where, const std::string& mend)
        : std::runtime_error(what + ": " + where + ": " + mend), code(exit) {}
    /// What, where and mend are in one line already.
    Failure(Exit exit, const std::string& line) : std::runtime_error(line), code(exit) {}
    Exit code;
};

/// Each command's file declares its words here and sets `run` on its subcommand's callback through
/// `on_run`: the chosen command's function is called after parsing and its result is the exit code.
struct Commands {
    CLI::App& app;
    Context& context;
    std::function<int()> chosen;

    void on_run(CLI::App* command, std::function<int()> run) {
        command->callback([this, run = std::move(run)] { chosen = run; });
    }
};

void add_read(Commands&);
void add_evaluate(Commands&);
void add_template(Commands&);
void add_import(Commands&);
void add_batch(Commands&);
void add_rpa(Commands&);
void add_hours(Commands&);
void add_lexicon(Commands&);
void add_report(Commands&);
void add_workspace(Commands&);
void add_workspace_retention(CLI::App& workspace, Commands&);
void add_export_profile(Commands&);
void add_people(Commands&);
void add_audit(Commands&);
void add_flow(Commands&);
void add_train(Commands&);
void add_case(Commands&);

}  // namespace yorozu::cli
