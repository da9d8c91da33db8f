#include "ocr/lexicon/lexicon.h"

#include <algorithm>
#include <cstdint>

#include "ocr/lexicon/key_index.h"
#include "ocr/lexicon/line_search.h"
#include "ocr/lexicon/text_key.h"

namespace yorozu::ocr {

namespace {

/// The words of a name that people leave out or add: "みずほ" and "みずほ銀行" are one bank, "本店" may be "本店営業部".
std::vector<std::u32string> other_spellings(const std::string& list, const std::u32string& key) {
    std::vector<std::u32string> others;
    const auto with_or_without = [&](std::u32string_view ending) {
        if (key.size() > ending.size() && key.ends_with(ending)) others.push_back(key.substr(0, key.size() - ending.size()));
        else if (!key.ends_with(ending)) others.push_back(key + std::u32string(ending));
    };
    if (list == "zengin.bank" && !key.ends_with(U"信用金庫") && !key.ends_with(U"信用組合") && !key.ends_with(U"農業協同組合"))
        with_or_without(U"銀行");
    if (list == "zengin.branch" && !key.ends_with(U"出張所") && !key.ends_with(U"営業部")) with_or_without(U"支店");
    if (list == "address") {
        // Forms of one town print the prefecture, so people begin with the city.
        std::size_t prefecture = 0;
        if (key.starts_with(U"神奈川県") || key.starts_with(U"和歌山県") || key.starts_with(U"鹿児島県")) prefecture = 4;
        else if (key.size() > 3 && (key.starts_with(U"東京都") || key.starts_with(U"北海道") || key[2] == U'府' || key[2] == U'県'))
            prefecture = 3;
        if (prefecture > 0 && key.size() > prefecture) others.push_back(key.substr(prefecture));
    }
    return others;
}

}  // namespace

struct Lexicon::Impl {
    std::string name;
    std::vector<LexiconEntry> entries;
    KeyIndex texts, codes, readings;
    std::vector<std::size_t> lengths;

    std::vector<const LexiconEntry*> equal(const KeyIndex& index, std::string_view text) const {
        std::vector<const LexiconEntry*> found;
        const std::u32string key = text_key(text);
        if (key.empty()) return found;
        const auto [low, high] = index.equal(key);
        for (std::size_t i = low; i < high; ++i) found.push_back(&entries[index.sorted()[i].entry]);
        return found;
    }

    const KeyIndex& keys(Spelling by) const { return by == Spelling::code ? codes : by == Spelling::reading ? readings : texts; }
};

Lexicon::Lexicon(std::string name, std::vector<LexiconEntry> entries) : impl_(std::make_unique<Impl>()) {
    impl_->name = std::move(name);
    impl_->entries = std::move(entries);
    const auto count_length = [this](std::size_t length) {
        if (impl_->lengths.size() <= length) impl_->lengths.resize(length + 1);
        ++impl_->lengths[length];
    };
    for (std::uint32_t i = 0; i < impl_->entries.size(); ++i) {
        const LexiconEntry& entry = impl_->entries[i];
        const std::u32string text = key_of_folded(entry.text);
        impl_->texts.add(text, i);
        count_length(text.size());
        for (const std::u32string& other : other_spellings(impl_->name, text)) impl_->texts.add(other, i);
        const std::u32string code = key_of_folded(entry.code);
        impl_->codes.add(code, i);
        if (code.size() != text.size()) count_length(code.size());
        impl_->readings.add(key_of_folded(entry.reading), i);
    }
    impl_->texts.sort();
    impl_->codes.sort();
    impl_->readings.sort();
}

Lexicon::~Lexicon() = default;
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;

const std::string& Lexicon::name() const { return impl_->name; }
std::size_t Lexicon::size() const { return impl_->entries.size(); }
const std::vector<LexiconEntry>& Lexicon::entries() const { return impl_->entries; }

std::size_t Lexicon::size_of_length(std::size_t characters) const {
    return characters < impl_->lengths.size() ? impl_->lengths[characters] : 0;
}

std::vector<const LexiconEntry*> Lexicon::by_text(std::string_view text) const { return impl_->equal(impl_->texts, text); }
std::vector<const LexiconEntry*> Lexicon::by_code(std::string_view code) const { return impl_->equal(impl_->codes, code); }
std::vector<const LexiconEntry*> Lexicon::by_reading(std::string_view reading) const {
    return impl_->equal(impl_->readings, reading);
}

std::vector<LineMatch> Lexicon::spell(const GlyphLattice& line, Spelling by, std::size_t limit, std::string_view parent) const {
    return search_line(line, {{&impl_->keys(by), &impl_->entries, parent}}, false, limit);
}

std::vector<LineMatch> Lexicon::spell_beginning(const GlyphLattice& line, Spelling by, std::size_t limit, std::string_view parent) const {
    return search_line(line, {{&impl_->keys(by), &impl_->entries, parent}}, true, limit);
}

std::vector<LineMatch> Lexicon::spell_with(const Lexicon& second, const GlyphLattice& line, Spelling by, std::size_t limit) const {
    return search_line(line, {{&impl_->keys(by), &impl_->entries, {}}, {&second.impl_->keys(by), &second.impl_->entries, {}}}, false, limit);
}

void LexiconSet::add(Lexicon lexicon) {
    const std::string name = lexicon.name();
    std::erase_if(lexicons_, [&](const auto& old) { return old->name() == name; });
    lexicons_.push_back(std::make_shared<const Lexicon>(std::move(lexicon)));
}

const Lexicon* LexiconSet::find(std::string_view name) const {
    for (const auto& lexicon : lexicons_)
        if (lexicon->name() == name) return lexicon.get();
    return nullptr;
}

std::vector<std::string> LexiconSet::names() const {
    std::vector<std::string> names;
    for (const auto& lexicon : lexicons_) names.push_back(lexicon->name());
    return names;
}

}  // namespace yorozu::ocr
