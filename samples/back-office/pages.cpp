#include "samples/back-office/pages.h"

namespace yorozu::backoffice {

namespace {

const char* const style = R"css(
body{font-family:'IPAexGothic','Noto Sans CJK JP',sans-serif;margin:0;background:#eef1f5;color:#1a1f27}
header{background:#22436b;color:#fff;padding:8px 20px;font-size:17px}main{margin:16px 20px;max-width:900px}
table{border-collapse:collapse;background:#fff}th,td{border:1px solid #b8c2ce;padding:5px 10px;text-align:left;font-size:14px}
th{background:#dde5ee;font-weight:normal}input,select,button{font:inherit;font-size:15px;padding:3px 6px}
.error{color:#a40000;background:#fff0f0;border:1px solid #d08080;padding:6px 12px}label{display:inline-block;min-width:9em}
p.row{margin:8px 0}.receipt{font-size:22px;font-weight:bold}
)css";

std::string page(const std::string& title, const std::string& body) {
    return "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>" + title +
           " - 介護保険料収納システム（見本）</title><style>" + style +
           "</style></head><body><header>介護保険料収納システム（見本）</header><main><h1>" + title + "</h1>" + body +
           "</main></body></html>";
}

std::string input(const std::string& label, const std::string& name, const std::string& value, const char* more = "") {
    return "<p class=\"row\"><label for=\"" + name + "\">" + label + "</label><input id=\"" + name + "\" name=\"" + name +
           "\" value=\"" + escaped(value) + "\" autocomplete=\"off\" " + more + "></p>";
}

std::string hidden(const std::string& name, const std::string& value) {
    return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escaped(value) + "\">";
}

std::string row(const std::string& label, const std::string& id, const std::string& value) {
    return "<tr><th>" + label + "</th><td id=\"" + id + "\">" + escaped(value) + "</td></tr>";
}

std::string error_box(const std::vector<std::string>& faults) {
    if (faults.empty()) return "";
    std::string box = "<div class=\"error\" role=\"alert\">";
    for (const auto& fault : faults) box += "<div>" + escaped(fault) + "</div>";
    return box + "</div>";
}

}  // namespace

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string sign_in_page(SignIn why) {
    const std::string notice = why == SignIn::refused ? error_box({"職員番号またはパスワードが違います。"})
                               : why == SignIn::ended ? "<p class=\"notice\">時間がたったため、もう一度サインインしてください。</p>"
                                                      : "";
    return page("サインイン", notice +
                              "<form id=\"sign-in\" method=\"post\" action=\"/sign-in\">" +
                              input("職員番号", "clerk", "") +
                              input("パスワード", "password", "", "type=\"password\"") +
                              "<button type=\"submit\">サインイン</button></form>");
}

std::string menu_page(const std::string& clerk) {
    return page("メニュー", "<p>職員番号 <span id=\"clerk-name\">" + escaped(clerk) + "</span></p><ul><li><a href=\"/search\">口座振替の登録</a></li>"
                            "<li><a href=\"/sign-out\">サインアウト</a></li></ul>");
}

std::string search_page(const std::string& message) {
    return page("被保険者の検索", (message.empty() ? "" : error_box({message})) +
                                  "<form method=\"get\" action=\"/person\">" + input("被保険者番号", "number", "", "maxlength=\"8\"") +
                                  "<button type=\"submit\">検索</button></form><p><a href=\"/menu\">メニューへ戻る</a></p>");
}

std::string person_page(const Person& person, const std::vector<Registration>& registrations) {
    std::string rows;
    for (const auto& one : registrations)
        rows += "<tr class=\"registration\"><td class=\"receipt-number\">" + escaped(one.receipt) + "</td><td>" +
                escaped(one.bank) + "</td><td>" + escaped(one.branch) + "</td><td>" + escaped(one.kind) + "</td><td>" +
                escaped(one.account) + "</td><td>" + escaped(one.holder) + "</td><td>" + escaped(one.date) + "</td></tr>";
    return page("被保険者", "<table>" + row("被保険者番号", "person-number", person.number) + row("氏名", "person-name", person.name) +
                            row("カナ", "person-kana", person.kana) + row("住所", "person-address", person.address) +
                            "</table><h2>口座振替の登録</h2><table id=\"registrations\"><tr><th>受付番号</th><th>金融機関</th><th>支店</th>"
                            "<th>種目</th><th>口座番号</th><th>名義</th><th>届出日</th></tr>" +
                            rows + "</table><p id=\"shown\">被保険者番号 <b>" + escaped(person.number) + "</b> の登録 " +
                            std::to_string(registrations.size()) + " 件をすべて表示しています。</p><p><a id=\"new\" href=\"/entry?number=" +
                            escaped(person.number) + "\">新しく登録する</a></p><p><a href=\"/search\">検索へ戻る</a></p>");
}

std::string entry_page(const Person& person, const Registration& entry, const std::vector<std::string>& faults) {
    std::string kinds = "<option value=\"\">選んでください</option>";
    for (const char* kind : {"普通", "当座", "貯蓄"})
        kinds += std::string("<option") + (entry.kind == kind ? " selected" : "") + ">" + kind + "</option>";
    return page("口座振替の登録", error_box(faults) + "<table>" + row("被保険者番号", "person-number", person.number) +
                                  row("氏名", "person-name", person.name) + "</table><form method=\"post\" action=\"/confirm\">" +
                                  hidden("number", person.number) + input("金融機関コード", "bank", entry.bank, "maxlength=\"4\"") +
                                  input("支店コード", "branch", entry.branch, "maxlength=\"3\"") +
                                  "<p class=\"row\"><label for=\"kind\">預金種目</label><select id=\"kind\" name=\"kind\">" + kinds + "</select></p>" +
                                  input("口座番号", "account", entry.account, "maxlength=\"7\"") +
                                  input("口座名義（全角カナ）", "holder", entry.holder, "size=\"40\" maxlength=\"48\"") +
                                  input("届出日", "date", entry.date, "placeholder=\"2025-04-01\"") +
                                  "<button type=\"submit\">確認画面へ</button></form>");
}

std::string confirm_page(const Person& person, const Registration& entry) {
    return page("登録内容の確認", "<p>この内容で登録します。登録すると取り消せません。</p><table>" +
                                  row("被保険者番号", "confirm-number", person.number) + row("氏名", "confirm-name", person.name) +
                                  row("金融機関コード", "confirm-bank", entry.bank) + row("支店コード", "confirm-branch", entry.branch) +
                                  row("預金種目", "confirm-kind", entry.kind) + row("口座番号", "confirm-account", entry.account) +
                                  row("口座名義", "confirm-holder", entry.holder) + row("届出日", "confirm-date", entry.date) +
                                  "</table><form method=\"post\" action=\"/commit\">" + hidden("number", person.number) +
                                  hidden("bank", entry.bank) + hidden("branch", entry.branch) + hidden("kind", entry.kind) +
                                  hidden("account", entry.account) + hidden("holder", entry.holder) + hidden("date", entry.date) +
                                  "<p><button id=\"commit\" type=\"submit\">登録する</button></p></form>");
}

std::string done_page(const std::string& receipt) {
    return page("登録完了", "<p>登録しました。受付番号 <span id=\"receipt\" class=\"receipt\">" + escaped(receipt) +
                            "</span></p><p><a href=\"/search\">続けて登録する</a></p>");
}

std::string trouble_page(const std::string& message) {
    return page("エラー", error_box({message}));
}

}  // namespace yorozu::backoffice
