#pragma once
#include <string>
#include <string_view>

namespace yorozu::rpa {

/// RFC 4648 base64 without line breaks → bytes; characters outside the alphabet are skipped.
std::string from_base64(std::string_view text);
std::string to_base64(std::string_view bytes);
/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
/// For text and attribute values of HTML.
std::string html_escaped(std::string_view text);

}  // namespace yorozu::rpa
