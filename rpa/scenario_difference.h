#pragma once
#include <string>
#include <vector>

namespace yorozu::rpa {

/// One thing that differs between two versions of a scenario.
struct ScenarioDifference {
    enum class What { added, removed, changed, moved, about };  ///< about: of the scenario as a whole: owner, hosts …
    What what = What::about;
    std::string name;           ///< the step's sentence (of the later version, if it is there), or what the key is called
    std::string before, after;  ///< for `changed` and `about`: what stood there, "" for nothing; JSON but for plain texts
    friend bool operator==(const ScenarioDifference&, const ScenarioDifference&) = default;
};

/// What must be done to `before` to get `after`, in the order of the steps; empty: they do the same. A step is the same one if it has
/// the same id, or, where it has none, says the same. Text that is no scenario differs as a whole.
std::vector<ScenarioDifference> differences(const std::string& before, const std::string& after);

/// 足した, 消した …
std::string words_of(ScenarioDifference::What what);

}  // namespace yorozu::rpa
