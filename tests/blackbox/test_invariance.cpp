// The same postcards, scanned in many ways: what is read must hardly depend on it, and nothing wrong may pass.
#include <catch2/catch.hpp>
#include <iostream>
#include <opencv2/imgproc.hpp>

#include "tests/blackbox/page_reading.h"
#include "tests/reading/confused_models.h"

using namespace yorozu;
using namespace yorozu::testing;
using generator::Damage;

namespace {

struct Scan {
    const char* name;
    std::vector<Damage> damages;
    double skew_deg;
    int least_right, least_accepted;  ///< of 56 filled fields: what is measured now
};

const std::vector<Scan> scans = {
    {"300 dpi", {}, 0, 54, 52},
    {"turned by 3 degrees", {}, 3, 54, 51},
    {"turned by -3 degrees", {}, -3, 55, 51},
    {"200 dpi", {Damage::dpi_200}, 0, 55, 51},
    {"400 dpi", {Damage::dpi_400}, 0, 55, 52},
    {"600 dpi", {Damage::dpi_600}, 0, 55, 51},
    {"1 bit", {Damage::one_bit}, 0, 55, 53},
    {"200 dpi, 1 bit", {Damage::dpi_200, Damage::one_bit}, 0, 55, 52},
    {"faint", {Damage::faint_pencil}, 0, 51, 42},
    {"faint, 1 bit", {Damage::faint_pencil, Damage::one_bit}, 0, 4, 4},
};

generator::FilledPage turned(generator::FilledPage page, double degrees) {
    if (degrees == 0) return page;
    const int type = page.image.channels == 3 ? CV_8UC3 : CV_8UC1;
    const cv::Mat flat(page.image.height, page.image.width, type, page.image.pixels.data());
    cv::Mat askew;
    cv::warpAffine(flat, askew, cv::getRotationMatrix2D({page.image.width / 2.0F, page.image.height / 2.0F}, degrees, 1), flat.size(), cv::INTER_LINEAR,
                   cv::BORDER_CONSTANT, cv::Scalar::all(250));
    page.image.pixels.assign(askew.datastart, askew.dataend);
    return page;
}

struct Count {
    int filled = 0, right = 0, accepted = 0, wrong_accepted = 0, lost = 0;
};

std::string plain(const std::string& value) {
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == ' ') continue;
        if (value.compare(i, 3, "　") == 0) {
            i += 2;
            continue;
        }
        out += value[i];
    }
    return out;
}

Count read_postcards(PageReading& reading, const Scan& scan) {
    Count count;
    std::uint64_t seed = 900;
    for (const char* hand : {"klee", "yusei-magic", "kiloji", "kiloji-p"}) {
        generator::FillRequest request;
        request.seed = ++seed;
        request.damages = scan.damages;
        request.hand.kind = hand;
        const generator::FilledForm form = generator::make_filled_form(request);
        const ocr::Document document = reading.read(turned(form.pages.front(), scan.skew_deg));
        for (const auto& [id, value] : form.truth) count.filled += !value.empty();
        for (const ocr::FieldReading& field : document.fields) {
            const std::string& written = form.truth.at(field.id);
            const bool right = plain(field.value) == plain(written);
            count.right += right && !written.empty();
            count.accepted += field.status == ocr::FieldStatus::accepted && !written.empty();
            count.wrong_accepted += field.status == ocr::FieldStatus::accepted && !right;
            count.lost += field.status == ocr::FieldStatus::blank && !right;
        }
    }
    return count;
}

/// Prints the counts and names the scans that miss their bar.
std::vector<std::string> below(PageReading& reading, const std::vector<Scan>& tried) {
    std::vector<std::string> names;
    for (const Scan& scan : tried) {
        const Count count = read_postcards(reading, scan);
        std::cout << scan.name << ": of " << count.filled << " fields " << count.right << " right (least " << scan.least_right << "), " << count.accepted
                  << " accepted (least " << scan.least_accepted << "), " << count.wrong_accepted << " of them wrong, " << count.lost << " called blank\n";
        if (count.right < scan.least_right || count.accepted < scan.least_accepted || count.wrong_accepted > 0 || count.lost > 0) names.push_back(scan.name);
    }
    return names;
}

}  // namespace

TEST_CASE("What is read of a postcard hardly depends on how it was scanned") {
    PageReading reading({samples / "forms/koza-furikae-hagaki"});
    CHECK(below(reading, scans) == std::vector<std::string>{});
}

TEST_CASE("Recognisers that answer nonsense miss the bar of every scan") {
    const Folder models;
    copy_confused_models(models.path);
    PageReading reading({samples / "forms/koza-furikae-hagaki"}, models.path);
    const std::vector<Scan> tried = {scans[0], scans[6]};
    CHECK(below(reading, tried).size() == tried.size());
}
