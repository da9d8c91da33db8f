// How a tracker's table is written: read, checked, kept.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "workbench/desk/cases/case_table.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what, const std::string& where, const std::string& mend) {
    throw RequestFault(what + ": " + file.string() + (where.empty() ? "" : " の " + where) + ": " + mend);
}

bool is_column(const std::string& field) {
    static const std::set<std::string> others{"number", "received", "first_answer", "closed", "minutes", "text"};
    const auto& fields = store::case_fields();
    return others.count(field) || std::find(fields.begin(), fields.end(), field) != fields.end();
}

void read_into(CaseMapping& mapping, const Json& json, const std::filesystem::path& file) {
    for (const auto& [key, value] : json.items())
        if (key != "formatVersion" && key != "columns" && key != "values" && key != "encoding" && key.rfind("x-", 0) != 0)
            fail(file, "知らない項目「" + key + "」があります", key, "formatVersion、columns、values、encoding だけにしてください");
    if (json.value("formatVersion", 0) != 1) fail(file, "版が分かりません", "formatVersion", "\"formatVersion\": 1 にしてください");
    for (const auto& [heading, field] : json.at("columns").items()) {
        const auto name = field.get<std::string>();
        if (!is_column(name)) fail(file, "知らない項目です", "columns の「" + heading + "」", "title、department、received などの項目名にしてください");
        mapping.columns.emplace_back(heading, name);
    }
    if (json.contains("values"))
        for (const auto& [field, words] : json.at("values").items()) {
            if (!is_column(field)) fail(file, "知らない項目です", "values の「" + field + "」", "columns で使う項目名にしてください");
            mapping.values[field] = words.get<std::map<std::string, std::string>>();
        }
    const auto encoding = export_encoding(json.value("encoding", "utf-8-bom"));
    if (!encoding) fail(file, "知らない文字コードです", "encoding", "utf-8、utf-8-bom、cp932 のどれかにしてください");
    mapping.encoding = *encoding;
    if (std::none_of(mapping.columns.begin(), mapping.columns.end(), [](const auto& column) { return column.second == "title"; }))
        fail(file, "件名の列がありません", "columns", "どれかの列を title にしてください");
}

std::filesystem::path kept_file(const Workspace& workspace, const std::string& name) { return workspace.folder() / "case-mappings" / (name + ".json"); }

}  // namespace

CaseMapping own_case_mapping() {
    CaseMapping mapping;
    mapping.columns = {{"番号", "number"}};
    for (const auto& field : store::case_fields()) mapping.columns.emplace_back(case_field_words(field), field);
    for (const auto& [heading, field] : {std::pair("受付", "received"), {"初回回答", "first_answer"}, {"終了", "closed"}, {"使った時間(分)", "minutes"}, {"経過", "text"}})
        mapping.columns.emplace_back(heading, field);
    return mapping;
}

CaseMapping read_case_mapping(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) fail(file, "列の対応を読めません", "", "ファイルの名前と権限を確かめてください");
    CaseMapping mapping;
    mapping.name = file.stem().string();
    try {
        read_into(mapping, Json::parse(in), file);
    } catch (const Json::exception& error) {
        fail(file, "列の対応が JSON として正しくありません", error.what(), "docs/contracts.md の形にしてください");
    }
    return mapping;
}

CaseMapping kept_case_mapping(const Workspace& workspace, const std::string& name) {
    if (name.empty()) return own_case_mapping();
    if (name.find('/') != std::string::npos || !std::filesystem::exists(kept_file(workspace, name)))
        throw RequestFault("その名前の列の対応はありません: " + name + ": yorozu case mapping add で加えるか、ファイルを指定してください");
    return read_case_mapping(kept_file(workspace, name));
}

void keep_case_mapping(Workspace& workspace, const std::filesystem::path& file) {
    require(workspace, {Right::help_desk, Right::it});
    const auto mapping = read_case_mapping(file);
    if (mapping.name == "yorozu") throw RequestFault("この名前は使えません: yorozu: ファイルを別の名前にしてください");
    store::make_folder(workspace.folder() / "case-mappings");
    store::copy_whole(file, kept_file(workspace, mapping.name));
    store::make_durable(workspace.folder() / "case-mappings");
}

}  // namespace yorozu::desk
