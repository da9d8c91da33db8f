#include <algorithm>
#include <cstdlib>

#include "ocr/form/form_match.h"
#include "ocr/form/template_text.h"
#include "workbench/desk/templates/template_document.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {
namespace {

/// A blank in squares of 1 mm: how much of each is dark, 0…255.
struct InkGrid {
    int width = 0, height = 0;
    std::vector<int> dark;
    int at(int x, int y) const { return x < 0 || y < 0 || x >= width || y >= height ? 0 : dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)]; }
};

InkGrid ink_grid(const ocr::TemplatePage& page) {
    InkGrid grid{static_cast<int>(page.width_mm), static_cast<int>(page.height_mm), {}};
    grid.dark.assign(static_cast<std::size_t>(grid.width) * static_cast<std::size_t>(grid.height), 0);
    const auto& image = page.blank_image;
    for (int y = 0; y < grid.height; ++y)
        for (int x = 0; x < grid.width; ++x) {
            const int left = static_cast<int>(x * page.px_per_mm), right = std::min(image.width, static_cast<int>((x + 1) * page.px_per_mm));
            const int top = static_cast<int>(y * page.px_per_mm), bottom = std::min(image.height, static_cast<int>((y + 1) * page.px_per_mm));
            int dark = 0, all = 0;
            for (int row = top; row < bottom; ++row)
                for (int column = left; column < right; ++column, ++all) dark += image.pixels[static_cast<std::size_t>(row) * image.row_bytes() + static_cast<std::size_t>(column)] < 150;
            grid.dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.width) + static_cast<std::size_t>(x)] = all ? 255 * dark / all : 0;
        }
    return grid;
}

/// Squares where one form is printed and the other is white all around.
std::vector<char> differing(const InkGrid& a, const InkGrid& b) {
    constexpr int printed = 12;
    std::vector<char> squares(a.dark.size(), 0);
    const auto only = [&](const InkGrid& one, const InkGrid& other, int x, int y) {
        if (one.at(x, y) < printed) return false;
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                if (other.at(x + dx, y + dy) >= printed / 2) return false;
        return true;
    };
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x)
            squares[static_cast<std::size_t>(y) * static_cast<std::size_t>(a.width) + static_cast<std::size_t>(x)] = only(a, b, x, y) || only(b, a, x, y);
    return squares;
}

/// Boxes around squares that lie within 4 mm of each other.
std::vector<ocr::BoxMm> gathered(const InkGrid& grid, const std::vector<char>& squares) {
    std::vector<ocr::BoxMm> boxes;
    for (int y = 0; y < grid.height; ++y)
        for (int x = 0; x < grid.width; ++x)
            if (squares[static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.width) + static_cast<std::size_t>(x)]) boxes.push_back({double(x), double(y), 1, 1});
    constexpr double near = 4;
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t j = boxes.size(); j-- > i + 1;) {
                auto &a = boxes[i], &b = boxes[j];
                if (a.x > b.x + b.width + near || b.x > a.x + a.width + near || a.y > b.y + b.height + near || b.y > a.y + a.height + near) continue;
                const double right = std::max(a.x + a.width, b.x + b.width), bottom = std::max(a.y + a.height, b.y + b.height);
                a.x = std::min(a.x, b.x), a.y = std::min(a.y, b.y);
                a.width = right - a.x, a.height = bottom - a.y;
                boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(j));
                again = true;
            }
    }
    std::sort(boxes.begin(), boxes.end(), [](const auto& a, const auto& b) { return a.width * a.height > b.width * b.height; });
    return boxes;
}

std::string whereabouts(const ocr::BoxMm& box, const ocr::TemplatePage& page) {
    const double x = (box.x + box.width / 2) / page.width_mm, y = (box.y + box.height / 2) / page.height_mm;
    const std::string side = x < 0.36 ? "左" : x > 0.64 ? "右" : "";
    const std::string height = y < 0.36 ? "上" : y > 0.64 ? "下" : "";
    return side.empty() && height.empty() ? "中央" : side + height;
}

void tell_difference(const ocr::FormTemplate& form, const ocr::FormTemplate& other, MixUp& mix_up) {
    const auto &mine = form.pages[0], &its = other.pages[0];
    if (std::abs(mine.width_mm - its.width_mm) > 3 || std::abs(mine.height_mm - its.height_mm) > 3) {
        mix_up.differs = "紙の大きさが違います";
        return;
    }
    const auto a = ink_grid(mine), b = ink_grid(its);
    mix_up.places = gathered(a, differing(a, b));
    if (mix_up.places.empty()) {
        mix_up.differs = "印刷に違いが見つかりません。様式番号などを刷り分けないと、自動では仕分けられません";
        return;
    }
    std::string words;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, mix_up.places.size()); ++i) {
        const auto place = whereabouts(mix_up.places[i], mine);
        if (words.find(place) == std::string::npos) words += (words.empty() ? "" : "、") + place;
    }
    mix_up.differs = "違いは " + std::to_string(mix_up.places.size()) + " か所（" + words + (mix_up.places.size() > 3 ? " など" : "") + "）です";
}

}  // namespace

std::vector<TemplateFinding> findings_of(const ocr::FormTemplate& form) {
    std::vector<TemplateFinding> findings;
    for (auto& fault : ocr::check_template_text(ocr::template_text(form), form.file)) {
        TemplateFinding finding{-1, fault.place, fault.what, fault.mend, fault.warning};
        constexpr std::string_view fields = "/fields/";
        if (fault.place.rfind(fields, 0) == 0) {
            char* end = nullptr;
            finding.field = static_cast<int>(std::strtol(fault.place.c_str() + fields.size(), &end, 10));
            finding.key = *end == '/' ? end + 1 : end;
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::filesystem::path template_place(const std::filesystem::path& workspace, const std::string& form_id) {
    return workspace / "templates" / form_id / "template.json";
}

void save_template(const ocr::FormTemplate& form) {
    WholeFile file(form.file);
    file.write(ocr::template_text(form));
    file.place();
}

std::vector<MixUp> mix_ups(const ocr::FormTemplate& form, const std::vector<ocr::FormTemplate>& others) {
    constexpr double dangerous = 0.9;
    std::vector<MixUp> found;
    for (const auto& other : others) {
        if (other.id == form.id || other.pages.empty() || form.pages.empty()) continue;
        for (const auto& pair : ocr::confusable_templates({form, other})) {
            const auto of_form = [&](const std::string& name) { return name == form.id || name.rfind(form.id + " p", 0) == 0; };
            if (of_form(pair.first) == of_form(pair.second)) continue;
            MixUp mix_up{other.id, other.title, pair.likeness, pair.likeness >= dangerous, "", {}};
            tell_difference(form, other, mix_up);
            found.push_back(std::move(mix_up));
            break;
        }
    }
    std::sort(found.begin(), found.end(), [](const MixUp& a, const MixUp& b) { return a.likeness > b.likeness; });
    return found;
}

}  // namespace yorozu::desk
