#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "ocr/page/page.h"
#include "tests/import/small_tray.h"
#include "tests/store/temporary_folder.h"
#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/documents.h"
#include "workbench/store/durable.h"
#include "workbench/store/records.h"

using namespace yorozu;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> import_words(const fs::path& workspace, const SmallTray& tray, const std::string& batch = "b") {
    return {"--workspace", workspace, "--quiet", "import", "--batch", batch, "--jobs", "2", "--template", tray.form, tray.scans};
}

/// Everything that was kept of each page, to compare.
using Kept = std::map<std::pair<std::string, int>, std::string>;
Kept kept_pages(const fs::path& workspace) {
    Kept kept;
    if (!fs::exists(workspace / "yorozu.db")) return kept;
    try {
        store::Database database(workspace / "yorozu.db", store::Access::read, 0);
        const store::Documents documents(database);
        if (!documents.batch("b")) return kept;
        for (const auto& page : documents.documents("b", store::FieldDetail::whole)) {
            std::string all = page.reading.template_id.value_or("-") + page.reading.registration + page.reading.findings;
            for (const auto& field : page.reading.fields) all += field.id + field.value + field.json;
            REQUIRE(kept.emplace(std::pair{page.source, page.reading.page}, all).second);
        }
    } catch (const store::StoreError& error) {
        // Killed before the first migration: the file is there, but nothing is in it yet.
        if (kept.empty() && error.what_failed.find("ワークスペースではない") == std::string::npos) throw;
    }
    return kept;
}

void check_whole(const fs::path& folder, const SmallTray& tray) {
    desk::Workspace workspace(folder, store::Access::read, 0);
    const auto counts = store::Documents(workspace.database()).batch("b");
    REQUIRE(counts);
    CHECK(counts->files == tray.files);
    CHECK(counts->pages == tray.pages);
    CHECK(counts->unread_files == 0);
    const auto check = desk::check_workspace(workspace);
    CHECK(check.faults.empty());
    CHECK(check.scans == tray.files);
    std::size_t stored_files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "scans")) stored_files += entry.is_regular_file();
    CHECK(stored_files == static_cast<std::size_t>(tray.files));
    std::set<std::string> sources;
    for (const auto& entry : fs::directory_iterator(tray.scans)) sources.insert(entry.path().filename());
    for (const auto& page : store::Documents(workspace.database()).documents("b")) CHECK(sources.count(page.source) == 1);
    CHECK(store::Records(workspace.database()).of_batch("b").size() ==
          static_cast<std::size_t>(counts->pages - counts->refused - counts->failed));
}

/// Kills the import at random moments until it was killed `kills` times, over as many workspaces as that takes.
void kill_import(int kills) {
    TemporaryFolder folder;
    const SmallTray tray(folder.path() / "tray", 12, 6);
    const auto begin = std::chrono::steady_clock::now();
    const auto whole = run_yorozu(import_words(folder / "whole", tray));
    const double whole_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    INFO(whole.err);
    REQUIRE((whole.exit_code == 0 || whole.exit_code == 4));
    check_whole(folder / "whole", tray);
    const Kept expected = kept_pages(folder / "whole");
    REQUIRE(expected.size() == static_cast<std::size_t>(tray.pages));

    std::mt19937 random(20261121);
    int killed = 0, workspaces = 0, within = 0;
    while (killed < kills) {
        const fs::path workspace = folder / ("ws" + std::to_string(workspaces++));
        Kept before;
        for (;;) {
            const double moment = std::uniform_real_distribution<double>(0, whole_ms)(random);
            const auto ran = run_yorozu(import_words(workspace, tray), moment);
            const Kept now = kept_pages(workspace);
            for (const auto& [page, content] : before) {
                REQUIRE(now.count(page) == 1);           // nothing lost
                REQUIRE(now.at(page) == content);        // nothing read anew
            }
            for (const auto& [page, content] : now) REQUIRE(expected.at(page) == content);
            within += now.size() > 0 && now.size() < expected.size();
            before = now;
            if (ran.exit_code >= 0) {
                INFO(ran.err);
                REQUIRE((ran.exit_code == 0 || ran.exit_code == 4));
                break;
            }
            ++killed;
        }
        check_whole(workspace, tray);
        REQUIRE(kept_pages(workspace) == expected);
        fs::remove_all(workspace);
    }
    std::cout << "import killed " << killed << " times in " << workspaces << " workspaces, " << within
              << " times with part of the pages read; nothing lost, nothing twice\n";
    CHECK(within > kills / 20);  // the kills did hit the reading, not only its beginning
}

}  // namespace

TEST_CASE("An import killed 200 times at random moments loses nothing and does nothing twice") { kill_import(200); }

TEST_CASE("An import killed 2,000 times at random moments loses nothing and does nothing twice", "[.slow]") {
    kill_import(2000);
}

TEST_CASE("Importing the same bytes again changes nothing and says so") {
    TemporaryFolder folder;
    const SmallTray tray(folder.path() / "tray", 3, 2);
    run_yorozu(import_words(folder / "ws", tray));
    const Kept before = kept_pages(folder / "ws");
    const auto again = run_yorozu(import_words(folder / "ws", tray));
    CHECK(again.out.find("新しいスキャン 0 件") != std::string::npos);
    CHECK(again.out.find("取り込み済みの同じ内容: 4 件") != std::string::npos);
    CHECK(kept_pages(folder / "ws") == before);
    check_whole(folder / "ws", tray);
    SECTION("into another batch, and under another name") {
        fs::rename(tray.scans / "scan0.png", tray.scans / "renamed.png");
        const auto other = run_yorozu(import_words(folder / "ws", tray, "other"));
        CHECK(other.exit_code == 0);
        CHECK(other.out.find("renamed.png = 束 b の scan0.png") != std::string::npos);
        CHECK(kept_pages(folder / "ws") == before);
    }
}

TEST_CASE("Broken scans are kept and listed, and the rest of the batch goes on") {
    TemporaryFolder folder;
    const SmallTray tray(folder.path() / "tray", 2, 1);
    std::ofstream(tray.scans / "empty.png");
    std::ofstream(tray.scans / "text.png") << "これは画像ではありません";
    const auto ran = run_yorozu(import_words(folder / "ws", tray));
    CHECK(ran.exit_code == 4);
    CHECK(ran.err.find("empty.png") != std::string::npos);
    CHECK(ran.err.find("text.png") != std::string::npos);
    store::Database database(folder / "ws" / "yorozu.db", store::Access::read, 0);
    const auto counts = store::Documents(database).batch("b");
    REQUIRE(counts);
    CHECK(counts->failed == 2);
    CHECK(counts->pages == 5);
}

TEST_CASE("A scan that may not be read is named once, with the mend, and the rest of the batch goes on") {
    TemporaryFolder folder;
    const SmallTray tray(folder.path() / "tray", 2, 1);
    fs::create_symlink(folder / "nowhere.png", tray.scans / "gone.png");
    const auto ran = run_yorozu(import_words(folder / "ws", tray));
    CHECK(ran.exit_code == 4);
    CHECK(ran.err.find("yorozu: ファイルがありません: " + (tray.scans / "gone.png").string() + ": ") != std::string::npos);
    check_whole(folder / "ws", tray);
}

TEST_CASE("A wrong request says so and makes no batch") {
    TemporaryFolder folder;
    const SmallTray tray(folder.path() / "tray", 1, 1);
    auto words = import_words(folder / "ws", tray);
    SECTION("input absent") { words.back() = folder / "absent.png"; }
    SECTION("template absent") { words[words.size() - 2] = folder / "absent.json"; }
    const auto ran = run_yorozu(words);
    CHECK(ran.exit_code == 2);
    CHECK(ran.err.find("yorozu: ") == 0);
    CHECK(ran.err.find("absent") != std::string::npos);
    CHECK(kept_pages(folder / "ws").empty());
}

TEST_CASE("Looking at a workspace or batch that is not there says so and makes nothing") {
    TemporaryFolder folder;
    CHECK(run_yorozu({"--workspace", folder / "none", "batch", "show", "x"}).exit_code == 2);
    CHECK(run_yorozu({"--workspace", folder / "none", "batch", "verify", "x", "--who", "y"}).exit_code == 2);
    CHECK_FALSE(fs::exists(folder / "none"));
}

TEST_CASE("When no more can be written, the import ends with 3, and goes on later with nothing lost") {
    TemporaryFolder folder;
    const SmallTray tray(folder.path() / "tray", 6, 3);
    run_yorozu({"--workspace", folder / "ws", "--quiet", "import", "--batch", "b", "--template", tray.form, tray.scans / "scan0.png"});
    const Kept before = kept_pages(folder / "ws");
    REQUIRE(before.size() == 1);
    // The TIFF is larger than this; so is the database before long.
    const auto ran = run_yorozu(import_words(folder / "ws", tray), -1, 200'000);
    CHECK(ran.exit_code == 3);
    CHECK(ran.err.find("yorozu: ") != std::string::npos);
    const Kept after = kept_pages(folder / "ws");
    for (const auto& [page, content] : before) CHECK(after.at(page) == content);
    run_yorozu(import_words(folder / "ws", tray));
    check_whole(folder / "ws", tray);
}

TEST_CASE("A full disk and a read-only disk end with 3 and words; reading a read-only workspace works") {
    TemporaryFolder folder;
    const SmallTray tray(folder.path() / "tray", 6, 3);
    const fs::path disk = folder / "disk";
    fs::create_directory(disk);
    if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=900k") != 0) {
        WARN("SKIPPED: mounting a small disk needs root");
        return;
    }
    struct Unmount {
        fs::path disk;
        ~Unmount() { umount2(disk.c_str(), MNT_DETACH); }
    } unmount{disk};
    const auto full = run_yorozu(import_words(disk / "ws", tray));
    CHECK(full.exit_code == 3);
    CHECK(full.err.find("ディスクがいっぱい") != std::string::npos);
    REQUIRE(mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=20m") == 0);
    run_yorozu(import_words(disk / "ws", tray));
    check_whole(disk / "ws", tray);
    REQUIRE(mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=20m") == 0);
    const auto refused = run_yorozu(import_words(disk / "ws", tray));
    CHECK(refused.exit_code == 3);
    CHECK(refused.err.find("読み取り専用") != std::string::npos);
    const auto shown = run_yorozu({"--workspace", disk / "ws", "batch", "show", "b"});
    INFO(shown.err);
    CHECK(shown.exit_code == 0);
    CHECK(shown.out.find("ページ 9") != std::string::npos);
    CHECK(run_yorozu({"--workspace", disk / "ws", "workspace", "check"}).exit_code == 0);
}

TEST_CASE("While another import runs, a second one ends with 3 and words, and looking at batches works") {
    TemporaryFolder folder;
    const SmallTray tray(folder.path() / "tray", 2, 1);
    run_yorozu(import_words(folder / "ws", tray));
    const store::FileLock running(folder / "ws" / "import.lock", 0, "");
    const auto second = run_yorozu(import_words(folder / "ws", tray));
    CHECK(second.exit_code == 3);
    CHECK(second.err.find("別の取り込みが動いています") != std::string::npos);
    CHECK(run_yorozu({"--workspace", folder / "ws", "batch", "list"}).exit_code == 0);
}

TEST_CASE("Fields are checked from a pipe of answers, each of them kept, and stopping keeps the rest waiting") {
    TemporaryFolder folder;
    const SmallTray tray(folder.path() / "tray", 3, 1);
    run_yorozu(import_words(folder / "ws", tray));
    store::Database database(folder / "ws" / "yorozu.db", store::Access::read, 0);
    const auto before = store::Documents(database).batch("b");
    REQUIRE(before);
    if (before->to_check == 0) {
        WARN("SKIPPED: nothing of the small tray needs a person");
        return;
    }
    const std::string command = std::string("printf '1234\\nq\\n' | '") + YOROZU_BIN_DIR + "/yorozu' --workspace '" +
                                (folder / "ws").string() + "' batch verify b --who 佐藤 > /dev/null";
    const int status = std::system(command.c_str());
    CHECK(WEXITSTATUS(status) == 4 * (before->to_check > 1));
    const auto after = store::Documents(database).batch("b");
    CHECK(after->verified == 1);
    CHECK(after->to_check == before->to_check - 1);
}
