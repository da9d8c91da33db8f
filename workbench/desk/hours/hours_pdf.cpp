#include "workbench/desk/hours/hours_pdf.h"

#include <cmath>

#include "workbench/desk/export/pdf_pages.h"

namespace yorozu::desk {

void write_pdf(const HoursBook& book, const std::filesystem::path& file) {
    PdfPages paper(file, title_of(book), book.produced);
    paper.heading(title_of(book), 16);
    for (const auto& line : preface_of(book)) paper.sentence(line);
    for (const auto& published : book.published)
        paper.picture("報告　" + published.year.name() + " 年度　" + published.source + "・計 " + std::to_string(std::lround(published.total())) + " 時間", published_chart(published, longest_bar(book), 500, 260).drawing);
    paper.picture("計測　" + book.year.name() + " 年度　純・計 " + hours_text(book.report.total.net_ms) + " 時間", measured_chart(book, 500, 260).drawing);
    paper.picture("月ごとの積み上げ（すべてのツール）", months_chart(book, "", 500, 260).drawing);
    for (const auto& measure : comparable_target(book, "").measured) paper.picture("月ごとの積み上げ（" + measure.policy + "）", months_chart(book, measure.policy, 500, 260).drawing);
    for (const auto& sheet : sheets_of(book)) {
        paper.heading(sheet.name, 11);
        paper.table(sheet);
    }
    paper.finish();
}

}  // namespace yorozu::desk
