#include "workbench/gui/cases/cases_files.h"

#include <wx/filedlg.h>
#include <wx/utils.h>

#include <algorithm>

#include "workbench/desk/rpa/vault.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/rpa/rpa_dialogs.h"
#include "workbench/gui/rpa/rpa_vault.h"

namespace yorozu::gui {

namespace fs = std::filesystem;

void CaseFiles::lock() {
    key_.reset();
    session_.say({Message::Kind::notice, tr("添付の鍵を金庫に戻しました。次に開くときは、金庫のパスフレーズを尋ねます。")});
}

void CaseFiles::with_key(std::function<void(Key)> then) {
    if (open()) {
        used_ = session_.clock();
        return then(key_);
    }
    key_.reset();
    if (!desk::has_vault(*session_.workspace))
        return session_.say({Message::Kind::doubt, tr("添付は金庫の鍵で封じます。先に金庫を作ってください。"), {{.id = "cases.make-vault", .label = tr("金庫を作る…"), .run = [this] { show_vault(owner_, session_); }}}});
    const auto lines = ask_lines(owner_, tr("金庫を開く"), tr("添付は金庫の鍵で封じてあります。開くと、最後に使ってから 15 分のあいだ尋ねません。"), {{tr("金庫のパスフレーズ")}});
    if (lines.empty()) return session_.say({Message::Kind::doubt, tr("金庫が閉じているので、添付を入れることも取り出すこともできません。名前だけは見られます。")});
    session_.jobs.start<Key>({.kind = {}, .name = {}, .unit = {}, .quiet = true}, owner_,
                             [own = session_.own(), lines](JobControl&) { return std::make_shared<const desk::GuardedBytes>(desk::attachment_key(*own.open(store::Access::change), desk::Passphrase(lines[0]))); },
                             [this, then = std::move(then)](JobEnd<Key> end) {
                                 if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
                                 key_ = *end.result;
                                 used_ = session_.clock();
                                 then(key_);
                             });
}

void CaseFiles::add(const std::string& number, std::vector<fs::path> files) {
    if (files.empty()) {
        wxFileDialog dialog(owner_, tr("添付するファイル"), {}, {}, tr("すべてのファイル") + "|*", wxFD_OPEN | wxFD_FILE_MUST_EXIST | wxFD_MULTIPLE);
        if (dialog.ShowModal() != wxID_OK) return;
        wxArrayString paths;
        dialog.GetPaths(paths);
        for (const auto& path : paths) files.emplace_back(utf8(path));
    }
    with_key([this, number, files](Key key) { add_next(number, files, std::move(key)); });
}

void CaseFiles::add_next(const std::string& number, std::vector<fs::path> files, Key key) {
    if (files.empty()) return;
    const fs::path file = files.front();
    files.erase(files.begin());
    session_.jobs.start<std::int64_t>(
        {tr("添付"), shown(file.filename().string()), "KB"}, owner_,
        [own = session_.own(), number, file, key](JobControl& control) {
            std::error_code ignored;
            const auto all = static_cast<std::size_t>(fs::file_size(file, ignored)) / 1024;
            return desk::attach_file(*own.open(store::Access::change), number, file, *key, [&](std::int64_t bytes) {
                control.report({.done = static_cast<std::size_t>(bytes) / 1024, .all = all});
                return !control.stopped();
            });
        },
        [this, number, file, files, key](JobEnd<std::int64_t> end) {
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            if (*end.result == 0) return session_.say({Message::Kind::notice, tr("やめました。添付していません。")});
            used_ = session_.clock();
            const wxString name = shown(file.filename().string());
            session_.changed();
            if (changed) changed(number);
            session_.say({Message::Kind::notice, wxString::Format(tr("相談 %s に「%s」を添付しました。"), shown(number), name)});
            const desk::Attachment added{.id = *end.result, .name = file.filename().string(), .sha256 = {}, .who = {}};
            session_.undo.did({wxString::Format(tr("「%s」の添付"), name), [this, number, added] { put(number, added, false); }, [this, number, added] { put(number, added, true); }});
            add_next(number, files, key);
        });
}

void CaseFiles::save(const std::string& number, const desk::Attachment& file) {
    with_key([this, number, file](Key key) {
        wxFileDialog dialog(owner_, tr("添付を取り出す"), {}, shown(file.name), tr("すべてのファイル") + "|*", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
        if (dialog.ShowModal() != wxID_OK) return;
        const fs::path target = utf8(dialog.GetPath());
        session_.jobs.start<int>({tr("添付を取り出す"), shown(file.name), {}}, owner_,
                                 [own = session_.own(), number, id = file.id, target, key](JobControl&) {
                                     desk::save_attachment(*own.open(store::Access::change), number, id, target, *key);
                                     return 0;
                                 },
                                 [this, target](JobEnd<int> end) {
                                     if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
                                     used_ = session_.clock();
                                     session_.say({Message::Kind::notice, wxString::Format(tr("%s に取り出しました。封じていない写しです。要らなくなったら消してください。"), shown(target.filename().string())),
                                                   {{.id = "cases.open-saved", .label = tr("開く"), .run = [target] { wxLaunchDefaultApplication(shown(target.string())); }}}});
                                 });
    });
}

void CaseFiles::put(const std::string& number, const desk::Attachment& file, bool back) {
    desk::detach_file(*session_.workspace, number, file.id, back);
    session_.changed();
    if (changed) changed(number);
}

void CaseFiles::take_off(const std::string& number, const desk::Attachment& file) {
    try {
        put(number, file, false);
        session_.say({Message::Kind::notice, wxString::Format(tr("「%s」を外しました。経過には残り、元に戻せます。"), shown(file.name))});
        session_.undo.did({wxString::Format(tr("「%s」を外す"), shown(file.name)), [this, number, file] { put(number, file, true); }, [this, number, file] { put(number, file, false); }});
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

}  // namespace yorozu::gui
