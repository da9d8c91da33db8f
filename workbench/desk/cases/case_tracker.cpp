#include "workbench/desk/cases/case_tracker.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

[[noreturn]] void tracker_fault(const fs::path& file, const std::string& what, const std::string& where, const std::string& mend) {
    throw RequestFault(what + ": " + file.string() + (where.empty() ? "" : " の " + where) + ": " + mend);
}

struct StageWord {
    CaseStage stage;
    std::string rest;  ///< outcome of 完了, reason of 見送り
};

std::optional<StageWord> stage_word(const std::string& ours) {
    const auto slash = ours.find('/');
    const auto stage = case_stage(ours.substr(0, slash));
    if (!stage) return std::nullopt;
    return StageWord{*stage, slash == std::string::npos ? "" : ours.substr(slash + 1)};
}

std::string fault_of_stage_word(const std::string& ours) {
    const auto word = stage_word(ours);
    if (!word) return "知らない段階です";
    const auto known = [&](const std::vector<std::string>& all) { return std::find(all.begin(), all.end(), word->rest) != all.end(); };
    if (word->stage == CaseStage::done && (!known(case_outcomes()) || word->rest == "見送り")) return "完了には結果が要ります（done/解決、done/事業化、done/他課紹介）";
    if (word->stage == CaseStage::declined && !known(case_reasons())) return "見送りには理由が要ります（declined/費用 のように）";
    if (!closes(word->stage) && !word->rest.empty()) return "この段階に結果は付きません";
    return "";
}

void read_place(CaseTracker& made, const Json& json, const fs::path& file) {
    const auto kind = json.value("kind", "");
    if (kind != "redmine" && kind != "kintone") tracker_fault(file, "知らない課題管理です", "kind「" + kind + "」", "redmine か kintone にしてください");
    auto& place = made.place;
    place.system = kind == "redmine" ? tracker::TrackerPlace::System::redmine : tracker::TrackerPlace::System::kintone;
    place.url = json.value("url", "");
    place.unencrypted = json.value("unencrypted", false);
    place.project = json.value("project", "");
    place.tracker = json.value("tracker", "");
    place.app = json.value("app", 0);
    place.number_field = json.value("number", "");
    place.patience = std::chrono::seconds(json.value("patience_s", 60));
    if (const auto pem = json.value("certificates", ""); !pem.empty()) {
        place.certificates = fs::path(pem).is_absolute() ? fs::path(pem) : file.parent_path() / pem;
        if (std::error_code ignored; !fs::is_regular_file(place.certificates, ignored)) tracker_fault(file, "証明書のファイルがありません", "certificates「" + pem + "」", "PEM のファイルを、この設定と同じフォルダーに置いてください");
    }
    made.secret = json.value("secret", "");
    const auto need = [&](bool there, const char* key, const char* mend) {
        if (!there) tracker_fault(file, "要る項目がありません", key, mend);
    };
    need(!place.url.empty(), "url", "https://… を書いてください");
    need(!made.secret.empty(), "secret", "API キーを入れた金庫の名前を書いてください（キーそのものは書きません）");
    need(!place.number_field.empty(), "number", "こちらの相談番号を入れる欄の名前を書いてください");
    if (kind == "redmine") need(!place.project.empty(), "project", "プロジェクトの識別子を書いてください");
    else need(place.app > 0, "app", "アプリの番号を書いてください");
    if (place.patience < std::chrono::seconds(1) || place.patience > std::chrono::minutes(10)) tracker_fault(file, "値が正しくありません", "patience_s", "1 から 600 の秒にしてください");
}

void read_fields(CaseTracker& made, const Json& json, const fs::path& file) {
    static const std::set<std::string> told_otherwise{"reason", "outcome", "external"};
    const auto& names = store::case_fields();
    const auto known = [&](const std::string& field) { return !told_otherwise.count(field) && std::find(names.begin(), names.end(), field) != names.end(); };
    std::set<std::string> theirs_seen;
    for (const auto& [ours, theirs] : json.at("fields").items()) {
        const auto field = theirs.get<std::string>();
        if (!known(ours)) tracker_fault(file, "知らない項目です", "fields の「" + ours + "」", "title、body、stage、department などの項目名にしてください");
        if (field.empty() || field == made.place.number_field || !theirs_seen.insert(field).second) tracker_fault(file, "相手の項目が重なっています", "fields の「" + ours + "」", "項目ごとに別の欄にしてください");
        made.fields.emplace_back(ours, field);
        made.place.fields.push_back(field);
    }
    const auto mapped = [&](const std::string& field) { return std::any_of(made.fields.begin(), made.fields.end(), [&](const auto& one) { return one.first == field; }); };
    if (!mapped("title")) tracker_fault(file, "件名の欄がありません", "fields", "title を加えてください");
    const Json values = json.value("values", Json::object());
    for (const auto& [field, words] : values.items()) {
        if (!mapped(field)) tracker_fault(file, "fields にない項目です", "values の「" + field + "」", "fields に加えるか、values から除いてください");
        for (const auto& [theirs, ours] : words.items()) {
            const auto word = ours.get<std::string>();
            const auto fault = field == "stage" ? fault_of_stage_word(word) : fault_of_field(field, word);
            if (!fault.empty()) tracker_fault(file, fault, "values の「" + theirs + "」", "docs/contracts.md の形にしてください");
            made.values[field].emplace_back(theirs, word);
        }
    }
    const auto& stages = made.values["stage"];
    const bool received = std::any_of(stages.begin(), stages.end(), [](const auto& one) { return one.second == name_of(CaseStage::received); });
    if (mapped("stage") && !received) tracker_fault(file, "受付にあたる状態がありません", "values の stage", "{ \"新規\": \"received\", … } のように書いてください");
    made.defaults = json.value("defaults", CaseFields{});
    for (const auto& [field, value] : made.defaults)
        if (const auto fault = fault_of_field(field, value); !fault.empty()) tracker_fault(file, fault, "defaults", "正しい値にしてください");
    if (!mapped("department") && made.defaults["department"].empty()) tracker_fault(file, "所管課が決まりません", "defaults", "fields か defaults に department を加えてください");
}

void read_tracker(CaseTracker& made, const Json& json, const fs::path& file) {
    static const std::set<std::string> keys{"formatVersion", "kind", "url", "unencrypted", "certificates", "patience_s", "secret", "project", "tracker", "app", "number",
                                            "fields", "values", "defaults", "send", "receive", "notes"};
    for (const auto& [key, value] : json.items())
        if (!keys.count(key) && key.rfind("x-", 0) != 0) tracker_fault(file, "知らない項目「" + key + "」があります", key, "綴りを確かめてください（docs/contracts.md）");
    if (json.value("formatVersion", 0) != 1) tracker_fault(file, "版が分かりません", "formatVersion", "\"formatVersion\": 1 にしてください");
    read_place(made, json, file);
    read_fields(made, json, file);
    const auto send = json.value("send", "open");
    if (send != "open" && send != "all" && send != "none") tracker_fault(file, "知らない値です", "send「" + send + "」", "open、all、none のどれかにしてください");
    made.send = send == "open" ? CaseTracker::Send::open : send == "all" ? CaseTracker::Send::all : CaseTracker::Send::none;
    made.receive = json.value("receive", true);
    made.remarks = json.value("notes", true);
}

fs::path trackers_folder(const Workspace& workspace) { return workspace.folder() / "trackers"; }

}  // namespace

std::string CaseTracker::key() const { return (place.system == tracker::TrackerPlace::System::redmine ? "redmine:" : "kintone:") + name; }

CaseTracker read_case_tracker(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) tracker_fault(file, "課題管理の設定を読めません", "", "ファイルの名前と権限を確かめてください");
    CaseTracker made;
    made.name = file.stem().string();
    try {
        read_tracker(made, Json::parse(in), file);
    } catch (const nlohmann::json::exception& error) {
        tracker_fault(file, "課題管理の設定が正しい JSON ではありません", error.what(), "docs/contracts.md の形にしてください");
    }
    return made;
}

CaseTracker kept_case_tracker(const Workspace& workspace, const std::string& name) {
    const auto file = trackers_folder(workspace) / (name + ".json");
    if (std::error_code ignored; name.empty() || name.find('/') != std::string::npos || !fs::exists(file, ignored))
        throw RequestFault("その名前の課題管理はありません: " + name + ": yorozu case tracker 設定.json で加えてください");
    return read_case_tracker(file);
}

std::vector<std::string> kept_case_trackers(const Workspace& workspace) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(trackers_folder(workspace), ignored))
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

void keep_case_tracker(Workspace& workspace, const fs::path& file) {
    require(workspace, {Right::help_desk, Right::it});
    const auto made = read_case_tracker(file);
    const auto folder = trackers_folder(workspace);
    store::make_folder(folder);
    if (const auto& pem = made.place.certificates; !pem.empty() && pem.parent_path() == file.parent_path()) store::copy_whole(pem, folder / pem.filename());
    store::copy_whole(file, folder / (made.name + ".json"));
    store::make_durable(folder);
}

std::unique_ptr<tracker::Tracker> open_case_tracker(const CaseTracker& settings, const Secrets& secrets, std::stop_token stop) {
    const auto key = secrets.find(settings.secret);
    if (!key) throw RequestFault("API キーが金庫にありません: " + settings.secret + ": yorozu vault set " + settings.secret + " で入れてください");
    return tracker::open_tracker(settings.place, *key, std::move(stop));
}

std::optional<std::string> theirs_of(const CaseTracker& settings, const std::string& field, const Case& one) {
    const auto words = settings.values.find(field);
    const auto& ours = one.field(field);
    if (field == "stage") {
        const auto stage = stage_of(one);
        const std::string& rest = stage == CaseStage::done ? one.field("outcome") : stage == CaseStage::declined ? one.field("reason") : "";
        const std::pair<std::string, std::string>* best = nullptr;
        int best_rank = -1;
        for (const auto& word : words->second) {
            const auto known = stage_word(word.second);
            if (known->stage > stage || (closes(known->stage) && known->stage != stage)) continue;
            const int rank = 2 * static_cast<int>(known->stage) + (known->stage == stage && known->rest == rest);
            if (rank > best_rank) best = &word, best_rank = rank;
        }
        return best->first;  // 受付 has a word, so there is one
    }
    if (words == settings.values.end()) return ours;
    for (const auto& [theirs, word] : words->second)
        if (word == ours) return theirs;
    return std::nullopt;
}

std::optional<CaseFields> ours_of(const CaseTracker& settings, const std::string& field, const std::string& theirs) {
    const auto words = settings.values.find(field);
    if (words == settings.values.end()) return CaseFields{{field, theirs}};
    for (const auto& [known, ours] : words->second) {
        if (known != theirs) continue;
        if (field != "stage") return CaseFields{{field, ours}};
        const auto word = stage_word(ours);
        CaseFields made{{"stage", std::string(name_of(word->stage))}, {"outcome", ""}, {"reason", ""}};
        if (word->stage == CaseStage::done) made["outcome"] = word->rest;
        if (word->stage == CaseStage::declined) made["outcome"] = "見送り", made["reason"] = word->rest;
        return made;
    }
    return std::nullopt;
}

std::string trimmed(const std::string& text) {
    constexpr const char* blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

}  // namespace yorozu::desk
