#include "ocr/lexicon/csv_table.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include <fstream>
#include <memory>

namespace yorozu::ocr {

namespace {

bool valid_utf8(std::string_view bytes) {
    const auto length = static_cast<int32_t>(bytes.size());
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
    for (int32_t at = 0; at < length;) {
        UChar32 point = 0;
        U8_NEXT(data, at, length, point);
        if (point < 0) return false;
    }
    return true;
}

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// One line of CP932 as UTF-8; nullopt-like: false when a byte pair is no CP932 character.
bool cp932_line(UConverter* converter, std::string_view line, std::string& text) {
    UErrorCode error = U_ZERO_ERROR;
    ucnv_reset(converter);
    std::vector<UChar> wide(line.size() + 1);
    const int32_t length = ucnv_toUChars(converter, wide.data(), static_cast<int32_t>(wide.size()), line.data(),
                                         static_cast<int32_t>(line.size()), &error);
    if (U_FAILURE(error)) return false;
    text.resize(static_cast<std::size_t>(length) * 3);
    int32_t bytes = 0;
    u_strToUTF8(text.data(), static_cast<int32_t>(text.size()), &bytes, wide.data(), length, &error);
    text.resize(static_cast<std::size_t>(bytes));
    return U_SUCCESS(error) || error == U_STRING_NOT_TERMINATED_WARNING;
}

std::string from_cp932(std::string_view bytes, const std::string& name) {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open("ibm-943_P15A-2003", &error));
    if (U_FAILURE(error)) throw CsvFault("CP932 の変換表がありません", name, "ICU を入れ直してください");
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    std::string text, line_text;
    int line_number = 1;
    for (std::size_t at = 0; at <= bytes.size(); ++line_number) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        if (!cp932_line(converter.get(), bytes.substr(at, end - at), line_text))
            throw CsvFault("文字コードが UTF-8 でも CP932 でもない行があります", name + " " + std::to_string(line_number) + " 行目",
                           "この行を直すか、ファイルを UTF-8 で保存し直してください");
        text += line_text;
        if (end < bytes.size()) text += '\n';
        at = end + 1;
    }
    return text;
}

}  // namespace

CsvTable parse_csv(std::string bytes, const std::string& name) {
    CsvTable table;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    if (!valid_utf8(bytes)) {
        bytes = from_cp932(bytes, name);
        table.cp932 = true;
    }
    std::vector<std::string> row;
    std::string field;
    int line = 1, row_line = 1, quote_line = 0;
    bool quoted = false, any = false;
    const auto end_row = [&] {
        if (any || !field.empty() || !row.empty()) {
            row.push_back(std::move(field));
            table.rows.push_back(std::move(row));
            table.lines.push_back(row_line);
        }
        field.clear();
        row.clear();
        any = false;
    };
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '\n') ++line;
        if (quoted) {
            if (c != '"') field += c;
            else if (i + 1 < bytes.size() && bytes[i + 1] == '"') field += '"', ++i;
            else quoted = false;
        } else if (c == '"' && field.empty()) {
            quoted = any = true;
            quote_line = line;
        } else if (c == ',') {
            row.push_back(std::move(field));
            field.clear();
            any = true;
        } else if (c == '\n') {
            end_row();
            row_line = line;
        } else if (c != '\r' || (i + 1 < bytes.size() && bytes[i + 1] != '\n')) {
            field += c;
        }
    }
    if (quoted)
        throw CsvFault("閉じられていない引用符 \" があります", name + " " + std::to_string(quote_line) + " 行目",
                       "引用符を閉じるか、引用符を二つ重ねてください");
    end_row();
    return table;
}

CsvTable read_csv(const std::filesystem::path& file, std::size_t max_bytes) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) throw CsvFault("ファイルを開けません", file.string(), "ファイル名と読み取りの許可を確かめてください");
    if (size > max_bytes)
        throw CsvFault("ファイルが大きすぎます", file.string(), std::to_string(max_bytes >> 20) + " MiB までに分けてください");
    std::ifstream in(file, std::ios::binary);
    std::string bytes(size, '\0');
    if (!in || !in.read(bytes.data(), static_cast<std::streamsize>(size)))
        throw CsvFault("ファイルを読めません", file.string(), "ファイル名と読み取りの許可を確かめてください");
    return parse_csv(std::move(bytes), file.string());
}

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace yorozu::ocr
