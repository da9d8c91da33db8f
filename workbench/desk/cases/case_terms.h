#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The words of よろず相談DX: stages, outcomes, reasons, channels, categories, and what each field is called.
namespace yorozu::desk {

/// In their order; a case may also go back. The last two close it.
enum class CaseStage { received, hearing, mapping, trial, rollout, measuring, done, declined };
constexpr std::array<CaseStage, 8> case_stages{CaseStage::received, CaseStage::hearing,   CaseStage::mapping, CaseStage::trial,
                                               CaseStage::rollout,  CaseStage::measuring, CaseStage::done,    CaseStage::declined};
std::string_view name_of(CaseStage stage);   ///< "received", "hearing", "mapping", "trial", "rollout", "measuring", "done", "declined"
std::string_view words_of(CaseStage stage);  ///< 受付, ヒアリング, 可視化, 試行（導入検証）, 本格導入, 効果測定, 完了, 見送り
/// By its name or its words (also 試行, 導入検証); nothing otherwise.
std::optional<CaseStage> case_stage(std::string_view text);
inline bool closes(CaseStage stage) { return stage == CaseStage::done || stage == CaseStage::declined; }
/// The one after it; done and declined have none.
std::optional<CaseStage> next_stage(CaseStage stage);

/// What became of it: 解決, 事業化 (both resolved it), 他課紹介; 見送り goes with the stage of that name.
const std::vector<std::string>& case_outcomes();
bool resolves(std::string_view outcome);
/// Why a case was declined: 管理職の理解, 他課との合意, 費用, 技術, 効果不足, その他.
const std::vector<std::string>& case_reasons();
/// Offered first; an office may write its own.
const std::vector<std::string>& case_channels();    ///< 電話, 来庁, メール, チャット
const std::vector<std::string>& case_categories();  ///< BPR, システム導入, … その他, in the order of the published table
const std::vector<std::string>& case_priorities();  ///< 高, 中, 低

std::string case_field_words(std::string_view field);              ///< 件名, 内容, 相談した人 …
std::optional<std::string> case_field_named(std::string_view words);  ///< by name or words
std::string case_event_words(std::string_view kind);               ///< 受付, メモ, 段階, 結び付け …

}  // namespace yorozu::desk
