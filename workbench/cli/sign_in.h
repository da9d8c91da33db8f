#pragma once
#include <memory>
#include <string>

#include "workbench/cli/command.h"
#include "workbench/desk/people/passphrase.h"
#include "workbench/desk/workspace/workspace.h"

/// Who works: signing in on the command line. Private to it.
///
/// A workspace without people asks nothing. Else the name is `--person` or $YOROZU_PERSON, and the passphrase comes
/// - from the first line of `--passphrase-file` or $YOROZU_PASSPHRASE_FILE (only its owner may read it), for timers and scripts;
/// - else from the terminal, without echo;
/// - else, when standard input is no terminal, from its first line; what follows is the command's own input.
/// Never from the arguments or the environment, where every process of the machine could read it. Each command signs in anew
/// and leaves nothing behind that would open the workspace for the next.
namespace yorozu::cli {

/// Begins the session; call it after opening and before anything that shows personal data. Throws Failure,
/// desk::SignInRefused.
void sign_in(desk::Workspace& workspace, const Context& context);

/// Opens the workspace of --workspace and signs in.
std::unique_ptr<desk::Workspace> open_signed_in(const Context& context, store::Access access);

/// One line from the terminal without echo, else the next line of standard input; "" at its end. Throws Failure on Ctrl+C.
std::string ask_silently(const std::string& prompt);
/// First line of the file that was named, else of the one that the variable names, else asked. Only the file's owner may read it.
std::unique_ptr<desk::Passphrase> passphrase_from(const std::string& file, const char* variable, const std::string& prompt);
/// One line from the terminal without echo, else the next line of standard input. Throws Failure when there is none.
std::unique_ptr<desk::Passphrase> ask_passphrase(const std::string& prompt);
/// Twice on a terminal; throws Failure when the two are not the same.
std::unique_ptr<desk::Passphrase> ask_new_passphrase(const std::string& whose);

}  // namespace yorozu::cli
