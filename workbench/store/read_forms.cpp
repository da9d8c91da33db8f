#include "workbench/store/read_forms.h"

#include <map>

#include "workbench/store/sql.h"

namespace yorozu::store {

std::vector<ReadForms> read_forms(const Database& database, TimeMs from, TimeMs until) {
    std::map<std::string, ReadForms> all;
    const Snapshot snapshot(database);
    Statement read(database,
                   "SELECT r.template, count(*) FROM readings r WHERE r.template IS NOT NULL AND r.template_page = 1 AND r.read_ms >= ?1 AND r.read_ms < ?2 "
                   "AND r.version = (SELECT max(version) FROM readings WHERE document = r.document) GROUP BY 1");
    for (read.bind(from, until); read.step();) all[read.text(0)].forms = read.integer(1);
    // From page to page, whatever the form of the one before.
    Statement gaps(database,
                   "SELECT template, count(*), sum(gap) FROM (SELECT template, read_ms - lag(read_ms) OVER (ORDER BY read_ms, id) AS gap FROM readings WHERE read_ms >= ?1 AND read_ms < ?2) "
                   "WHERE template IS NOT NULL AND gap < 60000 GROUP BY 1");
    for (gaps.bind(from, until); gaps.step();) {
        auto& one = all[gaps.text(0)];
        one.timed_pages = gaps.integer(1), one.reading_ms = gaps.integer(2);
    }
    Statement checks(database,
                     "SELECT r.template, count(*), sum(c.seconds) FROM (SELECT document, at_ms, seconds FROM corrections UNION ALL SELECT document, at_ms, seconds FROM entries) c "
                     "JOIN readings r ON r.document = c.document AND r.version = (SELECT max(version) FROM readings WHERE document = c.document) "
                     "WHERE r.template IS NOT NULL AND c.at_ms >= ?1 AND c.at_ms < ?2 GROUP BY 1");
    for (checks.bind(from, until); checks.step();) {
        auto& one = all[checks.text(0)];
        one.decisions = checks.integer(1), one.checking_seconds = checks.number(2);
    }
    std::vector<ReadForms> found;
    for (auto& [id, one] : all) one.template_id = id, found.push_back(one);
    return found;
}

}  // namespace yorozu::store
