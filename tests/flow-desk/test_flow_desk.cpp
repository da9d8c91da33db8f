#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include <unistd.h>

#include "workbench/desk/flows/flow_attach.h"
#include "workbench/desk/flows/flow_desk.h"
#include "workbench/desk/flows/flow_difference.h"
#include "workbench/desk/flows/flow_hours.h"
#include "workbench/desk/flows/flow_import.h"
#include "workbench/desk/flows/flow_index.h"
#include "workbench/desk/flows/flow_measured.h"
#include "workbench/desk/flows/flow_moves.h"
#include "workbench/desk/flows/flow_scene.h"
#include "workbench/desk/flows/flow_snap.h"
#include "workbench/desk/flows/flow_timings.h"
#include "workbench/store/checking.h"

using namespace yorozu;
namespace fs = std::filesystem;

namespace {

const fs::path samples = fs::path(YOROZU_SOURCE_DIR) / "samples/flows";

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

/// A workspace of its own, gone with the object.
struct Office {
    fs::path folder = fs::temp_directory_path() / ("yorozu-flow-desk-" + std::to_string(getpid()));
    desk::Workspace workspace{(fs::remove_all(folder), folder), store::Access::write, 1'795'219'200'000};
    ~Office() {
        std::error_code error;
        fs::remove_all(folder, error);
    }
    fs::path write(const std::string& name, const std::string& text) {
        const auto file = folder / name;
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }
};

void do_edits(flows::FlowDocument& document, const desk::FlowEdits& edits) {
    const auto why = document.apply(edits);
    INFO(why);
    REQUIRE(why.empty());
}

const flows::Shape& shape(const flows::FlowDocument& document, const std::string& id) {
    const auto* found = document.flow().diagrams.at(0).shape(id);
    REQUIRE(found);
    return *found;
}

std::string fault_of(const std::function<void()>& deed) {
    try {
        deed();
    } catch (const desk::RequestFault& fault) {
        return fault.what();
    }
    return "";
}

}  // namespace

TEST_CASE("The sample's published minutes add up: 39 on paper, 29 digital") {
    const auto opened = desk::open_flow(samples / "tennyu.bpmn");
    const auto& flow = opened.document.flow();
    const auto shown = desk::diagrams_to_show(flow);
    REQUIRE(shown.size() == 2);
    const auto paper = desk::flow_hours(flow, shown[0]), digital = desk::flow_hours(flow, shown[1]);
    CHECK(paper.minutes() == Approx(39));
    CHECK(digital.minutes() == Approx(29));
    CHECK(paper.analysis.hours == Approx(29622.0 * 39 / 60));
    CHECK(paper.steps == 19);
    CHECK(digital.steps == 23);
    CHECK(paper.shared == 14);
    CHECK(digital.shared == 18);
    REQUIRE(paper.stages.size() == 5);
    CHECK(paper.stages[1].name == "受付");
    CHECK(paper.stages[1].minutes == Approx(7));
    CHECK(digital.stages[1].minutes == Approx(11));
}

TEST_CASE("A branch shares the cases: what is done for 71 of 100 costs 71 of 100 minutes") {
    const auto opened = desk::open_flow(samples / "koza-furikae-hagaki.bpmn");
    const auto& flow = opened.document.flow();
    const auto hours = desk::flow_hours(flow, desk::diagrams_to_show(flow).at(1));
    CHECK(hours.visits("ToBe_3") == Approx(0.71));
    CHECK(hours.visits("ToBe_4") == Approx(1));
    CHECK(hours.minutes() == Approx(0.1 + 0.71 * 0.6 + 0.3));
}

TEST_CASE("A moved step takes its lines along, their bends stay, and all is taken back to the byte") {
    auto opened = desk::open_flow(samples / "tennyu.bpmn");
    auto& document = opened.document;
    const auto before = document.text();
    do_edits(document, desk::move_shapes(document.flow(), 0, {"AsIs_6"}, 20, 10));
    CHECK(shape(document, "AsIs_6").bounds.x == 610);
    const auto* out = document.flow().diagrams[0].edge("AsIs_flow_7");
    REQUIRE(out);
    CHECK(out->points.front() == flows::Point{686, 150});
    CHECK(out->points[1] == flows::Point{718, 150});   // the bend kept its place across and followed down
    CHECK(out->points.back() == flows::Point{718, 72});
    REQUIRE(document.undo());
    CHECK(document.text() == before);
}

TEST_CASE("A step that is moved into another lane belongs to that lane") {
    auto opened = desk::open_flow(samples / "tennyu.bpmn");
    auto& document = opened.document;
    do_edits(document, desk::move_shapes(document.flow(), 0, {"AsIs_9"}, 0, -96));
    CHECK(desk::lane_name(document.flow(), *document.flow().node("AsIs_9")) == "市民");
}

TEST_CASE("An appended step comes between the one before and the next, in its lane, and what follows makes room") {
    auto made = desk::OpenedFlow{"", flows::FlowDocument(bytes_of(samples / "tennyu.bpmn")), false};
    auto& document = made.document;
    do_edits(document, desk::append_after(document.flow(), 0, {"", "確かめる", flows::NodeKind::user_task, flows::Trigger::none}, "AsIs_4"));
    const auto* from = document.flow().node("AsIs_4");
    REQUIRE(from->outgoing.size() == 1);
    const auto& edge = document.flow().edges[static_cast<std::size_t>(from->outgoing[0])];
    const auto& node = document.flow().nodes[static_cast<std::size_t>(edge.to)];
    REQUIRE(node.outgoing.size() == 1);
    CHECK(document.flow().edges[static_cast<std::size_t>(node.outgoing[0])].target == "AsIs_5");
    CHECK(node.name == "確かめる");
    CHECK(desk::lane_name(document.flow(), node) == "市民");
    const auto box = shape(document, node.id).bounds;
    CHECK(box.x > shape(document, "AsIs_4").bounds.right());
    for (const auto& other : document.flow().diagrams[0].shapes)
        if (other.of.what == flows::What::node && other.element != node.id)
            CHECK_FALSE((box.x < other.bounds.right() && other.bounds.x < box.right() && box.y < other.bounds.bottom() && other.bounds.y < box.bottom()));
}

TEST_CASE("A removed step leaves its neighbours connected") {
    auto opened = desk::open_flow(samples / "tennyu.bpmn");
    auto& document = opened.document;
    do_edits(document, desk::remove_elements(document.flow(), 0, {"AsIs_3"}));
    CHECK_FALSE(document.flow().node("AsIs_3"));
    const auto* before = document.flow().node("AsIs_2");
    REQUIRE(before->outgoing.size() == 1);
    CHECK(document.flow().edges[static_cast<std::size_t>(before->outgoing[0])].target == "AsIs_4");
    CHECK(document.flow().node("AsIs_4")->incoming.size() == 1);
}

TEST_CASE("Copies go into another file with minutes and lines, under ids of their own") {
    Office office;
    const auto from = desk::open_flow(samples / "tennyu.bpmn");
    const auto clip = desk::copy_shapes(from.document.flow(), 0, {"AsIs_9", "AsIs_10"});
    REQUIRE(clip.pieces.size() == 2);
    REQUIRE(clip.links.size() == 1);
    auto to = desk::new_flow(office.workspace, "写し先");
    std::vector<std::string> ids;
    do_edits(to.document, desk::paste_shapes(to.document.flow(), 0, clip, {120, 116}, ids));
    REQUIRE(ids.size() == 2);
    const auto* copy = to.document.flow().node(ids[0]);
    REQUIRE(copy);
    CHECK(copy->quantities.minutes->expected() == 5);
    CHECK(desk::lane_name(to.document.flow(), *copy) == "職員");
    CHECK(copy->outgoing.size() == 1);
}

TEST_CASE("Room is made: what is to the right moves on, lanes grow, nothing before the place moves") {
    auto opened = desk::open_flow(samples / "tennyu.bpmn");
    auto& document = opened.document;
    const double lane = shape(document, "AsIs_lane_1").bounds.width;
    do_edits(document, desk::make_room(document.flow(), 0, true, 480, 100));
    CHECK(shape(document, "AsIs_5").bounds.x == 590);
    CHECK(shape(document, "AsIs_4").bounds.x == 250);
    CHECK(shape(document, "AsIs_lane_1").bounds.width == lane + 100);
}

TEST_CASE("A lane that grows pushes the lanes below on, with what is in them") {
    auto opened = desk::open_flow(samples / "tennyu.bpmn");
    auto& document = opened.document;
    auto box = shape(document, "AsIs_lane_1").bounds;
    box.height += 40;
    do_edits(document, desk::resize_shape(document.flow(), 0, "AsIs_lane_1", box));
    CHECK(shape(document, "AsIs_lane_1").bounds.height == 136);
    CHECK(shape(document, "AsIs_lane_2").bounds.y == 136);
    CHECK(shape(document, "AsIs_9").bounds.y == 152);
    CHECK(shape(document, "AsIs_8").bounds.y == 16);
}

TEST_CASE("Arrow keys go along the flow and across lanes; a counterpart is found from both ends") {
    const auto opened = desk::open_flow(samples / "tennyu.bpmn");
    const desk::FlowScene scene(opened.document.flow(), 0);
    CHECK(scene.next("AsIs_1", desk::Way::onward) == "AsIs_2");
    CHECK(scene.next("AsIs_2", desk::Way::back) == "AsIs_1");
    CHECK(scene.next("AsIs_8", desk::Way::down) == "AsIs_9");
    CHECK(scene.next("AsIs_9", desk::Way::up) == "AsIs_8");
    CHECK(desk::counterpart_of(opened.document.flow(), "AsIs_9") == "ToBe_13");
    CHECK(desk::counterpart_of(opened.document.flow(), "ToBe_13") == "AsIs_9");
    CHECK(scene.at({850, 140}, 5) == "AsIs_9");
    CHECK(scene.at({10, 140}, 5) == "AsIs_lane_2");
    CHECK(scene.at({400, 140}, 5).empty());
    CHECK(scene.inside({800, 100, 200, 90}) == std::vector<std::string>{"AsIs_9", "AsIs_10"});
}

TEST_CASE("The difference of two variants counts every step once, and its minutes are those of the totals") {
    const auto opened = desk::open_flow(samples / "tennyu.bpmn");
    const auto& flow = opened.document.flow();
    const auto shown = desk::diagrams_to_show(flow);
    const auto differences = desk::variant_difference(flow, shown[0], shown[1]);
    double older = 0, newer = 0;
    std::size_t of_older = 0, of_newer = 0;
    for (const auto& one : differences) {
        older += one.older_minutes, newer += one.newer_minutes;
        of_older += !one.older.empty(), of_newer += !one.newer.empty();
    }
    CHECK(of_older == 19);
    CHECK(of_newer == 23);
    CHECK(older == Approx(39));
    CHECK(newer == Approx(29));
    const auto keyed = std::find_if(differences.begin(), differences.end(), [](const auto& one) { return one.newer == "ToBe_13"; });
    REQUIRE(keyed != differences.end());
    CHECK(keyed->older == "AsIs_9");
    CHECK(keyed->change == flows::Change::changed);
}

TEST_CASE("A dragged box is drawn to the middle of its neighbour") {
    const auto opened = desk::open_flow(samples / "tennyu.bpmn");
    const desk::FlowScene scene(opened.document.flow(), 0);
    const auto snap = desk::snap_box(scene, {650, 115, 76, 56}, {"AsIs_6"}, 6);
    CHECK(snap.dy == -3);
    REQUIRE_FALSE(snap.guides.empty());
}

TEST_CASE("What is saved replaces the file whole, keeps five versions, and the draft goes") {
    Office office;
    fs::create_directories(desk::flows_folder(office.workspace));
    const auto file = desk::flows_folder(office.workspace) / "tennyu.bpmn";
    fs::copy_file(samples / "tennyu.bpmn", file);
    auto opened = desk::open_flow(file);
    for (int i = 0; i < 7; ++i) {
        do_edits(opened.document, {flows::Rename{"AsIs_1", "書く " + std::to_string(i)}});
        desk::keep_draft(file, opened.document.text());
        CHECK(fs::exists(desk::draft_of(file)));
        desk::save_flow(opened, office.workspace);
        CHECK_FALSE(fs::exists(desk::draft_of(file)));
        CHECK(bytes_of(file) == opened.document.text());
    }
    CHECK(fs::exists(file.parent_path() / ".yorozu-backup/tennyu.bpmn.5"));
    CHECK_FALSE(fs::exists(file.parent_path() / ".yorozu-backup/tennyu.bpmn.6"));
    CHECK(desk::flow_index(office.workspace).flows.size() == 2);   // As-Is and To-Be; no backup
}

TEST_CASE("A folder that cannot be written leaves the saved flow as it was") {
    Office office;
    fs::create_directories(desk::flows_folder(office.workspace));
    const auto file = desk::flows_folder(office.workspace) / "tennyu.bpmn";
    fs::copy_file(samples / "tennyu.bpmn", file);
    auto opened = desk::open_flow(file);
    do_edits(opened.document, {flows::Rename{"AsIs_1", "書く"}});
    std::ofstream(file.parent_path() / ".yorozu-backup") << "in the way";
    CHECK_FALSE(fault_of([&] {
        try {
            desk::save_flow(opened, office.workspace);
        } catch (const std::runtime_error& error) {
            throw desk::RequestFault(error.what());
        }
    }).empty());
    CHECK(bytes_of(file) == bytes_of(samples / "tennyu.bpmn"));
    CHECK(opened.document.modified());
}

TEST_CASE("Broken files are refused with the line and a mend") {
    Office office;
    const auto broken = office.write("a.bpmn", "<?xml version=\"1.0\"?>\n<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">\n<process id=\"p\">\n</definitions>");
    const auto fault = fault_of([&] { desk::open_flow(broken); });
    CHECK(fault.find("行目") != std::string::npos);
    CHECK_FALSE(fault_of([&] { desk::open_flow(office.folder / "none.bpmn"); }).empty());
    CHECK_FALSE(fault_of([&] { desk::open_flow(office.write("b.bpmn", "hello")); }).empty());
}

TEST_CASE("A step list becomes a laid-out flow: lanes in order, steps connected, minutes kept") {
    Office office;
    const auto csv = office.write("証明書.csv", "レーン,工程,分,段階\n市民,申請書を書く,3,申請\n職員,申請書を確かめる,1.5,受付\n職員,証明書を出す,2,交付\n市民,受け取る,,交付\n");
    const auto made = desk::open_step_list(office.workspace, csv);
    const auto& flow = made.document.flow();
    CHECK(flow.lanes.size() == 2);
    CHECK(desk::steps_of(flow, 0).size() == 4);
    CHECK(flow.node("Step_2")->quantities.minutes->expected() == 1.5);
    CHECK(desk::lane_name(flow, *flow.node("Step_2")) == "職員");
    CHECK(flow.edges.size() == 5);
    const desk::FlowScene scene(flow, 0);
    for (const auto& a : scene.things())
        for (const auto& b : scene.things())
            if (&a != &b && !a.is_frame && !b.is_frame && a.line.empty() && b.line.empty())
                CHECK_FALSE((a.box.x < b.box.right() && b.box.x < a.box.right() && a.box.y < b.box.bottom() && b.box.y < a.box.bottom()));
    CHECK(fault_of([&] { desk::open_step_list(office.workspace, office.write("x.csv", "レーン,工程,分\n市民,書く,三\n")); }).find("2 行目") != std::string::npos);
    CHECK(fault_of([&] { desk::open_step_list(office.workspace, office.write("y.csv", "だれ,なに\na,b\n")); }).find("列") != std::string::npos);
}

TEST_CASE("Timings become a step's minutes with n, spread, who and when; each is kept in a file") {
    Office office;
    fs::create_directories(desk::flows_folder(office.workspace));
    const auto file = desk::flows_folder(office.workspace) / "tennyu.bpmn";
    std::vector<desk::FlowTiming> timings;
    for (const double minutes : {4.0, 4.5, 5.0, 4.0, 5.5}) timings.push_back({1'795'219'200'000, minutes, "AsIs_9", "大槻"});
    desk::add_timings(file, timings);
    desk::add_timings(file, {{1'795'219'300'000, 1.0, "AsIs_10", "林"}});
    const auto read = desk::timings_of(file, "AsIs_9");
    REQUIRE(read.size() == 5);
    const auto step = desk::timed_step({}, read);
    CHECK(step.source == flows::Source::timed);
    CHECK(step.minutes->expected() == Approx(4.6));
    CHECK(step.minutes->kind == flows::Minutes::Kind::normal);
    CHECK(step.source_note.find("n = 5") != std::string::npos);
    CHECK(step.source_note.find("大槻") != std::string::npos);
}

TEST_CASE("A template or scenario file is known by what is in it; anything else is refused") {
    const fs::path source(YOROZU_SOURCE_DIR);
    CHECK(desk::with_file({}, source / "samples/forms/koza-furikae-hagaki/template.json").template_id == "koza-furikae-hagaki");
    CHECK(desk::with_file({}, source / "samples/scenarios/koza-furikae.json").scenario_id == "koza-furikae");
    Office office;
    CHECK_FALSE(fault_of([&] { desk::with_file({}, office.write("c.json", "{}")); }).empty());
}

TEST_CASE("A step that names what the workspace does not have is a problem; the samples bring theirs along") {
    Office office;
    auto opened = desk::open_flow(samples / "koza-furikae-hagaki.bpmn");
    const auto missing = desk::missing_attachments(opened.document.flow(), desk::attachable(office.workspace));
    REQUIRE(missing.size() == 2);
    CHECK(missing[0].rule == "attachment-missing");
    CHECK(missing[0].element == "ToBe_2");
    CHECK(missing[0].what.find("koza-furikae-hagaki") != std::string::npos);
    CHECK(missing[1].element == "ToBe_4");
    const auto files = desk::take_sample_flows(office.workspace, samples.parent_path());
    CHECK(files.size() == 2);
    for (const auto& file : files) CHECK(desk::missing_attachments(desk::open_flow(file).document.flow(), desk::attachable(office.workspace)).empty());
    CHECK(desk::attachable(office.workspace).titles().at("koza-furikae-hagaki") == "口座振替依頼書（ハガキ）");
}

TEST_CASE("The index finds flows by any word in them, adds up what stands now, and ranks candidates with their reasons") {
    Office office;
    desk::take_sample_flows(office.workspace, samples.parent_path());
    const auto index = desk::flow_index(office.workspace);
    REQUIRE(index.flows.size() == 4);
    CHECK(index.faults.empty());
    CHECK(desk::flows_with(index, "発券機").size() == 2);            // As-Is and To-Be of moving in
    CHECK(desk::flows_with(index, "発券機　待合席").size() == 2);     // both words, parted by a wide blank
    CHECK(desk::flows_with(index, "ｏｃｒ").size() == 1);             // width and case do not matter
    CHECK(desk::flows_with(index, "ない言葉").empty());
    const auto totals = desk::totals_by_department(index.flows);
    REQUIRE(totals.size() == 3);
    CHECK(totals[0].department == "市民窓口課");
    CHECK(totals[0].procedures == 1);                                  // To-Be is a plan and not added
    CHECK(totals[0].hours == Approx(29622.0 * 39 / 60));
    CHECK(totals.back().hours == Approx(totals[0].hours + totals[1].hours));
    const auto all = desk::candidates(index);
    CHECK(all.size() == 2 + 6 + 26);
    CHECK(all[0].work == "転入手続き");
    for (std::size_t at = 1; at < all.size(); ++at)
        if (all[at].points) CHECK(*all[at].points <= *all[at - 1].points);
    const auto suginami = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.work == "介護保険料の還付口座登録処理"; });
    REQUIRE(suginami != all.end());
    CHECK(*suginami->points == Approx(350 * 0.5 * 1.5 / 2));
    const auto unknown = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.work == "口座振替(自動払込)申込み手続"; });
    REQUIRE(unknown != all.end());
    CHECK_FALSE(unknown->points);
    CHECK(unknown->paper == 1);
    CHECK(fault_of([&] { desk::keep_work_list(office.workspace, office.write("w.csv", "所管課,業務,時間\n税務課,回送,多い\n")); }).find("2 行目") != std::string::npos);
}

TEST_CASE("Totals go by fiscal year: a flow's cases of that year × its minutes, beside them what lists say, never added") {
    Office office;
    const auto sampled = desk::take_sample_flows(office.workspace, samples.parent_path());
    auto opened = desk::open_flow(office.folder / "flows/tennyu.bpmn");
    const auto& process = opened.document.flow().processes[0];
    auto volume = *process.volume;
    CHECK(volume.by_year == std::map<int, double>{{2022, 29622}});
    volume.by_year = desk::cases_by_year("R4=29,622, 令和5年度=30000");
    CHECK(desk::cases_by_year_text(volume.by_year) == "R4=29,622, R5=30,000");
    CHECK(desk::cases_by_year(desk::cases_by_year_text(volume.by_year)) == volume.by_year);
    do_edits(opened.document, {flows::SetVolume{process.id, volume}});
    desk::save_flow(opened, office.workspace);
    CHECK(desk::open_flow(opened.file).document.flow().processes[0].volume->by_year == volume.by_year);   // kept in the file
    const auto all = desk::totals_by_year(desk::flow_index(office.workspace));
    const auto of = [&](int year, const std::string& department) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.year == year && one.department == department; });
        REQUIRE(found != all.end());
        return *found;
    };
    CHECK(of(2022, "市民窓口課").hours == Approx(29622.0 * 39 / 60));
    CHECK(of(2023, "市民窓口課").hours == Approx(30000.0 * 39 / 60));
    CHECK(of(2023, "計").listed_hours == Approx(539 + 177 + 350 + 222 + 285 + 28));   // suginami-r5.csv
    CHECK(of(2023, "計").hours == Approx(30000.0 * 39 / 60));
    CHECK(of(2022, "計").listed == 26);
    CHECK(of(0, "計").procedures == 1);   // the postcards name no year
    CHECK(all.front().year == 2023);
    CHECK(all.back().year == 0);
    CHECK(fault_of([&] { desk::cases_by_year("R4:5"); }).find("R4=29622") != std::string::npos);
    CHECK(fault_of([&] { desk::cases_by_year("R4=-5"); }).find("R4=-5") != std::string::npos);
    // A line's own year goes before that of the file's name; a year that is none is named.
    const auto listed = desk::read_work_list(office.write("x-r5.csv", "所管課,業務,時間,年度\n税務課,回送,1,R6\n税務課,照会,2,\n"));
    CHECK(listed[0].year == 2024);
    CHECK(listed[1].year == 2023);
    CHECK(fault_of([&] { desk::read_work_list(office.write("y.csv", "所管課,業務,時間,年度\n税務課,回送,1,いつか\n")); }).find("2 行目") != std::string::npos);
}

TEST_CASE("A step whose form was read shows what reading and checking took, beside its prediction") {
    Office office;
    const auto opened = desk::open_flow(samples / "koza-furikae-hagaki.bpmn");
    const auto& flow = opened.document.flow();
    CHECK(desk::measured_steps(flow, office.workspace).empty());
    auto& database = office.workspace.database();
    const auto now = office.workspace.session().clock();
    store::Documents documents(database);
    for (int page = 0; page < 4; ++page) {
        const std::string hash = std::string(60, 'c') + std::to_string(1000 + page);
        documents.register_scans("b", std::vector<store::ArrivedScan>{{hash, 1, "scan.png"}}, now);
        store::StoredReading reading;
        reading.template_id = page < 3 ? "koza-furikae-hagaki" : "other";
        reading.fields = {{"kigo", "1", store::StoredStatus::review, 0.5, "{}"}};
        documents.add_reading(documents.unread("b").back().id, reading, now - 1'000'000 + 900 * page);   // 0.9 s from page to page
        documents.set_pages(hash, 1);
    }
    store::CheckStep step;
    step.batch = "b", step.who = "確認者", step.at = now;
    step.decisions.push_back({1, 0, {"kigo", "corrected", "1", "7", "確認者", now, 18.0}});
    store::Checking(database).keep(step);
    const auto steps = desk::measured_steps(flow, office.workspace);
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].template_id == "koza-furikae-hagaki");
    CHECK(steps[0].scenario.empty());
    CHECK(*steps[0].cases.measured == 3);
    CHECK(*steps[0].people.measured == Approx(18.0 / 60 / 3));   // over all forms, also those that nobody had to look at
    CHECK(*steps[0].robot.measured == Approx(0.9 / 60));
    CHECK_FALSE(steps[0].hours.measured);                         // nobody timed the work by hand
    CHECK(steps[0].formula[1].find("手作業の分数は計っていない") != std::string::npos);
    CHECK(desk::measured_steps(flow, office.workspace, "R5").empty());
}

TEST_CASE("A step's prediction stands beside what its scenario's runs measured, and neither is added to the other") {
    const auto opened = desk::open_flow(samples / "koza-furikae-hagaki.bpmn");
    const desk::Period period{"2026-04-01", "2026-11-22", "R8"};
    CHECK(desk::measured_steps(opened.document.flow(), desk::hours_saved({}, period)).empty());
    desk::HoursInput input;
    for (int item = 1; item <= 10; ++item) {
        desk::KeyedRecord record;
        record.scenario = "koza-furikae", record.item = item, record.business_key = std::to_string(item), record.outcome = "done", record.confirmed = true;
        record.target_number = "1", record.day = "2026-05-01", record.robot_ms = 6000;
        input.records.push_back(record);
    }
    input.people.push_back({desk::PeopleTime::Kind::checking, "koza-furikae", 5 * 60'000, "2026-05-01", "", 0});
    const auto without = desk::measured_steps(opened.document.flow(), desk::hours_saved(input, period));
    REQUIRE(without.size() == 1);
    CHECK(without[0].step == "ToBe_4");
    CHECK_FALSE(without[0].by_hand.measured);   // no stopwatch sample: nothing counts, and that is said
    CHECK(without[0].formula[1].find("基準なし：0") != std::string::npos);
    input.baselines.push_back({"koza-furikae", 1, std::vector<double>(12, 4.0), "大槻", "ストップウォッチ", "2026-04-01"});
    const auto steps = desk::measured_steps(opened.document.flow(), desk::hours_saved(input, period));
    REQUIRE(steps.size() == 1);
    const auto& step = steps[0];
    CHECK(*step.by_hand.predicted == Approx(4.2));   // the counterpart's minutes in the As-Is
    CHECK(*step.by_hand.measured == Approx(4));
    CHECK(*step.people.measured == Approx(0.5));
    CHECK(*step.robot.measured == Approx(0.1));
    CHECK(*step.cases.predicted == Approx(12000));
    CHECK(*step.cases.measured == Approx(10));
    CHECK(*step.hours.predicted == Approx(12000 * 4.2 / 60));
    CHECK(*step.hours.measured == Approx((10 * 4.0 - 5) / 60));
}
