#pragma once
#include <map>
#include <string>
#include <vector>

#include "ocr/record/decode.h"

/// Fields that say the same thing twice: bank code and bank name, branch code and branch name, postal code and address,
/// a name and its フリガナ, the フリガナ of who
/// signs and the holder of the account, mostly the same person. Which fields belong together is found from their lists and kinds. Private to ocr/record.
namespace yorozu::ocr {

enum class Pair { bank, branch, postal, name, holder };

struct FieldPair {
    Pair kind;
    const FieldTemplate* code;  ///< the code, or the フリガナ
    const FieldTemplate* name;  ///< of a holder: the other kana
};

/// The pairs of a form: each code with the nearest name in the order of the fields.
std::vector<FieldPair> field_pairs(const FormTemplate& form);

/// Whether the two values can belong to one entry. `bank` narrows branches to one bank ("" for all). Nothing when the
/// lists do not know either value, so that no statement is possible.
std::optional<bool> belong_together(const FieldPair& pair, std::string_view code, std::string_view name,
                                    const LexiconSet& lexicons, std::string_view bank);

/// Weighs the candidates of both fields against each other, in place.
void weigh_together(const FieldPair& pair, Decoding& code, Decoding& name, const LexiconSet& lexicons, std::string_view bank);

/// Whether disagreement is a fault. Names have readings that no list knows, and accounts other holders.
inline bool must_agree(Pair pair) { return pair != Pair::name && pair != Pair::holder; }

/// Both spell the same but for voicing marks (キタガワ, キタカワ): of one person's name, one was misread sooner than written so.
bool differ_in_marks_alone(std::string_view first, std::string_view second);

/// The contradiction in words, without values.
std::string contradiction(const FieldPair& pair);

}  // namespace yorozu::ocr
