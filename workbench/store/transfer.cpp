#include "workbench/store/transfer.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sodium.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "workbench/store/durable.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string base64(const std::string& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

std::optional<std::string> bytes_of_base64(const std::string& text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

Json cell_of(const SQLite::Column& cell) {
    if (cell.isNull()) return nullptr;
    if (cell.isInteger()) return cell.getInt64();
    if (cell.isFloat()) return cell.getDouble();
    const std::string bytes = cell.getString();
    if (cell.isBlob()) return {{"base64", base64(bytes)}};
    try {
        (void)Json(bytes).dump();
        return bytes;
    } catch (const Json::type_error&) {
        return {{"text_base64", base64(bytes)}};
    }
}

/// False: it is no cell.
bool bind_cell(SQLite::Statement& row, int at, const Json& cell) {
    if (cell.is_null()) row.bind(at);
    else if (cell.is_number_float()) row.bind(at, cell.get<double>());
    else if (cell.is_number_integer()) row.bind(at, cell.get<std::int64_t>());
    else if (cell.is_string()) row.bind(at, cell.get<std::string>());
    else if (cell.is_object() && cell.size() == 1 && cell.begin().value().is_string()) {
        const auto bytes = bytes_of_base64(cell.begin().value().get<std::string>());
        if (!bytes) return false;
        if (cell.contains("base64")) row.bind(at, bytes->data(), static_cast<int>(bytes->size()));
        else if (cell.contains("text_base64")) row.bind(at, *bytes);
        else return false;
    } else return false;
    return true;
}

/// What is written down, not what is made of it: no virtual tables nor what they keep, no sums.
std::vector<std::string> tables_to_move(SQLite::Database& connection) {
    std::vector<std::string> names;
    SQLite::Statement rows(connection, "SELECT name FROM sqlite_schema t WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'table_sums' AND sql NOT LIKE 'CREATE VIRTUAL %' "
                                       "AND NOT EXISTS (SELECT 1 FROM sqlite_schema v WHERE v.sql LIKE 'CREATE VIRTUAL %' AND t.name LIKE replace(v.name, '_', '\\_') || '\\_%' ESCAPE '\\') ORDER BY name");
    while (rows.executeStep()) names.push_back(rows.getColumn(0).getString());
    return names;
}

[[noreturn]] void unreadable(const fs::path& file, std::int64_t line, const std::string& what) {
    throw StoreError(Blame::request, what, file.string() + (line ? " " + std::to_string(line) + " 行目" : ""), "workspace export で書き出したままのフォルダーを指定してください");
}

void read_table(SQLite::Database& connection, const std::string& table, const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string line;
    if (!in || !std::getline(in, line)) unreadable(file, 0, "書き出したファイルがないか、空です");
    const auto columns = Json::parse(line, nullptr, false);
    std::string names, places;
    if (columns.is_array())
        for (const auto& column : columns) {
            if (!column.is_string() || column.get<std::string>().find('"') != std::string::npos) unreadable(file, 1, "列の名前ではありません");
            names += (names.empty() ? "\"" : ", \"") + column.get<std::string>() + "\"";
            places += places.empty() ? "?" : ", ?";
        }
    if (names.empty()) unreadable(file, 1, "列の名前の行がありません");
    std::int64_t number = 1;
    try {
        SQLite::Statement insert(connection, "INSERT INTO \"" + table + "\" (" + names + ") VALUES (" + places + ")");
        while (std::getline(in, line)) {
            ++number;
            const auto row = Json::parse(line, nullptr, false);
            if (!row.is_array() || row.size() != columns.size()) unreadable(file, number, "行が壊れています");
            for (std::size_t at = 0; at < row.size(); ++at)
                if (!bind_cell(insert, static_cast<int>(at) + 1, row[at])) unreadable(file, number, "行が壊れています");
            insert.exec();
            insert.reset();
        }
    } catch (const SQLite::Exception& error) {
        unreadable(file, number, std::string("この表には入らない行です（") + error.what() + "）");
    }
}

}  // namespace

std::map<std::string, std::int64_t> write_tables(const Database& database, const fs::path& folder) {
    make_folder(folder);
    std::map<std::string, std::int64_t> written;
    const Snapshot snapshot(database);
    auto& connection = *database.impl().connection;
    try {
        for (const auto& table : tables_to_move(connection)) {
            const fs::path file = folder / (table + ".jsonl");
            std::ofstream out(file, std::ios::binary);
            SQLite::Statement rows(connection, "SELECT * FROM \"" + table + "\"");
            auto names = Json::array();
            for (int at = 0; at < rows.getColumnCount(); ++at) names.push_back(rows.getColumnName(at));
            out << names.dump() << '\n';
            auto& count = written[table];
            while (rows.executeStep()) {
                auto row = Json::array();
                for (int at = 0; at < rows.getColumnCount(); ++at) row.push_back(cell_of(rows.getColumn(at)));
                out << row.dump() << '\n';
                ++count;
            }
            out.close();
            if (!out) throw StoreError(Blame::environment, "ファイルを書けません", file.string(), "空き容量と書き込みの権限を確かめてください");
            make_durable(file);
        }
    } catch (const SQLite::Exception& error) {
        rethrow(error, database.file());
    }
    make_durable(folder);
    return written;
}

void read_tables(const fs::path& folder, int version, const fs::path& file, TimeMs now) {
    const auto all = migrations();
    if (version < 1 || version > all.back().version)
        throw StoreError(Blame::request, "この版では取り込めない形式です（" + std::to_string(version) + "）", folder.string(), "書き出したのと同じか、新しい版の Yorozu で取り込んでください");
    Database(file, Access::write, now, all.first(static_cast<std::size_t>(version)));
    try {
        SQLite::Database connection(file.string(), SQLite::OPEN_READWRITE);
        connection.exec("PRAGMA foreign_keys = OFF");
        SQLite::Transaction transaction(connection);
        // Triggers would count, number and guard a second time what the rows say already.
        std::vector<std::pair<std::string, std::string>> triggers;
        {
            SQLite::Statement rules(connection, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
            while (rules.executeStep()) triggers.emplace_back(rules.getColumn(0).getString(), rules.getColumn(1).getString());
        }
        for (const auto& [name, sql] : triggers) connection.exec("DROP TRIGGER \"" + name + "\"");
        for (const auto& table : tables_to_move(connection)) read_table(connection, table, folder / (table + ".jsonl"));
        for (const auto& [name, sql] : triggers) connection.exec(sql);
        if (connection.tableExists("table_sums")) connection.exec("DELETE FROM table_sums");  // counted when it is opened
        transaction.commit();
    } catch (const SQLite::Exception& error) {
        rethrow(error, file);
    }
}

}  // namespace yorozu::store
