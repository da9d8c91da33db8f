#include "workbench/desk/form_templates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "ocr/form/template_draft.h"
#include "ocr/page/page.h"
#include "workbench/desk/whole_file.h"

namespace yorozu::desk {
namespace fs = std::filesystem;
namespace {

void write_whole(const fs::path& target, const void* bytes, std::size_t size) {
    WholeFile file(target);
    file.write({static_cast<const char*>(bytes), size});
    file.place();
}

struct Paper {
    const char* name;
    double width_mm, height_mm;
};
constexpr std::array<Paper, 8> papers{{{"はがき", 100, 148}, {"A4", 210, 297}, {"A5", 148, 210}, {"A3", 297, 420}, {"A6", 105, 148}, {"B5", 182, 257},
                                       {"B4", 257, 364}, {"往復はがき", 200, 148}}};

/// A scan of known paper rarely is off by more than 2 mm; then the paper's own size is meant.
void snap_to_paper(double& width, double& height) {
    for (const auto& paper : papers) {
        if (std::abs(width - paper.width_mm) < 2 && std::abs(height - paper.height_mm) < 2) width = paper.width_mm, height = paper.height_mm;
        if (std::abs(width - paper.height_mm) < 2 && std::abs(height - paper.width_mm) < 2) width = paper.height_mm, height = paper.width_mm;
    }
}

/// Width and height in mm of a blank; says in `remarks` when it had to be guessed.
std::pair<double, double> paper_size(const ocr::Page& page, double width_mm, std::vector<std::string>& remarks) {
    const double ratio = static_cast<double>(page.image.height) / page.image.width;
    double width = width_mm, height = width_mm * ratio;
    if (width <= 0 && page.dpi > 0) {
        width = page.image.width * 25.4 / page.dpi;
        height = page.image.height * 25.4 / (page.dpi_down > 0 ? page.dpi_down : page.dpi);
        snap_to_paper(width, height);
    }
    if (width <= 0) {
        // Postcards are a little longer than the A series; the rest is taken for A4.
        const double longer = std::max(ratio, 1 / ratio);
        const Paper& paper = std::abs(longer - 1.48) < std::abs(longer - 1.4142) ? papers[0] : papers[1];
        width = ratio >= 1 ? paper.width_mm : paper.height_mm;
        height = width * ratio;
        snap_to_paper(width, height);
        remarks.push_back(std::string("画像に解像度の記録がないため、用紙を ") + paper.name + " とみなしました。違うときは --width-mm で幅を指定してください");
    }
    return {std::round(width * 10) / 10, std::round(height * 10) / 10};
}

std::string id_from(const fs::path& out) {
    std::string id;
    for (const char c : out.stem().string()) {
        const auto byte = static_cast<unsigned char>(c);
        id += byte < 128 && (std::isalnum(byte) || c == '_' || c == '-') ? c : '_';
    }
    while (!id.empty() && id.front() == '-') id.erase(0, 1);
    return id.empty() ? "form" : id.substr(0, 64);
}

std::string page_name(const fs::path& out, std::size_t page) {
    return out.stem().string() + (page > 1 ? "-p" + std::to_string(page) : "") + out.extension().string();
}

}  // namespace

bool TemplateReport::usable() const {
    return !forms.empty() && std::none_of(faults.begin(), faults.end(), [](const auto& fault) { return !fault.warning; });
}

TemplateReport check_templates(const std::vector<fs::path>& files_or_folders) {
    TemplateReport report;
    auto set = ocr::load_templates(files_or_folders);
    report.forms = std::move(set.forms);
    report.faults = std::move(set.faults);
    if (report.forms.size() > 1 || (report.forms.size() == 1 && report.forms[0].pages.size() > 1))
        report.confusable = ocr::confusable_templates(report.forms);
    return report;
}

DraftResult draft_template(const DraftRequest& request) {
    DraftResult result;
    std::vector<ocr::Page> pages;
    ocr::PageReader reader(request.blank);
    while (auto next = reader.next()) {
        if (auto* failure = std::get_if<ocr::LoadFailure>(&*next)) throw TemplateRequestFault(failure->what, request.blank.string(), failure->mend);
        pages.push_back(std::move(std::get<ocr::Page>(*next)));
        if (pages.size() > 40) throw TemplateRequestFault("空の帳票のページが多すぎます（上限 40）", request.blank.string(), "帳票一種類ごとのファイルにしてください");
    }
    std::string extension = request.blank.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return std::tolower(c); });
    const bool as_it_lies = pages.size() == 1 && extension != ".pdf";
    const fs::path folder = fs::absolute(request.out).parent_path();
    std::vector<ocr::DraftPage> drafts;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        ocr::DraftPage draft;
        std::tie(draft.width_mm, draft.height_mm) = paper_size(pages[i], request.width_mm, result.remarks);
        draft.fields = ocr::draft_fields(pages[i].image, pages[i].image.width / draft.width_mm);
        if (as_it_lies) {
            const fs::path relative = fs::proximate(fs::absolute(request.blank), folder);
            draft.blank = relative.generic_string();
        } else {
            draft.blank = request.out.stem().string() + "-blank" + std::to_string(i + 1) + ".png";
            const auto png = ocr::encode_png(pages[i].image, pages[i].image.width / draft.width_mm * 25.4);
            write_whole(folder / draft.blank, png.data(), png.size());
            result.written.push_back((folder / draft.blank).string());
        }
        result.fields += draft.fields.size();
        drafts.push_back(std::move(draft));
    }
    result.pages = pages.size();
    if (result.fields == 0) result.remarks.push_back("罫線で囲まれた記入欄が見つかりませんでした。項目は手で書き足してください");
    const std::string json = ocr::draft_json(id_from(request.out), request.out.stem().string(), drafts);
    write_whole(request.out, json.data(), json.size());
    result.written.push_back(request.out.string());
    return result;
}

std::vector<fs::path> draw_template(const fs::path& file, const fs::path& out) {
    const auto load = ocr::load_template(file);
    for (const auto& fault : load.faults)
        if (!fault.warning) throw TemplateRequestFault(fault.what, fault.file.string() + " " + fault.place, fault.mend);
    std::vector<fs::path> written;
    for (std::size_t page = 1; page <= load.form->pages.size(); ++page) {
        const auto picture = ocr::template_picture(*load.form, static_cast<int>(page));
        const auto png = ocr::encode_png(picture, load.form->pages[page - 1].px_per_mm * 25.4);
        written.push_back(out.parent_path() / page_name(out, page));
        write_whole(written.back(), png.data(), png.size());
    }
    return written;
}

}  // namespace yorozu::desk
