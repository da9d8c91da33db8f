#pragma once
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "rpa/scenario.h"
#include "rpa/work_queue.h"
#include "samples/back-office/office.h"

/// The sample scenario as it ships, for one address; `change` may break it first.
template <class Change>
yorozu::rpa::ScenarioReading sample_scenario(const Change& change) {
    std::ifstream in(std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/koza-furikae.json");
    auto json = nlohmann::ordered_json::parse(in);
    change(json);
    return yorozu::rpa::read_scenario(json.dump(2));
}

inline yorozu::rpa::Scenario office_scenario(int port) {
    // The plain driver knows no descendant selectors.
    auto scenario = *sample_scenario([](auto& json) { json["perRecord"][0]["rows"]["selectors"] = {"tr.registration"}; json["setup"].back()["timeout"] = 300; }).scenario;
    scenario.address = "http://127.0.0.1:" + std::to_string(port);
    return scenario;
}

inline std::string person_number(int i) { return std::to_string(20000000 + i); }

inline yorozu::rpa::WorkItem record_of(const yorozu::rpa::Scenario& scenario, int i) {
    yorozu::rpa::WorkItem item;
    item.scenario = scenario.id;
    item.record = {{"hihokensha_no", person_number(i)}, {"ginko_code", "0001"}, {"shiten_code", "107"}, {"yokin", i % 2 ? "普通" : "当座"},
                   {"koza_no", std::to_string(1000000 + i)}, {"meigi_kana", "ミホン　タロウ"}, {"todokede_bi", "2025-04-01"}};
    item.business_key = yorozu::rpa::business_key_of(scenario, item.record);
    return item;
}

inline std::optional<std::string> office_secret(const std::string& name) {
    if (name == "clerk") return "1001";
    if (name == "password") return "mihon-1001";
    return std::nullopt;
}

inline void seed(yorozu::backoffice::Office& office, int persons) {
    for (int i = 0; i < persons; ++i) office.registry().add({person_number(i), "見本 太郎", "ミホン タロウ", "見本市1-1"});
}
