#include "rpa/recorded_scenario.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "rpa/recorded_find.h"
#include "rpa/recorded_values.h"
#include "rpa/scenario_text.h"
#include "rpa/steps.h"

namespace yorozu::rpa {

namespace {

using Json = nlohmann::ordered_json;
using Kind = RecordedEvent::Kind;

bool says(const std::string& label, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(), [&](const char* word) { return label.find(word) != std::string::npos; });
}
bool says_commit(const std::string& label) {
    return says(label, {"登録", "確定", "送信", "申請", "保存", "更新", "実行", "完了", "提出", "発行", "届出", "OK", "Submit", "submit", "Save", "Register", "Send"}) && !says(label, {"新しく", "新規", "画面", "一覧"});
}
bool says_sign_out(const std::string& label) { return says(label, {"サインアウト", "ログアウト", "ログオフ", "Sign out", "Log out", "Logout"}); }

/// scheme://host:port of an address.
std::string origin_of(const std::string& url) {
    const auto host = url.find("://");
    return host == std::string::npos ? "" : url.substr(0, url.find('/', host + 3));
}

bool says_sign_in(const std::string& label) { return says(label, {"サインイン", "ログイン", "ログオン", "認証", "Sign in", "Log in", "Login"}); }

struct MadeStep {
    Json json;
    const RecordedEvent* event = nullptr;
    std::string page;  ///< address that it was done on
};

/// The same action in a browser and in a desktop program.
const char* type_of(Kind kind, bool desktop) {
    switch (kind) {
        case Kind::set: return desktop ? "desktop.set-text" : "web.set";
        case Kind::select: return desktop ? "desktop.select" : "web.select";
        case Kind::choose: return desktop ? "desktop.choose" : "web.choose";
        case Kind::click: return desktop ? "desktop.click" : "web.click";
        case Kind::double_click: return desktop ? "desktop.double-click" : "doubleClick";
        case Kind::page: return desktop ? "desktop.window" : "web.window";
        case Kind::dialog: return desktop ? "desktop.dialog" : "web.dialog";
        default: return "";
    }
}

class Drafter {
public:
    Drafter(const std::vector<RecordedEvent>& events, const DraftOptions& options)
        : events_(events), options_(options), desktop_(std::any_of(events.begin(), events.end(), [](const auto& event) { return event.kind == Kind::launch; })) {}

    RecordedScenario made() {
        choose_commit();
        if (commit_) find_ = recorded_find(events_, static_cast<std::size_t>(commit_ - events_.data()), *confirmation_);
        for (const auto& event : events_) take(event);
        if (steps_.empty()) return std::move(result_);
        write();
        return std::move(result_);
    }

private:
    void choose_commit() {
        for (std::size_t at = 0; at < events_.size(); ++at) {
            const auto& event = events_[at];
            if (event.kind != Kind::click || !says_commit(event.label)) continue;
            // What the page said after it, before anything else was pressed.
            for (std::size_t next = at + 1; next < events_.size() && events_[next].kind != Kind::click && !enters_value(events_[next]); ++next)
                if (events_[next].kind == Kind::shown) {
                    commit_ = &event;
                    confirmation_ = &events_[next];
                }
        }
    }

    void take(const RecordedEvent& event) {
        if (event.kind == Kind::launch) {
            Json words = Json::array();
            for (const auto& word : event.command) words.push_back(word);
            programs_ = {event.command.front()};
            titles_[0] = event.title;
            return put({{"type", "desktop.launch"}, {"command", std::move(words)}, {"window", event.title}}, event);
        }
        if (event.kind == Kind::page) {
            if (!host_of(event.url).empty() && std::find(hosts_.begin(), hosts_.end(), host_of(event.url)) == hosts_.end()) hosts_.push_back(host_of(event.url));
            page_ = event.url;
            if (address_.empty()) address_ = origin_of(event.url);
            titles_[event.window] = event.title;
            if (!event.by_address) return;
            if (steps_.empty() || steps_.back().json.at("type") != "web.open" || steps_.back().json.at("url") != in_scenario(event.url)) put({{"type", "web.open"}, {"url", in_scenario(event.url)}}, event);
            return;
        }
        if (event.kind == Kind::shown || event.kind == Kind::list) return;
        turn_to(event);
        switch (event.kind) {
            case Kind::set:
            case Kind::select:
            case Kind::choose: return put_on({{"type", type_of(event.kind, desktop_)}}, event, true);
            case Kind::menu: return put({{"type", "desktop.menu"}, {"path", event.command}}, event);
            case Kind::upload:
                doubt("ファイルを渡す操作「" + event.label + "」: 渡すファイルの名前（" + event.value + "）を、フォルダーからの場所に直してください");
                return put_on({{"type", "web.upload"}, {"file", event.value}}, event, false);
            case Kind::click: return click(event);
            case Kind::double_click:
                // Two presses came before it.
                for (int i = 0; i < 2 && !steps_.empty() && steps_.back().event->kind == Kind::click && steps_.back().event->target.selectors == event.target.selectors; ++i) steps_.pop_back();
                return put_on({{"type", type_of(event.kind, desktop_)}}, event, false);
            case Kind::key:
                if (desktop_) return put({{"type", "desktop.keys"}, {"keys", event.value}}, event);
                put({{"type", "keyDown"}, {"key", event.value}}, event);
                return put({{"type", "keyUp"}, {"key", event.value}}, event);
            case Kind::dialog: return answer(event);
            case Kind::unsupported:
                doubt("録画できない操作がありました: " + event.value + "「" + event.label + "」");
                return put({{"type", "flow.stop-record"}, {"reason", "取り込めなかった操作です: " + event.value + "「" + event.label + "」"}}, event);
            case Kind::page:
            case Kind::launch:
            case Kind::list:
            case Kind::shown: return;
        }
    }

    void answer(const RecordedEvent& event) {
        Json said = desktop_ ? Json{{"button", event.value}} : Json{{"answer", event.accepted ? "ok" : "cancel"}};
        if (!event.label.empty()) said["contains"] = Json{{"text", event.label.substr(0, event.label.find('\n'))}};
        if (!desktop_ && !event.value.empty()) said["text"] = Json{{"text", event.value}};
        // The commit itself is not over before its question is answered.
        if (!steps_.empty() && steps_.back().json.at("type") == "commit") {
            steps_.back().json["dialog"] = std::move(said);
            return;
        }
        Json step = {{"type", type_of(Kind::dialog, desktop_)}};
        step.update(said);
        put(std::move(step), event);
    }

    void click(const RecordedEvent& event) {
        if (&event != commit_) return put_on({{"type", type_of(Kind::click, desktop_)}}, event, false);
        // A program's field for the number is there before it holds one.
        const auto& proof = !desktop_ && !confirmation_->number.empty() ? confirmation_->number : confirmation_->target;
        Json confirmation = {{"selectors", selectors_of(proof)}};
        if (!confirmation_->number.empty()) confirmation["number"] = selectors_of(confirmation_->number);
        else doubt("確定の後の画面に先方の番号が見つかりません。番号の出る所を confirmation の number に書いてください");
        result_.commit = event.label;
        put_on({{"type", "commit"}, {"confirmation", std::move(confirmation)}}, event, false);
    }

    void turn_to(const RecordedEvent& event) {
        if (event.window == window_) return;
        window_ = event.window;
        const char* type = type_of(Kind::page, desktop_);
        if (window_ == 0) put({{"type", type}, {"first", true}}, event);
        else put({{"type", type}, {"title", Json{{"text", titles_[window_]}}}}, event);
    }

    static Json selectors_of(const Target& target) {
        Json all = Json::array();
        for (const auto& path : target.selectors) all.push_back(path.size() == 1 ? Json(path[0]) : Json(path));
        return all;
    }

    void put_on(Json step, const RecordedEvent& event, bool typed) {
        if (event.target.empty()) {
            doubt("見つけ方が1つもない要素がありました:「" + event.label + "」");
            step = {{"type", "flow.stop-record"}, {"reason", "取り込めなかった操作です: 見つけ方のない要素「" + event.label + "」"}};
            return put(std::move(step), event);
        }
        step["selectors"] = selectors_of(event.target);
        if (!event.target.frame.empty()) step["frame"] = event.target.frame;
        if (typed) step["value"] = values_.of(event);
        // A field that is filled again before anything else happens was corrected: the last value counts.
        if (typed && !steps_.empty() && steps_.back().json.contains("selectors") && steps_.back().json.at("type") == step.at("type") && steps_.back().json.at("selectors") == step.at("selectors")) steps_.pop_back();
        put(std::move(step), event);
    }

    void put(Json step, const RecordedEvent& event) { steps_.push_back({std::move(step), &event, page_}); }

    void doubt(const std::string& words) { note_doubt(result_, words); }

    std::string in_scenario(const std::string& url) const {
        if (address_.empty() || url.rfind(address_, 0) != 0) return url;
        const std::string path = url.substr(address_.size());
        return path.empty() ? "/" : path;
    }

    /// Signing in ends with the first press after the last secret; in a program only if that press says so.
    std::size_t end_of_setup() const {
        std::size_t end = desktop_ ? 1 : 0;
        for (std::size_t at = 0; at < steps_.size(); ++at)
            if (steps_[at].json.contains("value") && steps_[at].json.at("value").contains("secret")) end = at + 1;
        if (desktop_) return end < steps_.size() && steps_[end].event->kind == Kind::click && says_sign_in(steps_[end].event->label) ? end + 1 : end;
        if (end == 0) return 0;
        while (end < steps_.size() && steps_[end].json.at("type") != "web.click" && steps_[end].json.at("type") != "keyUp") ++end;
        return std::min(end + 1, steps_.size());
    }

    /// What was used first behind the sign-in is waited for: a page opened before would cut the sign-in off.
    std::optional<Json> signed_in(std::size_t setup_end) const {
        if (desktop_ || setup_end == 0 || setup_end >= steps_.size() || !steps_[setup_end].json.contains("selectors")) return std::nullopt;
        Json proof = {{"type", "web.expect"}, {"id", "signed-in"}, {"selectors", steps_[setup_end].json.at("selectors")}, {"present", true}};
        if (steps_[setup_end].json.contains("frame")) proof["frame"] = steps_[setup_end].json.at("frame");
        return proof;
    }

    std::size_t begin_of_teardown() const {
        for (std::size_t at = 0; at < steps_.size(); ++at)
            if ((steps_[at].event->kind == Kind::click && says_sign_out(steps_[at].event->label)) ||
                (steps_[at].event->kind == Kind::menu && says(steps_[at].event->command.back(), {"終了", "閉じる", "Quit", "Exit"})))
                return at;
        return steps_.size();
    }

    std::size_t at(const MadeStep& step) const { return static_cast<std::size_t>(step.event - events_.data()); }

    /// The search behind the commit leaves the steps, and becomes the look-up.
    std::optional<Json> take_find() {
        if (!find_) return std::nullopt;
        const auto commit = static_cast<std::size_t>(commit_ - events_.data());
        Json steps = Json::array(), match = Json::array(), key = Json::array();
        std::vector<MadeStep> others;
        const auto typed_before = [&](const RecordedEvent& event) -> const RecordedEvent& {
            for (std::size_t one = 0; one < commit; ++one)
                if (enters_value(events_[one]) && !events_[one].secret && events_[one].value == event.value) return events_[one];
            return event;
        };
        for (auto& step : steps_) {
            if (at(step) <= commit || at(step) >= find_->last) {
                others.push_back(std::move(step));
                continue;
            }
            if (at(step) < find_->first) continue;  // the way there
            if (steps.empty() && !step.page.empty()) steps.push_back({{"type", "web.open"}, {"id", "find-open"}, {"url", in_scenario(step.page)}});
            Json made = std::move(step.json);
            made["id"] = "find-" + std::to_string(steps.size() + 1);
            if (made.contains("value")) made["value"] = values_.of(typed_before(*step.event));
            steps.push_back(std::move(made));
        }
        steps_ = std::move(others);
        const auto& list = events_[find_->last];
        for (const auto one : find_->in_row) match.push_back(values_.of(events_[one]));
        Json found = {{"type", "verify.find"}, {"id", "find"}, {"steps", std::move(steps)}};
        const Target& shown = find_->repeats ? *find_->repeats : list.target;
        found["shown"] = {{"selectors", selectors_of(shown)}};
        if (find_->repeats) found["shown"]["match"] = Json::array({with_words_around(find_->before, values_.of(typed_before(events_[find_->sought])), find_->after)});
        else doubt("照会の画面が、探した相手のものかを確かめていません。探した値が出る所を verify.find の shown に書いてください");
        found["rows"] = {{"selectors", selectors_of(list.target)}};
        found["match"] = std::move(match);
        if (!find_->number.empty()) found["number"] = find_->number;
        for (const auto* frame : {&shown.frame, &list.target.frame})
            if (!frame->empty()) doubt("照会の一覧が枠（frame）の中にあります。verify.find の shown と rows に frame を書いてください");
        result_.finds = true;
        return found;
    }

    /// What decides one record in the target: what is searched for and what stands in its row; all columns where that is not known.
    Json business_key(const std::optional<Json>& find) {
        Json columns = Json::array();
        if (find) {
            std::string text = find->dump();
            for (const auto& column : result_.columns)
                if (text.find(Json{{"field", column}}.dump()) != std::string::npos || text.find("record[\\\"" + column + "\\\"]") != std::string::npos) columns.push_back(column);
        }
        if (!columns.empty()) {
            doubt("業務キーは、照会で使った列にしました。業務システムで1件を決める列だけにしてください");
            return columns;
        }
        doubt("業務キーは全部の列にしました。業務システムで1件を決める列だけにしてください");
        return result_.columns;
    }

    void write() {
        result_.steps = static_cast<int>(steps_.size());
        const auto find = take_find();
        const std::size_t setup_end = end_of_setup(), teardown_begin = std::max(begin_of_teardown(), setup_end);
        Json setup = Json::array(), per_record = Json::array(), teardown = Json::array();
        if (find) per_record.push_back(*find);
        if (!desktop_ && setup_end < teardown_begin && steps_[setup_end].json.at("type") != "web.open") {
            // Each record begins where the first one began.
            per_record.push_back({{"type", "web.open"}, {"id", "start"}, {"url", in_scenario(steps_[setup_end].page)}});
        }
        for (std::size_t at = 0; at < steps_.size(); ++at) {
            Json step = steps_[at].json;
            step["id"] = "step-" + std::to_string(at + 1);
            (at < setup_end ? setup : at < teardown_begin ? per_record : teardown).push_back(std::move(step));
        }
        if (auto proof = signed_in(setup_end)) setup.push_back(std::move(*proof));
        if (result_.commit.empty()) doubt("確定操作が見つかりません。取り消せない操作を commit に直し、押した後に出るものを書いてください");
        else doubt("確定操作は「" + result_.commit + "」と見ました。違うときは直してください");
        if (find) doubt("確定の後の検索を、照会（verify.find）にしました。登録した1件だけを見つけるか、予行で確かめてください");
        else doubt("照会（verify.find）がありません。登録の後に検索し、登録したものが一覧に出るところまで録画すると、照会も作ります");
        if (desktop_) doubt("2件目の始めに、入力の画面が空に戻るかを確かめてください");
        Json scenario = {{"formatVersion", 1}, {"id", id()}, {"title", options_.title}, {"owner", options_.owner}};
        if (!address_.empty()) scenario["address"] = address_;
        if (!hosts_.empty()) scenario["hosts"] = hosts_;
        if (!programs_.empty()) scenario["programs"] = programs_;
        scenario["dataColumns"] = result_.columns;
        if (!result_.columns.empty()) scenario["businessKey"] = business_key(find);
        if (!setup.empty()) scenario["setup"] = std::move(setup);
        scenario["perRecord"] = std::move(per_record);
        if (!teardown.empty()) scenario["teardown"] = std::move(teardown);
        result_.scenario = written_scenario(scenario.dump());
    }

    std::string id() const {
        std::string id;
        for (const char c : options_.title) id += (static_cast<unsigned char>(c) < 0x80 && !std::isalnum(static_cast<unsigned char>(c))) ? '-' : c;
        return id;
    }

    const std::vector<RecordedEvent>& events_;
    const DraftOptions& options_;
    const bool desktop_;
    const RecordedEvent *commit_ = nullptr, *confirmation_ = nullptr;
    std::optional<RecordedFind> find_;
    std::vector<MadeStep> steps_;
    std::vector<std::string> hosts_, programs_;
    std::map<int, std::string> titles_;
    std::string address_, page_;
    int window_ = 0;
    RecordedScenario result_;
    RecordedValues values_{events_, options_, result_};
};

}  // namespace

RecordedScenario scenario_of(const std::vector<RecordedEvent>& events, const DraftOptions& options) { return Drafter(events, options).made(); }

}  // namespace yorozu::rpa
