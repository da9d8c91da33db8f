#pragma once
// Private to workbench/store: the tables of each part, as SQL text beside the statements that use them.
#include "workbench/store/database.h"

/// Triggers that refuse every UPDATE and DELETE of a table: SQL text, to stand beside the table's other text.
#define YOROZU_APPEND_ONLY(table)                                                                                           \
    "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table "\nBEGIN SELECT RAISE(ABORT, '" table " are append-only'); END;\n" \
    "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table "\nBEGIN SELECT RAISE(ABORT, '" table " are append-only'); END;\n"

namespace yorozu::store {

extern const char* const documents_schema;  ///< documents_schema.cpp
extern const char* const hours_schema;      ///< hours_schema.cpp
extern const char* const queue_schema;      ///< queue_schema.cpp
extern const char* const checking_schema;   ///< checking_schema.cpp
extern const char* const people_schema;     ///< people_schema.cpp
extern const char* const cases_schema;     ///< cases_schema.cpp
extern const char* const help_desk_schema; ///< help_desk_schema.cpp
extern const char* const keyed_schema;     ///< keyed_schema.cpp
extern const char* const targets_schema;    ///< targets.cpp
extern const char* const kept_files_schema; ///< kept_files.cpp
extern const char* const retention_schema;  ///< retention_schema.cpp

}  // namespace yorozu::store
