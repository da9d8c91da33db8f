#include "workbench/gui/cases/cases_room.h"
#include "workbench/gui/checking/check_room.h"
#include "workbench/gui/flows/flow_room.h"
#include "workbench/gui/frame/home.h"
#include "workbench/gui/frame/room.h"
#include "workbench/gui/hours/hours_room.h"
#include "workbench/gui/reading/reading_room.h"
#include "workbench/gui/rpa/rpa_room.h"
#include "workbench/gui/settings/settings_room.h"
#include "workbench/gui/templates/designer.h"

namespace yorozu::gui {

// xgettext reads the words here because of this name.
#define word(japanese) japanese

const std::vector<RoomEntry>& room_table() {
    static const std::vector<RoomEntry> table = {
        // id, word, icon, rail, manual page, how it is made
        {"home", word("ホーム"), "home", "home", "home", make_home},
        {"cases", word("相談"), "cases", "cases", "cases", make_cases_room},
        {"flows", word("業務フロー"), "flows", "flows", "flows", make_flow_room},
        {"forms", word("帳票"), "forms", "forms", "forms", make_designer_room},
        {"reading", word("読取"), "reading", "reading", "reading", make_reading_room},
        {"check", word("確認"), "check", "reading", "check", make_check_room},
        {"rpa", word("RPA"), "rpa", "rpa", "rpa", make_rpa_room},
        {"hours", word("効果"), "hours", "hours", "hours", make_hours_room},
        {"settings", word("設定"), "settings", "settings", "settings", make_settings_room},
    };
    return table;
}

}  // namespace yorozu::gui
