#include "rpa/chrome_session.h"

#include <netdb.h>
#include <unistd.h>

#include <set>

#include "rpa/page_script.h"

namespace yorozu::rpa {

using nlohmann::json;
using std::chrono::milliseconds;

namespace {

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

}  // namespace

ChromeSession::ChromeSession(const ChromiumOptions& options)
    : process_(options.driver), http_("http://127.0.0.1:" + std::to_string(process_.port())), command_took_(options.command_took) {
    begin(options);
}

ChromeSession::~ChromeSession() {
    if (!path_.empty()) http_.send("DELETE", path_, "", milliseconds(3000));
}

void ChromeSession::begin(const ChromiumOptions& options) {
    std::vector<std::string> arguments = {
        "--user-data-dir=" + (process_.folder() / "profile").string(), "--incognito", "--disable-gpu", "--disable-quic", "--disable-http2",
        "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-extensions", "--disable-breakpad", "--disable-crash-reporter", "--disable-dev-shm-usage",
        "--disable-save-password-bubble", "--password-store=basic", "--lang=ja", "--force-device-scale-factor=1",
        "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication",
        "--window-size=" + std::to_string(options.width) + "," + std::to_string(options.height)};
    if (options.listens) arguments.push_back("--disable-site-isolation-trials");  // one log hears every frame
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
    json chrome = {{"args", arguments}, {"prefs", {{"net.network_prediction_options", 2}, {"credentials_enable_service", false}, {"profile.password_manager_enabled", false}, {"autofill.profile_enabled", false}, {"intl.accept_languages", "ja,en-US,en"}}}};
    if (!options.browser.empty()) chrome["binary"] = options.browser;
    json wanted = {{"browserName", "chrome"}, {"pageLoadStrategy", "normal"}, {"unhandledPromptBehavior", options.listens ? "ignore" : "dismiss and notify"}, {"goog:chromeOptions", chrome}};
    if (options.listens) wanted["goog:loggingPrefs"] = {{"browser", "ALL"}};
    const json body = {{"capabilities", {{"alwaysMatch", std::move(wanted)}}}};
    const auto answer = http_.send("POST", "/session", body.dump(), milliseconds(60'000));
    const json parsed = json::parse(answer.body, nullptr, false);
    if (answer.status != 200 || !parsed.is_object() || !parsed["value"].is_object() || !parsed["value"].contains("sessionId")) {
        std::string why = parsed.is_object() && parsed["value"].is_object() ? parsed["value"].value("message", "") : answer.error;
        // chromedriver finds the browser under this name; where it has no address, it says something else.
        const std::string mend = has_address("localhost") ? "chromium を入れ、chromedriver と版を合わせてください"
                                                          : "localhost の住所が引けません。/etc/hosts に「127.0.0.1 localhost」の行を足してください";
        throw StepFailure{StepFailure::Kind::environment, "ブラウザーを始められません: chromium: " + mend + "（" + why.substr(0, why.find('\n')) + "）"};
    }
    path_ = "/session/" + parsed["value"]["sessionId"].get<std::string>();
    if (const auto window = call("GET", "/window").value; window.is_string()) first_window_ = window.get<std::string>();
    one_request_per_connection();
}

void ChromeSession::one_request_per_connection() {
    // (Connections opened ahead of need count as used: net.network_prediction_options above forbids them.)
    devtools("Network.enable", json::object());
    const auto answer = devtools("Network.setExtraHTTPHeaders", {{"headers", {{"Connection", "close"}}}});
    if (!answer.error.empty())
        throw StepFailure{StepFailure::Kind::environment, "ブラウザーの再送を止められません（" + answer.error + "）: chromium と chromedriver の版を合わせてください"};
}

ChromeSession::Reply ChromeSession::call(const char* method, const std::string& path, const json& body) {
    const std::string text = std::string_view(method) == "POST" ? body.dump() : "";
    const auto start = std::chrono::steady_clock::now();
    const auto answer = http_.send(method, path_ + path, text, page_timeout_ + milliseconds(15'000));
    if (command_took_) command_took_(std::chrono::steady_clock::now() - start);
    if (answer.status == 0)
        throw StepFailure{StepFailure::Kind::environment, "chromedriver が応答しません（" + answer.error + "）"};
    Reply reply;
    const json parsed = json::parse(answer.body, nullptr, false);
    if (parsed.is_object() && parsed.contains("value")) reply.value = parsed.at("value");
    if (answer.status != 200) {
        reply.error = reply.value.is_object() ? reply.value.value("error", "unknown error") : "unknown error";
        if (reply.error == "invalid session id" || reply.error == "session not created")
            throw StepFailure{StepFailure::Kind::environment, "ブラウザーが終わりました（" + reply.error + "）"};
        if (reply.error == "unknown error" && reply.message().find("net::") != std::string::npos) {
            const auto message = reply.message();
            const auto at = message.find("net::");
            reply.error = message.substr(at, message.find_first_of(" \n", at) - at);
        }
    }
    return reply;
}

ChromeSession::Reply ChromeSession::devtools(const char* command, const json& parameters) {
    return call("POST", "/goog/cdp/execute", {{"cmd", command}, {"params", parameters}});
}

ChromeSession::Reply ChromeSession::script(const std::string& body, const json& arguments) {
    return call("POST", "/execute/sync", {{"script", std::string(page_script) + body}, {"args", arguments}});
}

void ChromeSession::require_passing(const Reply& reply) {
    if (passes_by(reply.error) || reply.error == "unknown error") {
        if (reply.message().find("SyntaxError") != std::string::npos)
            throw StepFailure{StepFailure::Kind::system, "要素の指定か式の書き方が正しくありません"};
        return;
    }
    if (reply.error == "no such window") throw StepFailure{StepFailure::Kind::system, "操作していた窓が閉じています"};
    if (reply.error == "unexpected alert open") {
        // W3C: the text is in `data`; the driver has dismissed the dialog by now.
        const json data = reply.value.value("data", json::object());
        throw StepFailure{StepFailure::Kind::system, "思いがけない確認の窓が出たので閉じました: " + (data.is_object() ? data.value("text", "") : "")};
    }
    throw StepFailure{StepFailure::Kind::system, "ブラウザーの操作に失敗しました（" + reply.error + "）"};
}

void ChromeSession::page_timeout(milliseconds timeout) {
    if (timeout == page_timeout_) return;
    call("POST", "/timeouts", {{"pageLoad", timeout.count()}});
    page_timeout_ = timeout;
}

}  // namespace yorozu::rpa
