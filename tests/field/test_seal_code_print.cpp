#include <catch2/catch.hpp>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include "ocr/field/code.h"
#include "ocr/field/print.h"
#include "ocr/field/seal.h"
#include "tests/field/drawn_crop.h"

using namespace yorozu::ocr;

namespace {

DrawnCrop seal_box() {
    DrawnCrop drawn(18, 18);
    drawn.margin_mm = 3;
    drawn.blank = cv::Mat(240, 240, CV_8U, cv::Scalar(255));
    drawn.print_comb(1);
    drawn.print_line(7, 9, 11, 9, 0.3, 190);  // pale 印
    drawn.start_page(0.5, 0.5);
    return drawn;
}

SealReading read(const DrawnCrop& drawn, const cv::Mat& colour = {}) {
    FieldInk ink = remove_print(drawn.crop());
    remove_specks(ink, 0.1);
    return read_seal(ink, colour);
}

}  // namespace

TEST_CASE("a round seal is seen in a grey scan, also off its place and pale") {
    for (const int grey : {60, 150})
        for (const double x : {9.0, 12.5}) {
            CAPTURE(grey, x);
            DrawnCrop drawn = seal_box();
            drawn.ring(x, 9, 5, 5, 0, 360, 0.5, grey);
            drawn.pen(x - 2, 7, x + 2, 7, 0.5, grey);
            drawn.pen(x, 6, x, 12, 0.5, grey);
            CHECK(read(drawn).state == SealReading::State::present);
        }
}

TEST_CASE("an empty place for a seal is empty, its pale print is no seal") {
    DrawnCrop drawn = seal_box();
    drawn.noise(6);
    CHECK(read(drawn).state == SealReading::State::none);
}

TEST_CASE("writing in the place of the seal is left to a person") {
    DrawnCrop drawn = seal_box();
    drawn.text("ABC", 2, 10, 4);
    CHECK(read(drawn).state == SealReading::State::unclear);
}

TEST_CASE("red ink is a seal even when only part of it was pressed") {
    DrawnCrop drawn = seal_box();
    drawn.ring(9, 9, 5, 5, 0, 150, 0.6, 120);
    cv::Mat colour(drawn.page.size(), CV_8UC3, cv::Scalar(255, 255, 255));
    for (int y = 0; y < colour.rows; ++y)
        for (int x = 0; x < colour.cols; ++x)
            if (drawn.page.at<std::uint8_t>(y, x) < 180) colour.at<cv::Vec3b>(y, x) = {210, 60, 60};
    CHECK(read(drawn, colour).state == SealReading::State::present);
}

TEST_CASE("a QR code is read upright and turned, and a smeared one gives nothing") {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
    const auto matrix = writer.encode(std::string("KZ-0001234"), 160, 160);
    cv::Mat picture(200, 200, CV_8U, cv::Scalar(255));
    for (int y = 0; y < matrix.height(); ++y)
        for (int x = 0; x < matrix.width(); ++x)
            if (matrix.get(x, y)) picture.at<std::uint8_t>(y + 20, x + 20) = 20;
    auto image = [](const cv::Mat& from) {
        Image to{from.cols, from.rows, 1, {}};
        to.pixels.assign(from.datastart, from.dataend);
        return to;
    };
    CHECK(read_code(image(picture)) == "KZ-0001234");
    cv::Mat turned;
    cv::rotate(picture, turned, cv::ROTATE_90_CLOCKWISE);
    CHECK(read_code(image(turned)) == "KZ-0001234");
    cv::Mat smeared;
    cv::blur(picture, smeared, {25, 25});
    CHECK(read_code(image(smeared)).empty());
    CHECK(read_code({}).empty());
}

TEST_CASE("print is read without spaces between its characters, an empty line gives none") {
    DrawnCrop drawn(60, 8);
    drawn.px_per_mm = 12;
    drawn.blank = cv::Mat(144, 768, CV_8U, cv::Scalar(255));
    drawn.start_page();
    FieldInk empty = remove_print(drawn.crop());
    const PrintedText nothing = read_print(empty, 1);
    if (!nothing.available) {
        WARN("skipped: no Tesseract data for Japanese on this machine");
        return;
    }
    CHECK(nothing.text.empty());
    drawn.text("2024", 5, 6.5, 4.5);
    const PrintedText year = read_print(remove_print(drawn.crop()), 1);
    CHECK(year.text == "2024");
    CHECK(year.characters.size() == 4);
    CHECK(year.confidence > 0.5);
}
