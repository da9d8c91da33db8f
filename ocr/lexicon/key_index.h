#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

/// Private to ocr/lexicon: the keys of a list, found by prefix.
namespace yorozu::ocr {

/// Sorted keys in one pool: a prefix tree without nodes. A node is a range of `sorted` and a depth; the keys that end
/// there come first in the range, and a child is found by binary search on the next code point.
class KeyIndex {
public:
    struct Key {
        std::uint32_t at;
        std::uint32_t length;
        std::uint32_t entry;
    };

    void add(std::u32string_view key, std::uint32_t entry) {
        if (key.empty()) return;
        sorted_.push_back({static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(key.size()), entry});
        pool_.append(key);
    }

    void sort() {
        std::sort(sorted_.begin(), sorted_.end(), [this](const Key& a, const Key& b) {
            const int order = text(a).compare(text(b));
            return order != 0 ? order < 0 : a.entry < b.entry;
        });
        sorted_.erase(std::unique(sorted_.begin(), sorted_.end(),
                                  [this](const Key& a, const Key& b) {
                                      return a.entry == b.entry && text(a) == text(b);
                                  }),
                      sorted_.end());
    }

    const std::vector<Key>& sorted() const { return sorted_; }
    std::u32string_view text(const Key& key) const { return std::u32string_view(pool_).substr(key.at, key.length); }

    /// The keys of [low, high) that have `point` at `depth`.
    std::pair<std::size_t, std::size_t> child(std::size_t low, std::size_t high, std::size_t depth, char32_t point) const {
        const auto at = [&](const Key& key) -> std::int64_t {
            return key.length <= depth ? -1 : static_cast<std::int64_t>(pool_[key.at + depth]);
        };
        const auto first = sorted_.begin() + static_cast<std::ptrdiff_t>(low);
        const auto last = sorted_.begin() + static_cast<std::ptrdiff_t>(high);
        const auto begin = std::partition_point(first, last, [&](const Key& key) { return at(key) < static_cast<std::int64_t>(point); });
        const auto end = std::partition_point(begin, last, [&](const Key& key) { return at(key) <= static_cast<std::int64_t>(point); });
        return {static_cast<std::size_t>(begin - sorted_.begin()), static_cast<std::size_t>(end - sorted_.begin())};
    }

    std::pair<std::size_t, std::size_t> equal(std::u32string_view key) const {
        std::size_t low = 0, high = sorted_.size();
        for (std::size_t depth = 0; depth < key.size() && low < high; ++depth) std::tie(low, high) = child(low, high, depth, key[depth]);
        std::size_t end = low;
        while (end < high && sorted_[end].length == key.size()) ++end;
        return {low, end};
    }

private:
    std::u32string pool_;
    std::vector<Key> sorted_;
};

}  // namespace yorozu::ocr
