#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/form/form_template.h"
#include "ocr/lexicon/lexicon.h"

namespace yorozu::ocr {

/// The fields that a rule or the word lists tie to this one (code and name of a bank and its branch, postal code and
/// address, name and フリガナ, same-as, sum, if), in the order of the form, without the field itself.
std::vector<std::string> tied_fields(const FormTemplate& form, std::string_view field_id);

/// What a value stands for in the word list of its field.
struct ListMeaning {
    bool has_list = false;  ///< the field has a list and it is installed; else nothing can be said
    bool listed = false;
    std::string code;       ///< of the entry, when the list has codes
    std::string text;       ///< of the entry ("板橋"); of several entries the first
    std::string within;     ///< to what the list was narrowed, in words ("みずほ（0001）"), "" if to nothing
};
/// `values` by field id, in normal form, narrow the list: branches to the bank on the form.
ListMeaning list_meaning(const FormTemplate& form, std::string_view field_id, std::string_view value,
                         const std::map<std::string, std::string>& values, const LexiconSet& lexicons);

/// The value of this field that the lists give for what is written in the field tied to it (the code of the branch that
/// is named, the name of the bank whose code is written); "" when they give none or several, or it is there already.
std::string value_by_tie(const FormTemplate& form, std::string_view field_id, const std::map<std::string, std::string>& values,
                         const LexiconSet& lexicons);

}  // namespace yorozu::ocr
