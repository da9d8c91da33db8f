#pragma once
#include <string>
#include <string_view>

#include "flows/bpmn/flow.h"

namespace yorozu::flows {

// Japanese names, one for each thing everywhere: palette, properties, problems, undo, difference.
std::string_view word_of(NodeKind kind);
std::string_view word_of(EdgeKind kind);
std::string_view word_of(Trigger trigger);
std::string_view japanese(Source source);     ///< 公表, 計測, 按分, 見積; "" for unsaid
std::string_view japanese(Variant variant);   ///< As-Is, Can-Be, To-Be; ""

/// Name of the element, else its kind in words: 審査する, 開始イベント. Line breaks of names become spaces.
std::string called(const Flow& flow, const std::string& id);
std::string called(const Node& node);

/// 「name」
std::string in_brackets(std::string_view name);

}  // namespace yorozu::flows
