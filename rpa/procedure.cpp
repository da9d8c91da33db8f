#include "rpa/procedure.h"

#include "rpa/bytes.h"
#include "rpa/sentence.h"

namespace yorozu::rpa {

namespace {

const char* const page_style = R"css(
body{font-family:"Noto Sans CJK JP","Yu Gothic",sans-serif;line-height:1.7;max-width:52em;margin:2em auto;padding:0 1em;color:#222}
h1{font-size:1.5em;border-bottom:3px solid #2b5797;padding-bottom:.2em}h2{font-size:1.15em;margin-top:2em;border-left:6px solid #2b5797;padding-left:.5em}
table{border-collapse:collapse;margin:.5em 0}th,td{border:1px solid #bbb;padding:.25em .7em;text-align:left;vertical-align:top}th{background:#eef2f8}
ol{padding-left:2em}li{margin:.35em 0}.chip{background:#e4edf9;border:1px solid #b9cde8;border-radius:4px;padding:0 .35em;color:#1d4f91}
.commit{border:2px solid #a33;padding:.4em .7em;background:#fdf3f2}.commit b{background:#a33;color:#fff;padding:0 .5em;border-radius:3px}.note,.off{color:#666}.warn{color:#8a5a00;font-weight:bold}
img{max-width:100%;border:1px solid #bbb;display:block;margin:.3em 0}.where{color:#666;font-size:.85em}
@media print{body{margin:0}li{break-inside:avoid}h2{break-after:avoid}}
)css";

class ProcedurePage {
public:
    ProcedurePage(const Scenario& scenario, const ProcedureOptions& options) : scenario_(scenario), options_(options) {}

    std::string html() {
        out_ = "<!DOCTYPE html>\n<html lang=\"ja\"><meta charset=\"utf-8\"><title>" + html_escaped(scenario_.title) + " 手順書</title>\n<style>" + page_style + "</style>\n<h1>" +
               html_escaped(scenario_.title) + "</h1>\n";
        about();
        fields();
        part("準備（最初に1回）", scenario_.setup);
        std::string key;
        for (const auto& column : scenario_.business_key) key += (key.empty() ? "" : "＋") + label_of_column(scenario_, column);
        part("1件ごとに繰り返す" + (key.empty() ? "" : "（同じ " + key + " は1度だけ）"), scenario_.per_record);
        part("後始末（最後に1回）", scenario_.teardown);
        trouble();
        return out_ + "</html>\n";
    }

private:
    void row(const char* name, const std::string& value) { out_ += std::string("<tr><th>") + name + "</th><td>" + value + "</td></tr>\n"; }

    void about() {
        std::string hosts;
        for (const auto& host : scenario_.hosts) hosts += (hosts.empty() ? "" : "、") + html_escaped(host);
        out_ += "<table>\n";
        row("持ち主", html_escaped(scenario_.owner));
        row("最終確認", scenario_.verified_on.empty() ? "<span class=\"warn\">まだ確かめていません</span>" : html_escaped(scenario_.verified_on));
        const bool over = !scenario_.expires_on.empty() && !options_.today.empty() && scenario_.expires_on < options_.today;
        row("期限", scenario_.expires_on.empty() ? "<span class=\"warn\">決めていません</span>" : html_escaped(scenario_.expires_on) + (over ? " <span class=\"warn\">期限が過ぎています</span>" : ""));
        if (!scenario_.note.empty()) row("引き継ぐこと", html_escaped(scenario_.note));
        std::string programs;
        for (const auto& program : scenario_.programs) programs += (programs.empty() ? "" : "、") + html_escaped(program);
        if (scenario_.on_desktop) row("プログラム", programs + "（ほかは始めません）");
        else row("相手先", html_escaped(scenario_.address) + "（" + hosts + " のほかは開きません）");
        std::string secrets;
        for (const auto& name : secrets_of(scenario_)) secrets += (secrets.empty() ? "" : "、") + html_escaped(name);
        if (!secrets.empty()) row("秘密の値", secrets + "（値はこの文書に書きません）");
        if (!scenario_.file.empty()) row("シナリオ", html_escaped(scenario_.id) + " / " + html_escaped(scenario_.file.filename().string()));
        row("刷った日", html_escaped(options_.today));
        out_ += "</table>\n";
    }

    void fields() {
        if (scenario_.data_columns.empty()) return;
        out_ += "<h2>データの列と入れる欄</h2>\n<table><tr><th>列</th><th>呼び名</th><th>入れる欄・使うところ</th></tr>\n";
        for (const auto& column : scenario_.data_columns) {
            std::string uses;
            each_step(scenario_, [&](const Step& step) {
                for (const Value* value : values_of(step)) {
                    const bool named = value->from == Value::From::field ? value->body == column
                                                                         : value->from == Value::From::lua && (value->body.find("record." + column) != std::string::npos || value->body.find("'" + column + "'") != std::string::npos);
                    if (!named || step.kind == StepKind::web_expect) continue;
                    const std::string where = step.target.empty() ? (step.note.empty() ? step.id : step.note) : "「" + name_of(step.target) + "」" + (value->from == Value::From::lua ? "（" + value->body + "）" : "");
                    if (uses.find(where) == std::string::npos) uses += (uses.empty() ? "" : "、") + where;
                }
            });
            out_ += "<tr><td>" + html_escaped(column) + "</td><td>" + html_escaped(label_of_column(scenario_, column)) + "</td><td>" + html_escaped(uses) + "</td></tr>\n";
        }
        out_ += "</table>\n";
    }

    void part(const std::string& heading, const std::vector<Step>& steps) {
        if (steps.empty()) return;
        out_ += "<h2>" + html_escaped(heading) + "</h2>\n";
        list(steps, true);
    }

    void list(const std::vector<Step>& steps, bool numbered) {
        out_ += numbered ? "<ol start=\"" + std::to_string(number_ + 1) + "\">\n" : "<ol type=\"a\">\n";
        for (const auto& step : steps) {
            if (numbered) ++number_;
            one(step);
        }
        out_ += "</ol>\n";
    }

    void inner(const char* words, const std::vector<Step>& steps) {
        if (steps.empty()) return;
        out_ += std::string("<div>") + words + "</div>";
        list(steps, false);
    }

    void one(const Step& step) {
        const bool commit = step.kind == StepKind::commit;
        out_ += std::string("<li") + (commit ? " class=\"commit\"" : step.disabled ? " class=\"off\"" : "") + ">";
        if (commit) out_ += "<b>確定</b> ";
        if (step.disabled) out_ += "（休み）";
        for (const auto& piece : sentence_of(scenario_, step)) out_ += piece.chip ? "<span class=\"chip\">" + html_escaped(piece.text) + "</span>" : html_escaped(piece.text);
        if (commit) out_ += "<div class=\"note\">取り消せない操作です。押した後に「" + html_escaped(name_of(step.confirmation)) + "」が出たら完了。" + std::to_string(step.timeout.count() / 1000) +
                            " 秒たっても出なければ<b>もう一度押さず</b>、先方を照会してください。</div>";
        if (!step.target.empty()) out_ += "<div class=\"where\">見つけ方: " + html_escaped(step.target.selectors.front().back()) + "</div>";
        if (const auto png = options_.picture ? options_.picture(step.id) : ""; !png.empty()) out_ += "<img alt=\"この操作の後の画面\" src=\"data:image/png;base64," + to_base64(png) + "\">";
        const bool branches = step.kind == StepKind::flow_if;
        inner(branches ? "なら" : "", step.steps);
        inner("なら", branches ? step.then_steps : std::vector<Step>{});
        inner(branches ? "でなければ" : "できなければ", step.else_steps);
        inner("最後に必ず", step.last_steps);
        out_ += "</li>\n";
    }

    void trouble() {
        out_ += "<h2>うまくいかないとき</h2>\n<ul><li>業務例外: データが正しくないか、先方が受け付けません。人が直して入れ直します。</li>"
                "<li>システム例外: 画面や回線の故障です。直ったら <code>yorozu rpa resume</code> で続けます。</li>"
                "<li>未確定: 確定を押した後の答えを見ていません。先方を照会してから決めます。自動では押し直しません。</li>"
                "<li>続けて " + std::to_string(scenario_.stop_after_failures) + " 件のシステム例外で止まります。</li></ul>\n";
    }

    const Scenario& scenario_;
    const ProcedureOptions& options_;
    std::string out_;
    int number_ = 0;
};

}  // namespace

std::string procedure_html(const Scenario& scenario, const ProcedureOptions& options) { return ProcedurePage(scenario, options).html(); }

}  // namespace yorozu::rpa
