#include "rpa/trace.h"

#include <algorithm>
#include <ctime>

#include "rpa/bytes.h"
#include "rpa/sentence.h"

namespace yorozu::rpa {

namespace {

const char* const trace_style = R"css(
body{font-family:"Noto Sans CJK JP","Yu Gothic",sans-serif;line-height:1.6;max-width:86em;margin:1.5em auto;padding:0 1em;color:#222}
h1{font-size:1.4em;border-bottom:3px solid #2b5797}h2{font-size:1.1em;margin:1.6em 0 .4em}table{border-collapse:collapse}th,td{border:1px solid #bbb;padding:.15em .6em;text-align:left}th{background:#eef2f8}
section{border:1px solid #c8d0da;border-left:6px solid #2f7d4f;border-radius:4px;margin:.6em 0;padding:.4em .8em}section.failed{border-left-color:#b3261e;background:#fdf3f2}section.commit{border-left-color:#8a5a00}
.head{display:flex;gap:.8em;align-items:baseline}.head b{min-width:2em;color:#555}.head span{flex:1}.time{color:#555;font-variant-numeric:tabular-nums}.words{color:#8a1c14}.warn{color:#8a5a00}
.differs td{background:#fbe3e1}.pictures{display:flex;gap:.6em;margin:.4em 0}.pictures label{flex:1;max-width:50%;font-size:.85em;color:#555}.pictures label:has(:checked){flex:8;max-width:none}
.pictures input{position:absolute;opacity:0}.picture{aspect-ratio:16/9;background:#f4f6f8 top left/contain no-repeat;border:1px solid #bbb;cursor:zoom-in}input:focus+.picture{outline:2px solid #2b5797}
iframe{width:100%;height:36em;border:1px solid #bbb;background:#fff}summary{cursor:pointer;color:#1d4f91}
)css";

/// For people in the office's own time zone.
std::string clock_time(TimeMs time) {
    const std::time_t seconds = static_cast<std::time_t>(time / 1000);
    std::tm local{};
    localtime_r(&seconds, &local);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local);
    return text;
}

std::string seconds_of(TimeMs milliseconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f 秒", static_cast<double>(std::max<TimeMs>(milliseconds, 0)) / 1000.0);
    return text;
}

/// Rows with the number of the step that they belong to.
std::string table_of(const Scenario& scenario, const std::vector<std::pair<int, ReadBack>>& read_backs) {
    if (read_backs.empty()) return "";
    std::string table = "<table><tr><th>操作</th><th>項目</th><th>入れた値</th><th>画面に残った値</th><th>照合</th></tr>";
    for (const auto& [number, one] : read_backs) {
        const bool differs = one.verdict == ReadBack::Verdict::differs;
        table += std::string("<tr") + (differs ? " class=\"differs\"" : "") + "><td>" + std::to_string(number) + "</td><td>" + html_escaped(one.name.empty() ? one.step : label_of_column(scenario, one.name)) + "</td><td>" +
                 html_escaped(one.given) + "</td><td>" + html_escaped(one.shown) + "</td><td>" + (differs ? "違う" : one.verdict == ReadBack::Verdict::converted ? "直して一致" : "一致") + "</td></tr>";
    }
    return table + "</table>\n";
}

}  // namespace

std::size_t Trace::kept(std::string picture) {
    if (picture.empty()) return 0;
    if (pictures_.empty() || pictures_.back() != picture) pictures_.push_back(std::move(picture));
    return pictures_.size();
}

Trace::Line* Trace::open_line(const std::string& id) {
    const auto found = std::find_if(steps_.rbegin(), steps_.rend(), [&](const Line& line) { return line.id == id && line.outcome == Outcome::open; });
    return found == steps_.rend() ? nullptr : &*found;
}

void Trace::begins(const Step& step, TimeMs now) {
    Line line;
    line.id = step.id;
    line.sentence = sentence_text(scenario_, step);
    line.commit = step.kind == StepKind::commit;
    line.start = now;
    line.depth = static_cast<int>(std::count_if(steps_.begin(), steps_.end(), [](const Line& one) { return one.outcome == Outcome::open; }));
    line.before = pictures_.size();
    steps_.push_back(std::move(line));
}

void Trace::ends(const Step& step, TimeMs now, std::string picture, std::string document, std::vector<ReadBack> read_backs) {
    const auto after = kept(std::move(picture));
    Line* line = open_line(step.id);
    if (!line) return;
    fail_inside(line + 1, now);  // a flow.try went on after them
    line->end = now;
    line->outcome = Outcome::done;
    line->after = after;
    line->document = std::move(document);
    std::erase_if(read_backs, [&](const ReadBack& one) { return one.step != step.id; });
    line->read_backs = std::move(read_backs);
}

void Trace::fail_inside(Line* first, TimeMs now) {
    for (Line* line = first; line != steps_.data() + steps_.size(); ++line)
        if (line->outcome == Outcome::open) {
            line->outcome = Outcome::failed;
            line->end = now;
        }
}

void Trace::passed_over(const Step& step, TimeMs now, const std::string& words) {
    Line* line = open_line(step.id);
    if (!line) return;
    line->words = words;
    fail_inside(line, now);
}

void Trace::note(const Step& step, const std::string& words) {
    for (auto line = steps_.rbegin(); line != steps_.rend(); ++line)
        if (line->id == step.id) {
            line->words = words;
            return;
        }
}

void Trace::fails(TimeMs now, const std::string& words, std::string picture, std::string document) {
    const auto after = kept(std::move(picture));
    bool innermost = true;
    for (auto line = steps_.rbegin(); line != steps_.rend(); ++line) {
        if (line->outcome != Outcome::open) continue;
        line->outcome = Outcome::failed;
        line->end = now;
        if (innermost) {
            line->words = words;
            line->after = after;
            line->document = std::move(document);
        }
        innermost = false;
    }
}

std::string Trace::html(TimeMs now, const std::string& state, const std::string& words) const {
    std::string styles = trace_style;
    for (std::size_t i = 0; i < pictures_.size(); ++i) styles += ".p" + std::to_string(i + 1) + "{background-image:url(data:image/png;base64," + to_base64(pictures_[i]) + ")}\n";
    std::string out = "<!DOCTYPE html>\n<html lang=\"ja\"><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
                      "<title>" + html_escaped(scenario_.title) + " 実行の記録</title>\n<style>" + styles + "</style>\n<h1>" + html_escaped(scenario_.title) + " 実行の記録</h1>\n";
    const auto row = [&](const char* name, const std::string& value) { out += std::string("<tr><th>") + name + "</th><td>" + html_escaped(value) + "</td></tr>\n"; };
    out += "<p class=\"warn\">記録の値と画面を含みます（パスワードと秘密の値は含みません）。証跡と同じに扱ってください。</p>\n<table>\n";
    row("業務キー", item_.business_key);
    row("処理対象", std::to_string(item_.id) + (run_ ? "（実行 " + std::to_string(run_) + "）" : "（試行）"));
    row("結果", state + (words.empty() ? "" : ": " + words));
    row("始まり", clock_time(start_));
    row("かかった時間", seconds_of(now - start_) + "（この記録のための撮影を含む）");
    out += "</table>\n";
    std::vector<std::pair<int, ReadBack>> all;
    for (std::size_t i = 0; i < steps_.size(); ++i)
        for (const auto& one : steps_[i].read_backs) all.emplace_back(static_cast<int>(i) + 1, one);
    if (!all.empty()) out += "<h2>項目ごとの読み返し</h2>\n" + table_of(scenario_, all);
    out += "<h2>操作</h2>\n";
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Line& line = steps_[i];
        if (const auto heading = headings_.find(i); heading != headings_.end()) out += "<h2>" + html_escaped(heading->second) + "</h2>\n";
        const bool failed = line.outcome != Outcome::done;
        out += std::string("<section class=\"") + (failed ? "failed" : line.commit ? "commit" : "done") + "\" style=\"margin-left:" + std::to_string(line.depth * 2) + "em\"><div class=\"head\"><b>" +
               std::to_string(i + 1) + "</b><span>" + (line.commit ? "【確定】" : "") + html_escaped(line.sentence) + "</span><span class=\"time\" style=\"flex:none\">" + seconds_of(line.end - line.start) + (failed ? " できません" : "") + "</span></div>\n";
        if (!line.words.empty()) out += std::string("<div class=\"") + (failed ? "words" : "warn") + "\">" + html_escaped(line.words) + "</div>\n";
        std::vector<std::pair<int, ReadBack>> own;
        for (const auto& one : line.read_backs) own.emplace_back(static_cast<int>(i) + 1, one);
        out += table_of(scenario_, own);
        const auto picture = [&](const char* name, std::size_t at) {
            if (at) out += std::string("<label>") + name + "<input type=\"checkbox\"><div class=\"picture p" + std::to_string(at) + "\" role=\"img\" aria-label=\"" + name + "の画面\"></div></label>";
        };
        out += "<div class=\"pictures\">";
        picture("前", line.before);
        picture("後", line.after);
        out += "</div>\n";
        if (!line.document.empty()) out += "<details><summary>この操作の後のページ（DOM）</summary><iframe sandbox loading=\"lazy\" title=\"DOM\" srcdoc=\"" + html_escaped(line.document) + "\"></iframe></details>\n";
        out += "</section>\n";
    }
    return out + "</html>\n";
}

}  // namespace yorozu::rpa
