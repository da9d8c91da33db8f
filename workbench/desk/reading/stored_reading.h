#pragma once
#include "ocr/form/form_template.h"
#include "ocr/read.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {

/// A page that was read, as the store keeps it. Values of masked fields are left out: only where the field lies
/// and whether it is blank is kept. `form`: the page's template, nullptr when it fits none.
store::StoredReading stored_reading(const ocr::Document& document, const ocr::FormTemplate* form);

/// The other way round, with people's decisions left aside; `form` fills match.form.
/// Throws std::runtime_error when the store's JSON is broken.
ocr::Document read_again(const store::StoredDocument& stored, const ocr::FormTemplate* form);

/// Where its form lies, alone.
ocr::FormMatch match_read_again(const store::StoredDocument& stored, const ocr::FormTemplate* form);

/// One field as it was read, from the store's JSON.
ocr::FieldReading field_read_again(const store::StoredField& field);

}  // namespace yorozu::desk
