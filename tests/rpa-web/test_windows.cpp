// New tabs and windows, and files that come from the target, on real pages.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "tests/rpa-web/page_desk.h"

using namespace yorozu::rpa;

namespace {

const char* const opener = "<title>一覧</title><a id=tab href='/detail' target=_blank>明細</a><button id=popup onclick=\"window.open('/choose','w','width=400,height=300')\">選ぶ</button><input id=chosen>";

void serve_windows() {
    BrowserPage::serve("/detail", BrowserPage::whole("<title>明細の窓</title><p id=d>口座 1234567</p><button id=shut onclick='window.close()'>閉じる</button>"));
    BrowserPage::serve("/choose", BrowserPage::whole("<title>選択の窓</title><button id=pick onclick=\"opener.document.querySelector('#chosen').value='0107';window.close()\">板橋</button>"));
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void serve_file(const std::string& path, const std::string& disposition, const std::string& content, const char* type = "application/octet-stream") {
    BrowserPage::serve(path, [=](const auto&, auto& answer) {
        answer.set_header("Content-Disposition", disposition);
        answer.set_content(content, type);
    });
}

}  // namespace

TEST_CASE("A new tab is read and closed, and the work goes on in the first window") {
    serve_windows();
    PageDesk page(opener);
    page.run(R"j({"type":"web.click","selectors":["#tab"]},{"type":"web.window","title":"明細"},{"type":"web.read","selectors":["#d"],"name":"d"},
                 {"type":"web.window","close":true},{"type":"web.set","selectors":["#chosen"],"value":"a"})j");
    CHECK(page.variables.at("d") == "口座 1234567");
    CHECK(page.value("#chosen") == "a");
}

TEST_CASE("A window that closes itself hands its choice to the first one") {
    serve_windows();
    PageDesk page(opener);
    page.run(R"j({"type":"web.click","selectors":["#popup"]},{"type":"web.window","url":"/choose"},{"type":"web.click","selectors":["#pick"]},
                 {"type":"web.window","first":true},{"type":"web.expect","selectors":["#tab"],"present":true})j");
    CHECK(page.value("#chosen") == "0107");
}

TEST_CASE("A window that is not there, not the only one, or gone is said; the next record begins with one window") {
    serve_windows();
    PageDesk page(opener);
    CHECK(page.failure(R"j({"type":"web.window","title":"ない","timeout":300})j").message.find("窓が見つかりません") != std::string::npos);
    CHECK(page.holds("document.title === '一覧'"));
    page.run(R"j({"type":"web.click","selectors":["#tab"]},{"type":"web.click","selectors":["#tab"]})j");
    CHECK(page.failure(R"j({"type":"web.window","title":"明細","timeout":500})j").message.find("2つ以上") != std::string::npos);
    CHECK(page.failure(R"j({"type":"web.click","selectors":["#popup"]},{"type":"web.window","url":"/choose"},{"type":"web.click","selectors":["#pick"]},
                           {"type":"web.click","selectors":["#pick"]})j").message.find("閉じています") != std::string::npos);
    page.browser().clear_windows();
    page.browser().open(page.address(), std::chrono::seconds(5));
    CHECK(page.failure(R"j({"type":"web.window","title":"明細","timeout":200})j").message.find("窓が見つかりません") != std::string::npos);
    CHECK(page.failure(R"j({"type":"web.window","close":true})j").message.find("最後の窓") != std::string::npos);
}

TEST_CASE("A download is whole, has the target's name or the scenario's, and belongs to its owner alone") {
    const std::string csv = "番号,氏名\r\n1,髙﨑\r\n";
    serve_file("/list.csv", "attachment; filename*=UTF-8''%E4%B8%80%E8%A6%A7%20%E8%A1%A8.csv", csv, "text/csv");
    PageDesk page("<a id=get href=/list.csv>受け取る</a>");
    for (int again = 0; again < 2; ++again) {
        page.run(R"j({"type":"web.download","selectors":["#get"],"name":"file"})j");
        CHECK(page.variables.at("file") == (page.folder / "files/一覧 表.csv").string());
    }
    page.run(R"j({"type":"web.download","selectors":["#get"],"name":"file","as":{"lua":"record.n .. '.csv'"}})j", {{"n", "R7-1"}});
    const std::filesystem::path file = page.variables.at("file");
    CHECK(file.filename() == "R7-1.csv");
    CHECK(bytes_of(file) == csv);
    CHECK((std::filesystem::status(file).permissions() & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none);
    CHECK(page.failure(R"j({"type":"web.download","selectors":["#get"],"name":"file","as":"../x.csv"})j").message.find("ファイル名") != std::string::npos);
}

TEST_CASE("A slow download is waited for to its last byte; one that breaks off leaves no file") {
    const std::string half(300'000, 'a');
    const auto slow = [&](bool whole) {
        return [half, whole](const httplib::Request&, httplib::Response& answer) {
            answer.set_header("Content-Disposition", "attachment; filename=big.bin");
            answer.set_content_provider(half.size() * 2, "application/octet-stream", [half, whole](std::size_t offset, std::size_t, httplib::DataSink& sink) {
                if (offset > 0) std::this_thread::sleep_for(std::chrono::milliseconds(700));
                if (offset > 0 && !whole) return false;
                return sink.write(half.data(), half.size());
            });
        };
    };
    BrowserPage::serve("/big", slow(true));
    PageDesk page("<a id=get href=/big>受け取る</a>");
    page.run(R"j({"type":"web.download","selectors":["#get"],"name":"file"})j");
    CHECK(std::filesystem::file_size(page.variables.at("file")) == half.size() * 2);
    std::filesystem::remove(page.variables.at("file"));
    CHECK(page.failure(R"j({"type":"web.download","selectors":["#get"],"name":"file","timeout":400})j").message.find("最後まで") != std::string::npos);
    BrowserPage::serve("/big", slow(false));
    CHECK(page.failure(R"j({"type":"web.download","selectors":["#get"],"name":"file","timeout":5000})j").message.find("途中で切れました") != std::string::npos);
    CHECK(std::filesystem::is_empty(page.folder / "files"));
}

TEST_CASE("A file that is not what its name says is refused: an error page, the wrong document, nothing") {
    PageDesk page("<a id=get href=/file>受け取る</a>");
    const auto refused = [&](const char* name, const std::string& content, const char* step) {
        serve_file("/file", std::string("attachment; filename=") + name, content);
        const auto failure = page.failure(step);
        CHECK(!std::filesystem::exists(page.folder / "files" / name));
        return failure.message;
    };
    const char* const plain = R"j({"type":"web.download","selectors":["#get"],"name":"file"})j";
    CHECK(refused("list.csv", "<!DOCTYPE html><html>エラー</html>", plain).find("エラーのページ") != std::string::npos);
    CHECK(refused("list.pdf", "PK\x03\x04....", plain).find("種類") != std::string::npos);
    CHECK(refused("list.csv", "", plain).find("空") != std::string::npos);
    CHECK(refused("other.csv", "1,2\n", R"j({"type":"web.download","selectors":["#get"],"name":"file","contains":"一覧"})j").find("名前") != std::string::npos);
    serve_file("/file", "attachment; filename=list.pdf", "%PDF-1.7\n");
    page.run(plain);
    CHECK(bytes_of(page.variables.at("file")) == "%PDF-1.7\n");
}
