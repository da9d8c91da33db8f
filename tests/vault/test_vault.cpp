#include "workbench/desk/rpa/vault.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/store/temporary_folder.h"
#include "workbench/desk/people/audit.h"
#include "workbench/desk/people/people.h"
#include "workbench/desk/workspace/workspace_backup.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

namespace {

constexpr PassphraseCost cheap{1, 8192};
const std::string words = "correct horse battery", other_words = "another long phrase";

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Office {
    TemporaryFolder folder;
    Workspace workspace{folder / "ws", store::Access::write, 1'700'000'000'000};
    Office() {
        workspace.begin({"root", false, [] { return store::TimeMs{1'700'000'000'000}; }});
        create_vault(workspace, Passphrase(words), cheap);
    }
    void set(const std::string& name, std::string_view value) { set_secret(workspace, Passphrase(words), name, value, cheap); }
    Vault open(const std::string& with = words) { return open_vault(workspace, Passphrase(with), "s"); }
    fs::path file() { return vault_file(workspace); }
};

/// A secret that is nowhere in this program's own bytes: made of parts, its parts wiped.
std::string made_secret(int number) {
    std::string secret;
    for (int i = 0; i < 24; ++i) secret += static_cast<char>('a' + (i * 7 + number * 11 + 3) % 26);
    return secret;
}

bool folder_holds(const fs::path& folder, const std::string& secret) {
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && bytes_of(entry.path()).find(secret) != std::string::npos) return true;
    return false;
}

/// What ran, as a shell would: exit code, or minus the signal; `dumped` says whether the kernel wrote a core.
struct Ended {
    int code = 0;
    bool dumped = false;
};
Ended in_child(const std::function<void()>& work) {
    const pid_t child = fork();
    if (child == 0) {
        work();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) return {-WTERMSIG(status), WCOREDUMP(status) != 0};
    return {WEXITSTATUS(status), false};
}

void allow_core_dumps(const fs::path& where) {
    fs::current_path(where);
    rlimit all{RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_CORE, &all);
    prctl(PR_SET_DUMPABLE, 1);  // the parent has had a vault open
    signal(SIGABRT, SIG_DFL);
}

}  // namespace

TEST_CASE("A secret comes back as it was put in, and only under the right passphrase") {
    Office office;
    office.set("kokuho", "ﾊﾟｽ 　Ｗord𠮷\"\\9");
    office.set("kaigo", "x");
    CHECK(office.open().find("kokuho") == "ﾊﾟｽ 　Ｗord𠮷\"\\9");
    CHECK(office.open().find("kaigo") == "x");
    CHECK_FALSE(office.open().find("nenkin"));
    CHECK_THROWS_WITH(office.open(other_words), Catch::Contains("金庫を開けません") && !Catch::Contains(other_words));
    office.set("kaigo", "another");
    CHECK(office.open().find("kaigo") == "another");
    remove_secret(office.workspace, Passphrase(words), "kaigo", cheap);
    CHECK_FALSE(office.open().find("kaigo"));
    CHECK_THROWS_WITH(remove_secret(office.workspace, Passphrase(words), "kaigo", cheap), Catch::Contains("その名前の秘密の値はありません"));
}

TEST_CASE("Names can be listed without the passphrase; neither values nor their lengths can be seen") {
    Office office;
    office.set("long", std::string(300, 'a'));
    const auto with_long = fs::file_size(office.file());
    office.set("long", "b");
    CHECK(fs::file_size(office.file()) == with_long);
    const auto notes = secret_notes(office.workspace);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].name == "long");
    CHECK(notes[0].set_by == "root");
    CHECK((fs::status(office.file()).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("A changed byte, a renamed secret, a weaker cost and a cut file are all refused") {
    Office office;
    office.set("one", "first value");
    office.set("two", "second value");
    const auto good = nlohmann::ordered_json::parse(bytes_of(office.file()));
    const auto refused = [&](const nlohmann::ordered_json& json) {
        CHECK_THROWS_AS(opened_vault(json.dump(), Passphrase(words), "vault.json"), RequestFault);
    };
    auto renamed = good;
    std::swap(renamed["secrets"][0]["name"], renamed["secrets"][1]["name"]);
    refused(renamed);
    auto dated = good;
    dated["secrets"][0]["setBy"] = "somebody";
    refused(dated);
    auto cheaper = good;
    cheaper["key"]["passes"] = 2;
    refused(cheaper);
    auto greedy = good;
    greedy["key"]["memoryBytes"] = 1LL << 45;
    refused(greedy);
    auto flipped = good;
    std::string sealed = flipped["sealed"];
    sealed[20] = sealed[20] == 'A' ? 'B' : 'A';
    flipped["sealed"] = sealed;
    refused(flipped);
    auto newer = good;
    newer["formatVersion"] = 2;
    refused(newer);
    const std::string text = bytes_of(office.file());
    for (std::size_t cut = 0; cut + 1 < text.size(); cut += 37) CHECK_THROWS_AS(opened_vault(text.substr(0, cut), Passphrase(words), "vault.json"), RequestFault);
    CHECK(opened_vault(text, Passphrase(words), "vault.json").find("two") == "second value");
    std::ofstream(office.file()) << "{}";
    CHECK(check_workspace(office.workspace).faults.size() == 1);
}

TEST_CASE("A new passphrase seals everything anew, and the old one opens nothing any more") {
    Office office;
    office.set("one", "first value");
    const auto before = nlohmann::json::parse(bytes_of(office.file()));
    CHECK_THROWS_WITH(change_vault_passphrase(office.workspace, Passphrase(words), Passphrase("short"), cheap), Catch::Contains("12 文字以上"));
    CHECK_THROWS(change_vault_passphrase(office.workspace, Passphrase(other_words), Passphrase("a third long phrase"), cheap));
    change_vault_passphrase(office.workspace, Passphrase(words), Passphrase(other_words), cheap);
    const auto after = nlohmann::json::parse(bytes_of(office.file()));
    CHECK(before["key"]["salt"] != after["key"]["salt"]);
    CHECK(before["seal"]["nonce"] != after["seal"]["nonce"]);
    CHECK(before["sealed"] != after["sealed"]);
    CHECK_THROWS_AS(office.open(words), RequestFault);
    CHECK(office.open(other_words).find("one") == "first value");
}

TEST_CASE("Names and values that could not be used, and a second vault, are refused") {
    Office office;
    for (const std::string name : {"", "a b", "a=b", "a\nb"}) CHECK_THROWS_AS(office.set(name, "value"), RequestFault);
    for (const std::string& value : {std::string(), std::string("a\nb"), std::string("\xff\xfe"), std::string(5000, 'a')}) CHECK_THROWS_AS(office.set("name", value), RequestFault);
    CHECK(secret_notes(office.workspace).empty());
    CHECK_THROWS_WITH(create_vault(office.workspace, Passphrase(other_words), cheap), Catch::Contains("金庫がもうあります"));
    TemporaryFolder elsewhere;
    Workspace bare(elsewhere / "ws", store::Access::write, 1);
    CHECK_THROWS_WITH(open_vault(bare, Passphrase(words), "s"), Catch::Contains("金庫がありません"));
}

TEST_CASE("Only IT and administrators change the vault; each change is in the audit log without a value") {
    Office office;
    office.set("one", "first value");
    office.open();
    std::string log;
    for (const auto& entry : audit_entries(office.workspace, {})) log += entry.act + " " + entry.subject + " " + entry.detail + "\n";
    CHECK(log.find("vault-set vault/one") != std::string::npos);
    CHECK(log.find("vault-open vault") != std::string::npos);
    CHECK(log.find("first value") == std::string::npos);
    add_person(office.workspace, {"管理", {Right::admin}, {}}, Passphrase(words), cheap);
    const auto clock = [] { return store::TimeMs{1'700'000'000'000}; };
    sign_in(office.workspace, "管理", Passphrase(words), clock, {}, cheap);
    add_person(office.workspace, {"佐藤", {Right::clerk}, {}}, Passphrase(other_words), cheap);
    sign_in(office.workspace, "佐藤", Passphrase(other_words), clock, {}, cheap);
    CHECK_THROWS_AS(office.set("two", "value"), NotAllowed);
    CHECK_THROWS_AS(change_vault_passphrase(office.workspace, Passphrase(words), Passphrase(other_words), cheap), NotAllowed);
    CHECK(office.open().find("one") == "first value");
}

TEST_CASE("No file of the workspace or of its backup holds a value, also after it was replaced") {
    Office office;
    const std::string first = made_secret(1), second = made_secret(2);
    office.set("one", first);
    office.set("one", second);
    backup_workspace(office.workspace, office.folder / "copy");
    CHECK_FALSE(folder_holds(office.folder.path(), first));
    CHECK_FALSE(folder_holds(office.folder.path(), second));
    CHECK(opened_vault(bytes_of(office.folder / "copy" / "vault.json"), Passphrase(words), "copy").find("one") == second);
}

TEST_CASE("A process with an open vault leaves no core dump, where another one would") {
    Office office;
    office.set("one", made_secret(3));
    const auto cores = office.folder / "cores";
    fs::create_directories(cores);
    const auto plain = in_child([&] {
        allow_core_dumps(cores);
        std::abort();
    });
    const auto guarded = in_child([&] {
        allow_core_dumps(cores);
        const Vault vault = office.open();
        std::abort();
    });
    CHECK(guarded.code == -SIGABRT);
    CHECK_FALSE(guarded.dumped);
    const auto started = in_child([&] {  // what it starts, a browser above all, inherits the limit
        allow_core_dumps(cores);
        const Vault vault = office.open();
        execl("/bin/sh", "sh", "-c", "kill -ABRT $$", nullptr);
    });
    CHECK_FALSE(started.dumped);
    if (!plain.dumped) WARN("this machine writes no core dumps at all: only the flag could be looked at");
}

// The sanitizers keep what was freed, and their shadow is more memory than can be searched.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("A closed vault leaves no copy of a value in memory") {
    Office office;
    {
        const GuardedBytes secret(made_secret(4));
        office.set("one", secret.text());
    }
    // Looked for by a child, which has the same memory: what it searches for is there only while it searches.
    const auto copies_after = [&](bool open) {
        return in_child([&] {
            std::optional<Vault> vault;
            if (open) vault.emplace(office.open());
            else office.open();
            prctl(PR_SET_DUMPABLE, 1);  // else only root could look
            int found = 0;
            std::ifstream maps("/proc/self/maps");
            std::ifstream memory("/proc/self/mem", std::ios::binary);
            std::string wanted = made_secret(4);
            for (auto& c : wanted) c = static_cast<char>(c ^ 0x55);
            std::vector<std::pair<unsigned long, unsigned long>> places;
            for (std::string line; std::getline(maps, line);) {
                unsigned long from = 0, to = 0;
                char rights[5] = "";
                if (std::sscanf(line.c_str(), "%lx-%lx %4s", &from, &to, rights) == 3 && rights[0] == 'r' && rights[1] == 'w') places.push_back({from, to});
            }
            for (const auto& [from, to] : places) {
                std::vector<char> bytes(to - from);
                memory.clear();
                memory.seekg(static_cast<std::streamoff>(from));
                memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
                for (auto& c : bytes) c = static_cast<char>(c ^ 0x55);
                const auto end = bytes.begin() + memory.gcount();
                for (auto at = bytes.begin(); (at = std::search(at, end, wanted.begin(), wanted.end())) != end; ++at) ++found;
            }
            _exit(found);
        }).code;
    };
    CHECK(copies_after(true) > copies_after(false));
    CHECK(copies_after(false) == 0);
}
#endif
