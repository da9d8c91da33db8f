#include <catch2/catch.hpp>
#include <poll.h>

#include <fstream>

#include "ocr/page/page.h"
#include "workbench/desk/cases/cases.h"
#include "workbench/desk/reading/arrivals.h"
#include "workbench/desk/reading/folder_bell.h"
#include "workbench/desk/reading/reading_setup.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/waiting_work.h"
#include "workbench/store/documents.h"
#include "workbench/store/work_queue.h"

using namespace yorozu;
namespace fs = std::filesystem;

namespace {

struct Folder {
    Folder() {
        char name[] = "/tmp/yorozu-arrivals-XXXXXX";
        path = mkdtemp(name);
        fs::create_directories(path / "in");
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

}  // namespace

TEST_CASE("A scan has arrived when it grows no more; a half-written one is waited for") {
    const Folder folder;
    desk::Workspace workspace(folder.path / "workspace", store::Access::write, 0);
    desk::Arrivals arrivals(folder.path / "in", std::chrono::seconds(3));
    const fs::path scan = folder.path / "in/scan.pdf";
    std::ofstream(scan) << "%PDF-1.4 beginning";
    std::ofstream(folder.path / "in/notes.txt") << "no scan";
    CHECK(arrivals.look(workspace, 0).empty());
    std::ofstream(scan, std::ios::app) << " and more";
    CHECK(arrivals.look(workspace, 4000).empty());  // it grew since
    CHECK(arrivals.settling());
    CHECK(arrivals.look(workspace, 6000).empty());
    CHECK(arrivals.look(workspace, 7000) == std::vector<fs::path>{scan});
    CHECK_FALSE(arrivals.settling());
    std::ofstream(folder.path / "in/empty.pdf").flush();
    CHECK(arrivals.look(workspace, 20000) == std::vector<fs::path>{scan});  // an empty file never arrives
    CHECK(arrivals.look(workspace, 30000) == std::vector<fs::path>{scan});
}

TEST_CASE("The bell rings when a file is written to the end or moved in, not while it is being written; without a folder it is silent") {
    const Folder folder;
    desk::FolderBell bell(folder.path / "in");
    REQUIRE(bell.descriptor() >= 0);
    const auto rings = [&](int ms) {
        pollfd wait{bell.descriptor(), POLLIN, 0};
        const bool rang = ::poll(&wait, 1, ms) > 0;
        bell.silence();
        return rang;
    };
    CHECK_FALSE(rings(0));
    std::ofstream scan(folder.path / "in/scan.pdf");
    scan << "half" << std::flush;
    CHECK_FALSE(rings(50));
    scan.close();
    CHECK(rings(2000));
    CHECK_FALSE(rings(0));
    std::ofstream(folder.path / "elsewhere.pdf") << "whole";
    fs::rename(folder.path / "elsewhere.pdf", folder.path / "in/moved.pdf");
    CHECK(rings(2000));
    CHECK(desk::FolderBell(folder.path / "absent").descriptor() == -1);
}

TEST_CASE("Bytes that the workspace has already are no news, whatever the file is called") {
    const Folder folder;
    desk::Workspace workspace(folder.path / "workspace", store::Access::write, 0);
    const fs::path scan = folder.path / "in/scan.png";
    std::ofstream(scan) << "bytes";
    const store::ArrivedScan known{ocr::content_hash(scan), 5, "other.png"};
    store::Documents(workspace.database()).register_scans("束", {&known, 1}, 0);
    desk::Arrivals arrivals(folder.path / "in", std::chrono::seconds(1));
    arrivals.look(workspace, 0);
    CHECK(arrivals.look(workspace, 5000).empty());
}

TEST_CASE("A folder that is away is told, and looked at again when it is back") {
    const Folder folder;
    desk::Workspace workspace(folder.path / "workspace", store::Access::write, 0);
    desk::Arrivals arrivals(folder.path / "in", std::chrono::seconds(1));
    fs::rename(folder.path / "in", folder.path / "gone");
    CHECK_THROWS_AS(arrivals.look(workspace, 0), desk::RequestFault);
    fs::rename(folder.path / "gone", folder.path / "in");
    CHECK_NOTHROW(arrivals.look(workspace, 1));
}

TEST_CASE("What waits: batches by age, and records whose outcome nobody saw before other failures") {
    const Folder folder;
    desk::Workspace workspace(folder.path / "workspace", store::Access::write, 0);
    CHECK(desk::waiting_work(workspace, 1).empty());
    store::Documents documents(workspace.database());
    for (const int day : {2, 1}) {
        const store::ArrivedScan scan{std::string(64, static_cast<char>('a' + day)), 1, "s.png"};
        documents.register_scans("束" + std::to_string(day), {&scan, 1}, day * 1000);
        const auto file = documents.unread("束" + std::to_string(day)).at(0).id;
        store::StoredReading reading;
        if (day == 1) reading.why_not = "白紙です";
        else {
            reading.template_id = "t";
            reading.fields = {{"a", "1", store::StoredStatus::review, 0.5, "{}"}, {"b", "2", store::StoredStatus::accepted, 0.9, "{}"}};
        }
        documents.add_reading(file, reading, day * 1000);
        documents.set_pages(scan.hash, 1);
    }
    store::WorkItems items(workspace.database());
    for (const char* state : {"system_exception", "unknown", "done"}) {
        store::StoredItem item;
        item.scenario = "s";
        item.business_key = state;
        items.add({item}, 5);
        const auto claim = items.claim("s", "me", 5, std::chrono::seconds(1));
        REQUIRE(claim);
        const auto run = items.begin_run("s", false, 5);
        if (std::string(state) != "system_exception") items.intent(claim->id, claim->token, {run, claim->id, "commit", 5, 5, "intent", "", ""});
        items.finish(claim->id, claim->token, state, "", "", {run, claim->id, "end", 5, 5, state, "", ""});
    }
    using Kind = desk::WaitingWork::Kind;
    const auto work = desk::waiting_work(workspace, 1);
    REQUIRE(work.size() == 4);
    CHECK(work[0].kind == Kind::refused);
    CHECK(work[0].subject == "束1");
    CHECK(work[1].kind == Kind::check);
    CHECK(work[1].count == 1);
    CHECK(work[2].kind == Kind::unknown);
    CHECK(work[3].kind == Kind::system_exception);
    CHECK(desk::done_since(workspace, 5).records == 1);
    CHECK(desk::done_since(workspace, 6).records == 0);
}

TEST_CASE("What waits of consultations: overdue ones first, then those of today, then those that nobody answered; nothing of what is answered or closed") {
    const Folder folder;
    const store::TimeMs now = desk::start_of_day("2026-11-21") + 1;
    desk::Workspace workspace(folder.path / "workspace", store::Access::write, now);
    const auto add = [&](const char* title, const char* next) {
        return desk::add_case(workspace, {{"title", title}, {"department", "戸籍住民課"}, {"next_date", next}, {"next_action", "見積もりを聞く"}}, now - 1000);
    };
    add("まだ", "2026-12-01");
    add("きょう", "2026-11-21");
    add("遅れた", "2026-11-20");
    const auto closed = add("見送る", "2026-11-01");
    desk::advance_case(workspace, closed, {.to = desk::CaseStage::declined, .reason = "費用"});
    const auto work = desk::waiting_work(workspace, now);
    REQUIRE(work.size() == 3);
    CHECK(work[0].kind == desk::WaitingWork::Kind::case_overdue);
    CHECK(work[0].title == "遅れた");
    CHECK(work[0].next == "見積もりを聞く");
    CHECK(work[1].kind == desk::WaitingWork::Kind::case_due);
    CHECK(work[1].title == "きょう");
    CHECK(work[2].kind == desk::WaitingWork::Kind::case_unanswered);
    CHECK(work[2].department == "戸籍住民課");
}
