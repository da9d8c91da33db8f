#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "flows/drawing/draw_flow.h"
#include "flows/drawing/drawn_index.h"
#include "flows/drawing/picture.h"
#include "flows/drawing/text_layout.h"
#include "flows/layout/of_flow.h"
#include "tests/flows-drawing/gallery.h"

using namespace yorozu::flows;
using yorozu::test::gallery;

namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;

std::string output_of(const std::string& command) {
    std::string output;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    char part[4096];
    for (std::size_t got; (got = fread(part, 1, sizeof part, pipe)) > 0;) output.append(part, got);
    pclose(pipe);
    return output;
}

/// A file that is gone at the end.
struct OnDisk {
    explicit OnDisk(const std::string& bytes) : path(fs::temp_directory_path() / ("yorozu-drawing-" + std::to_string(getpid()))) { std::ofstream(path, std::ios::binary) << bytes; }
    ~OnDisk() { fs::remove(path); }
    fs::path path;
};

int element_of(const DisplayList& list, const std::string& id, DrawnKind kind) {
    for (std::size_t e = 0; e < list.elements.size(); ++e)
        if (list.elements[e].id == id && list.elements[e].kind == kind) return static_cast<int>(e);
    return -1;
}

Lines texts_of(const DisplayList& list, int element) {
    Lines texts;
    for (const auto& item : list.items)
        if (item.element == element)
            if (const auto* text = std::get_if<Text>(&item.what)) texts.push_back(text->text);
    return texts;
}

}  // namespace

TEST_CASE("Japanese lines break at phrases, never against 禁則, and say when something is left out") {
    CHECK(broken_lines("記載台にて届出書の記入", 68, 4, 11) == Lines{"記載台にて", "届出書の記入"});
    CHECK(broken_lines("職員が住基システムに手入力", 68, 4, 11).size() == 3);
    for (const char* name : {"ヒアリングし、ノートPCに入力", "タブレットで該当の他課手続きにチェック", "証明書や申請書を渡し、次の窓口へ案内する", "（仮）「転入」ー届・出。", "っっっっっっっっっっ、、、"})
        for (const double width : {34.0, 45.0, 68.0, 90.0})
            for (const auto& line : broken_lines(name, width, 12, 11)) {
                INFO(name << " at " << width << ": " << line);
                REQUIRE_FALSE(line.empty());
                if (std::string(name).find("っっ") == std::string::npos && width > 40)
                    for (const char* not_first : {"、", "。", "ー", "）", "」", "・", "ッ", "ュ"}) CHECK(line.rfind(not_first, 0) != 0);
            }
    CHECK(broken_lines("申請 registration-number 確認", 90, 4, 11).size() >= 2);
    const auto cut = broken_lines("この名前はとても長いので四行には入りきらず最後に点が付きますそれでもなお続きます", 68, 4, 11);
    REQUIRE(cut.size() == 4);
    CHECK(cut.back().find("…") != std::string::npos);
    CHECK(broken_lines("", 68, 4, 11).empty());
    CHECK(broken_lines("一\n二", 68, 4, 11) == Lines{"一", "二"});
    CHECK_FALSE(broken_lines("\xff\xfe壊れた\xe3", 68, 4, 11).empty());
}

TEST_CASE("Every kind of element is drawn, each as an element that can be found under the pointer") {
    const Flow flow = gallery();
    const auto list = draw_flow(flow, 0);
    const DrawnIndex index(list);
    for (const auto& node : flow.nodes) {
        const int element = element_of(list, node.id, DrawnKind::node);
        INFO(node.id << " " << node.name);
        REQUIRE(element >= 0);
        int items = 0;
        for (const auto& item : list.items) items += item.element == element;
        CHECK(items > 0);
        const Box& box = list.elements[static_cast<std::size_t>(element)].bounds;
        const int hit = index.at({box.x + box.width / 2, box.y + box.height - 1.5});
        REQUIRE(hit >= 0);
        CHECK(list.elements[static_cast<std::size_t>(hit)].id == node.id);
    }
    // A vendor's element keeps its name in a dotted box.
    std::string name;
    for (const auto& line : texts_of(list, element_of(list, flow.nodes.back().id, DrawnKind::node))) name += line;
    CHECK(name == "choreographyTask");
    const int edge = index.at({1400 - 30, 212});
    REQUIRE(edge >= 0);
    CHECK(list.elements[static_cast<std::size_t>(edge)].kind == DrawnKind::edge);
    CHECK(index.at({-500, -500}) == -1);
    CHECK(index.within({80, 50, 400, 70}, DrawnKind::node).size() == 4);
}

TEST_CASE("Minutes say where they come from: published bold, shared out in brackets and grey") {
    const Flow flow = gallery();
    const auto list = draw_flow(flow, 0);
    bool published = false, shared = false, waiting = false;
    for (const auto& item : list.items)
        if (const auto* text = std::get_if<Text>(&item.what)) {
            published = published || (text->text == "5分" && text->bold);
            shared = shared || (text->text == "(0.5)" && !text->bold && !(text->colour == Colour{0x33, 0x38, 0x40}));
            waiting = waiting || text->text == "待ち 9分";
        }
    CHECK(published);
    CHECK(shared);
    CHECK(waiting);
    CHECK(element_of(list, flow.nodes[0].id, DrawnKind::badge) >= 0);
}

TEST_CASE("Nothing is inked outside the bounds that culling relies on") {
    const auto list = draw_flow(gallery(), 0);
    for (const auto& item : list.items) {
        CHECK(item.bounds.x >= list.bounds.x);
        CHECK(item.bounds.right() <= list.bounds.right());
        CHECK(item.bounds.y >= list.bounds.y);
        CHECK(item.bounds.bottom() <= list.bounds.bottom());
    }
    CHECK(DrawnIndex(list).items_in(list.bounds).size() == list.items.size());
    CHECK(DrawnIndex(list).items_in({list.bounds.right() + 10, 0, 10, 10}).empty());
}

TEST_CASE("The difference shows all four changes with a mark each, what is gone included") {
    Flow older = gallery(), newer = gallery();
    newer.diagrams[0].shapes.pop_back();  // the vendor's element is gone
    const std::string gone = older.nodes.back().id;
    const auto list = draw_difference(older, newer, 0, {{"n0", Change::added}, {"n1", Change::changed}, {"n2", Change::moved}, {gone, Change::removed}});
    CHECK(element_of(list, gone, DrawnKind::node) >= 0);
    Lines marks;
    for (const auto& item : list.items)
        if (const auto* text = std::get_if<Text>(&item.what))
            for (const auto mark : {Change::added, Change::removed, Change::changed, Change::moved})
                if (text->text == mark_of(mark)) marks.push_back(text->text);
    CHECK(marks.size() == 4);
    int drawn_twice = 0;
    for (const auto& element : list.elements) drawn_twice += element.id == "n5" && element.kind == DrawnKind::node;
    CHECK(drawn_twice == 1);
}

TEST_CASE("PNG, SVG and PDF are written without a display, the same bytes each time, with letters embedded") {
    const auto list = draw_flow(gallery(), 0);
    const auto png = png_picture(list, 1);
    CHECK(png.rfind("\x89PNG", 0) == 0);
    CHECK(png == png_picture(list, 1));
    const auto svg = svg_picture(list);
    CHECK(svg.find("<svg") != std::string::npos);
    CHECK(svg.find("<image") == std::string::npos);  // vector, no pixels
    CHECK(svg == svg_picture(list));
    const auto pdf = pdf_picture({list});
    CHECK(pdf == pdf_picture({list}));
    const OnDisk file(pdf);
    const auto fonts = output_of("pdffonts " + file.path.string());
    CHECK(fonts.find("NotoSansCJK") != std::string::npos);
    CHECK(fonts.find(" no  ") == std::string::npos);
    CHECK(output_of("pdftotext -raw " + file.path.string() + " -").find("住基システム") != std::string::npos);
    CHECK(output_of("pdfimages -list " + file.path.string()).find("image") == std::string::npos);
    CHECK_THROWS_WITH(png_picture(list, 100), Catch::Contains("大きすぎます"));
}

TEST_CASE("A large drawing is laid over several sheets that overlap and leave nothing out") {
    const auto list = draw_flow(gallery(), 0);
    Paper paper;
    paper.size = PaperSize::a4;
    paper.scale = 1;
    paper.title = "図形の見本";
    const auto plan = plan_sheets(list, paper);
    CHECK(plan.columns == 2);
    CHECK(plan.width_mm == 297);
    double reached = list.bounds.x;
    for (const auto& sheet : plan.sheets)
        if (sheet.row == 0) {
            CHECK(sheet.part.x <= reached);
            reached = sheet.part.x + sheet.part.width;
        }
    CHECK(reached >= list.bounds.right());
    const OnDisk file(pdf_picture({list}, paper));
    const auto info = output_of("pdfinfo " + file.path.string());
    CHECK(info.find("Pages:           " + std::to_string(plan.sheets.size())) != std::string::npos);
    CHECK(info.find("(A4)") != std::string::npos);
    paper.scale = 0;
    paper.size = PaperSize::a3;
    CHECK(plan_sheets(list, paper).sheets.size() == 1);
}

TEST_CASE("A flow without any drawing gets one, and what is drawn already is not touched") {
    Flow flow = gallery();
    const auto before = flow.diagrams[0].shapes;
    flow = with_drawing(flow);
    for (const auto& shape : before) CHECK(flow.diagrams[0].shape(shape.element)->bounds == shape.bounds);
    flow.diagrams.clear();
    flow = with_drawing(flow);
    REQUIRE(flow.diagrams.size() == 1);
    for (const auto& node : flow.nodes)
        if (node.kind != NodeKind::group) CHECK(flow.diagrams[0].shape(node.id) != nullptr);
    CHECK(draw_flow(flow, 0).items.size() > 200);
    CHECK(draw_flow(Flow{}, 0).items.empty());
    CHECK(draw_flow(with_drawing(Flow{}), 0).items.empty());
}
