// What of a batch waits for a person: lists without contents, quick for thousands of forms.
#include "workbench/store/checking.h"

#include <algorithm>
#include <map>

#include "workbench/store/checking_sql.h"
#include "workbench/store/erasing.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

// The pages of batch ?1 with their newest reading.
constexpr const char* pages_of_batch =
    "FROM files f JOIN documents d ON d.file = f.id JOIN readings r ON r.document = d.id "
    "AND r.version = (SELECT max(version) FROM readings WHERE document = d.id) ";

}  // namespace

std::vector<BatchPage> Checking::pages(const std::string& batch) const {
    const Snapshot snapshot(database_);
    std::vector<BatchPage> all;
    Statement rows(database_, std::string("SELECT d.id, r.id, f.source, f.scan, d.page, r.template, r.template_page, ifnull(r.why_not, ''), r.failed ") +
                                  pages_of_batch + "WHERE f.batch = ?1 ORDER BY f.position, d.page");
    rows.bind(batch_id(batch));
    while (rows.step()) {
        BatchPage page{rows.integer(0), rows.integer(1), rows.text(2), rows.text(3), static_cast<int>(rows.integer(4)), {},
                       static_cast<int>(rows.integer(6)), rows.text(7), rows.integer(8) != 0};
        if (!rows.null(5)) page.template_id = rows.text(5);
        all.push_back(std::move(page));
    }
    return all;
}

std::vector<WaitingField> Checking::waiting(const std::string& batch) const {
    const Snapshot snapshot(database_);
    const auto id = batch_id(batch);
    // The last word about each field that anybody spoke about.
    std::map<std::pair<std::int64_t, std::string>, std::string> last;
    bool opened = false;
    Statement words(database_,
                    "SELECT c.document, c.field, c.kind FROM files f JOIN documents d ON d.file = f.id "
                    "JOIN corrections c ON c.document = d.id WHERE f.batch = ? ORDER BY c.id");
    words.bind(id);
    while (words.step()) {
        auto& kind = last[{words.integer(0), words.text(1)}];
        kind = words.text(2);
        opened = opened || kind == "reopened" || kind == "referred";
    }
    const auto twice = double_entry(batch);
    const auto is_twice = [&](const std::string& field) { return std::find(twice.begin(), twice.end(), field) != twice.end(); };
    // OCR's doubts come from an index of their own, in their order; other fields are only looked at when some may wait.
    const bool any_status = opened || !twice.empty();
    Statement rows(database_, std::string("SELECT d.id, fr.field, ") + (any_status ? "fr.status " : "'review' ") + pages_of_batch + "JOIN field_readings fr ON fr.reading = r.id WHERE f.batch = ? AND " + not_erased +
                                  (any_status ? "" : "AND fr.status = 'review' ") + "ORDER BY f.position, d.page, fr.position");
    rows.bind(id);
    std::vector<WaitingField> all;
    while (rows.step()) {
        WaitingField field{rows.integer(0), rows.text(1), false, false};
        const auto word = last.find({field.document, field.field});
        const std::string kind = word == last.end() ? "" : word->second;
        field.referred = kind == "referred";
        field.entered_twice = is_twice(field.field);
        const bool waits = kind.empty() ? field.entered_twice || rows.text(2) == "review" : kind == "reopened" || field.referred;
        if (waits) all.push_back(std::move(field));
    }
    return all;
}

std::pair<int, int> Checking::settled(const std::string& batch) const {
    Statement row(database_,
                  "SELECT count(*), ifnull(sum(c.kind IN ('unreadable', 'defect')), 0) FROM files f "
                  "JOIN documents d ON d.file = f.id JOIN corrections c ON c.document = d.id "
                  "WHERE f.batch = ? AND c.kind NOT IN ('referred', 'reopened') AND c.id = "
                  "(SELECT max(id) FROM corrections WHERE document = c.document AND field = c.field)");
    row.bind(batch_id(batch)).step();
    return {static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1))};
}

int Checking::settled_since(TimeMs since) const {
    Statement row(database_, "SELECT count(*) FROM (SELECT DISTINCT document, field FROM corrections WHERE at_ms >= ? AND kind NOT IN ('referred', 'reopened'))");
    row.bind(since).step();
    return static_cast<int>(row.integer(0));
}

std::vector<WaitingField> Checking::defects(const std::string& batch) const {
    std::vector<WaitingField> all;
    Statement rows(database_,
                   "SELECT c.document, c.field FROM files f JOIN documents d ON d.file = f.id "
                   "JOIN corrections c ON c.document = d.id WHERE f.batch = ? AND c.kind IN ('unreadable', 'defect') AND c.id = "
                   "(SELECT max(id) FROM corrections WHERE document = c.document AND field = c.field) "
                   "ORDER BY f.position, d.page, c.field");
    rows.bind(batch_id(batch));
    while (rows.step()) all.push_back({rows.integer(0), rows.text(1), false, false});
    return all;
}

std::vector<std::string> Checking::double_entry(const std::string& batch) const {
    std::vector<std::string> all;
    Statement rows(database_, marked_fields);
    rows.bind(batch_id(batch));
    while (rows.step()) all.push_back(rows.text(0));
    return all;
}

}  // namespace yorozu::store
