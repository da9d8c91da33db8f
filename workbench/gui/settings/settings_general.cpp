#include "workbench/gui/settings/settings_page.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dirdlg.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "workbench/desk/reading/accept_limits.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/appearance.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;

constexpr double error_limits[] = {0.0002, 0.0005, 0.001, 0.002, 0.005};  ///< that may be chosen
constexpr std::array languages{"", "ja", "en"};
constexpr std::array appearances{"", "light", "dark"};

/// 全般: what one person likes to see, and what the office decided for its workspace.
class GeneralPage : public SettingsPage {
public:
    GeneralPage(wxWindow* parent, Session& session) : SettingsPage(parent, session) {
        page_ = new wxScrolledWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL);
        page_->SetScrollRate(0, FromDIP(16));
        column_ = new wxBoxSizer(wxVERTICAL);

        group(tr("見た目とことば（この人だけ）"));
        language_ = choice("language", tr("ことば"), {tr("パソコンに合わせる"), "日本語", "English"}, tr("次に開いたときから変わります。"), [this](int at) {
            auto& memory = session_.memory;
            change<std::string>(tr("ことば"), memory.language, std::string(languages[static_cast<std::size_t>(at)]), [this](const std::string& value) {
                session_.memory.language = value;
                session_.memory.save();
            });
        });
        appearance_ = choice("appearance", tr("明るさ"), {tr("パソコンに合わせる"), tr("明るい"), tr("暗い")}, tr("すぐに変わります。"), [this](int at) {
            change<std::string>(tr("明るさ"), session_.memory.appearance, std::string(appearances[static_cast<std::size_t>(at)]), [this](const std::string& value) {
                session_.memory.appearance = value;
                session_.memory.save();
                use_appearance(value);
                wxGetTopLevelParent(this)->Refresh();
            });
        });

        group(tr("読み取り（このワークスペース）"));
        std::vector<wxString> limits;
        for (const double limit : error_limits) limits.push_back(wxString::Format(wxString::FromUTF8("%g %%"), limit * 100));
        limit_ = choice("error-limit", tr("自動確定の誤りの上限"), limits,
                        tr("人が見ずに確定した項目のうち、誤りがこの割合までになるように要確認を出します。小さくすると要確認が増えます。これから読むものに効きます。"),
                        [this](int at) { change_limit(error_limits[static_cast<std::size_t>(at)]); });
        watched_ = shown_path("watched", tr("受信フォルダー"), tr("スキャナーの保存先です。新しいファイルが書き終わると知らせます。"));
        auto* row = indented();
        row->Add(button("choose-watched", tr("フォルダーを選ぶ(&F)…"), [this] { choose_watched(); }));
        stop_watching_ = button("stop-watching", tr("見張らない(&S)"), [this] { change_watched(""); });
        row->Add(stop_watching_, 0, wxLEFT, FromDIP(8));

        group(tr("ワークスペース"));
        folder_ = shown_path("workspace", tr("いまの場所"), tr("取り込んだスキャン・確認した項目・実行の記録が入ったフォルダーです。"));
        indented()->Add(button("other-workspace", tr("ほかのワークスペース(&W)…"), [this] {
            wxDirDialog dialog(this, tr("ワークスペースを選ぶ"), {}, wxDD_DEFAULT_STYLE | wxDD_DIR_MUST_EXIST);
            if (dialog.ShowModal() == wxID_OK) CallAfter([session = &session_, folder = fs::path(utf8(dialog.GetPath()))] { session->open_workspace(folder, store::Access::change); });
        }));
        column_->AddSpacer(FromDIP(24));
        page_->SetSizer(column_);
        auto* whole = new wxBoxSizer(wxVERTICAL);
        whole->Add(page_, 1, wxEXPAND);
        SetSizer(whole);
    }

    void enter() override {
        refresh();
        language_->SetFocus();
    }
    void refresh() override {
        const auto place = [](const auto& values, const std::string& now) {
            const auto found = std::find(values.begin(), values.end(), now);
            return found == values.end() ? 0 : static_cast<int>(found - values.begin());
        };
        language_->SetSelection(place(languages, session_.memory.language));
        appearance_->SetSelection(place(appearances, session_.memory.appearance));
        if (!session_.is_open()) return;
        const auto watched = session_.memory.watched.find(session_.folder.string());
        watched_->ChangeValue(watched == session_.memory.watched.end() ? tr("（なし）") : shown(watched->second));
        stop_watching_->Enable(watched != session_.memory.watched.end());
        folder_->ChangeValue(shown(session_.folder.string()));
        try {
            const double limit = desk::accept_limits(*session_.workspace).error_limit;
            limit_->SetSelection(wxNOT_FOUND);
            for (std::size_t i = 0; i < std::size(error_limits); ++i)
                if (std::abs(error_limits[i] - limit) < 1e-9) limit_->SetSelection(static_cast<int>(i));
            desk::require(*session_.workspace, {desk::Right::it});
            limit_->Enable();
        } catch (const desk::NotAllowed&) {
            limit_->Disable();
            limit_->SetToolTip(tr("IT 担当が変えられます"));
        } catch (...) {
            limit_->Disable();
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }

private:
    static constexpr int label_dip = 200;

    void group(const wxString& words) {
        auto* title = heading(page_, words, 1.15f);
        column_->Add(title, 0, wxLEFT | wxTOP, FromDIP(18));
    }
    /// A row under the controls.
    wxBoxSizer* indented() {
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        row->AddSpacer(FromDIP(label_dip + 18));
        column_->Add(row, 0, wxTOP, FromDIP(8));
        return row;
    }
    void labelled(const wxString& label, wxWindow* control, const wxString& remark, int grow) {
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        auto* words = new wxStaticText(page_, wxID_ANY, label);
        words->SetMinSize(FromDIP(wxSize(label_dip, -1)));
        row->Add(words, 0, wxALIGN_CENTRE_VERTICAL);
        row->Add(control, grow);
        row->SetMinSize(FromDIP(wxSize(760, -1)));
        column_->Add(row, 0, wxLEFT | wxTOP, FromDIP(18));
        auto* faint = new wxStaticText(page_, wxID_ANY, wrapped(*page_, remark, FromDIP(560)));
        faint->SetForegroundColour(colours().faint);
        column_->Add(faint, 0, wxLEFT, FromDIP(label_dip + 18));
    }
    wxChoice* choice(const char* name, const wxString& label, const std::vector<wxString>& words, const wxString& remark, std::function<void(int)> chosen) {
        auto* made = new wxChoice(page_, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(220, -1)));
        for (const auto& word : words) made->Append(word);
        made->SetName(name);
        set_accessible(*made, label);
        made->Bind(wxEVT_CHOICE, [chosen](wxCommandEvent& event) { chosen(event.GetSelection()); });
        labelled(label, made, remark, 0);
        return made;
    }
    wxTextCtrl* shown_path(const char* name, const wxString& label, const wxString& remark) {
        auto* made = new wxTextCtrl(page_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_READONLY);
        made->SetName(name);
        set_accessible(*made, label);
        labelled(label, made, remark, 1);
        return made;
    }
    wxButton* button(const char* name, const wxString& label, std::function<void()> run) {
        auto* made = new wxButton(page_, wxID_ANY, label);
        made->SetName(name);
        made->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
        return made;
    }

    /// Puts the new value, and can take it back. `put` throws when it cannot be.
    template <class Value>
    void change(const wxString& what, const Value& before, const Value& after, std::function<void(const Value&)> put) {
        if (before == after) return;
        const auto now = [this, put](const Value& value) {
            put(value);
            refresh();
        };
        try {
            const Value old = before;  // `before` may be what put() changes
            now(after);
            session_.undo.did({wxString::Format(tr("設定「%s」の変更"), what), [now, old] { now(old); }, [now, after] { now(after); }});
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
            refresh();
        }
    }
    void change_limit(double limit) {
        try {
            const double before = desk::accept_limits(*session_.workspace).error_limit;
            change<double>(tr("自動確定の誤りの上限"), before, limit, [this](double value) {
                auto limits = desk::accept_limits(*session_.workspace);
                limits.error_limit = value;
                desk::keep_accept_limits(*session_.workspace, limits);
            });
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }
    void choose_watched() {
        wxDirDialog dialog(this, tr("スキャナーが保存するフォルダー"), {}, wxDD_DEFAULT_STYLE | wxDD_DIR_MUST_EXIST);
        if (dialog.ShowModal() == wxID_OK) change_watched(utf8(dialog.GetPath()));
    }
    void change_watched(const std::string& folder) {
        const auto now = session_.memory.watched.find(session_.folder.string());
        change<std::string>(tr("受信フォルダー"), now == session_.memory.watched.end() ? "" : now->second, folder, [this](const std::string& value) {
            auto& watched = session_.memory.watched;
            if (value.empty()) watched.erase(session_.folder.string());
            else watched[session_.folder.string()] = value;
            session_.memory.save();
            session_.watched_changed();
        });
    }

    wxScrolledWindow* page_;
    wxBoxSizer* column_;
    wxChoice *language_, *appearance_, *limit_;
    wxTextCtrl *watched_, *folder_;
    wxButton* stop_watching_;
};

}  // namespace

SettingsPage* make_general_page(wxWindow* parent, Session& session) { return new GeneralPage(parent, session); }

}  // namespace yorozu::gui
