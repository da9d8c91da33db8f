// CSV lines `label,value`: a draft that fills one field for each label, found by its accessible name.
#include <nlohmann/json.hpp>

#include "rpa/import_draft.h"
#include "rpa/japanese.h"

namespace yorozu::rpa {

namespace {

/// The cells of one CSV text; quotes as in RFC 4180. False: a quote that never ends.
bool cells_of(std::string_view text, std::vector<std::vector<std::string>>& rows) {
    std::vector<std::string> row(1);
    bool quoted = false, any = false;
    const auto end_row = [&] {
        if (any) rows.push_back(std::move(row));
        row.assign(1, "");
        any = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c != '"') row.back() += c;
            else if (i + 1 < text.size() && text[i + 1] == '"') row.back() += text[++i];
            else quoted = false;
        } else if (c == '"' && row.back().empty()) {
            quoted = any = true;
        } else if (c == ',') {
            row.emplace_back();
            any = true;
        } else if (c == '\n') {
            end_row();
        } else if (c != '\r') {
            row.back() += c;
            any = true;
        }
    }
    end_row();
    return !quoted;
}

}  // namespace

bool import_labels(std::string_view bytes, ImportDraft& draft) {
    std::vector<std::vector<std::string>> rows;
    if (!cells_of(bytes, rows)) return false;
    if (!rows.empty() && rows[0].size() == 2 && (rows[0][0] == "label" || rows[0][0] == "項目名" || rows[0][0] == "ラベル")) rows.erase(rows.begin());
    for (const auto& row : rows)
        if (row.size() != 2 || row[0].empty() || first_unkeyable(row[0])) return false;
    for (const auto& row : rows) {
        draft.begin(row[0]);
        const auto value = draft.typed(row[0], row[1], "");
        const std::string words = value.contains("field") ? "列「" + value.at("field").get<std::string>() + "」を入れる操作の下書きです" : value.contains("secret") ? "秘密の値にし、書かれていた値は捨てました" : "決まった値を入れる操作の下書きです";
        draft.changed({{"type", "web.set"}, {"selectors", {"aria/" + row[0]}}, {"value", value}}, words);
    }
    return !rows.empty();
}

}  // namespace yorozu::rpa
