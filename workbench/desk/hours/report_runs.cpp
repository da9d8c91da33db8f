#include "workbench/desk/hours/report_runs.h"

#include <map>

#include "ocr/page/page.h"
#include "ocr/page/picture.h"
#include "workbench/desk/hours/hours_data.h"
#include "workbench/desk/rpa/rpa.h"
#include "workbench/desk/rpa/seen_items.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::desk {
namespace {

std::vector<std::uint8_t> picture_of(const std::filesystem::path& file) {
    ocr::PageReader reader(file);
    const auto result = reader.next();
    const auto* page = result ? std::get_if<ocr::Page>(&*result) : nullptr;
    return page ? ocr::encode_png(ocr::shrunk(page->image, 620)) : std::vector<std::uint8_t>{};
}

}  // namespace

void add_runs(BatchReport& report, Workspace& workspace, const std::string& scenario, const std::filesystem::path& evidence,
              int pictures, const std::string& today) {
    permit_scenario(workspace, {Right::clerk, Right::manager}, "view", scenario, "報告");
    const HoursReport hours = hours_saved(hours_input(workspace), period_of(fiscal_year_of(today).name(), today));
    std::map<std::int64_t, std::string> evidence_of;
    for (const auto& saved : hours.scenarios) {
        if (!scenario.empty() && saved.scenario != scenario) continue;
        for (const auto& line : saved.lines)
            if (!line.evidence.empty()) evidence_of[line.item] = line.evidence;
        report.hours.push_back({saved.scenario, hours_text(saved.gross_ms), hours_text(saved.net_ms), hours_text(saved.verified_ms),
                                saved.formula});
    }
    const auto folder = evidence.empty() ? workspace.evidence_folder() : evidence;
    for (const auto& item : seen_items(workspace, scenario)) {
        ReportItem shown{item.business_key, words_of(item.state), item.target_number, item.message, {}};
        const auto found = evidence_of.find(item.id);
        if (found != evidence_of.end() && pictures > 0) {
            permit(workspace, {Right::clerk, Right::manager}, {"view", "item/" + std::to_string(item.id), "証跡"});
            shown.evidence_png = picture_of(folder / found->second);
            --pictures;
        }
        report.items.push_back(std::move(shown));
    }
}

}  // namespace yorozu::desk
