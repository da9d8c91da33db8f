#pragma once
#include <string>

namespace yorozu::rpa {

/// The JSON Schema (2020-12) of scenario format 1, made from step_forms: rpa/schema/scenario.schema.json is this text.
std::string scenario_schema();

}  // namespace yorozu::rpa
