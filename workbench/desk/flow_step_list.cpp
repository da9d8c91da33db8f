#include "workbench/desk/flow_step_list.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "ocr/lexicon/csv_table.h"
#include "workbench/desk/flow_moves.h"

namespace yorozu::desk {
namespace {

constexpr double lane_height = 96, left = 70, beside = 22, turned = 50;

struct Step {
    std::string lane, name, stage;
    std::optional<double> minutes;
};

int column_of(const std::vector<std::string>& header, std::initializer_list<const char*> names) {
    for (std::size_t i = 0; i < header.size(); ++i)
        for (const char* name : names)
            if (header[i] == name) return static_cast<int>(i);
    return -1;
}

[[noreturn]] void refuse(const std::filesystem::path& csv, int line, const std::string& what, const std::string& mend) {
    throw FlowRequestFault("工程表を取り込めません（" + what + "）: " + csv.string() + (line ? " " + std::to_string(line) + " 行目" : "") + ": " + mend);
}

std::vector<Step> steps_of(const ocr::CsvTable& table, const std::filesystem::path& csv) {
    if (table.rows.empty()) refuse(csv, 0, "中身がありません", "1 行目に 列名 レーン,工程,分 を書いてください");
    const auto& header = table.rows[0];
    const int lane = column_of(header, {"レーン", "担当", "lane"}), name = column_of(header, {"工程", "作業", "step"});
    const int minutes = column_of(header, {"分", "分数", "minutes"}), stage = column_of(header, {"段階", "stage"});
    if (name < 0) refuse(csv, 1, "「工程」の列がありません", "1 行目に 列名 レーン,工程,分 を書いてください");
    if (lane < 0) refuse(csv, 1, "「レーン」の列がありません", "1 行目に 列名 レーン,工程,分 を書いてください");
    std::vector<Step> steps;
    for (std::size_t at = 1; at < table.rows.size(); ++at) {
        const auto& row = table.rows[at];
        const int line = table.lines[at];
        const auto cell = [&](int column) { return column >= 0 && static_cast<std::size_t>(column) < row.size() ? row[static_cast<std::size_t>(column)] : std::string(); };
        Step step{cell(lane), cell(name), cell(stage), {}};
        if (step.lane.empty() && step.name.empty()) continue;
        if (step.name.empty()) refuse(csv, line, "工程の名前がありません", "「工程」の列に名前を書いてください");
        if (step.lane.empty()) refuse(csv, line, "レーンがありません", "「レーン」の列に担当を書いてください");
        if (const std::string text = cell(minutes); !text.empty()) {
            double value = 0;
            const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
            if (read.ec != std::errc() || read.ptr != text.data() + text.size() || value < 0 || value > 1e6) refuse(csv, line, "分が数ではありません：" + text, "「分」の列に 0 以上の数を半角で書いてください");
            step.minutes = value;
        }
        steps.push_back(std::move(step));
    }
    if (steps.empty()) refuse(csv, 0, "工程が 1 行もありません", "2 行目から工程を書いてください");
    return steps;
}

}  // namespace

OpenedFlow import_step_list(const Workspace& workspace, const std::filesystem::path& csv) {
    ocr::CsvTable table;
    try {
        table = ocr::read_csv(csv, 16u << 20);
    } catch (const std::runtime_error& error) {
        throw FlowRequestFault(error.what());
    }
    const auto steps = steps_of(table, csv);
    OpenedFlow made = new_flow(workspace, csv.stem().string());
    made.from_draft = true;
    auto& document = made.document;
    std::vector<std::string> lanes;
    for (const auto& step : steps)
        if (std::find(lanes.begin(), lanes.end(), step.lane) == lanes.end()) lanes.push_back(step.lane);
    const auto lane_id = [&](const std::string& name) { return "Lane_" + std::to_string(std::find(lanes.begin(), lanes.end(), name) - lanes.begin() + 1); };
    const auto middle = [&](const std::string& name) { return lane_height * static_cast<double>(std::find(lanes.begin(), lanes.end(), name) - lanes.begin()) + lane_height / 2; };

    // A step in another lane than the one before it may stand half below it: the line bends into it.
    std::vector<flows::Box> boxes;
    double x = left;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i > 0) x += steps[i].lane == steps[i - 1].lane ? step_width + beside : turned;
        const bool clash = i > 1 && steps[i].lane != steps[i - 1].lane && std::any_of(boxes.begin(), boxes.end(), [&](const auto& box) { return box.centre().y == middle(steps[i].lane) && box.right() + 12 > x; });
        if (clash) x += step_width + beside - turned;
        boxes.push_back({x, middle(steps[i].lane) - step_height / 2, step_width, step_height});
    }
    const double wide = boxes.back().right() + 80;
    // What new_flow made: its start and its two lanes; the lanes take the names of the table.
    FlowEdits edits;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const std::string id = "Lane_" + std::to_string(i + 1);
        const flows::Box box{0, lane_height * static_cast<double>(i), wide, lane_height};
        if (i < 2) edits.push_back(flows::Rename{id, lanes[i]}), edits.push_back(flows::MoveShape{0, id, box});
        else edits.push_back(flows::AddLane{id, lanes[i], "Process_1", "", 0, box});
    }
    if (lanes.size() == 1) edits.push_back(flows::Remove{"Lane_2"});
    const flows::Box start{left - beside - event_size, middle(steps[0].lane) - event_size / 2, event_size, event_size};
    edits.push_back(flows::MoveShape{0, "Start_1", start});
    std::string before = "Start_1";
    flows::Box from = start;
    int line = 1;
    const auto connect_to = [&](const std::string& id, const flows::Box& to) {
        edits.push_back(flows::AddEdge{"Flow_" + std::to_string(line++), "", flows::EdgeKind::sequence, before, id, 0, simple_line(from, to)});
        before = id, from = to;
    };
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::string id = "Task_" + std::to_string(i + 1);
        edits.push_back(flows::AddNode{id, steps[i].name, flows::NodeKind::task, flows::Trigger::none, "Process_1", lane_id(steps[i].lane), "", 0, boxes[i]});
        if (steps[i].minutes || !steps[i].stage.empty()) {
            flows::StepQuantities step;
            if (steps[i].minutes) step.minutes = flows::Minutes{flows::Minutes::Kind::fixed, *steps[i].minutes}, step.source = flows::Source::estimated, step.source_note = csv.filename().string();
            step.stage = steps[i].stage;
            edits.push_back(flows::SetStep{id, step});
        }
        connect_to(id, boxes[i]);
    }
    const flows::Box end{boxes.back().right() + beside, boxes.back().centre().y - event_size / 2, event_size, event_size};
    edits.push_back(flows::AddNode{"End_1", "終了", flows::NodeKind::end_event, flows::Trigger::none, "Process_1", lane_id(steps.back().lane), "", 0, end});
    connect_to("End_1", end);
    if (const auto why = document.apply(edits, "工程表「" + csv.filename().string() + "」を取り込む"); !why.empty()) refuse(csv, 0, why, "工程表の内容を確かめてください");
    return made;
}

}  // namespace yorozu::desk
