#include "tests/tracker/kintone_mock.h"

#include <cstdio>
#include <regex>

using nlohmann::json;

namespace {

json field(const char* type, bool unique = false, const std::vector<std::string>& options = {}) {
    json made{{"type", type}, {"unique", unique}};
    for (const auto& one : options) made["options"][one] = {{"label", one}};
    return made;
}

void answer(httplib::Response& response, const json& body, int status = 200) {
    response.status = status;
    response.set_content(body.dump(), "application/json");
}

}  // namespace

KintoneMock::KintoneMock() {
    properties = {{"番号", field("SINGLE_LINE_TEXT", true)},
                  {"件名", field("SINGLE_LINE_TEXT")},
                  {"内容", field("MULTI_LINE_TEXT")},
                  {"状態", field("DROP_DOWN", false, {"新規", "進行中", "解決"})},
                  {"所管課", field("SINGLE_LINE_TEXT")},
                  {"更新日時", field("UPDATED_TIME")},
                  {"作成日時", field("CREATED_TIME")},
                  {"作成者", field("CREATOR")}};
    server_.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
        if (request.get_header_value("X-Cybozu-API-Token") == token) return httplib::Server::HandlerResponse::Unhandled;
        answer(response, {{"code", "GAIA_IA02"}, {"message", "指定したAPIトークンは正しくありません。"}}, 401);
        return httplib::Server::HandlerResponse::Handled;
    });
    server_.Get("/k/v1/app/form/fields.json", [this](const auto&, auto& response) { answer(response, {{"properties", properties}}); });
    server_.Get("/k/v1/records.json", [this](const httplib::Request& request, httplib::Response& response) {
        const std::lock_guard lock(mutex_);
        const std::string query = request.get_param_value("query");
        std::smatch part;
        const int after = std::regex_search(query, part, std::regex(R"(\$id > (\d+))")) ? std::stoi(part[1]) : 0;
        const std::string since = std::regex_search(query, part, std::regex(R"re(更新日時 >= "([^"]*)")re")) ? part[1].str() : "";
        const std::string among = std::regex_search(query, part, std::regex(R"(番号 in \(([^)]*)\))")) ? part[1].str() : "";
        const std::size_t limit = std::regex_search(query, part, std::regex(R"(limit (\d+))")) ? std::stoul(part[1]) : 100;
        json found = json::array();
        for (const auto& [id, record] : records) {
            const bool listed = among.empty() || among.find('"' + record["番号"]["value"].get<std::string>() + '"') != std::string::npos;
            if (id > after && record["更新日時"]["value"].get<std::string>() >= since && listed && found.size() < limit) found.push_back(record);
        }
        answer(response, {{"records", found}});
    });
    server_.Get("/k/v1/record.json", [this](const httplib::Request& request, httplib::Response& response) {
        const std::lock_guard lock(mutex_);
        const auto found = records.find(std::stoi(request.get_param_value("id")));
        if (found == records.end()) return answer(response, {{"code", "GAIA_RE01"}, {"message", "指定したレコードが見つかりません。"}}, 404);
        answer(response, {{"record", found->second}});
    });
    server_.Post("/k/v1/records.json", [this](const httplib::Request& request, httplib::Response& response) {
        const std::lock_guard lock(mutex_);
        const auto all = json::parse(request.body)["records"];
        if (all.size() > 100) return answer(response, {{"code", "CB_VA01"}, {"message", "一度に100件まで登録できます。"}}, 400);
        std::vector<std::string> seen;
        for (const auto& fields : all) {
            const std::string number = fields.value("番号", json{{"value", ""}})["value"];
            if (!number.empty() && std::find(seen.begin(), seen.end(), number) != seen.end()) return answer(response, {{"message", "値が重複しています"}}, 400);
            seen.push_back(number);
            if (const auto fault = fault_of(fields, 0); !fault.empty()) return answer(response, {{"code", "CB_VA01"}, {"message", fault}}, 400);
        }
        json ids = json::array();
        for (const auto& fields : all) {
            take(++last_, fields);
            ids.push_back(std::to_string(last_));
        }
        answer(response, {{"ids", ids}});
    });
    server_.Put("/k/v1/record.json", [this](const httplib::Request& request, httplib::Response& response) {
        const std::lock_guard lock(mutex_);
        const auto body = json::parse(request.body);
        const int id = std::stoi(body["id"].get<std::string>());
        if (!records.count(id)) return answer(response, {{"message", "見つかりません"}}, 404);
        if (body.value("revision", "-1") != records[id]["$revision"]["value"]) return answer(response, {{"code", "GAIA_CO02"}, {"message", "ほかのユーザーが更新しています。"}}, 409);
        if (const auto fault = fault_of(body["record"], id); !fault.empty()) return answer(response, {{"message", fault}}, 400);
        take(id, body["record"]);
        answer(response, {{"revision", records[id]["$revision"]["value"]}});
    });
    server_.Get("/k/v1/record/comments.json", [this](const httplib::Request& request, httplib::Response& response) {
        const std::lock_guard lock(mutex_);
        const auto& all = comments[std::stoi(request.get_param_value("record"))];
        const std::size_t offset = std::stoul(request.get_param_value("offset"));
        json found = json::array();
        for (std::size_t at = offset; at < all.size() && at < offset + 10; ++at) found.push_back(all[at]);
        answer(response, {{"comments", found}, {"older", offset > 0}, {"newer", offset + 10 < all.size()}});
    });
    server_.Post("/k/v1/record/comment.json", [this](const httplib::Request& request, httplib::Response& response) {
        const std::lock_guard lock(mutex_);
        const auto body = json::parse(request.body);
        const std::string id = std::to_string(++comment_);
        comments[std::stoi(body["record"].get<std::string>())].push_back({{"id", id}, {"text", body["comment"]["text"]}, {"createdAt", now()}, {"creator", {{"name", "API"}}}});
        answer(response, {{"id", id}});
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
}

KintoneMock::~KintoneMock() {
    server_.stop();
    thread_.join();
}

std::string KintoneMock::now() {
    char text[32];
    ++minute_;
    std::snprintf(text, sizeof text, "2026-11-21T%02d:%02d:00Z", minute_ / 60 % 24, minute_ % 60);
    return text;
}

std::string KintoneMock::fault_of(const json& fields, int id) const {
    for (const auto& [code, given] : fields.items()) {
        const auto known = properties.find(code);
        if (known == properties.end()) continue;
        const std::string value = given["value"];
        if (const auto options = known->find("options"); options != known->end() && !value.empty() && !options->contains(value)) return "選択肢にありません";
        if (!known->value("unique", false) || value.empty()) continue;
        for (const auto& [other, record] : records)
            if (other != id && record.at(code)["value"] == value) return "値が重複しています";
    }
    return "";
}

void KintoneMock::take(int id, const json& fields) {
    auto& record = records[id];
    if (record.is_null()) {
        for (const auto& [code, about] : properties.items()) record[code] = {{"type", about["type"]}, {"value", ""}};
        record["状態"]["value"] = "新規";
        record["$id"] = {{"value", std::to_string(id)}};
        record["$revision"] = {{"value", "0"}};
        record["作成日時"]["value"] = now();
        record["作成者"]["value"] = {{"code", "suzuki"}, {"name", "鈴木 花子"}};
    }
    for (const auto& [code, given] : fields.items())
        if (properties.contains(code)) record[code]["value"] = given["value"];
    record["$revision"]["value"] = std::to_string(std::stoi(record["$revision"]["value"].get<std::string>()) + 1);
    record["更新日時"]["value"] = now();
}

int KintoneMock::add(const std::map<std::string, std::string>& values) {
    const std::lock_guard lock(mutex_);
    json fields = json::object();
    for (const auto& [code, value] : values) fields[code]["value"] = value;
    take(++last_, fields);
    return last_;
}

void KintoneMock::change(int id, const std::map<std::string, std::string>& values) {
    const std::lock_guard lock(mutex_);
    json fields = json::object();
    for (const auto& [code, value] : values) fields[code]["value"] = value;
    take(id, fields);
}

std::string KintoneMock::value(int id, const std::string& code) {
    const std::lock_guard lock(mutex_);
    return records.at(id).at(code)["value"];
}
