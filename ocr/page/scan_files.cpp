#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <stdexcept>

#include "ocr/page/page.h"

namespace yorozu::ocr {
namespace fs = std::filesystem;
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Numbers inside names compare as numbers: scan2 before scan10. Equal numbers with different zeros fall back to the text.
bool comes_before(const std::string& a, const std::string& b) {
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            const auto number = [](const std::string& text, std::size_t& at) {
                std::size_t end = at;
                while (end < text.size() && is_digit(text[end])) ++end;
                std::size_t first = at;
                while (first + 1 < end && text[first] == '0') ++first;
                at = end;
                return text.substr(first, end - first);
            };
            const std::string left = number(a, i), right = number(b, j);
            if (left.size() != right.size()) return left.size() < right.size();
            if (left != right) return left < right;
        } else {
            if (a[i] != b[j]) return a[i] < b[j];
            ++i, ++j;
        }
    }
    if ((i < a.size()) != (j < b.size())) return j < b.size();
    return a < b;
}

bool is_scan_name(const fs::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return std::tolower(c); });
    static const std::array<const char*, 6> known{".png", ".jpg", ".jpeg", ".tif", ".tiff", ".pdf"};
    return std::find(known.begin(), known.end(), extension) != known.end();
}

}  // namespace

std::vector<fs::path> scan_files(const std::vector<fs::path>& inputs) {
    std::vector<fs::path> files;
    for (const auto& input : inputs) {
        std::error_code error;
        if (!fs::is_directory(input, error)) {
            files.push_back(input);
            continue;
        }
        std::vector<fs::path> inside;
        for (fs::directory_iterator it(input, fs::directory_options::skip_permission_denied, error), end; it != end;
             it.increment(error)) {
            if (error) break;
            if (is_scan_name(it->path()) && !it->is_directory(error)) inside.push_back(it->path());
        }
        std::sort(inside.begin(), inside.end(), [](const fs::path& a, const fs::path& b) {
            return comes_before(a.filename().string(), b.filename().string());
        });
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

std::string content_hash(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("ファイルを開けません: " + file.string() + ": 場所と読み取りの権限を確かめてください");
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<char> buffer(1 << 16);
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(buffer.data()),
                                  static_cast<unsigned long long>(in.gcount()));
    }
    if (in.bad()) throw std::runtime_error("ファイルを最後まで読めません: " + file.string() + ": ディスクの接続を確かめてください");
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    std::string hex;
    for (const unsigned char byte : digest) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

}  // namespace yorozu::ocr
