#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "flows/bpmn/flow_edit.h"
#include "flows/bpmn/read_flow.h"

namespace yorozu::flows {

/// A flow file that is being edited. The text is kept; an edit changes only the places that it is about, everything else is
/// written back byte for byte, and ids are never renumbered. `flow()` is always what the reader says of the present text.
/// For one thread; copies of flow() may go elsewhere.
class FlowDocument {
public:
    /// Opens text that was read as `whole`; otherwise the document can be looked at but not changed (editable() is false).
    explicit FlowDocument(std::string xml);
    ~FlowDocument();
    FlowDocument(FlowDocument&&) noexcept;
    FlowDocument& operator=(FlowDocument&&) noexcept;

    const Flow& flow() const;
    const Problems& problems() const;   ///< of the reader
    bool editable() const;
    std::string text() const;           ///< the file as it would be saved

    /// Does all of `edits` as one step of the history, or nothing: "" when done, else in Japanese why not. `sentence` ""
    /// takes that of the first edit (見出し「審査する」を「内容を審査する」に変更). `merge` not empty and the same as the last
    /// apply's: one step together with it (dragging, arrow keys).
    std::string apply(const std::vector<FlowEdit>& edits, std::string sentence = "", std::string merge = "");
    std::string apply(const FlowEdit& edit) { return apply(std::vector<FlowEdit>{edit}); }

    bool undo();
    bool redo();
    std::string undo_sentence() const;   ///< what undo() would take back; "" when there is nothing
    std::string redo_sentence() const;
    std::vector<std::string> history() const;   ///< sentences, oldest first
    bool modified() const;
    void saved();                        ///< the present text is what lies on disk
    void end_merging();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace yorozu::flows
