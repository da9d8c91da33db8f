#include "workbench/desk/flows/flow_arrangement.h"

#include "workbench/desk/flows/flow_files.h"
#include "workbench/desk/workspace/request_fault.h"

namespace yorozu::desk {

ArrangeFileReport arrange_flow_file(const ArrangeFileRequest& request) {
    auto document = open_flow_file(request.file);
    if (!document.editable()) throw RequestFault("壊れた所があるので、書き直せません: " + request.file.string() + ": yorozu flow check で直す所を確かめてください");
    for (const auto& id : request.arrange.ids)
        if (!document.flow().node(id)) throw RequestFault("「" + id + "」という図形がありません: " + request.file.string() + ": id を yorozu flow analyse --json で確かめてください");
    const int diagrams = static_cast<int>(document.flow().diagrams.size());
    if (diagrams == 0) throw RequestFault("図がありません: " + request.file.string() + ": yorozu flow rebuild で図の入れ物を作ってください");
    if (request.diagram > diagrams)
        throw RequestFault("図 " + std::to_string(request.diagram) + " はありません: " + request.file.string() + ": 図は 1 から " + std::to_string(diagrams) + " までです");
    ArrangeFileReport report;
    for (int diagram = 0; diagram < diagrams; ++diagram) {
        if (request.diagram > 0 && diagram + 1 != request.diagram) continue;
        const auto arrangement = flows::arrange_flow(document.flow(), diagram, request.arrange);
        ++report.diagrams;
        for (const auto& edit : arrangement.edits) {
            report.moved += std::holds_alternative<flows::MoveShape>(edit);
            report.rerouted += std::holds_alternative<flows::Reroute>(edit);
        }
        report.faults.insert(report.faults.end(), arrangement.faults.begin(), arrangement.faults.end());
        if (arrangement.edits.empty()) continue;
        const auto why_not = document.apply(arrangement.edits, "図を整列");
        if (!why_not.empty()) throw RequestFault("整列できません: " + request.file.string() + ": " + why_not);
    }
    report.written = request.out.empty() ? request.file : request.out;
    save_flow_file(report.written, document.text());
    return report;
}

}  // namespace yorozu::desk
