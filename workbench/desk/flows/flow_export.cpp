#include "workbench/desk/flows/flow_export.h"

#include <algorithm>

#include "flows/bpmn/diff_flow.h"
#include "flows/drawing/draw_flow.h"
#include "flows/layout/of_flow.h"
#include "workbench/desk/export/table_writer.h"
#include "workbench/desk/flows/flow_difference.h"
#include "workbench/desk/flows/flow_figures.h"
#include "workbench/desk/workspace/request_fault.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;
using Lists = std::vector<flows::DisplayList>;

/// Before anything is drawn: thousands of steps take their time.
void check_ending(const fs::path& out) {
    const auto ending = out.extension();
    if (ending != ".svg" && ending != ".png" && ending != ".pdf")
        throw RequestFault("この形式では描けません: " + out.string() + ": 名前の終わりを .svg、.png、.pdf のどれかにしてください");
}

std::vector<fs::path> write_pictures(const Lists& lists, const fs::path& out, PictureForm form, const std::string& title) {
    std::vector<fs::path> written;
    const auto write = [&](const fs::path& place, const std::string& bytes) {
        WholeFile file(place);
        file.write(bytes);
        file.place();
        written.push_back(place);
    };
    const std::string ending = out.extension().string();
    try {
        if (ending == ".pdf") {
            if (form.paper.title.empty()) form.paper.title = title;
            write(out, flows::pdf_picture(lists, form.paper));
            return written;
        }
        for (std::size_t i = 0; i < lists.size(); ++i) {
            fs::path place = out;
            if (lists.size() > 1) place.replace_filename(out.stem().string() + "-" + std::to_string(i + 1) + ending);
            write(place, ending == ".svg" ? flows::svg_picture(lists[i]) : flows::png_picture(lists[i], form.scale));
        }
    } catch (const ExportFailure&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw ExportFailure(error.what());
    }
    return written;
}

std::string title_of(const flows::Flow& flow, const fs::path& file) { return flow.name.empty() ? file.stem().string() : flow.name; }

}  // namespace

std::vector<fs::path> export_pictures(const flows::Flow& flow, const std::vector<int>& diagrams, const fs::path& out, const PictureForm& form) {
    check_ending(out);
    Lists lists;
    for (const int diagram : diagrams) lists.push_back(flows::draw_flow(flow, diagram));
    return write_pictures(lists, out, form, flow.name);
}

std::vector<fs::path> draw_flow_file(const fs::path& file, int diagram, const fs::path& out, const PictureForm& form) {
    check_ending(out);
    const auto flow = flows::with_drawing(shown_flow(file));
    const int count = static_cast<int>(flow.diagrams.size());
    if (diagram > count) throw RequestFault("図 " + std::to_string(diagram) + " はありません: " + file.string() + ": 図は 1 から " + std::to_string(count) + " までです");
    Lists lists;
    for (int d = 0; d < count; ++d)
        if (diagram <= 0 || d + 1 == diagram) lists.push_back(flows::draw_flow(flow, d));
    return write_pictures(lists, out, form, title_of(flow, file));
}

std::vector<fs::path> draw_difference(const fs::path& before, const fs::path& after, const fs::path& out, const PictureForm& form) {
    check_ending(out);
    const auto older = flows::with_drawing(shown_flow(before)), newer = flows::with_drawing(shown_flow(after));
    std::map<std::string, flows::Change> changes;
    for (const auto& item : flows::diff_flows(older, newer).items) changes[item.id] = item.change;
    Lists lists;
    for (std::size_t d = 0; d < std::max(older.diagrams.size(), newer.diagrams.size()); ++d) lists.push_back(flows::draw_difference(older, newer, static_cast<int>(d), changes));
    return write_pictures(lists, out, form, title_of(older, before) + " → " + title_of(newer, after));
}

std::vector<fs::path> draw_variant_difference(const flows::Flow& flow, int older_diagram, int newer_diagram, const fs::path& out, const PictureForm& form) {
    check_ending(out);
    flows::DrawOptions options;
    for (const auto& one : variant_difference(flow, older_diagram, newer_diagram)) {
        if (!one.older.empty()) options.changes[one.older] = one.change;
        if (!one.newer.empty()) options.changes[one.newer] = one.change;
    }
    return write_pictures({flows::draw_flow(flow, older_diagram, options), flows::draw_flow(flow, newer_diagram, options)}, out, form, flow.name);
}

}  // namespace yorozu::desk
