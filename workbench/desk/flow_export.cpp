#include "workbench/desk/flow_export.h"

#include "workbench/desk/flow_desk.h"
#include "workbench/desk/whole_file.h"

namespace yorozu::desk {

namespace fs = std::filesystem;

std::vector<fs::path> export_pictures(const flows::Flow& flow, const std::vector<int>& diagrams, const fs::path& file, const std::string& title) {
    const std::string ending = file.extension().string();
    if (ending != ".svg" && ending != ".png" && ending != ".pdf") throw FlowRequestFault("図を書き出せません: " + file.string() + ": ファイル名の終わりを .svg、.png、.pdf のどれかにしてください");
    std::vector<flows::DisplayList> lists;
    for (const int diagram : diagrams) lists.push_back(picture_of(flow, diagram, true)->list);
    std::vector<fs::path> written;
    const auto write = [&](const fs::path& place, const std::string& bytes) {
        WholeFile whole(place);
        whole.write(bytes);
        whole.place();
        written.push_back(place);
    };
    if (ending == ".pdf") {
        flows::Paper paper;
        paper.size = flows::PaperSize::a3;
        paper.title = title;
        write(file, flows::pdf_picture(lists, paper));
        return written;
    }
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const fs::path place = lists.size() == 1 ? file : file.parent_path() / (file.stem().string() + "-" + std::to_string(i + 1) + ending);
        write(place, ending == ".svg" ? flows::svg_picture(lists[i]) : flows::png_picture(lists[i], 2));
    }
    return written;
}

}  // namespace yorozu::desk
