#pragma once
#include <opencv2/imgproc.hpp>
#include <random>
#include <string>

#include "ocr/form/form_match.h"

/// A crop drawn for a test: a form's print on `blank`, the same print and a hand on `page`.
namespace yorozu::ocr {

struct DrawnCrop {
    double px_per_mm = 10;
    double margin_mm = 2;
    double width_mm, height_mm;
    cv::Mat blank, page;

    DrawnCrop(double width, double height) : width_mm(width), height_mm(height) {
        blank = cv::Mat(int((height + 2 * margin_mm) * px_per_mm), int((width + 2 * margin_mm) * px_per_mm), CV_8U,
                        cv::Scalar(255));
    }
    cv::Point at(double x_mm, double y_mm) const {
        return {int(std::lround((x_mm + margin_mm) * px_per_mm)), int(std::lround((y_mm + margin_mm) * px_per_mm))};
    }
    void print_line(double x0, double y0, double x1, double y1, double mm = 0.3, int grey = 0) {
        cv::line(blank, at(x0, y0), at(x1, y1), cv::Scalar(grey), int(std::lround(mm * px_per_mm)), cv::LINE_AA);
    }
    void print_comb(int cells) {
        print_line(0, 0, width_mm, 0);
        print_line(0, height_mm, width_mm, height_mm);
        for (int c = 0; c <= cells; ++c) print_line(c * width_mm / cells, 0, c * width_mm / cells, height_mm);
    }
    /// The page as scanned: the print `shift` px off, then what is drawn next.
    void start_page(double shift_x = 0, double shift_y = 0) {
        const cv::Mat move = (cv::Mat_<double>(2, 3) << 1, 0, shift_x, 0, 1, shift_y);
        cv::warpAffine(blank, page, move, blank.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
    }
    void pen(double x0, double y0, double x1, double y1, double mm = 0.4, int grey = 40) {
        cv::Mat layer(page.size(), CV_8U, cv::Scalar(255));
        cv::line(layer, at(x0, y0), at(x1, y1), cv::Scalar(grey), std::max(1, int(std::lround(mm * px_per_mm))), cv::LINE_AA);
        add(layer);
    }
    void ring(double x, double y, double rx, double ry, double from = 0, double to = 360, double mm = 0.4, int grey = 40) {
        cv::Mat layer(page.size(), CV_8U, cv::Scalar(255));
        cv::ellipse(layer, at(x, y), {int(rx * px_per_mm), int(ry * px_per_mm)}, 0, from, to, cv::Scalar(grey),
                    int(std::lround(mm * px_per_mm)), cv::LINE_AA);
        add(layer);
    }
    /// A text about `height` mm high with its lower left corner at x, y.
    void text(const std::string& what, double x, double y, double height, double mm = 0.4, int grey = 40) {
        cv::Mat layer(page.size(), CV_8U, cv::Scalar(255));
        cv::putText(layer, what, at(x, y), cv::FONT_HERSHEY_SIMPLEX, height * px_per_mm / 22.0, cv::Scalar(grey),
                    std::max(1, int(std::lround(mm * px_per_mm))), cv::LINE_AA);
        add(layer);
    }
    /// Into a picture of its own: copies of a drawing share their pixels until they are drawn on.
    void add(const cv::Mat& layer) {
        cv::Mat drawn;
        cv::min(page, layer, drawn);
        page = drawn;
    }
    void noise(double deviation, unsigned seed = 1) {
        page = page.clone();
        std::mt19937 random(seed);
        std::normal_distribution<double> normal(0, deviation);
        for (int y = 0; y < page.rows; ++y)
            for (int x = 0; x < page.cols; ++x)
                page.at<std::uint8_t>(y, x) = cv::saturate_cast<std::uint8_t>(page.at<std::uint8_t>(y, x) + normal(random));
    }
    void one_bit(int threshold = 128) { page = page.clone(); cv::threshold(page, page, threshold, 255, cv::THRESH_BINARY); }

    Crop crop() const {
        Crop result;
        auto image = [](const cv::Mat& from) {
            Image to;
            to.width = from.cols;
            to.height = from.rows;
            to.pixels.assign(from.datastart, from.dataend);
            return to;
        };
        result.page = image(page);
        result.blank = image(blank);
        const cv::Point corner = at(0, 0);
        result.box = {corner.x, corner.y, int(width_mm * px_per_mm), int(height_mm * px_per_mm)};
        result.px_per_mm = px_per_mm;
        return result;
    }
};

}  // namespace yorozu::ocr
