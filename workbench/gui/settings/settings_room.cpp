#include "workbench/gui/settings/settings_room.h"

#include <wx/notebook.h>
#include <wx/sizer.h>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/settings/settings_page.h"

namespace yorozu::gui {
namespace {

struct PageEntry {
    const char* id;    ///< for Room::open
    const char* word;
    const char* help;
    SettingsPage* (*make)(wxWindow* parent, Session& session);
};
const PageEntry page_table[] = {
    {"general", word("全般"), word("見た目・ことば・読み取り・ワークスペースの設定"), make_general_page},
    {"people", word("利用者と権限"), word("サインインする人と、できることを決めます"), make_people_page},
    {"retention", word("保存期間"), word("個人情報をいつ消すか、消さずに残すもの"), make_retention_page},
    {"audit", word("監査ログ"), word("だれが、いつ、何を見て、直して、書き出したか"), make_audit_page},
};

class SettingsRoom : public Room {
public:
    SettingsRoom(wxWindow* parent, Session& session) : Room(parent, session) {
        book_ = new wxNotebook(this, wxID_ANY);
        book_->SetName("settings-pages");
        set_accessible(*book_, tr("設定"));
        for (const auto& entry : page_table) book_->AddPage(entry.make(book_, session), tr(entry.word));
        book_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this](wxBookCtrlEvent& event) {
            event.Skip();
            if (!IsShownOnScreen()) return;
            page().enter();
            session_.actions_changed();
            session_.title_changed();
        });
        auto* whole = new wxBoxSizer(wxVERTICAL);
        whole->Add(book_, 1, wxEXPAND | wxALL, FromDIP(10));
        SetSizer(whole);
    }

    wxString title() const override { return tr("設定") + wxString::FromUTF8(" — ") + book_->GetPageText(static_cast<std::size_t>(book_->GetSelection())); }
    void open(const std::string& subject) override {
        for (std::size_t at = 0; at < std::size(page_table); ++at)
            if (subject == page_table[at].id) book_->SetSelection(at);
    }
    void enter() override { page().enter(); }
    void refresh() override { page().refresh(); }
    std::vector<wxWindow*> panes() override { return {book_, &page()}; }
    Actions actions() override {
        const wxString menu = tr("設定(&S)");
        Actions all = page().actions();
        for (std::size_t at = 0; at < std::size(page_table); ++at)
            all.push_back({.id = std::string("settings.") + page_table[at].id, .label = tr(page_table[at].word), .help = tr(page_table[at].help),
                           .run = [this, at] { book_->SetSelection(at); }, .checked = [this, at] { return book_->GetSelection() == static_cast<int>(at); },
                           .menu = menu, .begins_group = at == 0 && !all.empty()});
        return all;
    }

private:
    SettingsPage& page() { return *static_cast<SettingsPage*>(book_->GetCurrentPage()); }
    wxNotebook* book_;
};

}  // namespace

Room* make_settings_room(wxWindow* parent, Session& session) { return new SettingsRoom(parent, session); }

}  // namespace yorozu::gui
