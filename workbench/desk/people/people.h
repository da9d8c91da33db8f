#pragma once
#include <string>
#include <vector>

#include "workbench/desk/people/passphrase.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// Somebody who signs in to a workspace.
struct Person {
    std::string name;
    std::vector<Right> rights;
    std::vector<std::string> departments;  ///< that one may see; empty: all
    bool retired = false;                  ///< may not sign in any more; the name stays, for the audit log has it
};

/// How wrong tries are slowed down, per person, across restarts and however many try at once.
struct SignInPace {
    int free_tries = 3;
    store::TimeMs first_wait = 5'000;       ///< after that; doubles with each further wrong try
    store::TimeMs longest_wait = 900'000;
};

/// Name or passphrase is wrong (it is not said which), or one must wait.
struct SignInRefused : RequestFault {
    SignInRefused(const std::string& line, store::TimeMs wait_ms) : RequestFault(line), wait(wait_ms) {}
    store::TimeMs wait;  ///< ms until the next try is taken; 0: at once
};

/// Begins the person's session in the workspace. Every try is in the audit log; a name that is nobody's is not (it may be
/// a passphrase typed into the wrong place). Throws SignInRefused, and RequestFault in a workspace without people.
void sign_in(Workspace& workspace, const std::string& name, const Passphrase& passphrase, const Clock& clock,
             const SignInPace& pace = {}, const PassphraseCost& cost = {});

/// By name. Wants a sign-in.
std::vector<Person> people(Workspace& workspace);

/// Wants the right admin, but for the first person of all, who must be one. Throws RequestFault: no right given, weak
/// passphrase, a name that cannot be one.
void add_person(Workspace& workspace, const Person& person, const Passphrase& passphrase, const PassphraseCost& cost = {});

/// Gives rights, departments and `retired` as in `person`. Wants admin; the last admin stays one.
void change_rights(Workspace& workspace, const Person& person);

/// One's own, or for an admin anybody's.
void change_passphrase(Workspace& workspace, const std::string& name, const Passphrase& passphrase, const PassphraseCost& cost = {});

}  // namespace yorozu::desk
