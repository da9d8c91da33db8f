#pragma once
#include <fstream>

#include "tests/cases/office.h"
#include "tests/tracker/redmine.h"
#include "tests/tracker/relay.h"
#include "workbench/desk/cases/case_sync.h"

/// An office with a Redmine project of its own, reached through a relay.
struct SyncOffice : Office {
    Redmine& redmine;
    std::string project = redmine.new_project();
    Relay relay{redmine.port()};
    nlohmann::ordered_json settings{{"formatVersion", 1},
                                    {"kind", "redmine"},
                                    {"url", relay.url()},
                                    {"secret", "redmine"},
                                    {"project", project},
                                    {"tracker", "サポート"},
                                    {"number", "よろず番号"},
                                    {"fields", {{"title", "subject"}, {"body", "description"}, {"stage", "status"}, {"priority", "priority"}, {"department", "所管課"}}},
                                    {"values",
                                     {{"stage", {{"新規", "received"}, {"進行中", "hearing"}, {"解決", "done/解決"}, {"終了", "done/事業化"}, {"却下", "declined/費用"}}},
                                      {"priority", {{"低め", "低"}, {"通常", "中"}, {"高め", "高"}}}}},
                                    {"defaults", {{"department", "DX推進課"}}},
                                    {"patience_s", 20}};
    std::string key;

    explicit SyncOffice(Redmine& there) : redmine(there), key(there.key()) {}

    yorozu::desk::CaseTracker tracker_settings() {
        std::ofstream(folder / "soudan.json") << settings.dump(1);
        return yorozu::desk::read_case_tracker(folder / "soudan.json");
    }
    yorozu::desk::CaseSyncResult sync(const std::vector<yorozu::desk::SyncDecision>& decisions = {}) {
        const auto made = tracker_settings();
        const auto there = yorozu::tracker::open_tracker(made.place, key);
        return yorozu::desk::sync_cases(*workspace, *there, made, decisions);
    }
    /// Again and again until nothing is left over, three minutes apart; how often.
    int sync_until_settled() {
        for (int times = 1; times < 20; ++times) {
            try {
                if (sync().settled()) return times;
            } catch (const yorozu::tracker::TrackerFault&) {  // the relay's fate at the first question
            }
            later(3);
        }
        return 20;
    }
    nlohmann::json issues() { return redmine.issues(project); }
    nlohmann::json issue_of(const std::string& number) {
        for (const auto& one : issues())
            if (custom_value(one, "よろず番号") == number) return redmine.issue(one["id"]);
        return nullptr;
    }
    /// An issue that somebody writes there.
    int write_there(const std::string& subject, const std::string& description = "") {
        return redmine.post("/issues.json", {{"issue", {{"project_id", project}, {"tracker_id", tracker_id()}, {"subject", subject}, {"description", description}}}}).at("issue").at("id");
    }
    void change_there(int id, const nlohmann::json& issue, bool as_member = false) { redmine.put("/issues/" + std::to_string(id) + ".json", {{"issue", issue}}, as_member); }
    void number_there(int id, const std::string& number) {
        change_there(id, {{"custom_fields", nlohmann::json::array({{{"id", redmine.custom_field("よろず番号")}, {"value", number}}})}});
    }
    int tracker_id() { return id_of("/trackers.json", "trackers", "サポート"); }
    int status_id(const std::string& name) { return id_of("/issue_statuses.json", "issue_statuses", name); }
    yorozu::desk::Case now_of(const std::string& number) { return *kept().find(number); }

private:
    int id_of(const std::string& path, const char* list, const std::string& name) {
        for (const auto& one : redmine.list(path, list))
            if (one["name"] == name) return one["id"];
        throw std::runtime_error(name);
    }
};
