#pragma once
#include <string>
#include <vector>

namespace yorozu::flows {

/// Something about a flow that a person should look at. Made by the reader and by the lint rules; never blocks saving.
struct Problem {
    enum class Weight {
        error,     ///< 誤り: the file is broken here, or the flow can't work
        warning,   ///< 注意: it works, and a person should mend it
        hint,      ///< 参考
    };
    Weight weight = Weight::warning;
    std::string rule;       ///< bpmnlint's name, "label-required"; the reader's own: "malformed-xml", "duplicate-id" …
    std::string element;    ///< id, or ""
    std::string where;      ///< for people: name of the element with its kind, or ""
    int line = 0;           ///< in the file, from 1; 0: the whole file
    std::string what;       ///< Japanese, one sentence
    std::string mend;       ///< Japanese: how to mend it
    friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

}  // namespace yorozu::flows
