#include "tests/generator/answers.h"

#include <stdexcept>

#include "tests/generator/person.h"

namespace yorozu::generator {
namespace {

void put(Answers& answers, const std::string& id, const std::string& value) { answers[id] = {value, value}; }
void put_name(Answers& answers, const std::string& name_id, const std::string& kana_id, const Person& p) {
    answers[name_id] = {p.surname + "　" + p.given, p.surname + p.given};
    if (!kana_id.empty()) answers[kana_id] = {p.surname_kana + "　" + p.given_kana, p.surname_kana + p.given_kana};
}
void put_date(Answers& answers, const std::string& id, const Date& d) { answers[id] = {d.comb(), d.iso()}; }

void put_account(Answers& answers, const Person& holder, Random& random) {
    const Account a = make_account(random);
    put(answers, "kinyukikan", a.bank);
    put(answers, "shiten", a.branch);
    put(answers, "ginko_code", a.bank_code);
    put(answers, "shiten_code", a.branch_code);
    put(answers, "yokin", random.chance(0.88) ? "普通" : "当座");
    put(answers, "koza_no", a.number);
    answers["meigi_kana"] = {holder.surname_kana + "　" + holder.given_kana, holder.surname_kana + holder.given_kana};
}

Answers postcard_answers(Random& random) {
    Answers answers;
    const Person p = make_person(random, 25, 90);
    put(answers, "hihokensha_no", digits(random, 8));
    put_date(answers, "todokede_bi", make_date(random, 2024, 2026));
    put_name(answers, "shimei", "furigana", p);
    put(answers, "jusho", make_address(random));
    put(answers, "denwa", make_phone(random));
    put_account(answers, random.chance(0.85) ? p : make_person(random, 25, 90), random);
    put(answers, "todokede_in", p.surname);
    answers["todokede_in"].truth = "有";
    return answers;
}

}  // namespace

Answers make_answers(const FormDesign& form, Random random) {
    Answers answers;
    if (form.id.rfind("koza-furikae-hagaki", 0) == 0) answers = postcard_answers(random);
    for (const auto& field : form.fields) answers.try_emplace(field.id);
    return answers;
}

}  // namespace yorozu::generator
