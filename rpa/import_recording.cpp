#include "rpa/import_recording.h"

#include <algorithm>

#include "rpa/import_draft.h"

namespace yorozu::rpa {

namespace {

std::string text_in(const OrderedJson& object, const char* key) {
    return object.is_object() && object.contains(key) && object.at(key).is_string() ? object.at(key).get<std::string>() : "";
}

std::string stem(const std::string& name) { return name.substr(0, name.rfind('.')); }

}  // namespace

std::string_view words_of(RecordingKind kind) {
    switch (kind) {
        case RecordingKind::chrome_recorder: return "Chrome の録画";
        case RecordingKind::selenium_ide: return "Selenium IDE";
        case RecordingKind::ui_vision: return "UI.Vision";
        case RecordingKind::label_list: return "項目名と値の一覧";
    }
    return "";
}

ImportedRecording import_recording(std::string_view bytes, const ImportOptions& options) {
    ImportedRecording result;
    ImportDraft draft(result, options);
    if (bytes.rfind("\xEF\xBB\xBF", 0) == 0) bytes.remove_prefix(3);
    const auto first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        result.fault = "録画が空です";
        return result;
    }
    if (bytes[first] != '{') {
        result.kind = RecordingKind::label_list;
        if (!import_labels(bytes, draft)) result.fault = "録画として読めません（JSON でも「項目名,値」の CSV でもありません）";
        else draft.finish(stem(options.name));
        return result;
    }
    const auto recording = OrderedJson::parse(bytes, nullptr, false);
    if (recording.is_discarded()) {
        result.fault = "JSON として読めません";
    } else if (recording.contains("tests")) {
        result.kind = RecordingKind::selenium_ide;
        import_selenium_ide(recording, draft);
        draft.finish(text_in(recording, "name"));
    } else if (recording.contains("Commands")) {
        result.kind = RecordingKind::ui_vision;
        import_ui_vision(recording, draft);
        draft.finish(text_in(recording, "Name"));
    } else if (recording.contains("formatVersion")) {
        result.fault = "すでによろずのシナリオです";
    } else if (recording.contains("steps") && recording.at("steps").is_array()) {
        import_chrome(recording, draft);
        draft.finish(text_in(recording, "title"));
    } else {
        result.fault = "知らない形の録画です（Chrome の録画、Selenium IDE の .side、UI.Vision の JSON、CSV が読めます）";
    }
    return result;
}

}  // namespace yorozu::rpa
