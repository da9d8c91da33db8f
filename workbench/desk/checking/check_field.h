#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ocr/form/form_template.h"
#include "ocr/lexicon/lexicon.h"
#include "ocr/record/record.h"
#include "workbench/desk/reading/filled_form.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {

/// A character whose confidence is below this is pointed out to the eye.
inline constexpr double doubtful_below = 0.95;

/// What else a character may be.
struct CheckAlternative {
    std::string character;
    double probability = 0;   ///< the recogniser's
    std::string meaning;      ///< of the whole value with it, in words ("一覧にある：166 板橋支店"); "" when nothing can be said
    bool fits = false;        ///< lists and rules have nothing against that value
};

/// One character of the field as it was read.
struct CheckCharacter {
    std::string read;         ///< by OCR; "" when the ink could not be read
    std::string shown;        ///< as it stands in the value: lists may have changed it
    double confidence = 0;    ///< of `read`
    bool doubtful = false;    ///< for the eye: unsure, unreadable or changed
    int cell = -1;            ///< of a comb, from 0; -1 on a free line
    ocr::BoxPx box_px;        ///< of its ink, on the page as given
    ocr::BoxMm box_mm;        ///< of its cell (comb) or its ink (free line), on the form
    std::vector<CheckAlternative> alternatives;  ///< likeliest first, `read` among them; at most 5
};

/// What disagrees, in words, and the values for either way. "" where there is none.
struct CrossCheck {
    std::string disagrees;    ///< "支店コード 164 は みずほ銀行（0001）にありません。"
    std::string done;         ///< what was done, or what the lists would say
    std::string as_read;      ///< what Ctrl+R puts back
    std::string proposal;     ///< what the lists give instead of the value shown
};

/// A field that the same rule or list ties to the one at hand.
struct TiedField {
    std::int64_t document = 0;
    std::string field;
    std::string label;
    std::string value;        ///< ● for masked fields
    FieldState state = FieldState::review;
};

/// A field that waits for a person's eyes, with everything that looking at it needs but its picture.
struct FieldToCheck {
    std::vector<std::int64_t> form;  ///< the documents of its form, first page first
    std::int64_t document = 0;
    std::string source;
    int page = 1;
    std::string title;          ///< of the form
    std::string field;
    std::string label;
    std::string value;          ///< as it stands; "" for masked fields and where two people enter it
    std::vector<std::string> alternatives;  ///< whole values, likeliest first, without `value`
    std::vector<std::string> reasons;
    ocr::BoxPx box_px;          ///< on the page as given
    bool masked = false;

    int form_number = 0;        ///< in the batch, from 1; 0: not counted
    std::string template_id;
    ocr::FieldKind kind = ocr::FieldKind::text;
    std::string kind_words;     ///< "数字 3 桁・必須・支店の一覧と照合"
    std::string why;            ///< the reasons in one line
    std::string raw;            ///< as it was read; "" for masked fields
    int cells = 0;              ///< of a comb
    int lines = 1;
    bool pick_many = false;
    std::vector<std::string> options;  ///< of a choice
    ocr::BoxMm box_mm;
    std::vector<CheckCharacter> characters;
    std::vector<CrossCheck> cross_checks;
    std::vector<TiedField> tied;
    std::string decided;        ///< kind of the last decision, "" if nobody looked
    std::string decision_reason;
    std::int64_t seen = 0;      ///< id of the last decision, for the store
    bool entered_twice = false;

    int first_doubtful() const;  ///< index of the character for the caret; 0 when none
};

/// What a form is looked at with. Referred to, not kept.
struct CheckContext {
    const ocr::FormTemplate* form = nullptr;  ///< nullptr: the template is gone; then only the reading is shown
    const ocr::LexiconSet& lexicons;
    std::string today;
};

/// Puts together one field of a filled form. `pages`: the form's documents with FieldDetail::whole; `filled`: made of
/// them by filled_forms(). Throws std::out_of_range when the form has no such field. Pure.
FieldToCheck field_to_check(const std::vector<store::StoredDocument>& pages, const FilledForm& filled,
                            std::int64_t document, const std::string& field, const CheckContext& context);

/// The value that cells filled like this stand for, one text per cell of the comb ("" for an empty one), as a person
/// would have typed it: empty cells between kana are a space; what stood between a date's characters stays.
std::string value_of_cells(const FieldToCheck& field, const std::vector<std::string>& cells);
/// The cells as they are shown at first: by the value where it has a character for each, else as read.
std::vector<std::string> cells_shown(const FieldToCheck& field);

/// What a whole value would mean: list entry, or what rules have against it.
CheckAlternative meaning_of(const std::string& value, const std::string& field, const FilledForm& filled, const CheckContext& context);

}  // namespace yorozu::desk
