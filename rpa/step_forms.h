#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "rpa/scenario.h"

namespace yorozu::rpa {

/// How one key of a step is written, and what a person sees in the step's form.
struct StepKey {
    enum class Form {
        text,      ///< a plain string
        value,     ///< {"field":…} {"text":…} {"secret":…} {"lua":…} {"variable":…} or a string
        values,    ///< a list of values
        row,       ///< {"heading": value, …}
        selectors, ///< alternatives
        part,      ///< {"selectors": …} with keys of its own
        steps,     ///< nested steps
        number,
        boolean,
        choice,    ///< one of `choices`
        words,     ///< a list of strings
        any,       ///< kept as it is, not used
    };
    std::string key;
    Form form = Form::text;
    bool required = false;
    std::string label;                 ///< Japanese
    std::vector<std::string> choices;
};

/// One type of step: the single place that the reader, the schema, the writer and the window's form are made from.
struct StepForm {
    std::string type;
    StepKind kind = StepKind::click;
    std::string label;                 ///< Japanese, as a person would type it to add the step
    std::vector<StepKey> keys;         ///< its own, in the order they are written
    bool recorded = false;             ///< belongs to Chrome's recorder
};

const std::vector<StepForm>& step_forms();
/// Nothing if there is no such type.
const StepForm* step_form(std::string_view type);
/// Keys that any step may carry, in the order they are written; the last ones are what Chrome's recorder adds.
const std::vector<StepKey>& common_step_keys();
/// The key of a form or of every step; nothing if the step may not carry it.
const StepKey* step_key(const StepForm& form, std::string_view key);

}  // namespace yorozu::rpa
