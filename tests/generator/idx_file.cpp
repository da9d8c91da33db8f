#include "tests/generator/idx_file.h"

#include <zlib.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace yorozu::generator {

IdxFile read_idx(const std::filesystem::path& file) {
    const auto fail = [&](const char* what) -> std::runtime_error {
        return std::runtime_error(file.string() + ": " + what);
    };
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> in(gzopen(file.c_str(), "rb"), gzclose);
    if (!in) throw fail("cannot be opened");
    const auto number = [&] {
        std::uint8_t b[4];
        if (gzread(in.get(), b, 4) != 4) throw fail("is cut short");
        return (b[0] << 24) | (b[1] << 16) | (b[2] << 8) | b[3];
    };
    const int magic = number();
    if (magic != 0x801 && magic != 0x803) throw fail("is no IDX file of bytes");
    IdxFile idx;
    idx.count = number();
    if (magic == 0x803) {
        idx.height = number();
        idx.width = number();
    }
    if (idx.count < 1 || idx.count > 10'000'000 || idx.height < 1 || idx.height > 1024 || idx.width < 1 ||
        idx.width > 1024)
        throw fail("has impossible sizes");
    const std::size_t size = static_cast<std::size_t>(idx.count) * static_cast<std::size_t>(idx.height) *
                             static_cast<std::size_t>(idx.width);
    idx.bytes.resize(size);
    for (std::size_t at = 0; at < size;) {
        const auto want = static_cast<unsigned>(std::min<std::size_t>(size - at, 1 << 24));
        const int got = gzread(in.get(), idx.bytes.data() + at, want);
        if (got <= 0) throw fail("is cut short");
        at += static_cast<std::size_t>(got);
    }
    return idx;
}

}  // namespace yorozu::generator
