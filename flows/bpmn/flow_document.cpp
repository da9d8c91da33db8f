#include "flows/bpmn/flow_document.h"

#include <algorithm>
#include <optional>

#include "flows/bpmn/earlier_flow.h"
#include "flows/bpmn/flow_editor.h"

namespace yorozu::flows {

struct FlowDocument::Inside {
    struct Step {
        std::string sentence;
        std::string merge;
        KeptXml::Changes changes;
    };

    Problems faults;   ///< of the XML itself
    KeptXml xml;
    bool lenient = false, editable = false;
    Flow flow;
    Handles handles;
    Problems problems;
    std::vector<Step> steps;
    std::size_t at = 0;      ///< steps that are done
    std::ptrdiff_t saved = 0;
    std::string merging;

    explicit Inside(std::string text) : xml(std::move(text), faults) {
        editable = check_root(xml, faults, lenient) && xml.whole();
        read();
    }

    /// `changes`: what is other than at the last reading; null: everything may be.
    void read(const KeptXml::Changes* changes = nullptr) {
        // Faults of numbers are found while they are read, and prefixes are declared at the root: then nothing is taken over.
        const bool all = !changes || std::any_of(problems.begin(), problems.end(), [](const auto& one) { return one.rule == "bad-number"; }) ||
                         std::any_of(changes->begin(), changes->end(), [&](const auto& change) { return change.node == xml.root(); });
        problems = faults;
        if (xml.root() == KeptXml::none || !(lenient || xml.is(xml.root(), Vocabulary::bpmn, "definitions"))) return;
        FlowReader reader(xml, problems);
        reader.lenient = lenient;
        std::optional<EarlierFlow> earlier;
        if (!all) reader.earlier = &earlier.emplace(xml, flow, handles, *changes);
        reader.read();
        flow = std::move(reader.flow);
        handles = std::move(reader.handles);
    }
};

FlowDocument::FlowDocument(std::string xml) : inside_(std::make_unique<Inside>(std::move(xml))) {}
FlowDocument::~FlowDocument() = default;
FlowDocument::FlowDocument(FlowDocument&&) noexcept = default;
FlowDocument& FlowDocument::operator=(FlowDocument&&) noexcept = default;

const Flow& FlowDocument::flow() const { return inside_->flow; }
const Problems& FlowDocument::problems() const { return inside_->problems; }
bool FlowDocument::editable() const { return inside_->editable; }
std::string FlowDocument::text() const { return inside_->xml.text(); }

std::string FlowDocument::apply(const std::vector<FlowEdit>& edits, std::string sentence, std::string merge) {
    Inside& in = *inside_;
    if (!in.editable) return "このファイルは見るだけです。先にファイルの誤りを直してください";
    if (edits.empty()) return "";
    if (sentence.empty()) {
        sentence = sentence_of(edits.front(), in.flow);
        if (edits.size() > 1) sentence += "、ほか " + std::to_string(edits.size() - 1) + " 件";
    }
    try {
        FlowEditor editor(in.xml, in.flow, in.handles);
        for (const auto& edit : edits) editor.apply(edit);
    } catch (const EditFault& fault) {
        in.xml.undo(in.xml.take_changes());
        return fault.what();
    } catch (...) {
        in.xml.undo(in.xml.take_changes());
        throw;
    }
    auto changes = in.xml.take_changes();
    if (changes.empty()) return "";   // nothing is other than it was: no step
    in.read(&changes);
    in.steps.resize(in.at);
    if (in.saved > static_cast<std::ptrdiff_t>(in.at)) in.saved = -1;   // what was saved can't be reached any more
    const bool joins = !merge.empty() && merge == in.merging && !in.steps.empty() && in.saved != static_cast<std::ptrdiff_t>(in.at);
    if (joins) {
        auto& last = in.steps.back().changes;
        last.insert(last.end(), changes.begin(), changes.end());
    } else {
        in.steps.push_back({std::move(sentence), merge, std::move(changes)});
        ++in.at;
    }
    in.merging = std::move(merge);
    return "";
}

bool FlowDocument::undo() {
    Inside& in = *inside_;
    if (in.at == 0) return false;
    const auto& changes = in.steps[--in.at].changes;
    in.xml.undo(changes);
    in.merging.clear();
    in.read(&changes);
    return true;
}

bool FlowDocument::redo() {
    Inside& in = *inside_;
    if (in.at == in.steps.size()) return false;
    const auto& changes = in.steps[in.at++].changes;
    in.xml.redo(changes);
    in.merging.clear();
    in.read(&changes);
    return true;
}

std::string FlowDocument::undo_sentence() const { return inside_->at == 0 ? "" : inside_->steps[inside_->at - 1].sentence; }
std::string FlowDocument::redo_sentence() const { return inside_->at == inside_->steps.size() ? "" : inside_->steps[inside_->at].sentence; }

std::vector<std::string> FlowDocument::history() const {
    std::vector<std::string> sentences;
    for (std::size_t n = 0; n < inside_->at; ++n) sentences.push_back(inside_->steps[n].sentence);
    return sentences;
}

bool FlowDocument::modified() const { return inside_->saved != static_cast<std::ptrdiff_t>(inside_->at); }

void FlowDocument::saved() {
    inside_->saved = static_cast<std::ptrdiff_t>(inside_->at);
    inside_->merging.clear();
}

void FlowDocument::end_merging() { inside_->merging.clear(); }

}  // namespace yorozu::flows
