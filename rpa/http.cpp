#include "rpa/http.h"

#include <curl/curl.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <stdexcept>

namespace yorozu::rpa {

namespace {

std::size_t take(char* data, std::size_t size, std::size_t count, void* user) {
    static_cast<std::string*>(user)->append(data, size * count);
    return size * count;
}

// libcurl's memory is wiped as it is given back: requests carry what is typed into fields, secrets too.
void wiping_free(void* memory) {
    if (memory) explicit_bzero(memory, malloc_usable_size(memory));
    std::free(memory);
}
void* wiping_realloc(void* memory, std::size_t size) {
    if (!memory) return std::malloc(size);
    void* moved = std::malloc(size);
    if (!moved) return nullptr;
    std::memcpy(moved, memory, std::min(size, malloc_usable_size(memory)));
    wiping_free(memory);
    return moved;
}

void start_curl() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, wiping_free, wiping_realloc, strdup, std::calloc); });
}

}  // namespace

struct Http::Parts {
    std::string base;
    CURL* curl = nullptr;
    curl_slist* headers = nullptr;
};

Http::Http(std::string base) : parts_(std::make_unique<Parts>()) {
    start_curl();
    parts_->base = std::move(base);
    parts_->curl = curl_easy_init();
    if (!parts_->curl) throw std::runtime_error("libcurl を始められません");
    parts_->headers = curl_slist_append(parts_->headers, "Content-Type: application/json; charset=utf-8");
    parts_->headers = curl_slist_append(parts_->headers, "Expect:");  // no 100-continue round trip for big scripts
}

Http::~Http() {
    curl_easy_cleanup(parts_->curl);
    curl_slist_free_all(parts_->headers);
}

Http::Answer Http::send(const char* method, const std::string& path, const std::string& body, std::chrono::milliseconds timeout) {
    Answer answer;
    CURL* curl = parts_->curl;
    curl_easy_reset(curl);
    const std::string url = parts_->base + path;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, parts_->headers);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
    curl_easy_setopt(curl, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    if (std::string_view(method) == "POST") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    }
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) {
        answer.error = curl_easy_strerror(code);
        return answer;
    }
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    return answer;
}

}  // namespace yorozu::rpa
