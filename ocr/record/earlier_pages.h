#pragma once
#include <map>
#include <string>
#include <vector>

#include "ocr/record/record.h"

/// A form of several pages: what was accepted on the earlier ones helps with those that follow.
namespace yorozu::ocr {

/// Accepted values by field id.
using EarlierValues = std::map<std::string, std::string>;

/// As judge() of one page; names on earlier pages tell which names to expect on this one. Again with nothing earlier gives what judge() gives.
std::vector<RuleFinding> judge_with_earlier(std::vector<FieldReading>& fields, const FormTemplate& form, const LexiconSet& lexicons,
                                            const AcceptRule& accept, const EarlierValues& earlier);

/// The values among a judged page's fields that need no person.
EarlierValues accepted_values(const std::vector<FieldReading>& fields);

}  // namespace yorozu::ocr
