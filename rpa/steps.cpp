#include "rpa/steps.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <sstream>
#include <thread>

#include "rpa/lua_value.h"

namespace yorozu::rpa {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

/// A value shown on a finished page that differs is given this long to become right (scripts that fill in late).
constexpr milliseconds late_script{400};

void pause(int round) { std::this_thread::sleep_for(milliseconds(std::min(5 + round * 5, 50))); }

bool has(const std::vector<std::string>& texts, const std::string& wanted) {
    return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

bool has_all(const std::vector<std::string>& texts, const std::vector<std::string>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) { return has(texts, one); });
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
}

/// For a URL's user and password, RFC 3986 section 2.1.
std::string percent_encoded(const std::string& text) {
    std::string out;
    char hex[4];
    for (const unsigned char c : text) {
        std::snprintf(hex, sizeof hex, "%%%02X", c);
        out += c < 0x80 && std::isalnum(c) ? std::string(1, static_cast<char>(c)) : hex;
    }
    return out;
}

std::string converted(const std::string& text, const std::string& to) {
    if (to == "全角") return to_full_width(text);
    if (to == "半角") return to_half_width(text);
    if (to == "半角英数") return to_half_ascii(text);
    if (to == "全角カナ") return to_full_katakana(text);
    if (to == "ひらがな") return to_hiragana(text);
    const auto date = to == "和暦" ? to_wareki(text) : from_wareki(text);
    if (!date) throw std::invalid_argument("日付として読めません");
    return *date;
}

}  // namespace

std::string host_of(const std::string& url) {
    const auto scheme = url.find("://");
    if (scheme == std::string::npos || (url.rfind("http://", 0) != 0 && url.rfind("https://", 0) != 0)) return "";
    std::string host = url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#\\"));
    if (const auto user = host.rfind('@'); user != std::string::npos) host.erase(0, user + 1);
    if (!host.empty() && host[0] == '[') host = host.substr(0, host.find(']') + 1);
    else host = host.substr(0, host.find(':'));
    std::transform(host.begin(), host.end(), host.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return host;
}

std::vector<std::string> choices_of(const std::string& joined) {
    std::vector<std::string> choices;
    std::istringstream in(joined);
    for (std::string one; std::getline(in, one, '|');) choices.push_back(one);
    return choices;
}

Steps::Steps(StepWorld world, std::map<std::string, std::string> record) : world_(std::move(world)), record_(std::move(record)) {}

std::string Steps::masked(std::string text) const {
    const auto hide = [&](const std::string& value) {
        if (value.size() >= 2) replace_all(text, value, "〓");
    };
    std::vector<std::string> values = secrets_used_;
    for (const auto& [column, value] : record_) values.push_back(value);
    for (const auto& [name, value] : variables_) values.push_back(value);
    std::sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (const auto& value : values) hide(value);
    return text;
}

WebDriver& Steps::web() const {
    if (auto* found = world_.driver.web()) return *found;
    throw StepFailure{StepFailure::Kind::environment, "ブラウザーの操作ですが、相手がブラウザーではありません"};
}

Desktop& Steps::desktop() const {
    if (auto* found = world_.driver.desktop()) return *found;
    throw StepFailure{StepFailure::Kind::environment, "デスクトップの操作ですが、相手がブラウザーです"};
}

std::string Steps::without_secrets(std::string text) const {
    for (const auto& secret : secrets_used_)
        if (secret.size() >= 2) replace_all(text, secret, "〓");
    return text;
}

void Steps::fail(StepFailure::Kind kind, const Step& step, const std::string& message) const {
    throw StepFailure{kind, masked((step.note.empty() ? step.id : step.note) + ": " + message)};
}

std::string Steps::resolve(const Value& value) const {
    switch (value.from) {
        case Value::From::text: return value.body;
        case Value::From::field: {
            const auto found = record_.find(value.body);
            if (found == record_.end()) throw StepFailure{StepFailure::Kind::business, "データに列がありません: " + value.body};
            return found->second;
        }
        case Value::From::variable: {
            const auto found = variables_.find(value.body);
            if (found == variables_.end()) throw StepFailure{StepFailure::Kind::business, "変数にまだ値がありません: " + value.body};
            return found->second;
        }
        case Value::From::secret: {
            const auto found = world_.secret ? world_.secret(value.body) : std::nullopt;
            if (!found) throw StepFailure{StepFailure::Kind::environment, "秘密の値がありません: " + value.body + ": 環境変数 YOROZU_SECRET_" + value.body + " か --secrets のファイルに入れてください"};
            if (!has(secrets_used_, *found)) secrets_used_.push_back(*found);
            return *found;
        }
        case Value::From::lua: {
            const auto result = evaluate_lua(value.body, {&record_, &variables_});
            if (!result.text) throw StepFailure{StepFailure::Kind::business, masked(result.why_not)};
            return *result.text;
        }
    }
    return "";
}

void Steps::run(const std::vector<Step>& steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        i += already_as_expected(steps, i);
        if (i < steps.size()) i += keyed_in_a_row(steps, i);
        if (i < steps.size()) run(steps[i]);
    }
}

/// A confirmation page is compared field by field: a row of "equals" that all hold at one look is done in one round
/// trip. Whatever does not hold goes the patient way, one by one. Returns how many steps from `first` on are done.
std::size_t Steps::already_as_expected(const std::vector<Step>& steps, std::size_t first) {
    std::size_t last = first;
    std::vector<Target> targets = {world_.scenario.signed_out};
    while (last < steps.size() && steps[last].kind == StepKind::web_expect && steps[last].expect == Step::Expect::equals && !steps[last].picture && !steps[last].disabled && !steps[last].passable &&
           steps[last].target.frame == steps[first].target.frame && steps[last].refused_by.empty())
        targets.push_back(steps[last++].target);
    if (last - first < 2 || world_.one_by_one) return 0;
    if (world_.before_step && !world_.before_step(steps[first], *this)) return 1;
    targets.front().frame = steps[first].target.frame;
    const auto seen = world_.driver.glance(targets);
    std::size_t done = 0;
    if (seen.broken || !seen.complete || seen.sights[0].count > 0) return 0;
    check_host(seen, steps[first]);
    for (; done < last - first; ++done) {
        const auto& sight = seen.sights[done + 1];
        if (sight.count != 1 || !sight.visible || sight.healed || trimmed(sight.text) != trimmed(resolve(steps[first + done].value))) break;
        note_read_back(steps[first + done], sight.text, true);
        if (world_.after_step) world_.after_step(steps[first + done], *this);
    }
    return done;
}

void Steps::run(const Step& step) {
    if (step.disabled) return;
    if (world_.before_step && !world_.before_step(step, *this)) return;
    try {
        dispatch(step);
    } catch (const StepFailure& failure) {
        const auto told = named(step, failure);
        if (!step.passable || failure.kind == StepFailure::Kind::environment) throw told;
        if (world_.passed_over) world_.passed_over(step, told);
        return;
    }
    if (step.picture && world_.picture) world_.picture(step);
    if (world_.after_step) world_.after_step(step, *this);
}

StepFailure Steps::named(const Step& step, const StepFailure& failure) const {
    const std::string name = step.note.empty() ? step.id : step.note;
    return {failure.kind, failure.message.rfind(name, 0) == 0 ? failure.message : masked(name + ": " + failure.message)};
}

void Steps::note_healed(const Step& step, const Acted& acted) {
    if (acted.healed && world_.healed) world_.healed(step, acted);
}

std::string Steps::address_of(const std::string& url, const Step& step) const {
    std::string full = url;
    if (url.find("://") == std::string::npos) {
        if (world_.scenario.address.empty()) fail(StepFailure::Kind::business, step, "相手のアドレス（address）がありません");
        full = world_.scenario.address;
        if (!full.empty() && full.back() == '/' && !url.empty() && url[0] == '/') full.pop_back();
        full += url;
    }
    if (!has(world_.scenario.hosts, host_of(full)))
        fail(StepFailure::Kind::environment, step, "シナリオが許していない相手です（" + host_of(full) + "）: hosts に書いてあるか確かめてください");
    return full;
}

void Steps::check_host(const Glance& seen, const Step& step) const {
    const std::string host = host_of(seen.url);
    if (!host.empty() && !has(world_.scenario.hosts, host))
        fail(StepFailure::Kind::system, step, "シナリオが許していない相手に移りました（" + host + "）");
}

void Steps::check_session(const Glance& seen, std::size_t index, const Step& step) const {
    if (world_.watch_session && index < seen.sights.size() && seen.sights[index].count == 1 && seen.sights[index].visible)
        fail(StepFailure::Kind::system, step, "サインインの画面に戻されました（セッションが切れています）");
}

void Steps::open(const Step& step) {
    std::string address = address_of(resolve(step.value), step);
    // The browser keeps them for this host, and sends them to no other.
    if (step.user && step.password) address.insert(address.find("://") + 3, percent_encoded(resolve(*step.user)) + ":" + percent_encoded(resolve(*step.password)) + "@");
    web().open(address, step.timeout);
    const auto seen = world_.driver.glance({});
    check_host(seen, step);
    if (seen.status == 401)
        fail(StepFailure::Kind::business, step, step.user ? "基本認証の利用者名かパスワードが違います（何度も試さず、確かめてください）" : "相手が基本認証を求めています: user と password を書いてください");
    if (seen.broken) fail(StepFailure::Kind::system, step, "相手から応答がありません");
    if (seen.status >= 500) fail(StepFailure::Kind::system, step, "相手がエラーを返しました（HTTP " + std::to_string(seen.status) + "）");
}

void Steps::expect(const Step& step) {
    const auto deadline = Clock::now() + step.timeout;
    const bool compares = step.expect == Step::Expect::equals || step.expect == Step::Expect::contains || step.expect == Step::Expect::url;
    const std::string wanted = compares ? trimmed(resolve(step.value)) : "";
    const std::vector<Target> targets = {step.target, step.refused_by, world_.scenario.signed_out};
    bool differs = false;
    Clock::time_point differs_since{};
    for (int round = 0;; ++round) {
        const auto seen = world_.driver.glance(targets);
        check_host(seen, step);
        check_session(seen, 2, step);  // first: a sign-in page has an error box of its own, and that is no fault of the data
        const auto& refused = seen.sights[1];
        if (refused.count == 1 && refused.visible)
            fail(StepFailure::Kind::business, step, "業務システムが受け付けません: " + refused.text.substr(0, 400));
        const auto& sight = seen.sights[0];
        const bool there = sight.count == 1 && sight.visible;
        bool right = false;
        switch (step.expect) {
            case Step::Expect::present: right = there; break;
            case Step::Expect::absent: right = seen.complete && sight.count == 0; break;
            case Step::Expect::equals: right = there && trimmed(sight.text) == wanted; break;
            case Step::Expect::contains: right = there && sight.text.find(wanted) != std::string::npos; break;
            case Step::Expect::url: right = seen.url.find(wanted) != std::string::npos; break;
        }
        if (right) {
            if (step.expect == Step::Expect::equals) note_read_back(step, sight.text, true);
            note_healed(step, {sight.healed, sight.alternative});
            return;
        }
        if (seen.broken) fail(StepFailure::Kind::system, step, "相手から応答がありません");
        if (seen.status >= 500) fail(StepFailure::Kind::system, step, "相手がエラーを返しました（HTTP " + std::to_string(seen.status) + "）");
        if (there && seen.complete && (step.expect == Step::Expect::equals || step.expect == Step::Expect::contains)) {
            if (!differs) differs_since = Clock::now();
            differs = true;
            if (Clock::now() - differs_since >= late_script) fail(StepFailure::Kind::business, step, "画面の値が、入力するはずの値と違います");
        } else {
            differs = false;
        }
        if (Clock::now() >= deadline) fail(StepFailure::Kind::system, step, "期待した画面になりません");
        pause(round);
    }
}

void Steps::wait_for_element(const Step& step) {
    const auto deadline = Clock::now() + step.timeout;
    for (int round = 0;; ++round) {
        const auto seen = world_.driver.glance({step.target, {}, world_.scenario.signed_out});
        check_session(seen, 2, step);
        const int count = seen.sights[0].count == 1 && step.visible && !seen.sights[0].visible ? 0 : seen.sights[0].count;
        if (step.count_operator == ">=" ? count >= step.count : step.count_operator == "==" ? count == step.count : count <= step.count) return;
        if (Clock::now() >= deadline) fail(StepFailure::Kind::system, step, "待っている要素が現れません");
        pause(round);
    }
}

void Steps::dispatch(const Step& step) {
    const auto number = [&](const char* name) {
        const auto found = step.numbers.find(name);
        return found == step.numbers.end() ? 0.0 : found->second;
    };
    switch (step.kind) {
        case StepKind::set_viewport: web().viewport(static_cast<int>(number("width")), static_cast<int>(number("height"))); return;
        case StepKind::navigate:
        case StepKind::web_open: open(step); return;
        case StepKind::click:
        case StepKind::web_click:
            note_healed(step, world_.driver.press(step.target, Driver::Press::click, Driver::Heal::allowed, step.timeout));
            return;
        case StepKind::double_click:
            note_healed(step, world_.driver.press(step.target, Driver::Press::double_click, Driver::Heal::allowed, step.timeout));
            return;
        case StepKind::hover:
            note_healed(step, world_.driver.press(step.target, Driver::Press::hover, Driver::Heal::allowed, step.timeout));
            return;
        case StepKind::change:
        case StepKind::web_set: key_in(step); return;
        case StepKind::web_select:
        case StepKind::web_choose: choose_in(step); return;
        case StepKind::key_down: web().key(resolve(step.value), true); return;
        case StepKind::key_up: web().key(resolve(step.value), false); return;
        case StepKind::scroll: web().scroll(step.target, number("x"), number("y")); return;
        case StepKind::wait_for_element: wait_for_element(step); return;
        case StepKind::wait_for_expression: {
            const auto deadline = Clock::now() + step.timeout;
            for (int round = 0; !web().truth_of(resolve(step.value)); ++round) {
                if (Clock::now() >= deadline) fail(StepFailure::Kind::system, step, "待っている条件が成り立ちません");
                pause(round);
            }
            return;
        }
        case StepKind::emulate_network: web().network(number("download"), number("upload"), number("latency")); return;
        case StepKind::close: web().open("about:blank", step.timeout); return;
        case StepKind::web_read: {
            Step shown = step;
            shown.expect = Step::Expect::present;
            expect(shown);
            variables_[step.name] = world_.driver.glance({step.target}).sights[0].text;
            return;
        }
        case StepKind::web_expect: expect(step); return;
        case StepKind::web_upload: upload(step); return;
        case StepKind::web_download: download(step); return;
        case StepKind::web_dialog: answer(step); return;
        case StepKind::web_table: read_table(step); return;
        case StepKind::web_window: switch_window(step); return;
        case StepKind::desktop_launch: launch(step); return;
        case StepKind::desktop_keys: desktop().keys(resolve(step.value), step.timeout); return;
        case StepKind::desktop_menu: desktop().menu(step.path, step.timeout); return;
        case StepKind::desktop_dialog: answer(step); return;
        case StepKind::data_write: write_row(step); return;
        case StepKind::flow_try: try_steps(step); return;
        case StepKind::flow_retry: retry(step); return;
        case StepKind::flow_call: run(step.steps); return;
        case StepKind::flow_ask: ask(step); return;
        case StepKind::data_set: variables_[step.name] = resolve(step.value); return;
        case StepKind::data_convert:
            try {
                variables_[step.name] = converted(resolve(step.value), step.conversion);
            } catch (const std::invalid_argument& error) {
                fail(StepFailure::Kind::business, step, error.what());
            }
            return;
        case StepKind::flow_if: {
            const std::string truth = resolve(step.value);
            run(truth != "" && truth != "false" && truth != "0" ? step.then_steps : step.else_steps);
            return;
        }
        case StepKind::flow_stop_record: throw RecordStopped{masked(resolve(step.value))};
        case StepKind::verify_find:
        case StepKind::commit: fail(StepFailure::Kind::system, step, "この操作は実行役だけが行います");
    }
}

FindAnswer Steps::find(const Step& find) {
    run(find.steps);
    std::vector<std::string> shown_wanted, match;
    for (const auto& value : find.shown_match) shown_wanted.push_back(trimmed(resolve(value)));
    for (const auto& value : find.match) match.push_back(trimmed(resolve(value)));
    const auto deadline = Clock::now() + find.timeout;
    for (int round = 0;; ++round) {
        const auto seen = world_.driver.glance({find.shown, find.refused_by, world_.scenario.signed_out});
        check_host(seen, find);
        check_session(seen, 2, find);
        if (seen.sights[1].count == 1 && seen.sights[1].visible)
            fail(StepFailure::Kind::business, find, "業務システムが受け付けません: " + seen.sights[1].text.substr(0, 400));
        if (seen.broken) fail(StepFailure::Kind::system, find, "相手から応答がありません");
        if (seen.status >= 500) fail(StepFailure::Kind::system, find, "相手がエラーを返しました（HTTP " + std::to_string(seen.status) + "）");
        const auto& shown = seen.sights[0];
        if (seen.complete && shown.count == 1 && shown.visible && has_all(shown.texts, shown_wanted)) break;
        if (Clock::now() >= deadline) fail(StepFailure::Kind::system, find, "照会の結果の画面になりません");
        pause(round);
    }
    std::vector<RowSight> ours;
    for (auto& row : world_.driver.rows(find.rows, find.number_selector))
        if (has_all(row.texts, match)) ours.push_back(std::move(row));
    if (world_.after_step) world_.after_step(find, *this);
    if (ours.empty()) return {FindAnswer::Verdict::absent, "", ""};
    if (ours.size() > 1) return {FindAnswer::Verdict::cannot_tell, "", "業務システムに同じ登録が " + std::to_string(ours.size()) + " 件あります"};
    return {FindAnswer::Verdict::found, ours[0].number, ""};
}

void Steps::prepare_commit(const Step& commit) {
    const auto seen = world_.driver.glance({commit.target, commit.confirmation, world_.scenario.signed_out});
    check_host(seen, commit);
    check_session(seen, 2, commit);
    if (seen.sights[1].count > 0)
        fail(StepFailure::Kind::environment, commit, "確定の前から確認の表示（confirmation）が画面にあります: 確定の後にだけ現れる要素を指定してください");
    try {
        world_.driver.ready(commit.target, Driver::Heal::never, commit.timeout);
    } catch (const StepFailure& failure) {
        throw StepFailure{failure.kind, (commit.note.empty() ? commit.id : commit.note) + ": " + failure.message};
    }
}

std::string Steps::press_commit(const Step& commit) {
    const auto deadline = Clock::now() + commit.timeout;
    world_.driver.press(commit.target, Driver::Press::click, Driver::Heal::never, commit.timeout);
    if (commit.answers_dialog) answer(commit);
    const Target& number = commit.number.empty() ? commit.confirmation : commit.number;
    for (int round = 0;; ++round) {
        const auto seen = world_.driver.glance({commit.confirmation, number, world_.scenario.signed_out});
        const auto& shown = seen.sights[0];
        const auto& given = seen.sights[1];
        if (shown.count == 1 && shown.visible && !shown.healed && given.count == 1 && (commit.number.empty() || !trimmed(given.text).empty()))
            return commit.number.empty() ? "" : trimmed(given.text);
        check_session(seen, 2, commit);
        if (seen.broken) fail(StepFailure::Kind::system, commit, "確定の応答がありません");
        if (seen.status >= 400) fail(StepFailure::Kind::system, commit, "確定にエラーが返りました（HTTP " + std::to_string(seen.status) + "）");
        if (Clock::now() >= deadline) fail(StepFailure::Kind::system, commit, "確定の結果の画面になりません");
        pause(round);
    }
}

}  // namespace yorozu::rpa
