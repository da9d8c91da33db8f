#pragma once
#include <string>
#include <vector>

#include "samples/back-office/registry.h"

namespace yorozu::backoffice {

/// Server-rendered pages, UTF-8. All text that came from outside is escaped.
std::string escaped(const std::string& text);
/// `refused`: number or password were wrong; `ended`: the session is over, said as a notice and not as an error.
enum class SignIn { asked, ended, refused };
std::string sign_in_page(SignIn why);
std::string menu_page(const std::string& clerk);
std::string search_page(const std::string& message);
/// The person with the registrations on file, newest first, their number said in words.
std::string person_page(const Person& person, const std::vector<Registration>& registrations);
std::string entry_page(const Person& person, const Registration& entry, const std::vector<std::string>& faults);
std::string confirm_page(const Person& person, const Registration& entry);
std::string done_page(const std::string& receipt);
std::string trouble_page(const std::string& message);

}  // namespace yorozu::backoffice
