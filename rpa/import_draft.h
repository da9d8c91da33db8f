#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "rpa/import_recording.h"

// Private to the room: what the importers share.
namespace yorozu::rpa {

using OrderedJson = nlohmann::ordered_json;

/// A scenario in the making. Every step of the recording is answered through kept, changed or unsupported exactly once.
class ImportDraft {
public:
    ImportDraft(ImportedRecording& result, const ImportOptions& options) : result_(result), options_(options) {}

    /// From here on the answers are about this step.
    void begin(const std::string& command) { step_ = {++count_, command, ImportedStep::Outcome::kept, ""}; }
    void kept(OrderedJson step);
    void changed(OrderedJson step, const std::string& words);
    /// Nothing to do: says why.
    void left_to_us(const std::string& words);
    void unsupported(const std::string& words, const OrderedJson& original);

    /// Steps that follow go into this list until it is left: then, else, steps.
    void enter(OrderedJson step, const std::string& list, const std::string& words);
    bool other_list(const std::string& list);
    bool leave();
    std::string open_list() const { return open_.empty() ? "" : open_.back().list; }

    /// A typed value: a column named after the field, or the text itself.
    OrderedJson typed(const std::string& label, const std::string& value, const std::string& about);
    void host_of_address(const std::string& url);
    /// Writes the scenario, or a fault.
    void finish(const std::string& title);

private:
    struct Open {
        OrderedJson step;
        std::string list;
        OrderedJson steps;
    };
    void put(OrderedJson step);
    void answer(ImportedStep::Outcome outcome, const std::string& words);

    ImportedRecording& result_;
    const ImportOptions& options_;
    ImportedStep step_;
    int count_ = 0;
    OrderedJson steps_ = OrderedJson::array();
    std::vector<Open> open_;
    std::vector<std::string> hosts_;
    std::map<std::string, std::string> secrets_;
};

void import_chrome(const OrderedJson& recording, ImportDraft& draft);
void import_selenium_ide(const OrderedJson& recording, ImportDraft& draft);
void import_ui_vision(const OrderedJson& recording, ImportDraft& draft);
/// False if it is not a list of labels and values.
bool import_labels(std::string_view bytes, ImportDraft& draft);

/// id=… name=… css=… xpath=… linkText=… → our selector; "" if there is none like it (index=…).
std::string selector_of(const std::string& locator);

}  // namespace yorozu::rpa
