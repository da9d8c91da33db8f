#pragma once
#include <httplib.h>

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

/// A MOCK of kintone's record API after its published description, for there is no kintone to run here: at most 100 records a call and all
/// of them or none, unknown field codes ignored without a word, values that must not be there twice, revisions, ten comments a page.
class KintoneMock {
public:
    KintoneMock();
    ~KintoneMock();
    int port() const { return port_; }

    nlohmann::json properties;                       ///< the form, as fields.json gives it
    std::map<int, nlohmann::json> records;           ///< by id; code → {"type", "value"}
    std::map<int, std::vector<nlohmann::json>> comments;
    std::string token = "token-of-the-mock";
    int add(const std::map<std::string, std::string>& values);  ///< as somebody there
    void change(int id, const std::map<std::string, std::string>& values);
    std::string value(int id, const std::string& code);

private:
    void take(int id, const nlohmann::json& fields);
    std::string fault_of(const nlohmann::json& fields, int id) const;
    std::string now();
    httplib::Server server_;
    std::thread thread_;
    std::recursive_mutex mutex_;
    int port_ = 0, last_ = 0, comment_ = 0, minute_ = 0;
};
