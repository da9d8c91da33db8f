#include "rpa/check.h"

#include <algorithm>
#include <regex>

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
        look_at(step.target, step.place + "/selectors");
        look_at(step.confirmation, step.place + "/confirmation/selectors");
        look_at(step.rows, step.place + "/rows/selectors");
        std::vector<const Value*> values = {&step.value};
        if (step.read_back) values.push_back(&*step.read_back);
        for (const auto& value : step.match) values.push_back(&value);
        for (const Value* value : values)
            if (value->from == Value::From::lua) look_at_lua(value->body, step.place);
        const bool keys_in = step.kind == StepKind::web_set || step.kind == StepKind::change;
        std::string about = step.note + " " + step.id;
        for (const auto& path : step.target.selectors)
            for (const auto& part : path) about += " " + part;
        if (keys_in && step.value.from == Value::From::text && !step.value.body.empty() && speaks_of_secret(about))
            error("secret-in-text", step.place + "/value", "秘密の値がシナリオに書かれています", "{\"secret\": \"名前\"} に替え、書かれていた値は変更してください");
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
    std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> check(const Scenario& scenario, const std::string& today) { return Checker(scenario, today).findings(); }

}  // namespace yorozu::rpa
