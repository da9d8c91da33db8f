// 確認 on paper: the form at hand with its readings, or the list of 不備.
#include <wx/filedlg.h>

#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/checking/check_room.h"
#include "workbench/gui/controls/printing.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

wxString state_words(desk::FieldState state) {
    switch (state) {
        case desk::FieldState::accepted: return tr("自動確定");
        case desk::FieldState::review: return tr("要確認");
        case desk::FieldState::blank: return tr("空欄");
        case desk::FieldState::verified: return tr("確認済み");
    }
    return {};
}

wxString kind_of_defect(const std::string& decided) { return decided == "unreadable" ? tr("読めない") : tr("不備"); }

}  // namespace

std::optional<Paper> CheckRoom::paper() {
    if (!opened_) return std::nullopt;
    auto& verification = opened_->verification;
    const wxString remark = wxString::Format(tr("束：%s　%s　印刷：%s"), shown(batch_), shown(desk::date_and_time(session_.clock())), shown(session_.person));
    if (way_ == Way::defects) {
        PrintedList list{tr("不備の一覧"), remark, {tr("枚目"), tr("ファイル"), tr("項目"), tr("仕事"), tr("理由")}, {0.09, 0.25, 0.2, 0.12, 0.34}, {}};
        for (const auto& field : verification.open(verification.defects()))
            list.rows.push_back({grouped(field.form_number), shown(field.source), shown(field.label), kind_of_defect(field.decided), shown(field.decision_reason)});
        return paper_of(std::move(list));
    }
    if (!screen_.field || way_ == Way::entry) return std::nullopt;
    PrintedForm form{shown(screen_.field->title), remark + wxString::Format(tr("　%d 枚目　%s"), screen_.field->form_number, shown(screen_.field->source)), screen_.pages, {}};
    for (const auto& field : verification.after(verification.form_of(screen_.field->document), {}).filled.fields)
        form.fields.push_back({shown(field.label), field.masked ? tr("（伏せる項目）") : shown(field.value), state_words(field.state)});
    return paper_of(std::move(form));
}

void CheckRoom::put_on_paper(bool pdf) {
    try {
        auto made = paper();
        if (!made) return session_.say({Message::Kind::notice, tr("印刷するものがありません")});
        wxString file;
        if (pdf) {
            wxFileDialog dialog(this, tr("PDF にする"), {}, made->title + ".pdf", "PDF|*.pdf", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
            if (dialog.ShowModal() != wxID_OK) return;
            file = dialog.GetPath();
        }
        desk::permit_batch(*opened_->workspace, {desk::Right::clerk, desk::Right::checker}, "print", batch_, way_ == Way::defects ? "不備の一覧" : "帳票");
        if (!pdf) {
            print(this, *made);
        } else {
            write_pdf(*made, std::filesystem::path(utf8(file)));
            session_.say({Message::Kind::notice, wxString::Format(tr("PDF にしました：%s"), file)});
        }
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

}  // namespace yorozu::gui
