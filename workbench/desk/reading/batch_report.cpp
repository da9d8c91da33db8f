#include "workbench/desk/reading/batch_report.h"

#include <fmt/format.h>
#include <sodium.h>

#include <iterator>

namespace yorozu::desk {
namespace {

constexpr const char* style = R"(
:root{--accent:#1f5fa8;--doubt:#b26a00;--doubt-back:#fdf0d5;--bad:#a51d1d;--good:#1c7a44;--line:#d8dade;--soft:#f6f7f8}
*{box-sizing:border-box}body{margin:0;font:14px/1.7 "Noto Sans CJK JP","IPAexGothic","Hiragino Sans","Yu Gothic UI",sans-serif;color:#1d2126;background:#fff}
main{max-width:1180px;margin:0 auto;padding:28px 32px 64px}h1{font-size:24px;margin:0 0 2px;line-break:strict}h2{font-size:17px;margin:40px 0 12px;padding-left:10px;border-left:4px solid var(--accent)}
p.note,.small{color:#5b636d;font-size:12px}table{border-collapse:collapse;width:100%;margin:6px 0}th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{background:var(--soft);font-weight:600;white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}tr.sum td{font-weight:700;border-top:2px solid #9aa1aa}
.bar{display:flex;height:12px;min-width:180px;border-radius:3px;overflow:hidden;background:var(--line)}.bar i{display:block}.bar .a{background:var(--accent)}
.bar .r{background:repeating-linear-gradient(45deg,#e0a23c 0 5px,#f0c987 5px 10px)}.bar .b{background:#c9ced5}
.pages{display:grid;grid-template-columns:repeat(auto-fill,minmax(330px,1fr));gap:20px}.page{border:1px solid var(--line);border-radius:6px;background:var(--soft);padding:10px}
.sheet{position:relative;line-height:0;background:#fff}.sheet img{width:100%}.box{position:absolute;border:1.5px solid rgba(31,95,168,.55)}
.box.review{border:2px dashed var(--doubt);background:rgba(240,180,60,.22)}.box.blank{border:1px dotted #8a929c}
.box b{position:absolute;left:0;bottom:100%;font:11px/1.3 sans-serif;background:#fff;color:var(--accent);padding:0 3px;border-radius:2px;white-space:nowrap;opacity:.94}
.box.review b{color:var(--doubt);background:var(--doubt-back)}.box.review b::before{content:"？"}
td img.crop{max-height:44px;max-width:330px;border:1px solid var(--line);background:#fff;vertical-align:middle}.doubt{color:var(--doubt);text-decoration:underline dotted}
.bad{color:var(--bad);font-weight:600}.good{color:var(--good);font-weight:600}img.evidence{width:250px;border:1px solid var(--line)}
.hours{display:grid;grid-template-columns:repeat(3,1fr);gap:14px}.hours div{border:1px solid var(--line);border-radius:6px;padding:12px 16px}.hours b{font-size:26px;font-variant-numeric:tabular-nums}
pre{background:var(--soft);padding:12px 16px;border-radius:6px;white-space:pre-wrap;font:13px/1.7 "IPAexGothic",monospace}
@media print{main{max-width:none;padding:0}.page,tr{break-inside:avoid}}
)";

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    return out;
}

std::string data_url(const std::vector<std::uint8_t>& png) {
    std::string text(sodium_base64_ENCODED_LEN(png.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), png.data(), png.size(), sodium_base64_VARIANT_ORIGINAL);
    text.resize(text.size() - 1);  // the terminating zero is counted
    return "data:image/png;base64," + text;
}

std::string shown(const ReportField& field) { return field.masked ? "●●●●" : escaped(field.value); }

using Out = std::back_insert_iterator<std::string>;

void write_forms(Out out, const BatchReport& report) {
    fmt::format_to(out, "<h2>読み取り</h2><table><tr><th>束</th><th>帳票</th><th class=n>枚</th><th class=n>項目</th>"
                        "<th class=n>自動確定</th><th class=n>要確認</th><th class=n>空欄</th><th>割合</th></tr>");
    ReportForm sum;
    const auto row = [&](const ReportForm& form, const char* kind) {
        const auto part = [&](int count) { return form.fields ? 100.0 * count / form.fields : 0.0; };
        fmt::format_to(out, "<tr class=\"{}\"><td>{}</td><td>{}</td><td class=n>{}</td><td class=n>{}</td><td class=n>{}</td>"
                            "<td class=n>{}</td><td class=n>{}</td><td><div class=bar title=\"自動確定・要確認・空欄\">"
                            "<i class=a style=\"width:{:.1f}%\"></i><i class=r style=\"width:{:.1f}%\"></i>"
                            "<i class=b style=\"width:{:.1f}%\"></i></div></td></tr>",
                       kind, escaped(form.batch), escaped(form.form), form.pages, form.fields, form.accepted, form.review,
                       form.blank, part(form.accepted), part(form.review), part(form.blank));
    };
    for (const auto& form : report.forms) {
        row(form, "");
        sum.pages += form.pages, sum.fields += form.fields, sum.accepted += form.accepted;
        sum.review += form.review, sum.blank += form.blank;
    }
    sum.batch = "計";
    row(sum, "sum");
    fmt::format_to(out, "</table><p class=note>青 = 自動確定、斜線 = 人が見る項目、灰 = 空欄。</p>");
}

void write_page(Out out, const ReportPage& page) {
    fmt::format_to(out, "<figure class=page style=\"margin:0\"><div class=sheet><img alt=\"{} {} ページ\" src=\"{}\">",
                   escaped(page.source), page.page, data_url(page.picture_png));
    for (const auto& field : page.fields)
        fmt::format_to(out, "<div class=\"box {}\" style=\"left:{:.2f}%;top:{:.2f}%;width:{:.2f}%;height:{:.2f}%\" "
                            "title=\"{}（{:.3f}）\"><b>{}</b></div>",
                       escaped(field.status), field.left * 100, field.top * 100, field.width * 100, field.height * 100,
                       escaped(field.label), field.confidence, shown(field));
    fmt::format_to(out, "</div><figcaption class=small>{} {} ページ：{}</figcaption></figure>", escaped(page.source), page.page,
                   escaped(page.form));
}

void write_doubtful(Out out, const BatchReport& report) {
    std::size_t fields = 0;
    for (const auto& page : report.doubtful) fields += page.fields.size();
    fmt::format_to(out, "<h2>人が確かめる項目（{} 項目、{} 枚）</h2>", fields, report.doubtful.size());
    if (report.doubtful.empty()) return;
    fmt::format_to(out, "<table><tr><th>帳票</th><th>項目</th><th>書かれたもの</th><th>読み</th><th class=n>確からしさ</th><th>見る理由</th></tr>");
    for (const auto& page : report.doubtful)
        for (const auto& field : page.fields) {
            std::string reasons;
            for (const auto& reason : field.reasons) reasons += (reasons.empty() ? "" : "／") + reason;
            fmt::format_to(out, "<tr><td class=small>{} {} ページ</td><td>{}</td><td>", escaped(page.source), page.page,
                           escaped(field.label));
            if (!field.crop_png.empty() && !field.masked)
                fmt::format_to(out, "<img class=crop alt=\"{}の画像\" src=\"{}\">", escaped(field.label), data_url(field.crop_png));
            fmt::format_to(out, "</td><td class=doubt>{}</td><td class=n>{:.3f}</td><td>{}</td></tr>", shown(field),
                           field.confidence, escaped(reasons));
        }
    fmt::format_to(out, "</table>");
}

void write_refused(Out out, const BatchReport& report) {
    fmt::format_to(out, "<h2>どの帳票でもないページ（{} 枚）</h2>", report.refused.size());
    if (report.refused.empty()) return;
    fmt::format_to(out, "<div class=pages>");
    for (const auto& page : report.refused) {
        fmt::format_to(out, "<figure class=page style=\"margin:0\">");
        if (!page.picture_png.empty())
            fmt::format_to(out, "<div class=sheet><img alt=\"\" src=\"{}\"></div>", data_url(page.picture_png));
        fmt::format_to(out, "<figcaption class=small>{} {} ページ<br><span class=bad>{}</span></figcaption></figure>",
                       escaped(page.source), page.page, escaped(page.why_not));
    }
    fmt::format_to(out, "</div>");
}

void write_items(Out out, const BatchReport& report) {
    fmt::format_to(out, "<h2>業務システムへの入力（{} 件）</h2><table><tr><th>業務キー</th><th>結果</th><th>受付番号</th><th>内容</th>"
                        "<th>確定前の画面</th></tr>",
                   report.items.size());
    for (const auto& item : report.items) {
        fmt::format_to(out, "<tr><td>{}</td><td class=\"{}\">{}</td><td>{}</td><td>{}</td><td>", escaped(item.business_key),
                       item.target_number.empty() ? "bad" : "good", escaped(item.state), escaped(item.target_number),
                       escaped(item.message));
        if (!item.evidence_png.empty())
            fmt::format_to(out, "<img class=evidence alt=\"証跡\" src=\"{}\">", data_url(item.evidence_png));
        fmt::format_to(out, "</td></tr>");
    }
    fmt::format_to(out, "</table>");
}

void write_hours(Out out, const BatchReport& report) {
    fmt::format_to(out, "<h2>削減時間</h2>");
    for (const auto& hours : report.hours) {
        fmt::format_to(out, "<p>{}</p><div class=hours><div>総<br><b>{}</b> 時間</div><div>純<br><b>{}</b> 時間</div>"
                            "<div>確認済<br><b>{}</b> 時間</div></div><pre>",
                       escaped(hours.scenario), escaped(hours.gross), escaped(hours.net), escaped(hours.verified));
        for (const auto& line : hours.formula) fmt::format_to(out, "{}\n", escaped(line));
        fmt::format_to(out, "</pre>");
    }
}

}  // namespace

std::string html_of(const BatchReport& report) {
    std::string html;
    const Out out(html);
    fmt::format_to(out, "<!doctype html><html lang=ja><head><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
                        "<title>{}</title><style>{}</style></head><body><main><h1>{}</h1><p class=note>{}　{}</p>",
                   escaped(report.title), style, escaped(report.title), escaped(report.produced), escaped(report.produced_by));
    write_forms(out, report);
    if (!report.pages.empty()) {
        fmt::format_to(out, "<h2>読んだもの（見本）</h2><div class=pages>");
        for (const auto& page : report.pages) write_page(out, page);
        fmt::format_to(out, "</div>");
    }
    write_items(out, report);
    write_hours(out, report);
    write_doubtful(out, report);
    write_refused(out, report);
    fmt::format_to(out, "</main></body></html>\n");
    return html;
}

}  // namespace yorozu::desk
