#pragma once
// Private to workbench/store: the tables of each part, as SQL text beside the statements that use them.
#include "workbench/store/database.h"

namespace yorozu::store {

extern const char* const documents_schema;  ///< documents_schema.cpp
extern const char* const hours_schema;      ///< hours_schema.cpp
extern const char* const queue_schema;      ///< queue_schema.cpp
extern const char* const checking_schema;   ///< checking_schema.cpp
extern const char* const people_schema;     ///< people_schema.cpp
extern const char* const cases_schema;     ///< cases_schema.cpp
extern const char* const keyed_schema;     ///< keyed_schema.cpp
extern const char* const targets_schema;    ///< targets.cpp

}  // namespace yorozu::store
