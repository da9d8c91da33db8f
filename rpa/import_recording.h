#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace yorozu::rpa {

/// What became of one step of a recording.
struct ImportedStep {
    enum class Outcome {
        kept,         ///< the same step
        changed,      ///< says the same in another way: `words` tell how
        unsupported,  ///< has no counterpart: stands in the scenario as a disabled step with the words as its note
    };
    int number = 0;         ///< from 1, as the recording counts
    std::string command;    ///< as the recording names it
    Outcome outcome = Outcome::kept;
    std::string words;      ///< Japanese
};

enum class RecordingKind { chrome_recorder, selenium_ide, ui_vision, label_list };

struct ImportedRecording {
    RecordingKind kind = RecordingKind::chrome_recorder;
    std::string title;
    std::string scenario;             ///< JSON as written_scenario writes it; "" if there are faults
    std::vector<ImportedStep> steps;  ///< one for each step of the recording, none left out
    std::string fault;                ///< why nothing could be imported, Japanese
    std::vector<std::string> columns; ///< data columns that typed values became
};

struct ImportOptions {
    std::string name;           ///< the recording's file name without folder: its extension helps to know the kind
    std::string owner = "（持ち主を書いてください）";
    bool columns = true;        ///< what was typed becomes a column of the data, so that no value stays in the scenario
};

/// Chrome DevTools Recorder (JSON), Selenium IDE (.side: its first test, or those of its first suite), UI.Vision (JSON),
/// or CSV lines `label,value`. A draft: a person chooses the commit and writes verify.find; `check` says so.
ImportedRecording import_recording(std::string_view bytes, const ImportOptions& options);

std::string_view words_of(RecordingKind kind);

}  // namespace yorozu::rpa
