// What of a batch waits for a person: lists without contents, quick for thousands of forms.
#include "workbench/store/checking.h"
#include "workbench/store/checking_sql.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

// The pages of batch ?1 with their newest reading.
constexpr const char* pages_of_batch =
    "FROM files f JOIN documents d ON d.file = f.id JOIN readings r ON r.document = d.id "
    "AND r.version = (SELECT max(version) FROM readings WHERE document = d.id) ";

// The last word about field fr of document d, NULL when nobody spoke.
constexpr const char* last_kind =
    "(SELECT c.kind FROM corrections c WHERE c.document = d.id AND c.field = fr.field ORDER BY c.id DESC LIMIT 1)";

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
    // Three sources, each with its own index: OCR's doubts, fields that people opened again, fields for two people.
    const std::string columns = "SELECT f.position, d.page, fr.position, d.id, fr.field, " + std::string(last_kind) + " AS kind ";
    const std::string from = columns + pages_of_batch + "JOIN field_readings fr ON fr.reading = r.id ";
    Statement rows(database_,
                   "SELECT DISTINCT * FROM (" + from + "WHERE f.batch = ?1 AND fr.status = 'review' UNION ALL " + from +
                       "WHERE f.batch = ?1 AND fr.field IN (SELECT c.field FROM corrections c WHERE c.document = d.id "
                       "AND c.kind IN ('reopened', 'referred')) UNION ALL " +
                       from + "WHERE f.batch = ?1 AND fr.field IN (" + marked_fields +
                       ")) WHERE ifnull(kind, 'reopened') IN ('reopened', 'referred') ORDER BY 1, 2, 3");
    rows.bind(id);
    std::vector<WaitingField> all;
    while (rows.step()) all.push_back({rows.integer(3), rows.text(4), !rows.null(5) && rows.text(5) == "referred", false});
    const auto twice = double_entry(batch);
    for (auto& field : all)
        for (const auto& marked : twice) field.entered_twice = field.entered_twice || marked == field.field;
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
