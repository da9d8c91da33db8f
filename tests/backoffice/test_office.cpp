#include <catch2/catch.hpp>
#include <httplib.h>

#include <fstream>

#include "samples/back-office/entry_check.h"
#include "samples/back-office/office.h"

using namespace yorozu::backoffice;

namespace {

struct Clerk {
    Office office{{":memory:", 0, "1001", "mihon-1001", {}}};
    httplib::Client client{"127.0.0.1", office.port()};
    httplib::Headers cookie;

    Clerk() { office.registry().add({"29141777", "見本 <太郎>", "ミホン タロウ", "見本市1-1"}); }
    void sign_in() {
        const auto answer = client.Post("/sign-in", httplib::Params{{"clerk", "1001"}, {"password", "mihon-1001"}});
        REQUIRE(answer);
        REQUIRE(answer->status == 303);
        cookie = {{"Cookie", answer->get_header_value("Set-Cookie").substr(0, 40)}};
    }
    httplib::Params entry() {
        return {{"number", "29141777"}, {"bank", "0001"}, {"branch", "107"}, {"kind", "普通"}, {"account", "1234567"}, {"holder", "ミホン　タロウ"}, {"date", "2025-04-01"}};
    }
};

Registration good() { return {"", "29141777", "0001", "107", "普通", "1234567", "ミホン　タロウ", "2025-04-01"}; }

}  // namespace

TEST_CASE("Nobody sees or writes anything without signing in") {
    Clerk clerk;
    for (const char* page : {"/menu", "/search", "/person?number=29141777", "/entry?number=29141777"}) {
        const auto answer = clerk.client.Get(page);
        REQUIRE(answer);
        CHECK(answer->status == 303);
        CHECK(answer->body.find("見本") == std::string::npos);
    }
    CHECK(clerk.client.Post("/commit", clerk.entry())->status == 303);
    CHECK(clerk.office.registry().count() == 0);
    CHECK(clerk.client.Post("/sign-in", httplib::Params{{"clerk", "1001"}, {"password", "x"}})->status == 200);
}

TEST_CASE("An entry goes over a confirmation page to a receipt number and is shown afterwards, text escaped") {
    Clerk clerk;
    clerk.sign_in();
    CHECK(clerk.client.Post("/confirm", clerk.cookie, clerk.entry())->body.find("id=\"commit\"") != std::string::npos);
    CHECK(clerk.office.registry().count() == 0);
    CHECK(clerk.client.Post("/commit", clerk.cookie, clerk.entry())->body.find("R0000001") != std::string::npos);
    const auto page = clerk.client.Get("/person?number=29141777", clerk.cookie)->body;
    CHECK(page.find("1 件をすべて表示しています") != std::string::npos);
    CHECK(page.find("見本 &lt;太郎&gt;") != std::string::npos);
    CHECK(page.find("<太郎>") == std::string::npos);
}

TEST_CASE("The server checks codes, kana and dates") {
    CHECK(faults_of(good()).empty());
    for (const auto& [member, value] : std::vector<std::pair<std::string Registration::*, std::string>>{
             {&Registration::bank, "１２３４"}, {&Registration::bank, "123"}, {&Registration::branch, "1234"}, {&Registration::kind, "定期"},
             {&Registration::account, "123456a"}, {&Registration::holder, "ﾐﾎﾝ"}, {&Registration::holder, "みほん"}, {&Registration::holder, "見本"},
             {&Registration::holder, ""}, {&Registration::date, "2023-02-29"}, {&Registration::date, "令和7年4月1日"}}) {
        auto entry = good();
        entry.*member = value;
        INFO(value);
        CHECK(faults_of(entry).size() == 1);
    }
}

TEST_CASE("The same entry twice makes two registrations: doubles would show") {
    Clerk clerk;
    clerk.sign_in();
    for (int i = 0; i < 2; ++i) clerk.client.Post("/commit", clerk.cookie, clerk.entry());
    CHECK(clerk.office.registry().count() == 2);
}

TEST_CASE("Faults do what their names say, as often as they were armed") {
    Clerk clerk;
    clerk.sign_in();
    REQUIRE(clerk.client.Get("/control?drop-before-commit=1")->status == 200);
    CHECK_FALSE(clerk.client.Post("/commit", clerk.cookie, clerk.entry()));
    CHECK(clerk.office.registry().count() == 0);
    REQUIRE(clerk.client.Get("/control?drop-after-commit=1")->status == 200);
    CHECK_FALSE(clerk.client.Post("/commit", clerk.cookie, clerk.entry()));
    CHECK(clerk.office.registry().count() == 1);
    REQUIRE(clerk.client.Get("/control?error-after-commit=1")->status == 200);
    CHECK(clerk.client.Post("/commit", clerk.cookie, clerk.entry())->status == 500);
    CHECK(clerk.client.Post("/commit", clerk.cookie, clerk.entry())->status == 200);
    CHECK(clerk.office.registry().count() == 3);
    REQUIRE(clerk.client.Get("/control?end-session-every=2")->status == 200);
    CHECK(clerk.client.Get("/menu", clerk.cookie)->status == 200);
    CHECK(clerk.client.Get("/menu", clerk.cookie)->status == 303);
    CHECK(clerk.client.Get("/control?unknown=1")->status == 400);
    CHECK(clerk.client.Get("/control?slow=x")->status == 400);
}

TEST_CASE("It listens on this machine only") {
    Clerk clerk;
    std::ifstream in("/proc/net/tcp");
    char wanted[16];
    std::snprintf(wanted, sizeof wanted, ":%04X", clerk.office.port());
    int listening = 0;
    for (std::string line; std::getline(in, line);)
        if (line.find(wanted) != std::string::npos && line.find(" 00000000:0000 0A ") != std::string::npos) {
            ++listening;
            CHECK(line.find("0100007F:") != std::string::npos);
        }
    CHECK(listening == 1);
}
