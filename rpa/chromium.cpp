#include "rpa/chromium.h"

#include <netdb.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "rpa/bytes.h"
#include "rpa/driver_process.h"
#include "rpa/http.h"
#include "rpa/page_script.h"

namespace yorozu::rpa {

using nlohmann::json;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

constexpr const char* element_key = "element-6066-11e4-a52e-4f735466cecf";
/// Another locator may stand in for the first one only after the first had this long to appear.
constexpr milliseconds before_healing{700};

[[noreturn]] void fail_system(const std::string& message) { throw StepFailure{StepFailure::Kind::system, message}; }

/// A W3C error that passes by itself while a page changes under our hands.
bool passes_by(const std::string& error) {
    static const std::set<std::string> passing = {"stale element reference", "no such element", "element click intercepted",
                                                  "element not interactable", "javascript error", "detached shadow root",
                                                  "no such execution context", "move target out of bounds", "no such frame"};
    return passing.count(error) > 0;
}

bool has_address(const char* name) {
    addrinfo* found = nullptr;
    if (getaddrinfo(name, nullptr, nullptr, &found) != 0) return false;
    freeaddrinfo(found);
    return true;
}

json json_of(const Target& target) {
    json all = json::array();
    for (const auto& path : target.selectors) all.push_back(path);
    return all;
}

class Chromium : public WebDriver {
public:
    explicit Chromium(const ChromiumOptions& options)
        : process_(options.driver), http_("http://127.0.0.1:" + std::to_string(process_.port())) {
        begin_session(options);
    }

    ~Chromium() override {
        if (!session_.empty()) http_.send("DELETE", session_, "", milliseconds(3000));
    }

    void open(const std::string& url, Milliseconds timeout) override {
        page_timeout(timeout);
        const auto answer = call("POST", "/url", {{"url", url}});
        frame_.clear();  // opening a page leaves every frame
        if (answer.error == "timeout") fail_system("ページが時間内に開きません");
        if (!answer.error.empty()) fail_system("ページを開けません（" + answer.error + "）");
    }

    Glance glance(const std::vector<Target>& targets) override {
        json all = json::array();
        for (const auto& target : targets) all.push_back(json_of(target));
        enter(targets.empty() ? Target{} : targets.front());
        const auto answer = script(R"js(
            const entry = performance.getEntriesByType('navigation')[0];
            const sights = arguments[0].map(alternatives => {
              if (!alternatives.length) return {count: 0};
              const l = yLocate(alternatives), e = l.element;
              return e ? {count: 1, visible: yVisible(e), healed: l.healed, alternative: l.alternative, text: yText(e), texts: yTexts(e)}
                       : {count: l.count};
            });
            return {url: location.href, complete: document.readyState === 'complete', status: entry ? entry.responseStatus || 0 : 0, sights};
        )js", json::array({all}));
        Glance seen;
        if (!answer.error.empty()) {  // between two pages
            require_passing(answer);
            seen.sights.resize(targets.size());
            return seen;
        }
        seen.url = answer.value.value("url", "");
        seen.complete = answer.value.value("complete", false);
        seen.status = answer.value.value("status", 0);
        seen.broken = seen.url.rfind("chrome-error:", 0) == 0;
        for (const auto& one : answer.value.at("sights")) {
            Sight sight;
            sight.count = one.value("count", 0);
            sight.visible = one.value("visible", false);
            sight.healed = one.value("healed", false);
            sight.alternative = one.value("alternative", 0);
            sight.text = one.value("text", "");
            if (one.contains("texts")) sight.texts = one.at("texts").get<std::vector<std::string>>();
            seen.sights.push_back(std::move(sight));
        }
        return seen;
    }

    Acted ready(const Target& target, Heal heal, Milliseconds timeout) override {
        return await(target, heal, timeout, Purpose::press).acted;
    }

    Acted press(const Target& target, Press how, Heal heal, Milliseconds timeout) override {
        page_timeout(timeout);
        const auto deadline = Clock::now() + timeout;
        while (true) {
            const auto found = await(target, heal, std::chrono::duration_cast<milliseconds>(deadline - Clock::now()), Purpose::press);
            const auto answer = how == Press::click ? call("POST", "/element/" + found.element + "/click", json::object())
                                                    : pointer(found.element, how);
            if (answer.error.empty()) return found.acted;
            // A time-out here means that the page after the click did not load: the click itself has happened.
            if (answer.error == "timeout") fail_system("押した後のページが時間内に開きません");
            // Refused before any mouse event was sent: safe to try again.
            if ((answer.error == "element click intercepted" || answer.error == "stale element reference" ||
                 answer.error == "element not interactable") && Clock::now() < deadline && heal != Heal::never)
                continue;
            fail_system("押せません（" + answer.error + "）");
        }
    }

    Acted set_text(const Target& target, const std::string& text, Entry how, Milliseconds timeout) override {
        // Finding, checking, focusing and selecting is one script: one round trip instead of two per field.
        const auto found = await(target, Heal::allowed, timeout, Purpose::edit, R"js(
            const text = arguments_[3];
            e.focus();
            if (e.localName === 'input' && ['date', 'time', 'month', 'week', 'datetime-local', 'color', 'range'].includes(e.type)) {
              e.value = text;
              e.dispatchEvent(new Event('input', {bubbles: true}));
              e.dispatchEvent(new Event('change', {bubbles: true}));
              return 'set';
            }
            if (e.select && e.localName !== 'select') e.select();
            else if (e.isContentEditable) getSelection().selectAllChildren(e);
            else return e.localName === 'select' ? 'select' : 'not-text';
            if (text === '' && (e.isContentEditable ? e.textContent : e.value) !== '') document.execCommand('delete');
            return (e.getRootNode().activeElement === e) ? 'focused' : 'no-focus';
        )js", text);
        const std::string& state = found.prepared;
        if (state == "select") return select(target, text, timeout);
        if (state == "set" || (state == "focused" && text.empty())) return found.acted;
        if (state != "focused") fail_system(state == "not-text" ? "文字を入れる欄ではありません" : "入力欄に移れません");
        const auto keyed = how == Entry::keys ? call("POST", "/element/" + found.element + "/value", {{"text", text}})
                                   : call("POST", "/goog/cdp/execute", {{"cmd", "Input.insertText"}, {"params", {{"text", text}}}});
        if (!keyed.error.empty()) fail_system("入力できません（" + keyed.error + "）");
        return found.acted;
    }

    Acted select(const Target& target, const std::string& option, Milliseconds timeout) override {
        const auto found = await(target, Heal::allowed, timeout, Purpose::edit);
        const auto answer = script(R"js(
            const e = arguments[0], want = arguments[1];
            if (e.localName !== 'select') return 'not-select';
            const of = test => [...e.options].filter(o => !o.disabled && test(o));
            let matches = of(o => ySpace(o.textContent) === want);
            if (!matches.length) matches = of(o => o.value === want);
            if (matches.length !== 1) return matches.length ? 'several' : 'none';
            e.focus();
            matches[0].selected = true;
            e.dispatchEvent(new Event('input', {bubbles: true}));
            e.dispatchEvent(new Event('change', {bubbles: true}));
            return 'ok';
        )js", json::array({{{element_key, found.element}}, option}));
        const auto state = answer.value.is_string() ? answer.value.get<std::string>() : "";
        if (state == "none" || state == "several")
            throw StepFailure{StepFailure::Kind::business, state == "none" ? "選択肢にない値です" : "同じ選択肢が2つ以上あります"};
        if (state != "ok") fail_system("選べません（" + (state.empty() ? answer.error : state) + "）");
        return found.acted;
    }

    Acted choose(const Target& target, const std::string& option, Milliseconds timeout) override {
        const auto deadline = Clock::now() + timeout;
        std::string state = "none";
        do {
            enter(target);
            const auto answer = script(R"js(
                const group = yPath(arguments[0][0]), want = arguments[1];
                let one = group.filter(e => e.value === want);
                if (!one.length) one = group.filter(e => yName(e) === want);
                if (!group.length) return ['empty'];
                if (one.length !== 1) return [one.length ? 'several' : 'none'];
                const e = one[0], label = e.labels && e.labels[0], shown = yVisible(e) ? e : label;
                if (!shown || yState(shown, false) !== 'ok' || e.disabled) return ['hidden'];
                return [e.checked ? 'done' : 'ok', shown];
            )js", json::array({json_of(target), option}));
            if (!answer.error.empty()) require_passing(answer);
            else state = answer.value.at(0).get<std::string>();
            if (state == "done") return {};
            if (state == "ok") {
                const auto clicked = call("POST", "/element/" + answer.value.at(1).at(element_key).get<std::string>() + "/click", json::object());
                if (clicked.error.empty()) return {};
                require_passing(clicked);
            }
            if (state == "none" || state == "several") break;
            pause();
        } while (Clock::now() < deadline);
        if (state == "none") throw StepFailure{StepFailure::Kind::business, "選択肢にない値です"};
        fail_system(state == "several" ? "同じ選択肢が2つ以上あります" : "選択肢を選べません");
    }

    std::string read_back(const Target& target) override {
        enter(target);
        const auto answer = script(R"js(
            const l = yLocate(arguments[0]);
            let e = l.element;
            const inputs = e ? [e] : yPath(arguments[0][0]).filter(x => x.type === 'radio' || x.type === 'checkbox');
            if (!inputs.length) return null;
            if (inputs[0].type === 'radio' || inputs[0].type === 'checkbox')
              return inputs.filter(x => x.checked).map(x => [x.value, yName(x)].join('\u0000')).join('|');
            if (e.getRootNode().activeElement === e) e.blur();
            if (e.type === 'file') return [...e.files].map(f => f.name).join('|');
            if (e.localName === 'select') return [...e.selectedOptions].map(o => [o.value, ySpace(o.textContent)].join('\u0000')).join('|');
            return e.value === undefined ? e.innerText : e.value;
        )js", json::array({json_of(target)}));
        if (!answer.error.empty() || !answer.value.is_string()) fail_system("入力した欄を読み返せません");
        return answer.value.get<std::string>();
    }

    std::vector<RowSight> rows(const Target& rows, const std::string& number_css) override {
        enter(rows);
        const auto answer = script(R"js(
            return yPath(arguments[0][0]).map(e => {
              const numbers = arguments[1] ? [...e.querySelectorAll(arguments[1])] : [];
              return {texts: yTexts(e), number: numbers.length === 1 ? yText(numbers[0]) : ''};
            });
        )js", json::array({json_of(rows), number_css}));
        if (!answer.error.empty()) fail_system("一覧を読めません（" + answer.error + "）");
        std::vector<RowSight> found;
        for (const auto& one : answer.value) found.push_back({one.at("texts").get<std::vector<std::string>>(), one.at("number").get<std::string>()});
        return found;
    }

    std::vector<int> count_each(const Target& target) override {
        enter(target);
        const auto answer = script("return arguments[0].map(p => { try { return yPath(p).length; } catch (e) { return -1; } });", json::array({json_of(target)}));
        if (!answer.error.empty()) fail_system("画面を見られません（" + answer.error + "）");
        return answer.value.get<std::vector<int>>();
    }

    Acted upload(const Target& target, const std::filesystem::path& file, Milliseconds timeout) override {
        // A file field is often hidden behind a pretty button: it need not be seen, only be there alone.
        const auto deadline = Clock::now() + timeout;
        do {
            enter(target);
            const auto answer = script(R"js(
                const l = yLocate(arguments[0]), e = l.element;
                return e && e.localName === 'input' && e.type === 'file' && !e.disabled ? [e, l.alternative, l.healed] : null;
            )js", json::array({json_of(target)}));
            if (!answer.error.empty()) require_passing(answer);
            else if (answer.value.is_array()) {
                const auto sent = call("POST", "/element/" + answer.value.at(0).at(element_key).get<std::string>() + "/value", {{"text", std::filesystem::absolute(file).string()}});
                if (!sent.error.empty()) fail_system("ファイルを渡せません（" + sent.error + "）");
                return {answer.value.at(2).get<bool>(), answer.value.at(1).get<int>()};
            }
            pause();
        } while (Clock::now() < deadline);
        fail_system("ファイルを渡す欄が1つに決まりません");
    }

    std::string dialog(Milliseconds timeout) override {
        const auto deadline = Clock::now() + timeout;
        do {
            const auto answer = call("GET", "/alert/text", {});
            if (answer.error.empty()) return answer.value.is_string() ? answer.value.get<std::string>() : "";
            pause();
        } while (Clock::now() < deadline);
        fail_system("確認の窓が出ません");
    }

    void answer_dialog(bool accept, const std::string& text) override {
        if (accept && !text.empty()) {
            const auto typed = call("POST", "/alert/text", {{"text", text}});
            if (!typed.error.empty()) fail_system("確認の窓に文を入れられません（" + typed.error + "）");
        }
        const auto answer = call("POST", accept ? "/alert/accept" : "/alert/dismiss", json::object());
        if (!answer.error.empty()) fail_system("確認の窓に答えられません（" + answer.error + "）");
    }

    std::filesystem::path download(const Target& target, Milliseconds timeout) override {
        const auto folder = process_.folder() / "downloads";
        const auto whole_files = [&](bool& partial) {
            std::map<std::filesystem::path, std::uintmax_t> found;
            std::error_code error;
            for (const auto& one : std::filesystem::directory_iterator(folder, error)) {
                if (one.path().extension() == ".crdownload" || one.path().filename().string()[0] == '.') partial = true;
                else found[one.path()] = one.file_size(error);
            }
            return found;
        };
        bool partial = false;
        const auto before = whole_files(partial);
        const auto deadline = Clock::now() + timeout;
        press(target, Press::click, Heal::allowed, timeout);
        std::map<std::filesystem::path, std::uintmax_t> last;
        do {
            std::this_thread::sleep_for(milliseconds(40));
            partial = false;
            auto now = whole_files(partial);
            if (!partial && now == last)
                for (const auto& [file, size] : now)
                    if (!before.count(file)) return file;
            last = std::move(now);
        } while (Clock::now() < deadline);
        fail_system("ファイルを最後まで受け取れません");
    }

    std::vector<std::vector<std::string>> table(const Target& target) override {
        enter(target);
        const auto answer = script(R"js(
            const e = yLocate(arguments[0]).element, t = e && (e.localName === 'table' ? e : e.querySelector('table'));
            return t ? [...t.rows].map(r => [...r.cells].map(yText)) : null;
        )js", json::array({json_of(target)}));
        if (!answer.error.empty() || !answer.value.is_array()) fail_system("表を読めません");
        return answer.value.get<std::vector<std::vector<std::string>>>();
    }

    void window(const WindowWish& wish, Milliseconds timeout) override {
        const auto handles = [&] {
            const auto answer = call("GET", "/window/handles", {});
            return answer.value.is_array() ? answer.value.get<std::vector<std::string>>() : std::vector<std::string>{};
        };
        const auto go = [&](const std::string& handle) {
            frame_.clear();
            return call("POST", "/window", {{"handle", handle}}).error.empty();
        };
        if (wish.which != WindowWish::Which::matching) {
            if (wish.which == WindowWish::Which::close) {
                if (handles().size() < 2) fail_system("最後の窓は閉じられません");
                call("DELETE", "/window", {});
            }
            if (!go(first_window_)) fail_system("最初の窓がありません");
            return;
        }
        const auto here = call("GET", "/window", {}).value;
        const auto deadline = Clock::now() + timeout;
        int fitting = 0;
        do {
            std::string found;
            fitting = 0;
            for (const auto& handle : handles()) {
                if (!go(handle)) continue;
                const auto title = call("GET", "/title", {}).value, url = call("GET", "/url", {}).value;
                if (title.is_string() && url.is_string() && title.get<std::string>().find(wish.title) != std::string::npos && url.get<std::string>().find(wish.url) != std::string::npos) {
                    ++fitting;
                    found = handle;
                }
            }
            if (fitting == 1 && go(found)) {
                one_request_per_connection();
                return;
            }
            pause();
        } while (Clock::now() < deadline);
        if (here.is_string()) go(here.get<std::string>());
        fail_system(fitting ? "窓が2つ以上あてはまり、1つに決まりません" : "窓が見つかりません");
    }

    std::string document() override {
        enter({});
        const auto answer = script(R"js(
            const copy = document.documentElement.cloneNode(true);
            const typed = [...document.querySelectorAll('input,textarea,select')], shown = [...copy.querySelectorAll('input,textarea,select')];
            typed.forEach((e, i) => {
              if (e.type === 'password') shown[i].removeAttribute('value');
              else if (e.localName === 'textarea') shown[i].textContent = e.value;
              else if (e.localName === 'select') [...shown[i].options].forEach((o, n) => o.toggleAttribute('selected', e.options[n].selected));
              else if (e.type === 'checkbox' || e.type === 'radio') shown[i].toggleAttribute('checked', e.checked);
              else shown[i].setAttribute('value', e.value);
            });
            copy.querySelectorAll('script,noscript,iframe,object,embed,link,meta[http-equiv]').forEach(e => e.remove());
            copy.querySelectorAll('*').forEach(e => [...e.attributes].forEach(a => { if (a.name.startsWith('on')) e.removeAttribute(a.name); }));
            return '<!DOCTYPE html>' + copy.outerHTML;
        )js", json::array());
        return answer.error.empty() && answer.value.is_string() ? answer.value.get<std::string>() : "";
    }

    bool truth_of(const std::string& expression) override {
        enter({});
        const auto answer = script("return !!(" + expression + "\n);", json::array());
        if (!answer.error.empty()) require_passing(answer);
        return answer.value == json(true);
    }

    void key(const std::string& key, bool down) override {
        static const std::map<std::string, std::string> names = {
            {"Enter", "\uE007"}, {"Tab", "\uE004"}, {"Escape", "\uE00C"}, {"Backspace", "\uE003"}, {"Delete", "\uE017"},
            {"ArrowUp", "\uE013"}, {"ArrowDown", "\uE015"}, {"ArrowLeft", "\uE012"}, {"ArrowRight", "\uE014"}, {"Home", "\uE011"},
            {"End", "\uE010"}, {"PageUp", "\uE00E"}, {"PageDown", "\uE00F"}, {"Shift", "\uE008"}, {"Control", "\uE009"},
            {"Alt", "\uE00A"}, {"Meta", "\uE03D"}, {"F1", "\uE031"}, {"F2", "\uE032"}, {"F3", "\uE033"}, {"F4", "\uE034"},
            {"F5", "\uE035"}, {"F6", "\uE036"}, {"F7", "\uE037"}, {"F8", "\uE038"}, {"F9", "\uE039"}, {"F10", "\uE03A"},
            {"F11", "\uE03B"}, {"F12", "\uE03C"}};
        const auto named = names.find(key);
        const std::string value = named != names.end() ? named->second : key;
        const auto answer = call("POST", "/actions", {{"actions", {{{"type", "key"}, {"id", "keyboard"},
                                 {"actions", {{{"type", down ? "keyDown" : "keyUp"}, {"value", value}}}}}}}});
        if (!answer.error.empty()) fail_system("キーを送れません（" + answer.error + "）");
    }

    void scroll(const Target& target, double x, double y) override {
        enter(target);
        script("const l = arguments[0].length ? yLocate(arguments[0]).element : null; (l || window).scrollTo(arguments[1], arguments[2]);",
               json::array({json_of(target), x, y}));
    }

    void viewport(int width, int height) override {
        const auto answer = call("POST", "/goog/cdp/execute", {{"cmd", "Emulation.setDeviceMetricsOverride"},
                                 {"params", {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}}}});
        if (!answer.error.empty()) fail_system("画面の大きさを変えられません");
    }

    void network(double download, double upload, double latency) override {
        const auto answer = call("POST", "/goog/cdp/execute", {{"cmd", "Network.emulateNetworkConditions"},
                                 {"params", {{"offline", false}, {"latency", latency}, {"downloadThroughput", download}, {"uploadThroughput", upload}}}});
        if (!answer.error.empty()) fail_system("回線の条件を変えられません");
    }

    std::string picture() override {
        enter({});
        const auto hide = [&](bool on) {
            return script(R"js(
                const fields = yDeep(document, 'input[type=password]', []);
                fields.forEach(e => { e.style.visibility = arguments[0] ? 'hidden' : ''; });
                return fields.length;
            )js", json::array({on}));
        };
        const auto hidden = hide(true);
        const auto answer = call("GET", "/screenshot", {});
        if (hidden.value.is_number() && hidden.value.get<int>() > 0) hide(false);
        if (!hidden.error.empty() || !answer.error.empty() || !answer.value.is_string()) return "";
        return from_base64(answer.value.get<std::string>());
    }

private:
    enum class Purpose { press, edit };
    struct Reply {
        json value;
        std::string error;
    };
    struct Found {
        std::string element;
        Acted acted;
        std::string prepared;  ///< what the script of the caller said
    };

    Reply call(const char* method, const std::string& path, const json& body) {
        const auto answer = http_.send(method, session_ + path, std::string_view(method) == "POST" ? body.dump() : "", page_timeout_ + milliseconds(15'000));
        if (answer.status == 0)
            throw StepFailure{StepFailure::Kind::environment, "chromedriver が応答しません（" + answer.error + "）"};
        Reply reply;
        const json parsed = json::parse(answer.body, nullptr, false);
        if (parsed.is_object() && parsed.contains("value")) reply.value = parsed.at("value");
        if (answer.status != 200) {
            reply.error = reply.value.is_object() ? reply.value.value("error", "unknown error") : "unknown error";
            if (reply.error == "invalid session id" || reply.error == "no such window" || reply.error == "session not created")
                throw StepFailure{StepFailure::Kind::environment, "ブラウザーが終わりました（" + reply.error + "）"};
            if (reply.error == "unknown error" && reply.value.value("message", "").find("net::") != std::string::npos) {
                const auto message = reply.value.value("message", "");
                const auto at = message.find("net::");
                reply.error = message.substr(at, message.find_first_of(" \n", at) - at);
            }
        }
        return reply;
    }

    Reply script(const std::string& body, const json& arguments) {
        return call("POST", "/execute/sync", {{"script", std::string(page_script) + body}, {"args", arguments}});
    }

    void require_passing(const Reply& reply) {
        if (passes_by(reply.error) || reply.error == "unknown error") {
            const auto message = reply.value.is_object() ? reply.value.value("message", "") : "";
            if (message.find("SyntaxError") != std::string::npos)
                fail_system("要素の指定か式の書き方が正しくありません");
            return;
        }
        fail_system("ブラウザーの操作に失敗しました（" + reply.error + "）");
    }

    /// Frames are entered from the top each time; most pages have none and cost nothing.
    void enter(const Target& target) {
        if (target.frame == frame_) return;
        call("POST", "/frame", {{"id", nullptr}});
        frame_.clear();
        for (const int index : target.frame) {
            const auto answer = call("POST", "/frame", {{"id", index}});
            if (!answer.error.empty()) {
                call("POST", "/frame", {{"id", nullptr}});
                frame_ = {-1};  // nowhere known: entered anew next time
                return;
            }
        }
        frame_ = target.frame;
    }

    static void pause() { std::this_thread::sleep_for(milliseconds(8)); }

    /// Waits until the element can be acted on. `prepare` (for edit) then runs on it in the same script, as the body of
    /// a function of e and arguments_, whose fourth is `text`.
    Found await(const Target& target, Heal heal, Milliseconds timeout, Purpose purpose, const std::string& prepare = "", const std::string& text = "") {
        const auto start = Clock::now();
        const std::string known = json_of(target).dump();
        std::string state = "none";
        do {
            enter(target);
            const bool may_heal = heal == Heal::allowed && (healed_.count(known) || Clock::now() - start >= before_healing);
            const auto answer = script("const yPrepare = (e, arguments_) => {" + (prepare.empty() ? "return '';" : prepare) + "};" + R"js(
                const l = yLocate(arguments[1] ? arguments[0] : arguments[0].slice(0, 1)), e = l.element;
                if (!e) return [l.count > 1 ? 'several' : 'none'];
                const state = yState(e, arguments[2] === 'edit');
                if (state !== 'ok') return [state];
                if (arguments[2] === 'press') {
                  const r = e.getBoundingClientRect();
                  return yFrames().then(() => {
                    const n = e.getBoundingClientRect();
                    if (r.top !== n.top || r.left !== n.left || r.width !== n.width || r.height !== n.height) return ['moving'];
                    return yUncovered(e) ? ['ok', e, l.alternative, l.healed] : ['covered'];
                  });
                }
                return ['ok', e, l.alternative, l.healed, yPrepare(e, arguments)];
            )js", json::array({json_of(target), may_heal, purpose == Purpose::edit ? "edit" : "press", text}));
            if (!answer.error.empty()) {
                require_passing(answer);
                state = "none";
            } else {
                state = answer.value.at(0).get<std::string>();
                if (state == "ok") {
                    Found found{answer.value.at(1).at(element_key).get<std::string>(), {answer.value.at(3).get<bool>(), answer.value.at(2).get<int>()}, ""};
                    if (answer.value.size() > 4 && answer.value.at(4).is_string()) found.prepared = answer.value.at(4).get<std::string>();
                    if (found.acted.healed) healed_.insert(known);
                    return found;
                }
            }
            pause();
        } while (Clock::now() - start < timeout);
        static const std::map<std::string, std::string> words = {
            {"none", "要素が見つかりません"}, {"several", "要素が2つ以上見つかり、1つに決まりません"}, {"hidden", "要素が表示されていません"},
            {"disabled", "要素が使えない状態です"}, {"readonly", "入力欄が読み取り専用です"}, {"covered", "要素がほかの表示に隠れています"},
            {"moving", "要素の位置が定まりません"}, {"gone", "要素が画面から外れました"}};
        fail_system(words.at(state));
    }

    Reply pointer(const std::string& element, Press how) {
        json actions = json::array({{{"type", "pointerMove"}, {"duration", 0}, {"x", 0}, {"y", 0}, {"origin", {{element_key, element}}}}});
        for (int i = 0; how == Press::double_click && i < 2; ++i) {
            actions.push_back({{"type", "pointerDown"}, {"button", 0}});
            actions.push_back({{"type", "pointerUp"}, {"button", 0}});
        }
        return call("POST", "/actions", {{"actions", {{{"type", "pointer"}, {"id", "mouse"}, {"parameters", {{"pointerType", "mouse"}}}, {"actions", actions}}}}});
    }

    void page_timeout(Milliseconds timeout) {
        if (timeout == page_timeout_) return;
        call("POST", "/timeouts", {{"pageLoad", timeout.count()}});
        page_timeout_ = timeout;
    }

    void begin_session(const ChromiumOptions& options) {
        std::vector<std::string> arguments = {
            "--user-data-dir=" + (process_.folder() / "profile").string(), "--incognito", "--disable-gpu", "--disable-quic", "--disable-http2",
            "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-extensions", "--disable-breakpad", "--disable-crash-reporter", "--disable-dev-shm-usage",
            "--disable-save-password-bubble", "--password-store=basic", "--lang=ja", "--force-device-scale-factor=1",
            "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication",
            "--window-size=" + std::to_string(options.width) + "," + std::to_string(options.height)};
        if (!options.headful) arguments.push_back("--headless=new");
        if (!options.hosts.empty()) {
            std::string rules = "MAP * ~NOTFOUND";
            for (const auto& host : options.hosts) rules += ", EXCLUDE " + host;
            arguments.push_back("--host-resolver-rules=" + rules);
        }
        if (geteuid() == 0) {
            arguments.push_back("--no-sandbox");
            if (options.warn) options.warn("管理者（root）で動いているため、ブラウザーのサンドボックスを切りました。ふだんは一般の利用者で動かしてください");
        }
        json chrome = {{"args", arguments}, {"prefs", {{"net.network_prediction_options", 2}, {"credentials_enable_service", false}, {"profile.password_manager_enabled", false}, {"autofill.profile_enabled", false}, {"intl.accept_languages", "ja,en-US,en"},
                                                      {"download.default_directory", (process_.folder() / "downloads").string()}, {"download.prompt_for_download", false}}}};
        std::filesystem::create_directories(process_.folder() / "downloads");
        if (!options.browser.empty()) chrome["binary"] = options.browser;
        const json body = {{"capabilities", {{"alwaysMatch", {{"browserName", "chrome"}, {"pageLoadStrategy", "normal"},
                           {"unhandledPromptBehavior", "dismiss and notify"}, {"goog:chromeOptions", chrome}}}}}};
        const auto answer = http_.send("POST", "/session", body.dump(), milliseconds(60'000));
        const json parsed = json::parse(answer.body, nullptr, false);
        if (answer.status != 200 || !parsed.is_object() || !parsed["value"].is_object() || !parsed["value"].contains("sessionId")) {
            std::string why = parsed.is_object() && parsed["value"].is_object() ? parsed["value"].value("message", "") : answer.error;
            // chromedriver finds the browser under this name; where it has no address, it says something else.
            const std::string mend = has_address("localhost") ? "chromium を入れ、chromedriver と版を合わせてください"
                                                              : "localhost の住所が引けません。/etc/hosts に「127.0.0.1 localhost」の行を足してください";
            throw StepFailure{StepFailure::Kind::environment, "ブラウザーを始められません: chromium: " + mend + "（" + why.substr(0, why.find('\n')) + "）"};
        }
        session_ = "/session/" + parsed["value"]["sessionId"].get<std::string>();
        if (const auto window = call("GET", "/window", {}).value; window.is_string()) first_window_ = window.get<std::string>();
        one_request_per_connection();
    }

    /// Chromium sends a request again, a POST too, when a connection that it had used before is cut without an answer:
    /// a commit would reach the target twice. A connection that was never used before is not given that second try.
    void one_request_per_connection() {
        // (Connections opened ahead of need count as used: net.network_prediction_options above forbids them.)
        call("POST", "/goog/cdp/execute", {{"cmd", "Network.enable"}, {"params", json::object()}});
        const auto answer = call("POST", "/goog/cdp/execute", {{"cmd", "Network.setExtraHTTPHeaders"}, {"params", {{"headers", {{"Connection", "close"}}}}}});
        if (!answer.error.empty())
            throw StepFailure{StepFailure::Kind::environment, "ブラウザーの再送を止められません（" + answer.error + "）: chromium と chromedriver の版を合わせてください"};
    }

    DriverProcess process_;
    Http http_;
    std::string session_;
    std::string first_window_;
    milliseconds page_timeout_{300'000};
    std::vector<int> frame_;
    std::set<std::string> healed_;
};

}  // namespace

std::unique_ptr<WebDriver> start_chromium(const ChromiumOptions& options) { return std::make_unique<Chromium>(options); }

}  // namespace yorozu::rpa
