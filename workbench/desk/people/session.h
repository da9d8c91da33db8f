#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workbench/desk/workspace/request_fault.h"
#include "workbench/store/database.h"

namespace yorozu::desk {

class Workspace;

/// Asked whenever something is written down; main passes the system's clock, tests their own.
using Clock = std::function<store::TimeMs()>;

/// What people may be allowed. Which right each thing wants is said where permit() is called.
enum class Right {
    clerk,      ///< 入力担当: imports, keys, exports
    checker,    ///< 確認担当: checks fields
    it,         ///< IT担当: templates, scenarios, backups
    help_desk,  ///< 相談担当: cases
    manager,    ///< 管理職: reports, the audit log
    admin,      ///< 管理者: people, the audit log; sees no forms by that alone
};
std::string_view name_of(Right right);   ///< "clerk", "checker", "it", "help-desk", "manager", "admin"
std::string_view words_of(Right right);  ///< 入力担当 …
std::optional<Right> right_named(std::string_view name);

/// Who works in an opened workspace.
///
/// A workspace has no people at first: then everybody who can open its folder may do everything, under the name that the
/// operating system knows. From the first person on (who must be an admin) whatever shows personal data needs a
/// sign-in (people.h). This guards the program's doors, not the files: who may read the folder can read it with
/// other programs, so file rights and disk encryption stay the office's first lock.
struct Session {
    std::string who;         ///< the person's name, or the operating system's user
    bool signed_in = false;  ///< false in a workspace without people
    Clock clock;
};

/// Something that is done with personal data, for the audit log: no value of a form is ever in it.
struct Deed {
    std::string act;      ///< as store::AuditEntry has it
    std::string subject;
    std::string detail;
};

/// Nobody signed in, or the right is missing. what() is "what: where: mend".
struct NotAllowed : RequestFault {
    using RequestFault::RequestFault;
};

/// Whether the workspace asks for a sign-in.
bool has_people(Workspace& workspace);

/// Throws NotAllowed unless the session's person has one of the rights now (rights taken away count at once) and may see
/// the department ("" is everybody's). No rights named: anybody who signed in. Allows everything without people.
void require(Workspace& workspace, std::initializer_list<Right> any_of, const std::string& department = "");

/// require(), and then the deed is in the audit log, on disk, before it is done: nothing personal is shown unwritten. A
/// refusal is logged, too. A workspace on a read-only disk cannot be logged: it is refused when it has people, else
/// it opens without a log as any copy of files would.
void permit(Workspace& workspace, std::initializer_list<Right> any_of, const Deed& deed, const std::string& department = "");
/// The same for a batch: subject and department are the batch's.
void permit_batch(Workspace& workspace, std::initializer_list<Right> any_of, const std::string& act, const std::string& batch,
                  const std::string& detail = "");
/// The same for what a scenario keyed; "" is all scenarios.
void permit_scenario(Workspace& workspace, std::initializer_list<Right> any_of, const std::string& act,
                     const std::string& scenario, const std::string& detail = "");

/// Writes down that documents were looked at, by somebody whom permit_batch() let in.
void log_views(Workspace& workspace, const std::vector<std::int64_t>& documents, const std::string& detail);

/// Whether the session's person may see what belongs to the department. True without people.
bool may_see(Workspace& workspace, const std::string& department);
/// The departments that the session's person may see; empty: all.
std::vector<std::string> departments_seen(Workspace& workspace);
/// Of a scenario, as its owner noted it; "" if nobody did.
std::string department_of_scenario(Workspace& workspace, const std::string& scenario);

/// The name under which the operating system knows who runs this program.
std::string operating_system_user();

}  // namespace yorozu::desk
