#include "tests/generator/answers.h"

#include <stdexcept>

#include "tests/generator/person.h"

namespace yorozu::generator {
namespace {

void put(Answers& answers, const std::string& id, const std::string& value) {
    answers[id] = {value, value};
}
void put_name(Answers& answers, const std::string& name_id, const std::string& kana_id, const Person& p) {
    answers[name_id] = {p.surname + "　" + p.given, p.surname + p.given};
    if (!kana_id.empty())
        answers[kana_id] = {p.surname_kana + "　" + p.given_kana, p.surname_kana + p.given_kana};
}
void put_date(Answers& answers, const std::string& id, const Date& d) {
    answers[id] = {d.comb(), d.iso()};
}

void put_account(Answers& answers, const Person& holder, Random& random) {
    const Account a = make_account(random);
    put(answers, "kinyukikan", a.bank);
    put(answers, "shiten", a.branch);
    put(answers, "ginko_code", a.bank_code);
    put(answers, "shiten_code", a.branch_code);
    put(answers, "yokin", random.chance(0.88) ? "普通" : "当座");
    put(answers, "koza_no", a.number);
    answers["meigi_kana"] = {holder.surname_kana + "　" + holder.given_kana,
                             holder.surname_kana + holder.given_kana};
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

/// A birth date with its era circled.
void put_birth(Answers& answers, const std::string& prefix, const Person& p) {
    put(answers, prefix + "gengo", p.birth.era());
    put_date(answers, prefix + "umare", p.birth);
}

std::string relative(Random& random) {
    return random.pick(std::vector<std::string>{"長男", "長女", "妻", "夫", "次女", "弟", "母", "孫"});
}

void put_guardian(Answers& answers, const std::string& prefix, Person p, const std::string& relation,
                  Random& random) {
    put_name(answers, prefix + "shimei", prefix + "kana", p);
    put(answers, prefix + "zokugara", relation);
    put_birth(answers, prefix, p);
    put(answers, prefix + "denwa", make_phone(random));
    put(answers, prefix + "shugyo",
        random.pick(std::vector<std::string>{"会社員", "会社員", "会社員", "自営", "パート", "パート",
                                             "求職中", "就学", "その他"}));
}

/// An amount in a comb, written to the right end.
void put_amount(Answers& answers, const std::string& id, int yen, int cells) {
    const std::string text = std::to_string(yen);
    answers[id] = {std::string(static_cast<std::size_t>(cells) - text.size(), ' ') + text, text};
}

std::string with_commas(const std::string& digits_only) {
    std::string text;
    for (std::size_t n = 0; n < digits_only.size(); ++n) {
        if (n > 0 && (digits_only.size() - n) % 3 == 0) text += ',';
        text += digits_only[n];
    }
    return text;
}

Person relative_of(const Person& p, Random& random, int youngest, int oldest) {
    Person other = make_person(random, youngest, oldest);
    other.surname = p.surname;
    other.surname_kana = p.surname_kana;
    return other;
}

Date after(const Date& d, int months) {
    Date later = d;
    later.month += months;
    later.year += (later.month - 1) / 12;
    later.month = (later.month - 1) % 12 + 1;
    later.day = 1;
    return later;
}

Answers nursery_answers(Random& random) {
    Answers answers;
    const Person first = make_person(random, 22, 48);
    Person child = relative_of(first, random, 0, 4);
    if (child.birth.era() != "令和") child.birth.year = 2021;
    const Date applied = make_date(random, 2024, 2025);
    put_date(answers, "moshikomi_bi", applied);
    put_date(answers, "kaishi_bi", after(applied, random.between(2, 7)));
    put_name(answers, "jido_shimei", "jido_kana", child);
    put(answers, "jido_seibetsu", random.chance(0.5) ? "男" : "女");
    put_date(answers, "jido_umare", child.birth);
    const Address home = make_home(random);
    put(answers, "yubin", home.postal_code);
    put(answers, "jusho", home.text);
    const bool father_first = random.chance(0.4);
    put_guardian(answers, "hogosha1_", first, father_first ? "父" : "母", random);
    const bool alone = random.chance(0.15);
    if (!alone)
        put_guardian(answers, "hogosha2_", relative_of(first, random, 22, 50), father_first ? "母" : "父",
                     random);
    const int wished = random.between(2, 10);
    for (int n = 1; n <= wished; ++n)
        put(answers, "kibo" + std::to_string(n), std::to_string(random.between(101, 398)));
    const int siblings = random.chance(0.5) ? random.between(1, 2) : 0;
    for (int n = 1; n <= siblings; ++n) {
        Person sibling = relative_of(first, random, 0, 4);
        if (sibling.birth.era() != "令和") sibling.birth.year = 2020;
        const std::string id = "kyodai" + std::to_string(n) + "_";
        put_name(answers, id + "shimei", "", sibling);
        put_date(answers, id + "umare", sibling.birth);
        put(answers, id + "jokyo", random.pick(std::vector<std::string>{"在園", "申込中", "家庭"}));
    }
    if (siblings > 0) put(answers, "betsuen", random.chance(0.5) ? "入園する" : "入園しない");
    put_amount(answers, "setai", siblings + 2 + (alone ? 0 : 1), 2);
    put(answers, "seikatsu_hogo", random.chance(0.07) ? "有" : "無");
    put(answers, "hitorioya", alone ? "はい" : "いいえ");
    put_amount(answers, "shunyu1", random.between(90, 900) * 10000 + random.below(10) * 1000, 8);
    if (!alone) put_amount(answers, "shunyu2", random.between(90, 900) * 10000 + random.below(10) * 1000, 8);
    if (random.chance(0.35)) {
        const std::string yen = std::to_string(random.between(8, 70) * 1000 + 500 * random.below(2));
        const bool plain = random.chance(0.3);
        answers["hoikuryo"] = {plain ? yen : with_commas(yen), yen};
    }
    put(answers, "allergy", random.chance(0.2) ? "有" : "無");
    put(answers, "encho", random.chance(0.4) ? "希望する" : "希望しない");
    put(answers, "techo", random.chance(0.05) ? "有" : "無");
    if (random.chance(0.7))
        put(answers, "kenko",
            random.pick(std::vector<std::string>{"特になし", "良好", "卵を除去中", "ぜんそく",
                                                 "特に問題ありません", "通院中"}));
    const Person emergency =
        random.chance(0.6) ? relative_of(first, random, 50, 75) : make_person(random, 50, 75);
    put_name(answers, "kinkyu_shimei", "", emergency);
    put(answers, "kinkyu_denwa", make_phone(random));
    put(answers, "doi", "同意する");
    put_name(answers, "shomei", "", first);
    put_date(answers, "shomei_bi", applied);
    answers["in"] = {first.surname, "有"};
    return answers;
}

Answers care_refund_answers(Random& random) {
    Answers answers;
    const Person p = make_person(random, 65, 96);
    put(answers, "tsuchi_no", "2024-" + digits(random, 6));
    put(answers, "hihokensha_no", digits(random, 10));
    const std::string yen = std::to_string(random.between(8, 900) * 100);
    answers["kanpu_gaku"] = {with_commas(yen), yen};
    put_name(answers, "shimei", "furigana", p);
    put_birth(answers, "", p);
    put(answers, "jusho", make_address(random));
    put_account(answers, p, random);
    put(answers, "yokin", random.pick(std::vector<std::string>{"普通", "普通", "普通", "当座", "貯蓄"}));
    put_date(answers, "irai_bi", make_date(random, 2024, 2026));
    put(answers, "denwa", make_phone(random));
    answers["in"] = {p.surname, "有"};
    return answers;
}

Answers taxi_answers(Random& random) {
    Answers answers;
    const Person p = make_person(random, 10, 95);
    put(answers, "seiri_code", "FT" + digits(random, 8));
    put_date(answers, "shinsei_bi", make_date(random, 2024, 2026));
    put_name(answers, "shimei", "furigana", p);
    put_birth(answers, "", p);
    const Address home = make_home(random);
    put(answers, "yubin", home.postal_code);
    put(answers, "jusho", home.text);
    put(answers, "denwa", make_phone(random));
    put(answers, "techo_no", digits(random, 2) + "-" + digits(random, 6));
    put(answers, "techo_shurui",
        random.chance(0.12)
            ? "身体障害者手帳|愛の手帳"
            : random.pick(std::vector<std::string>{"身体障害者手帳", "愛の手帳", "精神障害者手帳"}));
    put(answers, "tokyu", std::to_string(random.between(1, 4)));
    put(answers, "kibo", random.chance(0.75) ? "タクシー券" : "燃料費助成");
    if (random.chance(0.5))
        put(answers, "toroku_no",
            std::string(1, static_cast<char>('A' + random.below(6))) + digits(random, 6));
    if (random.chance(0.4)) {
        put_name(answers, "dairi_shimei", "", relative_of(p, random, 20, 70));
        put(answers, "dairi_zokugara", relative(random));
    }
    put(answers, "doi", "同意する");
    answers["in"] = {p.surname, "有"};
    return answers;
}

}  // namespace

Answers make_answers(const FormDesign& form, Random random) {
    Answers answers;
    if (form.id.rfind("koza-furikae-hagaki", 0) == 0) answers = postcard_answers(random);
    if (form.id == "hoikuen-moshikomi") answers = nursery_answers(random);
    if (form.id == "kaigo-kanpu-koza") answers = care_refund_answers(random);
    if (form.id == "fukushi-taxi") answers = taxi_answers(random);
    for (const auto& [id, answer] : answers) form.field(id);  // throws when an answer has no field
    for (const auto& field : form.fields) answers.try_emplace(field.id);
    return answers;
}

}  // namespace yorozu::generator
