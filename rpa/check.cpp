#include "rpa/check.h"

#include <algorithm>
#include <regex>
#include <set>

#include "rpa/lua_value.h"
#include "rpa/steps.h"

namespace yorozu::rpa {

namespace {

bool is_positional(const std::string& part) {
    static const std::regex xpath(R"(\[\s*(\d+|last\(\)|position\(\).*)\s*\])");
    static const std::regex css(R"(:nth-(child|of-type|last-child)\()");
    return part.rfind("xpath/", 0) == 0 ? std::regex_search(part, xpath) : std::regex_search(part, css);
}

bool has_generated_id(const std::string& part) {
    static const std::regex made(R"((#|@id\s*=\s*['"])[\w:-]*(\d{4,}|:r\w+:|(ember|ext-gen|yui|gwt-uid-|mat-input-|react-select-)\d+))");
    return std::regex_search(part, made);
}

/// Twelve digits are an individual number (マイナンバー), seven or eight an account or insurance number.
bool has_long_number(const std::string& text) {
    static const std::regex number(R"((^|\D)\d{7,12}($|\D))");
    return text.find("://") == std::string::npos && std::regex_search(text, number);
}

bool any_part(const std::vector<std::string>& path, bool (*test)(const std::string&)) {
    return std::any_of(path.begin(), path.end(), test);
}

bool speaks_of_secret(const std::string& text) {
    static const std::regex words("パスワード|暗証|password|passwd|passcode|secret|token", std::regex::icase);
    return std::regex_search(text, words);
}

class Checker {
public:
    Checker(const Scenario& scenario, const std::string& today) : scenario_(scenario), today_(today) {}

    std::vector<Finding> findings() {
        each_step(scenario_, [this](const Step& step) { look_at(step); });
        look_at_whole();
        return std::move(found_);
    }

private:
    void add(Finding::Weight weight, const char* rule, const std::string& place, const std::string& what, const std::string& mend) {
        found_.push_back({weight, rule, place, what, mend});
    }
    void warn(const char* rule, const std::string& place, const std::string& what, const std::string& mend) {
        add(Finding::Weight::warning, rule, place, what, mend);
    }
    void error(const char* rule, const std::string& place, const std::string& what, const std::string& mend) {
        add(Finding::Weight::error, rule, place, what, mend);
    }

    void look_at(const Step& step) {
        if (!ids_.insert(step.id).second) error("same-id", step.place + "/id", "同じ id の操作が2つあります: " + step.id, "id を別の名前にしてください（記録と証跡が混ざります）");
        look_at_habits(step);
        look_at(step.target, step.place + "/selectors");
        look_at(step.confirmation, step.place + "/confirmation/selectors");
        look_at(step.rows, step.place + "/rows/selectors");
        for (const Value* value : values_of(step))
            if (value->from == Value::From::lua) look_at_lua(value->body, step.place);
        const bool keys_in = step.kind == StepKind::web_set || step.kind == StepKind::change;
        std::string about = step.note + " " + step.id;
        for (const auto& path : step.target.selectors)
            for (const auto& part : path) about += " " + part;
        if (keys_in && step.value.from == Value::From::text && !step.value.body.empty() && speaks_of_secret(about))
            error("secret-in-text", step.place + "/value", "秘密の値がシナリオに書かれています", "{\"secret\": \"名前\"} に替え、書かれていた値は変更してください");
        if (step.password && step.password->from == Value::From::text)
            error("secret-in-text", step.place + "/password", "秘密の値がシナリオに書かれています", "{\"secret\": \"名前\"} に替え、書かれていた値は変更してください");
        if (step.kind == StepKind::wait_for_expression) {
            static const std::regex waiting("setTimeout|Date\\.now|performance\\.now|new Promise|new Date");
            if (std::regex_search(step.value.body, waiting))
                warn("fixed-wait", step.place + "/expression", "決まった時間を待っています", "待つ相手の要素を web.expect で書いてください");
        }
        const bool opens = step.kind == StepKind::web_open || step.kind == StepKind::navigate;
        if (opens && step.value.from == Value::From::text) {
            const std::string host = host_of(step.value.body);
            if (!host.empty() && !knows_host(host))
                error("host", step.place + "/url", "hosts にない相手です: " + host, "hosts に書き足すか、URL を直してください");
        }
    }

    void look_at_habits(const Step& step) {
        const bool enters = step.kind == StepKind::web_set || step.kind == StepKind::change || step.kind == StepKind::web_select || step.kind == StepKind::web_choose;
        if (step.passable && enters)
            warn("entry-passed-over", step.place + "/onError", "入力に失敗しても先へ進みます", "onError を取り除くか、flow.try で扱いを書いてください");
        if (step.kind == StepKind::change || step.kind == StepKind::web_set)
            for (const auto& path : step.target.selectors)
                if (path.back().rfind("text/", 0) == 0) {
                    warn("entry-by-text", step.place + "/selectors", "入力欄を画面の文で指しています", "aria/名前 か、変わらない id か name で指してください");
                    break;
                }
        if ((step.kind == StepKind::key_down || step.kind == StepKind::key_up) && step.value.body == "Enter")
            warn("enter-key", step.place, "Enter キーで送信するかもしれません", "押すボタンを web.click か commit で書いてください");
        const bool acts = step.kind == StepKind::web_click || step.kind == StepKind::click || enters || step.kind == StepKind::commit;
        if (acts && step.target.selectors.size() == 1 && (is_positional(step.target.selectors[0].back()) || has_generated_id(step.target.selectors[0].back())))
            warn("only-locator", step.place + "/selectors", "壊れやすい指定しかありません", "別の見つけ方を2つ以上書き足してください");
        for (const auto& word : step.command)
            if (word.from == Value::From::secret) error("secret-in-arguments", step.place + "/command", "秘密の値をプログラムの引数に渡しています（ほかの利用者にも見えます）", "画面から desktop.set-text で入れてください");
        if (step.kind == StepKind::desktop_keys && (step.value.body == "Enter" || step.value.body == "Space"))
            warn("enter-key", step.place, "キーで確定するかもしれません", "押すボタンを desktop.click か commit で書いてください");
        if (step.kind == StepKind::data_write && scenario_.commit() && before_commit(step))
            warn("write-before-commit", step.place, "確定の前に CSV へ書いています（やり直すと2行になります）", "確定の後へ移してください");
        if (step.kind == StepKind::web_dialog && !step.contains && step.accept)
            warn("blind-dialog", step.place, "どんな確認の窓にも「OK」と答えます", "窓に出る文の一部を contains に書いてください");
        if (step.kind == StepKind::flow_stop_record && step.value.body.rfind("取り込めなかった操作です", 0) == 0)
            error("not-imported", step.place, "録画から取り込めなかった操作が残っています", "使える操作に書き直すか、要らなければ取り除いてください");
        if (step.kind == StepKind::flow_stop_record && step.value.from != Value::From::text)
            warn("reason-with-value", step.place + "/reason", "理由に記録の値が入るかもしれません", "理由は決まった文にしてください（値は伏せられます）");
        for (const Value* value : values_of(step))
            if (value->from == Value::From::text && has_long_number(value->body))
                warn("number-in-text", step.place, "番号らしい値がシナリオに書かれています", "{\"field\": \"列名\"} に替え、個人の番号なら消してください");
    }

    bool before_commit(const Step& step) const {
        for (const auto& one : scenario_.per_record) {
            if (one.kind == StepKind::commit) return false;
            if (step.place.rfind(one.place, 0) == 0) return true;
        }
        return false;
    }

    void look_at(const Target& target, const std::string& place) {
        if (target.empty()) return;
        if (any_part(target.selectors.front(), is_positional))
            warn("positional-xpath", place + "/0", "並び順に頼る指定です", "aria/名前 か、変わらない id か name を先に書いてください");
        if (any_part(target.selectors.front(), has_generated_id))
            warn("generated-id", place + "/0", "自動で作られた id のようです", "aria/名前 か、変わらない id か name を先に書いてください");
    }

    void look_at_lua(const std::string& expression, const std::string& place) {
        const std::string fault = lua_syntax_fault(expression);
        if (!fault.empty()) error("lua", place, "Lua の式が正しくありません（" + fault + "）", "式を直してください");
        static const std::regex column(R"re(record(?:\.([A-Za-z_]\w*)|\[\s*["']([^"']+)["']\s*\]))re");
        for (std::sregex_iterator one(expression.begin(), expression.end(), column), end; one != end; ++one) {
            const std::string name = (*one)[1].matched ? (*one)[1].str() : (*one)[2].str();
            if (std::find(scenario_.data_columns.begin(), scenario_.data_columns.end(), name) == scenario_.data_columns.end())
                error("column", place, "dataColumns にない列です: " + name, "dataColumns に書き足すか、列名を直してください");
        }
    }

    bool knows_host(const std::string& host) const {
        return std::find(scenario_.hosts.begin(), scenario_.hosts.end(), host) != scenario_.hosts.end();
    }

    void look_at_whole() {
        if (!scenario_.address.empty() && !knows_host(host_of(scenario_.address)))
            error("host", "/address", "address の相手が hosts にありません", "hosts に書き足してください");
        if (!today_.empty() && !scenario_.expires_on.empty() && scenario_.expires_on < today_)
            warn("expired", "/expiresOn", "シナリオの期限（" + scenario_.expires_on + "）が過ぎています", "画面が変わっていないか試行（--dry-run）で確かめ、期限を延ばしてください");
        if (scenario_.expires_on.empty()) warn("no-expiry", "/expiresOn", "シナリオの期限がありません", "画面を見直す日を \"expiresOn\": \"2027-03-31\" の形で書いてください");
        if (scenario_.verified_on.empty()) warn("never-verified", "/verifiedOn", "確かめた日がありません", "試行（--dry-run）で確かめ、\"verifiedOn\" に日を書いてください");
        const Step* commit = scenario_.commit();
        if (!commit) {
            warn("no-commit", "/perRecord", "確定操作（commit）がありません", "取り消せない操作を commit にしてください。クリックのままでは一度きりを守れません");
            return;
        }
        if (scenario_.business_key.empty())
            error("no-business-key", "/businessKey", "業務キーがありません", "業務システムで1件を決める列を businessKey に書いてください");
        if (!scenario_.verify_find())
            warn("no-verify-find", "/perRecord", "照会（verify.find）がありません", "登録されたか分からなくなったときに確かめる操作を書いてください。ないと、その1件は人が調べることになります");
        else if (scenario_.verify_find()->shown_match.empty())
            warn("find-without-key", scenario_.verify_find()->place + "/shown", "照会の画面が、探した相手のものか確かめていません", "shown に match を書いてください");
        if (commit->timeout < std::chrono::milliseconds(5000))
            warn("short-commit-timeout", commit->place + "/timeout", "確定の答えを待つ時間が短すぎます", "5000 ミリ秒以上にしてください（短いと未確定が増えます）");
        if (commit->number.empty())
            warn("no-number", commit->place + "/confirmation", "相手の受付番号を読み取りません", "confirmation に number を書いてください");
        bool compared = false;
        for (const auto& step : scenario_.per_record) {
            if (step.kind == StepKind::commit) break;
            compared = compared || (step.kind == StepKind::web_expect && step.expect == Step::Expect::equals);
        }
        if (!compared)
            warn("commit-unseen", commit->place, "確定の前に画面の値を確かめていません", "確認画面の値を web.expect の equals で比べてください");
    }

    const Scenario& scenario_;
    const std::string& today_;
    std::set<std::string> ids_;
    std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> check(const Scenario& scenario, const std::string& today) { return Checker(scenario, today).findings(); }

}  // namespace yorozu::rpa
