#include "workbench/gui/cases/cases_tables.h"

#include <wx/filedlg.h>

#include "workbench/desk/cases/case_report.h"
#include "workbench/desk/cases/case_table.h"
#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {

void import_case_table(wxWindow* parent, Session& session, std::function<void()> done) {
    wxFileDialog dialog(parent, tr("相談の表を取り込む"), {}, {}, tr("表（CSV・XLSX）") + "|*.csv;*.xlsx", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() != wxID_OK) return;
    session.jobs.start<desk::CaseImport>(
        {tr("取り込み"), dialog.GetFilename(), tr("件")}, parent,
        [own = session.own(), file = utf8(dialog.GetPath())](JobControl&) { return desk::import_cases(*own.open(store::Access::change), file, desk::own_case_mapping()); },
        [&session, done](JobEnd<desk::CaseImport> end) {
            if (end.failure) return session.say({Message::Kind::failure, words_of(end.failure)});
            const auto& result = *end.result;
            wxString words = wxString::Format(tr("取り込みました：新しい %d 件、変わった %d 件、同じ %d 件"), result.added, result.changed, result.same);
            if (!result.faults.empty()) words += wxString::Format(tr("。取り込めない行 %d（%d 行目：%s）"), static_cast<int>(result.faults.size()), result.faults.front().line, shown(result.faults.front().fault));
            if (!result.conflicts.empty()) {
                const auto& one = result.conflicts.front();
                words += wxString::Format(tr("。両方で変わった項目 %d（%s の%s：こちら「%s」、ファイル「%s」。こちらを残しました）"), static_cast<int>(result.conflicts.size()), shown(one.number), field_words(one.field), shown(one.ours), shown(one.theirs));
            }
            session.say({result.faults.empty() && result.conflicts.empty() ? Message::Kind::notice : Message::Kind::doubt, words});
            session.changed();
            done();
        });
}

void export_case_table(wxWindow* parent, Session& session, CaseOutput what) {
    const bool report = what == CaseOutput::report;
    const auto now = session.clock();
    const std::string today = desk::iso_date(now);
    const auto year = desk::fiscal_year_of(today);
    wxFileDialog dialog(parent, report ? tr("年度の報告を書き出す") : tr("相談を書き出す"), {}, report ? shown("soudan-" + year.name() + ".xlsx") : wxString("soudan.xlsx"),
                        "XLSX|*.xlsx|CSV|*.csv", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (dialog.ShowModal() != wxID_OK) return;
    try {
        const std::filesystem::path file = utf8(dialog.GetPath());
        if (report) desk::write_case_report(desk::case_report(*session.workspace, year, today), file, desk::date_and_time(now) + " " + session.person);
        else desk::export_cases(*session.workspace, file, desk::own_case_mapping(), {});
        session.say({Message::Kind::notice, wxString::Format(tr("%s に書き出しました。"), dialog.GetFilename())});
    } catch (...) {
        session.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

}  // namespace yorozu::gui
