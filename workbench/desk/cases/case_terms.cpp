#include "workbench/desk/cases/case_terms.h"

#include <algorithm>

namespace yorozu::desk {
namespace {

struct StageTerm {
    std::string_view name, words;
};
constexpr std::array<StageTerm, 8> stage_terms{{{"received", "受付"},
                                      {"hearing", "ヒアリング"},
                                      {"mapping", "可視化"},
                                      {"trial", "試行（導入検証）"},
                                      {"rollout", "本格導入"},
                                      {"measuring", "効果測定"},
                                      {"done", "完了"},
                                      {"declined", "見送り"}}};

struct FieldTerm {
    std::string_view name, words;
};
constexpr std::array<FieldTerm, 17> field_terms{{{"title", "件名"},         {"body", "内容"},        {"requester", "相談した人"}, {"department", "所管課"},
                                       {"counter", "窓口の課"},  {"channel", "手段"},     {"category", "区分"},   {"system", "システム"},
                                       {"priority", "優先"},     {"assignee", "担当"},    {"stage", "段階"},      {"reason", "理由"},
                                       {"outcome", "結果"},      {"solution", "解決内容"}, {"next_action", "次の予定"}, {"next_date", "次の日"},
                                       {"external", "管理番号"}}};

constexpr std::array<FieldTerm, 13> event_terms{{{"received", "受付"}, {"field", "項目"}, {"note", "メモ"}, {"hearing", "ヒアリング"}, {"first-answer", "初回回答"},
                                      {"stage", "段階"}, {"link", "結び付け"}, {"unlink", "結び付けの取り消し"}, {"withdrawn", "取り消し"},
                                      {"attach", "添付"}, {"detach", "添付を外す"}, {"merged", "統合"}, {"absorbed", "統合を受ける"}}};

}  // namespace

std::string_view name_of(CaseStage stage) { return stage_terms[static_cast<std::size_t>(stage)].name; }
std::string_view words_of(CaseStage stage) { return stage_terms[static_cast<std::size_t>(stage)].words; }

std::optional<CaseStage> case_stage(std::string_view text) {
    if (text == "試行" || text == "導入検証") return CaseStage::trial;
    for (const auto stage : case_stages)
        if (name_of(stage) == text || words_of(stage) == text) return stage;
    return std::nullopt;
}

std::optional<CaseStage> next_stage(CaseStage stage) {
    if (closes(stage)) return std::nullopt;
    return case_stages[static_cast<std::size_t>(stage) + 1];
}

const std::vector<std::string>& case_outcomes() {
    static const std::vector<std::string> all{"解決", "事業化", "見送り", "他課紹介"};
    return all;
}

bool resolves(std::string_view outcome) { return outcome == "解決" || outcome == "事業化"; }

const std::vector<std::string>& case_reasons() {
    static const std::vector<std::string> all{"管理職の理解", "他課との合意", "費用", "技術", "効果不足", "その他"};
    return all;
}

const std::vector<std::string>& case_channels() {
    static const std::vector<std::string> all{"電話", "来庁", "メール", "チャット"};
    return all;
}

const std::vector<std::string>& case_categories() {
    static const std::vector<std::string> all{"BPR", "システム導入", "データ活用・分析", "RPA", "Kintone", "手続オンライン化", "その他"};
    return all;
}

const std::vector<std::string>& case_priorities() {
    static const std::vector<std::string> all{"高", "中", "低"};
    return all;
}

std::string case_field_words(std::string_view field) {
    const auto term = std::find_if(field_terms.begin(), field_terms.end(), [&](const auto& one) { return one.name == field; });
    return std::string(term == field_terms.end() ? field : term->words);
}

std::optional<std::string> case_field_named(std::string_view words) {
    const auto term = std::find_if(field_terms.begin(), field_terms.end(), [&](const auto& one) { return one.name == words || one.words == words; });
    if (term == field_terms.end()) return std::nullopt;
    return std::string(term->name);
}

std::string case_event_words(std::string_view kind) {
    const auto term = std::find_if(event_terms.begin(), event_terms.end(), [&](const auto& one) { return one.name == kind; });
    return std::string(term == event_terms.end() ? kind : term->words);
}

}  // namespace yorozu::desk
