#include "workbench/desk/flow_attach.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "workbench/desk/flow_desk.h"

namespace yorozu::desk {

flows::Attachments with_file(flows::Attachments attachments, const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    std::ifstream in(file);
    const auto json = error || size > (16u << 20) ? nlohmann::json() : nlohmann::json::parse(in, nullptr, false);
    const auto refuse = [&] { return FlowRequestFault("工程に付けられません: " + file.string() + ": 帳票テンプレートかシナリオの JSON を落としてください"); };
    if (!json.is_object() || !json.contains("id") || !json["id"].is_string()) throw refuse();
    if (json.contains("fields")) attachments.template_id = json["id"];
    else if (json.contains("perRecord")) attachments.scenario_id = json["id"];
    else throw refuse();
    return attachments;
}

}  // namespace yorozu::desk
