#pragma once
#include <string>

#include "ocr/record/tied_fields.h"
#include "workbench/desk/checking/check_field.h"

/// The sentences of the checking screen. Private to workbench/desk.
namespace yorozu::desk {

/// "数字 3 桁・必須・支店の一覧と照合"
std::string words_of_kind(const ocr::FieldTemplate& field);
/// "一覧にある：166 板橋支店", "一覧にない：164", or what the rules have against the value.
std::string words_of_meaning(const std::string& value, const ocr::ListMeaning& list, const std::string& fault);
/// "3 文字目が疑わしい／一覧で直した"
std::string words_of_reasons(const FieldToCheck& field);
/// What disagrees about the field: a list overruled the reading, or rules have something against the value.
void add_cross_checks(FieldToCheck& field, const FilledForm& filled, const CheckContext& context);

}  // namespace yorozu::desk
