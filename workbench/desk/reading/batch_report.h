#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace yorozu::desk {

/// One field of a page in the report. `masked` values are shown as ●.
struct ReportField {
    std::string label;
    std::string value;
    std::string status;  ///< "accepted", "review", "blank", "verified"
    double confidence = 0;
    std::vector<std::string> reasons;
    double left = 0, top = 0, width = 0, height = 0;  ///< box as shares (0…1) of the picture
    std::vector<std::uint8_t> crop_png;               ///< the field as it was written; empty: not shown
    bool masked = false;
};

/// One page with its picture, upright.
struct ReportPage {
    std::string source;
    int page = 1;
    std::string form;     ///< title of the form, "" when refused
    std::string why_not;
    std::vector<std::uint8_t> picture_png;  ///< empty: listed without a picture
    std::vector<ReportField> fields;
};

/// Counts of one form in one batch.
struct ReportForm {
    std::string batch;
    std::string form;
    int pages = 0;
    int fields = 0;
    int accepted = 0;
    int review = 0;
    int blank = 0;
};

/// One record that was keyed or waits.
struct ReportItem {
    std::string business_key;
    std::string state;          ///< in Japanese: 完了, 未確定 …
    std::string target_number;  ///< 受付番号
    std::string message;
    std::vector<std::uint8_t> evidence_png;  ///< read-back screenshot before the commit; empty: not shown
};

/// Hours, with what they come from.
struct ReportHours {
    std::string scenario;
    std::string gross, net, verified;  ///< hours, written out
    std::vector<std::string> formula;  ///< lines: formula with inputs
};

/// What one run of the main line did, for a person to look at.
struct BatchReport {
    std::string title;
    std::string produced;  ///< "2026-11-21 10:30"
    std::string produced_by;
    std::vector<ReportForm> forms;
    std::vector<ReportPage> pages;    ///< with picture: samples of what was read
    std::vector<ReportPage> doubtful; ///< pages with fields to check: only those fields, each with its crop
    std::vector<ReportPage> refused;
    std::vector<ReportItem> items;
    std::vector<ReportHours> hours;
};

/// The report as one HTML file without any outside reference: pictures are inside it. Japanese, UTF-8,
/// printable. Pure: same input, same bytes.
std::string html_of(const BatchReport& report);

}  // namespace yorozu::desk
