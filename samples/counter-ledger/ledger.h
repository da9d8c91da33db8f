#pragma once
#include <filesystem>
#include <string>
#include <vector>

struct sqlite3;

namespace counter_ledger {

/// One application as it was keyed.
struct Entry {
    std::string receipt;  ///< 受付番号, given by the ledger: L + 7 digits
    std::string number;   ///< 申請番号
    std::string name, kana, address;
    std::string kind;     ///< 一般, 学生 or シルバー
    std::string payment;  ///< 現金 or 口座振替
    bool exempt = false;  ///< 減免
    std::string note;
};

/// The ledger's own file. On purpose nothing in it forbids a double: if somebody keys a record twice, it shows.
/// Throws std::runtime_error when the file cannot be used.
class Ledger {
public:
    explicit Ledger(const std::filesystem::path& file);
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    std::string add(const Entry& entry);  ///< the 受付番号
    std::vector<Entry> find(const std::string& number) const;

private:
    sqlite3* database_ = nullptr;
};

}  // namespace counter_ledger
