#include "flows/bpmn/read_flow.h"

#include <algorithm>
#include <fstream>

#include "flows/bpmn/flow_reader.h"

namespace yorozu::flows {

FlowReading read_flow(std::string_view text) {
    FlowReading reading;
    auto& problems = reading.problems;
    if (text.size() > largest_flow_file) {
        problems.push_back({Problem::Weight::error, "too-large", "", "", 0, "ファイルが大きすぎます（" + std::to_string(text.size() >> 20) + " MB。" + std::to_string(largest_flow_file >> 20) + " MB まで）",
                            "業務ごとのファイルに分けてください"});
        return reading;
    }
    const KeptXml xml(std::string(text), problems);
    FlowReader reader(xml, problems);
    reading.whole = check_root(xml, problems, reader.lenient) && xml.whole();
    if (xml.root() == KeptXml::none || !(reader.lenient || xml.is(xml.root(), Vocabulary::bpmn, "definitions"))) return reading;
    reader.read();
    reading.flow = std::move(reader.flow);
    reading.shown = !reading.flow.nodes.empty() || !reading.flow.pools.empty() || reading.whole;
    return reading;
}

bool check_root(const KeptXml& xml, Problems& problems, bool& lenient) {
    if (xml.root() == KeptXml::none) return false;
    if (xml.is(xml.root(), Vocabulary::bpmn, "definitions")) return true;
    const int line = xml.lines()[static_cast<std::size_t>(xml.root())];
    if (xml.local(xml.root()) == "definitions") {
        lenient = xml.vocabulary(xml.root()) == Vocabulary::foreign;
        problems.push_back({Problem::Weight::error, "wrong-namespace", "", "", line, "名前空間が BPMN 2.0（" + std::string(bpmn_uri) + "）ではありません。見るだけで、書き換えません",
                            "BPMN 2.0 で書き出し直してください"});
    } else {
        problems.push_back({Problem::Weight::error, "wrong-namespace", "", "", line, "BPMN のファイルではありません（いちばん外側が " + std::string(xml.name(xml.root())).substr(0, 60) + "）",
                            "BPMN 2.0 のファイル（definitions で始まる XML）を選んでください"});
    }
    return false;
}

FlowReading load_flow(const std::filesystem::path& file) {
    FlowReading reading;
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !in) {
        reading.problems.push_back({Problem::Weight::error, "unreadable-file", "", "", 0, "ファイルを開けません", "名前と、読む権限を確かめてください"});
        return reading;
    }
    if (size > largest_flow_file) {
        reading.problems.push_back({Problem::Weight::error, "too-large", "", "", 0, "ファイルが大きすぎます（" + std::to_string(size >> 20) + " MB。" + std::to_string(largest_flow_file >> 20) + " MB まで）",
                                    "業務ごとのファイルに分けてください"});
        return reading;
    }
    std::string text(size, '\0');
    in.read(text.data(), static_cast<std::streamsize>(size));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    return read_flow(text);
}

}  // namespace yorozu::flows
