// Which fields were read back and how they agreed, as the journal keeps it.
#include <nlohmann/json.hpp>

#include "rpa/steps.h"

namespace yorozu::rpa {

namespace {

constexpr const char* verdict_names[] = {"same", "converted", "differs"};

}  // namespace

std::string journal_words(const std::vector<ReadBack>& read_backs) {
    nlohmann::json all = nlohmann::json::array();
    for (const auto& one : read_backs) all.push_back({one.step, one.name, verdict_names[static_cast<int>(one.verdict)]});
    return all.dump();
}

std::vector<ReadBack> read_backs_from(const std::string& journal_words) {
    std::vector<ReadBack> all;
    const auto read = nlohmann::json::parse(journal_words, nullptr, false);
    if (!read.is_array()) return all;
    for (const auto& one : read) {
        if (!one.is_array() || one.size() != 3 || !one[0].is_string() || !one[1].is_string() || !one[2].is_string()) continue;
        ReadBack back;
        back.step = one[0];
        back.name = one[1];
        back.verdict = one[2] == verdict_names[0] ? ReadBack::Verdict::same : one[2] == verdict_names[1] ? ReadBack::Verdict::converted : ReadBack::Verdict::differs;
        all.push_back(std::move(back));
    }
    return all;
}

}  // namespace yorozu::rpa
