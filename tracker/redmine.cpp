#include <algorithm>

#include "tracker/http.h"

namespace yorozu::tracker {
namespace {

constexpr int redmine_page = 100;  // Redmine gives no more at once

bool standard(const std::string& field) { return field == "subject" || field == "description" || field == "status" || field == "priority"; }

/// Names of a list with their ids, as REST gives them.
std::map<std::string, int> ids_by_name(const Json& list) {
    std::map<std::string, int> ids;
    for (const auto& one : list) ids.emplace(one.at("name").get<std::string>(), one.at("id").get<int>());
    return ids;
}

std::string name_of(const std::map<std::string, int>& ids, const std::string& id) {
    for (const auto& [name, number] : ids)
        if (std::to_string(number) == id) return name;
    return id;
}

class Redmine : public Tracker {
public:
    Redmine(const TrackerPlace& place, std::string_view key, std::stop_token stop)
        : place_(place), http_(place, "X-Redmine-API-Key: " + std::string(key), std::move(stop)), issues_("/projects/" + Http::escaped(place.project) + "/issues.json") {}

    std::string name() const override { return "Redmine（" + place_.project + "）"; }
    std::size_t at_once() const override { return 1; }

    void check(const std::map<std::string, std::vector<std::string>>& values) override {
        shaped(false, [&] {
            http_.get("/users/current.json");
            const auto project = project_as_asked();
            const auto trackers = ids_by_name(project.at("trackers"));
            if (trackers.empty()) wrong("トラッカーがありません", "プロジェクト " + place_.project, "相手側のプロジェクトの設定で、トラッカーを一つ以上使えるようにしてください");
            if (!place_.tracker.empty() && !trackers.count(place_.tracker)) wrong("その名前のトラッカーがありません", "tracker「" + place_.tracker + "」", listed(trackers) + " のどれかにしてください");
            tracker_ = place_.tracker.empty() ? project.at("trackers").front().at("id").get<int>() : trackers.at(place_.tracker);
            find_custom_fields(project.at("issue_custom_fields"));
            if (uses("status")) statuses_ = ids_by_name(http_.get("/issue_statuses.json").at("issue_statuses"));
            if (uses("priority")) priorities_ = ids_by_name(http_.get("/enumerations/issue_priorities.json").at("issue_priorities"));
            for (const auto& [field, wanted] : values)
                for (const auto& value : wanted) {
                    const auto* known = field == "status" ? &statuses_ : field == "priority" ? &priorities_ : nullptr;
                    if (known && !known->count(value)) wrong("相手側にない値です", field + "「" + value + "」", "values を " + listed(*known) + " のどれかにしてください");
                }
            // A field that is no filter is left out of a search without a word: everything would be found.
            const auto nothing = page({{number_filter(), "~yorozu~"}}, 0);
            if (nothing.at("total_count").get<int>() > 0) not_searchable();
        });
    }

    std::vector<Entry> with_numbers(std::span<const std::string> numbers) override {
        if (numbers.empty()) return {};
        std::string wanted;
        for (const auto& number : numbers) wanted += (wanted.empty() ? "" : "|") + number;
        auto found = pages({{number_filter(), wanted}});
        for (const auto& entry : found)
            if (std::find(numbers.begin(), numbers.end(), entry.number) == numbers.end()) not_searchable();
        return found;
    }

    std::vector<Entry> changed_since(const std::string& since) override {
        if (since.empty()) return pages({});
        return pages({{"updated_on", ">=" + since}});
    }

    Entry read(const std::string& id) override {
        return shaped(false, [&] {
            const auto issue = http_.get("/issues/" + Http::escaped(id) + ".json?include=journals").at("issue");
            Entry entry = entry_of(issue);
            for (const auto& journal : issue.value("journals", Json::array())) {
                const std::string number = text_of(journal, "id"), author = person(journal, "user");
                entry.journal = number;
                if (const auto text = with_plain_line_ends(text_of(journal, "notes")); !text.empty())
                    entry.remarks.push_back({number, author, text, moment_of(text_of(journal, "created_on")), journal.value("private_notes", false)});
                for (const auto& detail : journal.value("details", Json::array()))
                    if (const auto field = field_of(detail); !field.empty())
                        entry.changes.push_back({field, words_of(field, text_of(detail, "old_value")), words_of(field, text_of(detail, "new_value")), author, number});
            }
            return entry;
        });
    }

    std::vector<std::string> make(std::span<const NewEntry> entries) override {
        std::vector<std::string> ids;
        for (const auto& entry : entries) {
            Json issue = words_for(entry.fields, entry.number);
            issue["tracker_id"] = tracker_;
            ids.push_back(shaped(true, [&] { return text_of(http_.send("POST", "/projects/" + Http::escaped(place_.project) + "/issues.json", {{"issue", issue}}).at("issue"), "id"); }));
        }
        return ids;
    }

    void change(const Entry& entry, const std::map<std::string, std::string>& fields, const std::string& number) override {
        http_.send("PUT", "/issues/" + Http::escaped(entry.id) + ".json", {{"issue", words_for(fields, number)}});
    }

    void remark(const std::string& id, const std::string& text) override {
        http_.send("PUT", "/issues/" + Http::escaped(id) + ".json", {{"issue", {{"notes", text}}}});
    }

private:
    [[noreturn]] static void wrong(const std::string& what, const std::string& where, const std::string& mend) { throw TrackerFault(Kind::settings, what, where, mend); }
    [[noreturn]] void not_searchable() const {
        wrong("番号で探せません", "カスタムフィールド「" + place_.number_field + "」", "相手側の管理画面で、そのフィールドの「フィルタとして使用」を入れてください（探せないと二重に登録しかねないので、何も送っていません）");
    }
    static std::string listed(const std::map<std::string, int>& names) {
        std::string text;
        for (const auto& [name, id] : names) text += (text.empty() ? "" : "、") + name;
        return text;
    }

    /// An answer that is JSON of another shape.
    template <class Work>
    auto shaped(bool changes, const Work& work) const -> decltype(work()) {
        try {
            return work();
        } catch (const Json::exception&) {
            throw TrackerFault(Kind::settings, "Redmine の答えの形ではありません", place_.url, "url が Redmine（4.2 以上）を指しているか確かめてください", changes);
        }
    }

    Json project_as_asked() {
        try {
            return http_.get("/projects/" + Http::escaped(place_.project) + ".json?include=trackers,issue_custom_fields").at("project");
        } catch (const TrackerFault& fault) {
            if (fault.kind != Kind::gone) throw;
            wrong("プロジェクトがありません", "project「" + place_.project + "」", "プロジェクトの識別子（URL に出る名前）を確かめてください");
        }
    }

    bool uses(const std::string& field) const { return std::find(place_.fields.begin(), place_.fields.end(), field) != place_.fields.end(); }

    void find_custom_fields(const Json& there) {
        custom_.clear();
        auto wanted = place_.fields;
        wanted.push_back(place_.number_field);
        for (const auto& field : wanted) {
            if (standard(field)) continue;
            const auto same = std::count_if(there.begin(), there.end(), [&](const Json& one) { return one.at("name") == field; });
            if (same == 0) wrong("カスタムフィールドがありません", "「" + field + "」", "相手側の管理画面で作り、プロジェクト " + place_.project + " とトラッカーで使えるようにしてください");
            if (same > 1) wrong("同じ名前のカスタムフィールドが二つあります", "「" + field + "」", "どちらかの名前を変えてください");
        }
        for (const auto& [name, id] : ids_by_name(there))
            if (std::find(wanted.begin(), wanted.end(), name) != wanted.end()) custom_[name] = id;
    }

    std::string number_filter() const { return "cf_" + std::to_string(custom_.at(place_.number_field)); }

    Json page(const std::vector<std::pair<std::string, std::string>>& filters, int offset) {
        std::string query = "?subproject_id=%21%2A&status_id=%2A&sort=id&limit=" + std::to_string(redmine_page) + "&offset=" + std::to_string(offset) + "&tracker_id=" + std::to_string(tracker_);
        for (const auto& [name, value] : filters) query += "&" + name + "=" + Http::escaped(value);
        return http_.get(issues_ + query);
    }

    std::vector<Entry> pages(const std::vector<std::pair<std::string, std::string>>& filters) {
        return shaped(false, [&] {
            std::vector<Entry> found;
            for (int offset = 0;; offset += redmine_page) {
                const auto one = page(filters, offset);
                const auto& issues = one.at("issues");
                for (const auto& issue : issues) found.push_back(entry_of(issue));
                if (issues.empty() || offset + redmine_page >= one.at("total_count").get<int>()) return found;
            }
        });
    }

    static std::string person(const Json& json, const char* key) {
        const auto found = json.find(key);
        return found == json.end() ? "" : text_of(*found, "name");
    }

    static std::string value_of(const Json& custom) {
        const auto value = custom.find("value");
        if (value == custom.end() || value->is_null()) return "";
        if (!value->is_array()) return with_plain_line_ends(text_of(custom, "value"));
        std::string all;
        for (const auto& one : *value) all += (all.empty() ? "" : "、") + one.get<std::string>();
        return all;
    }

    Entry entry_of(const Json& issue) const {
        Entry entry{.id = text_of(issue, "id"), .author = person(issue, "author"), .created = moment_of(text_of(issue, "created_on")), .changed = text_of(issue, "updated_on")};
        for (const auto& field : place_.fields) {
            if (field == "subject" || field == "description") entry.fields[field] = with_plain_line_ends(text_of(issue, field.c_str()));
            else if (standard(field)) entry.fields[field] = person(issue, field.c_str());
        }
        for (const auto& custom : issue.value("custom_fields", Json::array())) {
            const auto name = custom.at("name").get<std::string>();
            if (name == place_.number_field) entry.number = value_of(custom);
            else if (uses(name)) entry.fields[name] = value_of(custom);
        }
        return entry;
    }

    /// Of a journal's detail; "" for one that is not ours.
    std::string field_of(const Json& detail) const {
        const std::string property = text_of(detail, "property"), name = text_of(detail, "name");
        if (property == "cf") {
            const auto field = name_of(custom_, name);
            return uses(field) ? field : "";
        }
        const std::string field = name == "status_id" ? "status" : name == "priority_id" ? "priority" : name;
        return property == "attr" && standard(field) && uses(field) ? field : "";
    }

    std::string words_of(const std::string& field, const std::string& value) const {
        return field == "status" ? name_of(statuses_, value) : field == "priority" ? name_of(priorities_, value) : with_plain_line_ends(value);
    }

    Json words_for(const std::map<std::string, std::string>& fields, const std::string& number) const {
        Json issue = Json::object(), custom = Json::array();
        for (const auto& [field, value] : fields) {
            if (field == "status") issue["status_id"] = statuses_.at(value);
            else if (field == "priority") issue["priority_id"] = priorities_.at(value);
            else if (standard(field)) issue[field] = value;
            else custom.push_back({{"id", custom_.at(field)}, {"value", value}});
        }
        if (!number.empty()) custom.push_back({{"id", custom_.at(place_.number_field)}, {"value", number}});
        if (!custom.empty()) issue["custom_fields"] = custom;
        return issue;
    }

    TrackerPlace place_;
    Http http_;
    std::string issues_;
    std::map<std::string, int> custom_, statuses_, priorities_;
    int tracker_ = 0;
};

}  // namespace

std::unique_ptr<Tracker> open_redmine(const TrackerPlace& place, std::string_view key, std::stop_token stop) { return std::make_unique<Redmine>(place, key, std::move(stop)); }

}  // namespace yorozu::tracker
