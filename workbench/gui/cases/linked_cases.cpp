#include "workbench/gui/cases/linked_cases.h"


#include "workbench/desk/cases/case_links.h"
#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

Action linked_cases_action(wxWindow* room, Session& session, const std::string& room_name, const std::string& kind, const wxString& menu, std::function<std::string()> id) {
    const auto show = [room, &session, kind, id] {
        const std::string subject = id();
        if (subject.empty()) return;
        try {
            std::vector<std::string> numbers;
            wxArrayString words;
            for (const auto& one : desk::cases_linked_to(*session.workspace, kind, subject)) {
                numbers.push_back(one.number);
                words.push_back(shown(one.number + "  " + one.field("title") + "  ") + stage_title(desk::stage_of(one)));
            }
            if (numbers.empty()) return session.say({Message::Kind::notice, tr("つながる相談はありません。相談の部屋の「つなぐ」（Ctrl+L）でつなげます。")});
            if (const auto chosen = asked_which(room, tr("開く相談を選んでください。"), tr("つながる相談"), words)) session.go("cases", numbers[*chosen]);
        } catch (...) {
            session.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    };
    return {.id = room_name + ".cases", .label = tr("つながる相談(&Y)…"), .help = tr("これとつながっている相談を開きます"), .run = show, .enabled = [&session, id] { return session.is_open() && !id().empty(); }, .menu = menu, .begins_group = true};
}

}  // namespace yorozu::gui
