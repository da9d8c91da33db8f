#include "workbench/desk/export/xlsx_reader.h"

#include <zip.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <pugixml.hpp>
#include <set>

#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/request_fault.h"

namespace yorozu::desk {
namespace {

constexpr std::uint64_t most_bytes = 200u << 20;  // a small file may unpack to anything

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what, const std::string& mend) {
    throw RequestFault(what + ": " + file.string() + ": " + mend);
}

/// The parts of the package that are asked for by name.
class Package {
public:
    explicit Package(std::filesystem::path file) : file_(std::move(file)) {
        int error = 0;
        archive_.reset(zip_open(file_.c_str(), ZIP_RDONLY, &error));
        if (!archive_) fail(file_, "XLSX として読めません", "Excel で「Excel ブック（.xlsx）」として保存し直してください");
    }

    /// "" when there is no such part.
    std::string part(const std::string& name) {
        zip_stat_t stat{};
        if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0) return "";
        if (stat.size > most_bytes - unpacked_) fail(file_, "XLSX が大きすぎます", "いくつかのファイルに分けてください");
        unpacked_ += stat.size;
        const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> in(zip_fopen(archive_.get(), name.c_str(), 0), zip_fclose);
        std::string bytes(stat.size, '\0');
        if (!in || zip_fread(in.get(), bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size())) fail(file_, "XLSX が壊れています", "開いて保存し直してください");
        return bytes;
    }

    pugi::xml_document xml(const std::string& name, bool needed) {
        pugi::xml_document document;
        const auto bytes = part(name);
        if (bytes.empty() && needed) fail(file_, "XLSX の中に表がありません（" + name + "）", "Excel で保存し直してください");
        // Entities are never expanded by pugixml, so none can blow up.
        if (!bytes.empty() && !document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata)) fail(file_, "XLSX が壊れています（" + name + "）", "開いて保存し直してください");
        return document;
    }

private:
    struct Close {
        void operator()(zip_t* archive) const { zip_discard(archive); }
    };
    std::filesystem::path file_;
    std::unique_ptr<zip_t, Close> archive_;
    std::uint64_t unpacked_ = 0;
};

/// All text of an <si> or <is>, without readings in ruby (<rPh>).
std::string rich_text(const pugi::xml_node& node) {
    std::string text;
    for (const auto& child : node.children()) {
        const std::string name = child.name();
        if (name == "t") text += child.text().get();
        if (name == "r") text += child.child("t").text().get();
    }
    return text;
}

std::vector<std::string> shared_texts(Package& package) {
    std::vector<std::string> texts;
    const auto document = package.xml("xl/sharedStrings.xml", false);
    for (const auto& item : document.child("sst").children("si")) texts.push_back(rich_text(item));
    return texts;
}

/// Whether a number format shows a date: letters of one outside quotes and brackets.
bool shows_date(const std::string& code) {
    bool quoted = false, bracket = false;
    for (const char c : code) {
        if (c == '"') quoted = !quoted;
        else if (c == '[') bracket = true;
        else if (c == ']') bracket = false;
        else if (!quoted && !bracket && (c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 'Y' || c == 'D' || c == 'e')) return true;
        if (c == ';') break;  // the first section is for positive numbers
    }
    return false;
}

/// Cell styles (index of cellXfs) that show dates.
std::set<int> date_styles(Package& package) {
    const auto document = package.xml("xl/styles.xml", false);
    const auto sheet = document.child("styleSheet");
    std::set<int> formats;
    for (const auto& format : sheet.child("numFmts").children("numFmt"))
        if (shows_date(format.attribute("formatCode").value())) formats.insert(format.attribute("numFmtId").as_int());
    std::set<int> styles;
    int number = 0;
    for (const auto& cell : sheet.child("cellXfs").children("xf")) {
        const int format = cell.attribute("numFmtId").as_int();
        // Built in: 14–22 and, in Japanese, 27–36 and 50–58 (18.8.30).
        if ((format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58) || formats.count(format)) styles.insert(number);
        ++number;
    }
    return styles;
}

/// Days since 1899-12-30 (1904-01-01 in books that say so) as Excel counts them.
std::string date_text(double serial, bool since_1904) {
    constexpr std::int64_t epoch = -25569, epoch_1904 = -24107;  // days before 1970
    const auto minutes = static_cast<std::int64_t>(std::llround(serial * 1440));
    const std::int64_t ms = ((since_1904 ? epoch_1904 : epoch) * 1440 + minutes - 9 * 60) * 60'000;
    return minutes % 1440 ? date_and_time(ms) : iso_date(ms);
}

std::string number_text(const std::string& written) {
    const double value = std::strtod(written.c_str(), nullptr);
    if (std::floor(value) == value && std::fabs(value) < 1e15) return std::to_string(static_cast<std::int64_t>(value));
    char text[64];
    std::snprintf(text, sizeof text, "%.15g", value);
    return text;
}

/// "AB12" → 27.
std::size_t column_of(const std::string& reference) {
    std::size_t column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    }
    return column ? column - 1 : 0;
}

std::string first_sheet(Package& package) {
    const auto book = package.xml("xl/workbook.xml", true);
    const std::string id = book.child("workbook").child("sheets").child("sheet").attribute("r:id").value();
    const auto relations = package.xml("xl/_rels/workbook.xml.rels", true);
    for (const auto& relation : relations.child("Relationships").children("Relationship"))
        if (relation.attribute("Id").value() == id) {
            const std::string target = relation.attribute("Target").value();
            return target.rfind('/', 0) == 0 ? target.substr(1) : "xl/" + target;
        }
    return "xl/worksheets/sheet1.xml";
}

}  // namespace

std::vector<std::vector<std::string>> read_xlsx(const std::filesystem::path& file) {
    constexpr std::size_t most_columns = 1'000, most_rows = 1'048'576;
    Package package(file);
    const auto texts = shared_texts(package);
    const auto dates = date_styles(package);
    const bool since_1904 = package.xml("xl/workbook.xml", true).child("workbook").child("workbookPr").attribute("date1904").as_bool();
    const auto sheet = package.xml(first_sheet(package), true);
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : sheet.child("worksheet").child("sheetData").children("row")) {
        const auto number = row.attribute("r").as_ullong(rows.size() + 1);
        if (number < 1 || number > most_rows) continue;
        if (rows.size() < number) rows.resize(number);
        auto& cells = rows[number - 1];
        for (const auto& cell : row.children("c")) {
            const std::size_t column = cell.attribute("r") ? column_of(cell.attribute("r").value()) : cells.size();
            if (column >= most_columns) continue;
            if (cells.size() <= column) cells.resize(column + 1);
            const std::string kind = cell.attribute("t").value(), value = cell.child("v").text().get();
            if (kind == "s") {
                const auto at = static_cast<std::size_t>(std::strtoull(value.c_str(), nullptr, 10));
                if (at < texts.size()) cells[column] = texts[at];
            } else if (kind == "inlineStr") {
                cells[column] = rich_text(cell.child("is"));
            } else if (kind == "str" || kind == "e") {
                cells[column] = value;
            } else if (kind == "b") {
                cells[column] = value;
            } else if (!value.empty()) {
                cells[column] = dates.count(cell.attribute("s").as_int()) ? date_text(std::strtod(value.c_str(), nullptr), since_1904) : number_text(value);
            }
        }
    }
    return rows;
}

}  // namespace yorozu::desk
