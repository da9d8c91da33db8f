#include "tests/flows-drawing/gallery.h"

namespace yorozu::test {
namespace {

using namespace flows;

class Gallery {
public:
    Flow make() {
        flow_.id = "gallery";
        flow_.name = "図形の見本";
        Process process;
        process.id = "p", process.name = "見本";
        flow_.processes.push_back(process);
        flow_.diagrams.emplace_back();
        pool_and_lanes();
        int column = 0;
        for (int kind = 0; kind <= static_cast<int>(NodeKind::ad_hoc_sub_process); ++kind, ++column)
            add(static_cast<NodeKind>(kind), {90 + column * 100.0, 60, 76, 56}, names[column % 4]);
        column = 0;
        for (int trigger = 0; trigger <= static_cast<int>(Trigger::parallel_multiple); ++trigger, ++column) {
            const double x = 90 + column * 60;
            event(NodeKind::start_event, trigger, x, 150, true);
            event(NodeKind::start_event, trigger, x, 190, false);
            event(NodeKind::intermediate_catch_event, trigger, x, 230, true);
            event(NodeKind::intermediate_throw_event, trigger, x, 270, true);
            event(NodeKind::boundary_event, trigger, x, 310, false);
            event(NodeKind::end_event, trigger, x, 350, true);
        }
        column = 0;
        for (const auto kind : {NodeKind::exclusive_gateway, NodeKind::inclusive_gateway, NodeKind::parallel_gateway, NodeKind::complex_gateway, NodeKind::event_based_gateway})
            add(kind, {900 + column++ * 60.0, 150, 36, 36}, "分岐");
        add(NodeKind::data_object, {900, 230, 36, 46}, "申請書");
        flow_.nodes[static_cast<std::size_t>(add(NodeKind::data_object, {960, 230, 36, 46}, "添付書類"))].collection = true;
        add(NodeKind::data_input, {1020, 230, 36, 46}, "入力");
        add(NodeKind::data_output, {1080, 230, 36, 46}, "出力");
        add(NodeKind::data_store, {1140, 236, 90, 36}, "住基システム");
        add(NodeKind::text_annotation, {900, 320, 110, 44}, "窓口が混むのは三月と四月です");
        add(NodeKind::group, {1030, 310, 120, 60}, "まとめ");
        add(NodeKind::other, {1170, 320, 90, 44}, "choreographyTask");
        marks();
        edges();
        flow_.index();
        return std::move(flow_);
    }

private:
    static constexpr const char* names[] = {"職員が住基システムに手入力", "申請書を受け付ける", "届出内容の確認を双方で行う", "審査"};

    Shape& draw(const std::string& id, Box box) {
        Shape shape;
        shape.id = id + "_di", shape.element = id, shape.bounds = box;
        flow_.diagrams[0].shapes.push_back(shape);
        return flow_.diagrams[0].shapes.back();
    }
    void pool_and_lanes() {
        for (const auto& [name, process] : {std::pair{"市役所", 0}, std::pair{"住民（黒箱）", -1}}) {
            Pool pool;
            pool.id = std::string("pool") + std::to_string(flow_.pools.size()), pool.name = name, pool.process = process;
            draw(pool.id, process == 0 ? Box{20, 20, 1420, 400} : Box{20, 440, 1420, 50}).of = {What::pool, static_cast<int>(flow_.pools.size())};
            flow_.pools.push_back(pool);
        }
        for (const auto& [name, y] : {std::pair{"市民", 20.0}, std::pair{"市民窓口課サービス係", 140.0}}) {
            Lane lane;
            lane.id = "lane" + std::to_string(flow_.lanes.size()), lane.name = name, lane.process = 0;
            draw(lane.id, {44, y, 1396, y < 100 ? 120.0 : 280.0}).of = {What::lane, static_cast<int>(flow_.lanes.size())};
            flow_.lanes.push_back(lane);
        }
    }
    int add(NodeKind kind, Box box, const std::string& name) {
        Node node;
        node.id = "n" + std::to_string(flow_.nodes.size()), node.name = name, node.kind = kind, node.process = 0, node.tag = "vendorThing";
        draw(node.id, box).of = {What::node, static_cast<int>(flow_.nodes.size())};
        flow_.nodes.push_back(node);
        return static_cast<int>(flow_.nodes.size()) - 1;
    }
    void event(NodeKind kind, int trigger, double x, double y, bool interrupting) {
        Node& node = flow_.nodes[static_cast<std::size_t>(add(kind, {x, y, 32, 32}, ""))];
        node.trigger = static_cast<Trigger>(trigger), node.interrupting = interrupting;
    }
    void marks() {
        Node& first = flow_.nodes[0];
        first.quantities.minutes = Minutes{Minutes::Kind::fixed, 5};
        first.quantities.source = Source::published;
        first.attachments.template_id = "転入届";
        first.repeat = Repeat::loop;
        Node& second = flow_.nodes[1];
        second.quantities.minutes = Minutes{Minutes::Kind::fixed, 0.5};
        second.quantities.source = Source::shared;
        second.quantities.waiting = Minutes{Minutes::Kind::fixed, 9};
        second.attachments.scenario_id = "juki-nyuryoku";
        flow_.nodes[2].repeat = Repeat::parallel_instances;
        flow_.nodes[3].repeat = Repeat::sequential_instances;
        flow_.nodes[4].compensates = true;
        flow_.nodes[9].by_event = true;
        flow_.diagrams[0].shapes[4 + 5].colours = {"#fde8e8", "#b3261e", ""};
    }
    void edge(EdgeKind kind, Line points, const std::string& name, int from = -1) {
        Edge edge;
        edge.id = "e" + std::to_string(flow_.edges.size()), edge.name = name, edge.kind = kind, edge.from = from;
        DrawnEdge drawn;
        drawn.element = edge.id, drawn.of = {What::edge, static_cast<int>(flow_.edges.size())}, drawn.points = std::move(points);
        flow_.edges.push_back(edge);
        flow_.diagrams[0].edges.push_back(drawn);
    }
    void edges() {
        edge(EdgeKind::sequence, {{166, 88}, {190, 88}}, "");
        edge(EdgeKind::sequence, {{1280, 160}, {1340, 160}, {1340, 190}, {1400, 190}}, "既定");
        flow_.edges.back().is_default = true;
        edge(EdgeKind::sequence, {{1280, 210}, {1400, 210}}, "不備あり", 0);
        flow_.edges.back().condition = "x";
        edge(EdgeKind::message, {{1280, 400}, {1280, 440}}, "通知");
        edge(EdgeKind::association, {{1010, 340}, {1030, 340}}, "");
        flow_.edges.back().arrow = Edge::Arrow::one;
        edge(EdgeKind::data_output, {{1290, 240}, {1400, 240}}, "");
        edge(EdgeKind::conversation, {{1290, 270}, {1400, 270}}, "");
    }

    Flow flow_;
};

}  // namespace

Flow gallery() { return Gallery().make(); }

}  // namespace yorozu::test
