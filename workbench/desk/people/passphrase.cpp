#include "workbench/desk/people/passphrase.h"

#include <sodium.h>

#include <set>

#include "ocr/lexicon/text_key.h"
#include "workbench/desk/rpa/guarded_bytes.h"
#include "workbench/store/error.h"

namespace yorozu::desk {
Passphrase::Passphrase(std::string_view typed) : text_(ocr::fold_width(typed)) {}

Passphrase::~Passphrase() { sodium_memzero(text_.data(), text_.capacity()); }

std::string Passphrase::weakness() const {
    const auto points = ocr::code_points(text_);
    if (points.size() < 12) return "短すぎます（12 文字以上にしてください）";
    if (text_.size() > 1024) return "長すぎます（1024 バイトまでにしてください）";
    if (std::set<char32_t>(points.begin(), points.end()).size() < 4) return "同じ文字ばかりです（4 種類以上の文字を使ってください）";
    return "";
}

std::string hash_of(const Passphrase& passphrase, const PassphraseCost& cost) {
    start_sodium();
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(hash, passphrase.text().data(), passphrase.text().size(), cost.passes, cost.memory_bytes) != 0)
        throw store::StoreError(store::Blame::environment, "メモリーが足りません", "パスフレーズの計算",
                                "他のプログラムを閉じてから、もう一度実行してください");
    return hash;
}

bool opens(const Passphrase& passphrase, const std::string& hash) {
    start_sodium();
    return crypto_pwhash_str_verify(hash.c_str(), passphrase.text().data(), passphrase.text().size()) == 0;
}

}  // namespace yorozu::desk
