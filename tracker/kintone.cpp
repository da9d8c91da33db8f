#include <algorithm>
#include <set>

#include "tracker/http.h"

namespace yorozu::tracker {
namespace {

constexpr std::size_t most_records = 100;  // of one request that writes; all of them or none
constexpr std::size_t kintone_page = 500;
constexpr std::size_t comments_page = 10;

/// The kintone record API (/k/v1), after its published description. An unknown field code is ignored there without a word,
/// so check() asks the app for its form first. The number's field must forbid the same value twice: then kintone itself refuses a double.
class Kintone : public Tracker {
public:
    Kintone(const TrackerPlace& place, std::string_view key, std::stop_token stop) : place_(place), http_(place, "X-Cybozu-API-Token: " + std::string(key), std::move(stop)) {}

    std::string name() const override { return "kintone（アプリ " + std::to_string(place_.app) + "）"; }
    std::size_t at_once() const override { return most_records; }

    void check(const std::map<std::string, std::vector<std::string>>& values) override {
        shaped(false, [&] {
            const auto form = http_.get("/k/v1/app/form/fields.json?app=" + app()).at("properties");
            static const std::set<std::string> writable{"SINGLE_LINE_TEXT", "MULTI_LINE_TEXT", "DROP_DOWN", "RADIO_BUTTON"};
            auto wanted = place_.fields;
            wanted.push_back(place_.number_field);
            for (const auto& code : wanted) {
                const auto field = form.find(code);
                if (field == form.end()) wrong("その名前のフィールドコードがありません", "「" + code + "」", "アプリの設定でフィールドコードを確かめてください（kintone は知らないフィールドを黙って無視するので、何も送っていません）");
                if (!writable.count(text_of(*field, "type"))) wrong("このフィールドの種類には書けません", "「" + code + "」（" + text_of(*field, "type") + "）", "文字列（1 行・複数行）、ドロップダウン、ラジオボタンのどれかにしてください");
                const auto options = field->find("options");
                if (const auto given = values.find(code); given != values.end() && options != field->end())
                    for (const auto& value : given->second)
                        if (!options->contains(value)) wrong("相手側にない選択肢です", "「" + code + "」の「" + value + "」", "values か、アプリの選択肢を直してください");
            }
            const auto& number = form.at(place_.number_field);
            if (!number.value("unique", false)) wrong("番号の重複が許されています", "フィールド「" + place_.number_field + "」", "アプリの設定で「値の重複を禁止する」を入れてください");
            for (const auto& [code, field] : form.items()) {
                const auto type = text_of(field, "type");
                if (type == "UPDATED_TIME") updated_ = code;
                if (type == "CREATED_TIME") created_ = code;
                if (type == "CREATOR") creator_ = code;
            }
            if (updated_.empty()) wrong("更新日時のフィールドがありません", name(), "アプリに更新日時を置いてください");
        });
    }

    std::vector<Entry> with_numbers(std::span<const std::string> numbers) override {
        if (numbers.empty()) return {};
        std::string list;
        for (const auto& number : numbers) list += (list.empty() ? "" : ", ") + quoted(number);
        return pages(place_.number_field + " in (" + list + ")");
    }

    std::vector<Entry> changed_since(const std::string& since) override { return pages(since.empty() ? "" : updated_ + " >= " + quoted(since)); }

    Entry read(const std::string& id) override {
        return shaped(false, [&] {
            Entry entry = entry_of(http_.get("/k/v1/record.json?app=" + app() + "&id=" + Http::escaped(id)).at("record"));
            for (std::size_t offset = 0;; offset += comments_page) {
                const auto answer = http_.get("/k/v1/record/comments.json?app=" + app() + "&record=" + Http::escaped(id) + "&order=asc&limit=" + std::to_string(comments_page) +
                                              "&offset=" + std::to_string(offset));
                const auto& comments = answer.at("comments");
                for (const auto& one : comments)
                    entry.remarks.push_back({text_of(one, "id"), one.contains("creator") ? text_of(one["creator"], "name") : "", with_plain_line_ends(text_of(one, "text")),
                                             moment_of(text_of(one, "createdAt")), false});
                if (comments.size() < comments_page) return entry;
            }
        });
    }

    std::vector<std::string> make(std::span<const NewEntry> entries) override {
        Json records = Json::array();
        for (const auto& entry : entries) records.push_back(words_for(entry.fields, entry.number));
        return shaped(true, [&] {
            const auto ids = http_.send("POST", "/k/v1/records.json", {{"app", place_.app}, {"records", records}}).at("ids").get<std::vector<std::string>>();
            if (ids.size() != entries.size()) throw TrackerFault(Kind::settings, "作ったレコードの数が違います", place_.url, "もう一度同期してください。二重には登録しません", true);
            return ids;
        });
    }

    void change(const Entry& entry, const std::map<std::string, std::string>& fields, const std::string& number) override {
        http_.send("PUT", "/k/v1/record.json", {{"app", place_.app}, {"id", entry.id}, {"revision", entry.revision}, {"record", words_for(fields, number)}});
    }

    void remark(const std::string& id, const std::string& text) override {
        http_.send("POST", "/k/v1/record/comment.json", {{"app", place_.app}, {"record", id}, {"comment", {{"text", text}}}});
    }

private:
    [[noreturn]] static void wrong(const std::string& what, const std::string& where, const std::string& mend) { throw TrackerFault(Kind::settings, what, where, mend); }

    template <class Work>
    auto shaped(bool changes, const Work& work) const -> decltype(work()) {
        try {
            return work();
        } catch (const Json::exception&) {
            throw TrackerFault(Kind::settings, "kintone の答えの形ではありません", place_.url, "url が kintone（https://…）を指しているか確かめてください", changes);
        }
    }

    std::string app() const { return std::to_string(place_.app); }

    static std::string quoted(const std::string& text) {
        std::string out = "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        return out + "\"";
    }

    /// Goes on from the last id, not by an offset: kintone ends those at 10,000, and a record that is deleted meanwhile would shift them.
    std::vector<Entry> pages(const std::string& condition) {
        return shaped(false, [&] {
            std::vector<Entry> found;
            for (std::string last = "0";;) {
                const std::string query = (condition.empty() ? "" : condition + " and ") + "$id > " + last + " order by $id asc limit " + std::to_string(kintone_page);
                const auto records = http_.get("/k/v1/records.json?app=" + app() + "&query=" + Http::escaped(query)).at("records");
                for (const auto& record : records) found.push_back(entry_of(record));
                if (records.size() < kintone_page) return found;
                last = found.back().id;
            }
        });
    }

    static std::string value_of(const Json& record, const std::string& code) {
        const auto field = record.find(code);
        return field == record.end() ? "" : with_plain_line_ends(text_of(*field, "value"));
    }

    Entry entry_of(const Json& record) const {
        Entry entry{.id = value_of(record, "$id"), .number = value_of(record, place_.number_field), .created = moment_of(value_of(record, created_)), .changed = value_of(record, updated_),
                    .revision = value_of(record, "$revision")};
        if (entry.id.empty() || entry.changed.empty()) throw Json::other_error::create(501, "no id", nullptr);
        for (const auto& code : place_.fields) entry.fields[code] = value_of(record, code);
        if (record.contains(creator_)) entry.author = text_of(record.at(creator_).at("value"), "name");
        return entry;
    }

    Json words_for(const std::map<std::string, std::string>& fields, const std::string& number) const {
        Json record = Json::object();
        for (const auto& [code, value] : fields) record[code]["value"] = value;
        if (!number.empty()) record[place_.number_field]["value"] = number;
        return record;
    }

    TrackerPlace place_;
    Http http_;
    std::string updated_, created_, creator_;
};

}  // namespace

std::unique_ptr<Tracker> open_kintone(const TrackerPlace& place, std::string_view key, std::stop_token stop) { return std::make_unique<Kintone>(place, key, std::move(stop)); }

}  // namespace yorozu::tracker
