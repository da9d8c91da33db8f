#include "tracker/http.h"

#include <curl/curl.h>

#include <cstdio>
#include <ctime>
#include <mutex>

namespace yorozu::tracker {
namespace {

constexpr std::size_t longest_answer = std::size_t{64} << 20;

struct Answer {
    std::string body;
    std::stop_token stop;
    bool too_long = false;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* user) {
    auto& answer = *static_cast<Answer*>(user);
    if (answer.body.size() + size * count > longest_answer) {
        answer.too_long = true;
        return 0;
    }
    answer.body.append(data, size * count);
    return size * count;
}

int watch(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<Answer*>(user)->stop.stop_requested() ? 1 : 0; }

void start_curl() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

/// Nothing of the request had left this machine, or nothing that a server could have understood.
bool never_sent(CURLcode code) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT: return true;
        default: return false;
    }
}

/// Why the server's certificate is not believed, and what helps. `verdict`: OpenSSL's X509_V_ERR_…; libcurl says 1 for a certificate of another name.
std::pair<const char*, const char*> words_of_certificate(long verdict) {
    switch (verdict) {
        case 9:
        case 10: return {"サーバーの証明書の期限が切れているか、まだ始まっていません", "相手側で証明書を新しくしてもらい、このパソコンの時計も確かめてください"};
        case 18: return {"サーバーの証明書が自己署名です", "相手側の管理者から証明書（PEM）を受け取り、設定の certificates に指定してください"};
        case 2:
        case 19:
        case 20:
        case 21: return {"サーバーの証明書を出した認証局を知りません", "庁内の認証局なら、その証明書（PEM）を設定の certificates に指定してください"};
        case 0:
        case 1:
        case 62:
        case 64: return {"サーバーの証明書が別の名前のものです", "設定の url を、証明書にあるサーバーの名前にしてください"};
        default: return {"サーバーの証明書を確かめられません", "庁内の認証局なら、その証明書（PEM）を設定の certificates に指定してください"};
    }
}

TrackerFault without_answer(CURLcode code, const std::string& server, bool changes, long certificate) {
    const bool possible = changes && !never_sent(code);
    const auto fault = [&](Kind kind, const std::string& what, const std::string& mend) { return TrackerFault(kind, what, server, mend, possible); };
    switch (code) {
        case CURLE_ABORTED_BY_CALLBACK: return fault(Kind::stopped, "止めました", "もう一度同期すると続きから始まります");
        case CURLE_COULDNT_RESOLVE_HOST: return fault(Kind::environment, "サーバーの名前が見つかりません", "url の綴りと、ネットワーク（名前解決）を確かめてください");
        case CURLE_COULDNT_CONNECT: return fault(Kind::environment, "サーバーにつながりません", "サーバーが動いているか、url のポート、ネットワークを確かめてください");
        case CURLE_OPERATION_TIMEDOUT: return fault(Kind::environment, "時間内に答えがありません", "サーバーが混んでいないか確かめて、もう一度同期してください");
        case CURLE_PEER_FAILED_VERIFICATION: return fault(Kind::settings, words_of_certificate(certificate).first, words_of_certificate(certificate).second);
        case CURLE_SSL_CACERT_BADFILE: return fault(Kind::settings, "設定の certificates のファイルを読めません", "認証局の証明書（PEM）があり、読めることを確かめてください");
        case CURLE_SSL_CONNECT_ERROR: return fault(Kind::settings, "暗号化した接続（TLS）を始められません", "url が https で正しいポートか、サーバーが TLS 1.2 以上に対応しているかを確かめてください");
        default: return fault(Kind::environment, std::string("通信が途切れました（") + curl_easy_strerror(code) + "）", "もう一度同期してください。二重には登録しません");
    }
}

/// What the server says about an entry that it did not take: the names of its fields and their rules, no values.
std::string reasons_in(const std::string& body) {
    const auto json = nlohmann::json::parse(body, nullptr, false);
    if (!json.is_object()) return "";
    std::string text;
    const auto add = [&](const nlohmann::json& one) {
        if (one.is_string()) text += (text.empty() ? "" : "、") + one.get<std::string>();
    };
    if (const auto errors = json.find("errors"); errors != json.end() && errors->is_array())
        for (const auto& one : *errors) add(one);
    if (const auto message = json.find("message"); message != json.end()) add(*message);
    constexpr std::size_t most = 400;
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

TrackerFault refusal(long status, const std::string& body, const std::string& where, bool changes) {
    const std::string code = "（" + std::to_string(status) + "）";
    const std::string reasons = reasons_in(body);
    const auto fault = [&](Kind kind, const std::string& what, const std::string& mend, bool possible = false) { return TrackerFault(kind, what + code, where, mend, possible); };
    if (status == 401) return fault(Kind::settings, "鍵（API キー）が正しくありません", "金庫に入れた鍵と、相手側で API が有効になっていることを確かめてください");
    if (status == 403) return fault(Kind::settings, "この鍵の人には許されていません", "相手側で、プロジェクトやアプリの閲覧・追加・編集・注記の権限を付けてください");
    if (status == 404) return fault(Kind::gone, "相手側にありません", "url、project（app）と、その項目が消されていないかを確かめてください");
    if (status == 400 || status == 409 || status == 412 || status == 413 || status == 422)
        return fault(Kind::refused, "相手側が受け取りませんでした" + (reasons.empty() ? "" : "「" + reasons + "」"), "値を直してから、もう一度同期してください");
    if (status >= 300 && status < 400) return fault(Kind::settings, "別の URL へ移るように言われました", "移った先の URL を設定の url に書いてください（鍵を送るので、自動では移りません）");
    if (status == 429) return fault(Kind::environment, "相手側が混んでいます", "しばらく待って、もう一度同期してください");
    if (status >= 500) return fault(Kind::environment, "相手側で障害が起きています", "相手側の記録を確かめ、もう一度同期してください。二重には登録しません", changes);
    return fault(Kind::environment, "思っていた答えではありません", "url が正しいか確かめてください", changes);
}

std::string without_slash(std::string url) {
    while (!url.empty() && url.back() == '/') url.pop_back();
    return url;
}

/// Scheme and host, for messages: never a path that might say more.
std::string server_of(const std::string& url) {
    const auto host = url.find("://");
    if (host == std::string::npos) return url;
    return url.substr(0, url.find('/', host + 3));
}

void check_address(const TrackerPlace& place) {
    const auto fail = [&](const std::string& what, const std::string& mend) { throw TrackerFault(Kind::settings, what, place.url, mend); };
    const bool plain = place.url.rfind("http://", 0) == 0;
    if (!plain && place.url.rfind("https://", 0) != 0) fail("URL が正しくありません", "https:// で始まる URL にしてください");
    const std::string host = place.url.substr(plain ? 7 : 8);
    if (host.empty() || host[0] == '/' || host.find_first_of(" \t\r\n@?#") != std::string::npos) fail("URL が正しくありません", "https://サーバー/道 の形にしてください（利用者名や ? は書けません）");
    const bool here = host.rfind("127.0.0.1", 0) == 0 || host.rfind("localhost", 0) == 0 || host.rfind("[::1]", 0) == 0;
    if (plain && !here && !place.unencrypted) fail("暗号化されない URL です", "https:// にしてください。庁内の網だけで使い、鍵が読まれうることを承知なら \"unencrypted\": true を加えます");
}

}  // namespace

struct Http::Parts {
    std::string base, server, certificates;
    std::chrono::milliseconds patience{};
    std::stop_token stop;
    CURL* curl = nullptr;
    curl_slist* headers = nullptr;
};

Http::Http(const TrackerPlace& place, const std::string& header, std::stop_token stop) : parts_(std::make_unique<Parts>()) {
    check_address(place);
    start_curl();
    parts_->base = without_slash(place.url);
    parts_->server = server_of(parts_->base);
    parts_->certificates = place.certificates.string();
    parts_->patience = place.patience;
    parts_->stop = std::move(stop);
    parts_->curl = curl_easy_init();
    if (!parts_->curl) throw TrackerFault(Kind::environment, "通信を始められません", "libcurl", "メモリーの空きを確かめてください");
    for (const char* line : {header.c_str(), "Accept: application/json", "Expect:"}) parts_->headers = curl_slist_append(parts_->headers, line);
}

Http::~Http() {
    curl_easy_cleanup(parts_->curl);
    curl_slist_free_all(parts_->headers);
}

Json Http::send(const char* method, const std::string& path, const Json& body) {
    const std::string_view verb = method;
    const bool changes = verb != "GET";
    CURL* curl = parts_->curl;
    curl_easy_reset(curl);
    Answer answer{{}, parts_->stop};
    const std::string url = parts_->base + path;
    const std::string sent = body.is_null() ? "" : body.dump(-1, ' ', false, Json::error_handler_t::replace);
    curl_slist json_too{const_cast<char*>("Content-Type: application/json; charset=utf-8"), parts_->headers};
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTPHEADER, body.is_null() ? parts_->headers : &json_too);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!parts_->certificates.empty()) set(CURLOPT_CAINFO, parts_->certificates.c_str());
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(parts_->patience, std::chrono::milliseconds(10'000)).count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(parts_->patience.count()));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, watch);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(&answer));
    set(CURLOPT_WRITEFUNCTION, take);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&answer));
    set(CURLOPT_CUSTOMREQUEST, method);
    if (!body.is_null()) {
        set(CURLOPT_POSTFIELDS, sent.data());
        set(CURLOPT_POSTFIELDSIZE, static_cast<long>(sent.size()));
    }
    const CURLcode code = curl_easy_perform(curl);
    if (answer.too_long) throw TrackerFault(Kind::environment, "答えが大きすぎます", parts_->server, "url が正しいか確かめてください", changes);
    if (code != CURLE_OK) {
        long certificate = 0;
        curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &certificate);
        throw without_answer(code, parts_->server, changes, certificate);
    }
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    const std::string where = parts_->server + " の " + path.substr(0, path.find('?'));
    if (status < 200 || status > 299) throw refusal(status, answer.body, where, changes);
    if (answer.body.find_first_not_of(" \r\n\t") == std::string::npos) return nullptr;
    auto parsed = Json::parse(answer.body, nullptr, false);
    if (parsed.is_discarded())
        throw TrackerFault(Kind::settings, answer.body.find('<') < 200 ? "JSON ではなく、画面（HTML）が返りました" : "答えが JSON ではありません", where,
                           "url が課題管理そのものを指しているか、途中にサインインの画面がないかを確かめてください", changes);
    return parsed;
}

std::string Http::escaped(const std::string& text) {
    std::string out;
    char code[4];
    for (const unsigned char c : text) {
        if (std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~') {
            out += static_cast<char>(c);
        } else {
            std::snprintf(code, sizeof code, "%%%02X", c);
            out += code;
        }
    }
    return out;
}

std::string text_of(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return "";
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::int64_t moment_of(const std::string& text) {
    std::tm parts{};
    if (std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:%d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec) < 5) return 0;
    parts.tm_year -= 1900;
    --parts.tm_mon;
    return std::int64_t{timegm(&parts)} * 1000;
}

std::string with_plain_line_ends(std::string text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r') out += text[at];
        else if (at + 1 == text.size() || text[at + 1] != '\n') out += '\n';
    }
    return out;
}

std::unique_ptr<Tracker> open_tracker(const TrackerPlace& place, std::string_view key, std::stop_token stop) {
    return place.system == TrackerPlace::System::redmine ? open_redmine(place, key, std::move(stop)) : open_kintone(place, key, std::move(stop));
}

}  // namespace yorozu::tracker
