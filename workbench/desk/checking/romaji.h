#pragma once
#include <string>
#include <string_view>

namespace yorozu::desk {

/// Romaji typed on a plain keyboard, turned to katakana as one types: "shi" → シ, "kko" → ッコ, "nn" → ン. Spelling as
/// Japanese input methods have it (Hepburn and 訓令式, x or l for small letters).
class Romaji {
public:
    /// One key (a letter, an apostrophe or a hyphen); gives the kana that are certain now, "" while more is needed.
    /// A letter that goes on with nothing drops what was pending before it.
    std::string type(char key);
    /// What is left at the end or before another field: a pending n is ン, anything else is dropped.
    std::string finish();
    /// Takes the last pending letter back; false when none is pending.
    bool erase();
    const std::string& pending() const { return pending_; }
    void clear() { pending_.clear(); }

private:
    std::string pending_;
};

/// カ → か; other characters stay.
std::string hiragana_of(std::string_view katakana);

}  // namespace yorozu::desk
