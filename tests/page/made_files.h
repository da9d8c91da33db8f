#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace yorozu::test {

using Bytes = std::vector<std::uint8_t>;

/// A folder that goes when the test ends.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path put(const std::string& name, const Bytes& bytes) const;
    std::filesystem::path put(const std::string& name, const std::string& text) const;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

enum class Kind { png, jpeg, tiff_g4, tiff_lzw };

/// A test picture: bars and a frame, `depth` 1, 8 or 32, encoded with its resolution.
Bytes picture(Kind kind, int width, int height, int depth, int dpi = 300, std::uint32_t seed = 1);
Bytes palette_png(int width, int height);
Bytes png_16bit(int width, int height);
Bytes png_with_alpha(int width, int height);

/// A PNG whose header promises any size; its pixels are not there.
Bytes png_header_only(std::uint32_t width, std::uint32_t height);

/// Several one-page TIFFs joined into one file.
Bytes joined_tiff(const std::vector<Bytes>& pages);
/// Where the image directories of a classic TIFF start.
std::vector<std::size_t> directories(const Bytes& tiff);

/// A PDF of empty pages with a black bar each; `sizes` in points.
std::string pdf(int pages, double width_pt = 283.5, double height_pt = 419.5);
/// The same one page, closed with a password (standard handler, 40 bit): made ahead, pages are never decoded.
std::string pdf_with_password();

}  // namespace yorozu::test
