#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace yorozu::backoffice {

/// 被保険者: who can be looked up. The number has 8 digits.
struct Person {
    std::string number;
    std::string name;
    std::string kana;
    std::string address;
};

/// One 口座振替 registration as it was keyed.
struct Registration {
    std::string receipt;  ///< 受付番号, given by the office: R + 7 digits
    std::string number;   ///< 被保険者番号
    std::string bank;     ///< 金融機関コード, 4 digits
    std::string branch;   ///< 支店コード, 3 digits
    std::string kind;     ///< 普通, 当座 or 貯蓄
    std::string account;  ///< 口座番号, 7 digits
    std::string holder;   ///< 口座名義, 全角カナ
    std::string date;     ///< 届出日, YYYY-MM-DD
};

/// The office's own database. On purpose nothing in it forbids a double: if somebody keys a record twice, it shows.
/// Thread-safe; throws std::runtime_error when the database cannot be used.
class Registry {
public:
    explicit Registry(const std::filesystem::path& file);
    ~Registry();

    /// Reads persons from CSV (UTF-8, header number,name,kana,address); returns how many were new.
    int seed(const std::filesystem::path& csv);
    void add(const Person& person);
    std::optional<Person> find(const std::string& number) const;
    /// Writes the registration and a log line in one transaction; returns the 受付番号.
    std::string insert(const Registration& registration, const std::string& clerk);
    /// Newest first.
    std::vector<Registration> registrations_of(const std::string& number) const;
    std::vector<Registration> all() const;
    std::int64_t count() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace yorozu::backoffice
