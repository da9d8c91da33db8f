#include "workbench/gui/cases/cases_words.h"

namespace yorozu::gui {
namespace {

// xgettext reads the desk's words here because of this name.
#define word(japanese) japanese
[[maybe_unused]] constexpr const char* desk_words[] = {
    word("件名"), word("内容"), word("相談した人"), word("所管課"), word("窓口の課"), word("手段"), word("区分"), word("システム"), word("優先"), word("担当"), word("段階"),
    word("理由"), word("結果"), word("解決内容"), word("次の予定"), word("次の日"), word("管理番号"), word("項目"), word("メモ"), word("初回回答"), word("結び付け"), word("結び付けの取り消し"), word("取り消し"), word("添付"), word("添付を外す"), word("統合"), word("統合を受ける"),
};
#undef word

wxString told(const std::string& japanese) { return tr(japanese.c_str()); }

}  // namespace

wxString field_words(const std::string& field) { return told(desk::case_field_words(field)); }
wxString event_words(const std::string& kind) { return told(desk::case_event_words(kind)); }
wxString stage_title(desk::CaseStage stage) { return told(std::string(desk::words_of(stage))); }

wxString link_words(const std::string& kind) {
    if (kind == "flow") return tr("業務フロー");
    if (kind == "template") return tr("帳票");
    if (kind == "scenario") return tr("シナリオ");
    return tr("相談");
}

wxString event_line(const desk::CaseEvent& event) {
    wxString line;
    const bool file = event.kind == "attach" || event.kind == "detach";  // its name is the text
    if (event.kind != "received" && !file)
        for (const auto& [field, value] : event.changes) {
            if (field == "origin" || (value.empty() && event.kind == "stage")) continue;
            if (field == "link") {
                const auto slash = value.find('/');
                line += link_words(value.substr(0, slash)) + wxString::FromUTF8("「") + shown(value.substr(slash + 1)) + wxString::FromUTF8("」 ");
                continue;
            }
            if (field == "merged") line += wxString::FromUTF8("→ ") + shown(value) + " ";
            if (field == "merged" || field == "absorbed") continue;
            const auto stage = field == "stage" ? desk::case_stage(value) : std::nullopt;
            const auto first_line = value.substr(0, value.find('\n'));
            line += (stage ? wxString::FromUTF8("→ ") + stage_title(*stage) : field_words(field) + wxString::FromUTF8(" → ") + shown(first_line)) + " ";
        }
    line += shown(event.text);
    if (event.minutes > 0) line += wxString::Format(tr("（%d分）"), static_cast<int>(event.minutes + 0.5));
    if (event.internal) line += tr("（内部）");
    return line;
}

wxString month_day(const std::string& iso) {
    if (iso.size() < 10) return {};
    return wxString::Format("%d/%d", std::stoi(iso.substr(5, 2)), std::stoi(iso.substr(8, 2)));
}

wxString span_words(store::TimeMs ms) {
    const auto minutes = ms / 60'000;
    if (minutes < 120) return wxString::Format(tr("%d分"), static_cast<int>(minutes));
    if (minutes < 48 * 60) return wxString::Format(tr("%d時間"), static_cast<int>(minutes / 60));
    return wxString::Format(tr("%d日"), static_cast<int>(minutes / 1440));
}

}  // namespace yorozu::gui
