// Selenium IDE and UI.Vision: one vocabulary of commands. Every command is answered: kept, changed or unsupported.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <iterator>
#include <map>
#include <optional>

#include "rpa/import_draft.h"

namespace yorozu::rpa {

namespace {

/// One command of Selenium IDE or UI.Vision.
struct SeleniumCommand {
    std::string name, target, value;
    std::vector<std::string> others;  ///< further locators
    OrderedJson original;
};

std::string quoted_lua(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\\' || c == '\'') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out + "'";
}

std::string quoted_js(const std::string& text) { return OrderedJson(text).dump(); }

/// "${x}" → a variable; "a${x}b" → Lua; else text.
OrderedJson with_variables(const std::string& text) {
    std::string lua;
    std::size_t from = 0;
    while (true) {
        const auto begin = text.find("${", from);
        const auto end = begin == std::string::npos ? begin : text.find('}', begin);
        if (end == std::string::npos) break;
        const std::string name = text.substr(begin + 2, end - begin - 2);
        if (begin == 0 && end + 1 == text.size()) return {{"variable", name}};
        if (begin > from) lua += (lua.empty() ? "" : " .. ") + quoted_lua(text.substr(from, begin - from));
        lua += std::string(lua.empty() ? "" : " .. ") + "variables[" + quoted_lua(name) + "]";
        from = end + 1;
    }
    if (lua.empty()) return {{"text", text}};
    if (from < text.size()) lua += " .. " + quoted_lua(text.substr(from));
    return {{"lua", lua}};
}

bool has_variable(const std::string& text) { return text.find("${") != std::string::npos; }

std::string bare(std::string text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return "";
    text = text.substr(first, text.find_last_not_of(" \t") - first + 1);
    return text;
}

/// 'x' or "x" without its quotes; nothing if it is not quoted, or quoted in a way that needs understanding.
std::optional<std::string> unquoted(const std::string& text) {
    if (text.size() < 2 || (text.front() != '"' && text.front() != '\'') || text.back() != text.front()) return std::nullopt;
    const std::string inner = text.substr(1, text.size() - 2);
    if (inner.find_first_of("\"'\\") != std::string::npos) return std::nullopt;
    return inner;
}

/// A comparison of a variable with a text, the only condition that can be said in both languages without guessing.
std::string lua_condition(const std::string& script) {
    for (const char* compared : {"===", "!==", "==", "!="}) {
        const auto at = script.find(compared);
        if (at == std::string::npos) continue;
        const std::string left = bare(script.substr(0, at)), right = bare(script.substr(at + std::string(compared).size()));
        const std::string variable = unquoted(left).value_or(left);
        if (variable.rfind("${", 0) != 0 || variable.find('}') + 1 != variable.size()) return "";
        const auto text = unquoted(right);
        const bool plain = right == "true" || right == "false" || (!right.empty() && right.find_first_not_of("0123456789.") == std::string::npos);
        if (!text && !plain) return "";
        return "variables[" + quoted_lua(variable.substr(2, variable.size() - 3)) + "] " + (compared[0] == '!' ? "~=" : "==") + " " + quoted_lua(text.value_or(right));
    }
    return "";
}

/// JavaScript that finds the element; "" if the locator is none that a page understands.
std::string js_element(const std::string& locator) {
    const std::string selector = selector_of(locator);
    if (selector.empty() || selector.rfind("aria/", 0) == 0 || selector.rfind("text/", 0) == 0) return "";
    if (selector.rfind("xpath/", 0) == 0) return "document.evaluate(" + quoted_js(selector.substr(6)) + ", document, null, 9, null).singleNodeValue";
    return "document.querySelector(" + quoted_js(selector) + ")";
}

enum class Act {
    no, ours, open, click, double_click, hover, type, select, size, frame, window, close, store, store_text, condition, otherwise, otherwise_if, end, loop,
    alert, confirmation, ok, cancel, say, next_ok, next_cancel, next_say, present, absent, text, holds, title,
};

/// What becomes of a command. `words`: why not or how it changed; for Act::holds the condition on the element e, % being
/// the command's value. verifyX is assertX whose failure is passed over.
struct Rule {
    const char* name;
    Act act;
    const char* words = "";
};

constexpr Rule rules[] = {
    {"open", Act::open}, {"click", Act::click}, {"clickAt", Act::click, "位置は使わず、要素の中央を押します"},
    {"doubleClick", Act::double_click}, {"doubleClickAt", Act::double_click, "位置は使わず、要素の中央を押します"},
    {"mouseOver", Act::hover}, {"mouseOut", Act::ours, "次の操作が自分で要素へ移ります"},
    {"mouseDown", Act::no, "押したままの操作はありません"}, {"mouseDownAt", Act::no, "押したままの操作はありません"},
    {"mouseUp", Act::no, "離すだけの操作はありません"}, {"mouseUpAt", Act::no, "離すだけの操作はありません"}, {"mouseMoveAt", Act::no, "位置への移動はありません"},
    {"dragAndDropToObject", Act::no, "引いて落とす操作はありません"}, {"dragAndDrop", Act::no, "引いて落とす操作はありません"},
    {"type", Act::type}, {"sendKeys", Act::type}, {"editContent", Act::type}, {"select", Act::select},
    {"addSelection", Act::no, "いくつも選ぶ一覧は使えません"}, {"removeSelection", Act::no, "いくつも選ぶ一覧は使えません"},
    {"check", Act::click, "押す操作にしました（もう入っていると外れます。web.choose が確かです）"},
    {"uncheck", Act::click, "押す操作にしました（もう外れていると入ります。web.choose が確かです）"},
    {"submit", Act::no, "フォームを直接送らず、送るボタンを押してください（確定なら commit）"},
    {"pause", Act::ours, "決まった時間は待ちません。次の操作が要素を自分で待ちます"}, {"setSpeed", Act::ours, "速さは要りません。操作が自分で待ちます"},
    {"setWindowSize", Act::size}, {"selectFrame", Act::frame}, {"selectWindow", Act::window}, {"close", Act::close},
    {"store", Act::store}, {"storeText", Act::store_text}, {"storeValue", Act::no, "入力欄の値は web.expect で確かめてください"},
    {"storeTitle", Act::no, "題を変数に取る操作はありません"}, {"storeAttribute", Act::no, "属性を変数に取る操作はありません"},
    {"storeElementCount", Act::no, "数を変数に取る操作はありません"}, {"storeXpathCount", Act::no, "数を変数に取る操作はありません"},
    {"storeJson", Act::no, "JSON の変数はありません"}, {"storeWindowHandle", Act::ours, "窓は題か URL で指します"},
    {"executeScript", Act::no, "画面のスクリプトは実行しません"}, {"executeAsyncScript", Act::no, "画面のスクリプトは実行しません"}, {"runScript", Act::no, "画面のスクリプトは実行しません"},
    {"run", Act::no, "別のシナリオを取り込み、flow.call で呼んでください"},
    {"if", Act::condition}, {"elseIf", Act::otherwise_if}, {"elseif", Act::otherwise_if}, {"else", Act::otherwise}, {"end", Act::end}, {"repeatIf", Act::end},
    {"while", Act::loop}, {"times", Act::loop}, {"do", Act::loop}, {"forEach", Act::loop},
    {"echo", Act::ours, "画面に書くだけなので要りません"}, {"comment", Act::ours, "注記なので要りません"}, {"debugger", Act::ours, "停止点は RPA の部屋で置きます"},
    {"captureEntirePageScreenshot", Act::ours, "証跡は実行役が残します"}, {"captureScreenshot", Act::ours, "証跡は実行役が残します"},
    {"assertAlert", Act::alert}, {"assertConfirmation", Act::confirmation}, {"assertPrompt", Act::confirmation},
    {"acceptAlert", Act::ok}, {"acceptConfirmation", Act::ok}, {"dismissConfirmation", Act::cancel}, {"dismissPrompt", Act::cancel}, {"answerPrompt", Act::say},
    {"webdriverChooseOkOnVisibleConfirmation", Act::ok}, {"webdriverChooseCancelOnVisibleConfirmation", Act::cancel},
    {"webdriverChooseCancelOnVisiblePrompt", Act::cancel}, {"webdriverAnswerOnVisiblePrompt", Act::say},
    {"chooseOkOnNextConfirmation", Act::next_ok}, {"chooseCancelOnNextConfirmation", Act::next_cancel}, {"chooseCancelOnNextPrompt", Act::next_cancel},
    {"answerOnNextPrompt", Act::next_say},
    {"assert", Act::no, "変数の比べ方は flow.if で書いてください"}, {"verify", Act::no, "変数の比べ方は flow.if で書いてください"},
    {"assertText", Act::text}, {"assertElementPresent", Act::present}, {"assertElementNotPresent", Act::absent}, {"assertTitle", Act::title},
    {"assertNotText", Act::holds, "e && e.innerText.trim() !== %"}, {"assertValue", Act::holds, "e && e.value === %"},
    {"assertSelectedValue", Act::holds, "e && e.value === %"}, {"assertNotSelectedValue", Act::holds, "e && e.value !== %"},
    {"assertSelectedLabel", Act::holds, "e && e.selectedOptions[0] && e.selectedOptions[0].textContent.trim() === %"},
    {"assertChecked", Act::holds, "e && e.checked"}, {"assertNotChecked", Act::holds, "e && !e.checked"},
    {"assertEditable", Act::holds, "e && !e.disabled && !e.readOnly"}, {"assertNotEditable", Act::holds, "e && (e.disabled || e.readOnly)"},
    {"waitForElementPresent", Act::present}, {"waitForElementVisible", Act::present}, {"waitForElementNotPresent", Act::absent}, {"waitForText", Act::text},
    {"waitForElementNotVisible", Act::holds, "!e || e.offsetParent === null"}, {"waitForElementEditable", Act::holds, "e && !e.disabled && !e.readOnly"},
    {"waitForElementNotEditable", Act::holds, "e && (e.disabled || e.readOnly)"},
};

class CommandImporter {
public:
    CommandImporter(ImportDraft& draft, const SeleniumCommand& command, std::vector<int>& frame, std::string& dialog_text, std::string& next_answer, std::vector<int>& depths)
        : draft_(draft), c_(command), frame_(frame), dialog_text_(dialog_text), next_answer_(next_answer), depths_(depths) {}

    void answer() {
        std::string name = c_.name;
        const bool soft = name.rfind("verify", 0) == 0 && name != "verify";
        if (soft) name = "assert" + name.substr(6);
        const auto rule = std::find_if(std::begin(rules), std::end(rules), [&](const Rule& one) { return name == one.name; });
        if (rule == std::end(rules)) return no("対応する操作がありません");
        const std::string value = quoted_js(c_.value);
        switch (rule->act) {
            case Act::no: return no(rule->words);
            case Act::ours: return draft_.left_to_us(rule->words);
            case Act::open: return open();
            case Act::click: return on_target("web.click", nullptr, {}, rule->words);
            case Act::double_click: return on_target("doubleClick", nullptr, {}, rule->words);
            case Act::hover: return on_target("hover");
            case Act::type: return type_text(c_.value);
            case Act::select: return choose();
            case Act::size: return size();
            case Act::frame: return frame();
            case Act::window: return window();
            case Act::close: return draft_.changed({{"type", "web.window"}, {"close", true}}, "今の窓を閉じる操作にしました");
            case Act::store: return store();
            case Act::store_text: return on_target("web.read", "name", c_.value.empty() ? "読み取った値" : c_.value);
            case Act::condition: return condition();
            case Act::otherwise: return otherwise(false);
            case Act::otherwise_if: return otherwise(true);
            case Act::end: return end();
            case Act::loop: return loop();
            case Act::alert: return dialog_seen(true);
            case Act::confirmation: return dialog_seen(false);
            case Act::ok: return dialog(true, "");
            case Act::cancel: return dialog(false, "");
            case Act::say: return dialog(true, c_.target);
            case Act::next_ok: return next_answer("ok");
            case Act::next_cancel: return next_answer("cancel");
            case Act::next_say: return next_answer("text:" + c_.target);
            case Act::present: return on_target("web.expect", "present", true, "", soft);
            case Act::absent: return on_target("web.expect", "absent", true, "", soft);
            case Act::text: return on_target("web.expect", "equals", with_variables(c_.value), "", soft);
            case Act::holds: {
                std::string script = rule->words;
                if (const auto at = script.find('%'); at != std::string::npos) script.replace(at, 1, value);
                return holds(script, soft);
            }
            case Act::title: {
                OrderedJson step = {{"type", "waitForExpression"}, {"expression", "document.title === " + quoted_js(c_.target)}};
                if (soft) step["onError"] = "continue";
                return draft_.changed(std::move(step), "画面の条件を待つ操作にしました");
            }
        }
    }

private:
    void no(const std::string& words) { draft_.unsupported(words, c_.original); }
    OrderedJson at_target(const char* type) {
        OrderedJson selectors = OrderedJson::array();
        std::vector<std::string> all = {c_.target};
        all.insert(all.end(), c_.others.begin(), c_.others.end());
        for (const auto& one : all)
            if (const auto selector = selector_of(one); !selector.empty() && std::find(selectors.begin(), selectors.end(), selector) == selectors.end()) selectors.push_back(selector);
        OrderedJson step = {{"type", type}, {"selectors", selectors}};
        if (!frame_.empty()) step["frame"] = frame_;
        return step;
    }
    /// Kept or, without a usable locator, unsupported.
    void on_target(const char* type, const char* key = nullptr, const OrderedJson& value = {}, const std::string& words = "", bool soft = false) {
        auto step = at_target(type);
        if (step.at("selectors").empty()) return no("要素の指定（" + c_.target + "）に当たるものがありません");
        if (key) step[key] = value;
        if (soft) step["onError"] = "continue";
        if (words.empty()) draft_.kept(std::move(step));
        else draft_.changed(std::move(step), words);
    }
    std::string label() const {
        std::vector<std::string> all = {c_.target};
        all.insert(all.end(), c_.others.begin(), c_.others.end());
        for (const auto& one : all)
            for (const char* head : {"id=", "name="})
                if (one.rfind(head, 0) == 0 && one.find_first_of(" \t\"'[]") == std::string::npos && one.size() > std::string(head).size()) return one.substr(std::string(head).size());
        return "";
    }
    void type_text(const std::string& text) {
        const auto key = text.find("${KEY_");
        if (key == 0 && text.find('}') + 1 == text.size()) {
            static const std::map<std::string, std::string> names = {{"ENTER", "Enter"}, {"TAB", "Tab"}, {"ESC", "Escape"}, {"ESCAPE", "Escape"}, {"BACKSPACE", "Backspace"}, {"BKSP", "Backspace"},
                                                                    {"DELETE", "Delete"}, {"DEL", "Delete"}, {"UP", "ArrowUp"}, {"DOWN", "ArrowDown"}, {"LEFT", "ArrowLeft"}, {"RIGHT", "ArrowRight"},
                                                                    {"HOME", "Home"}, {"END", "End"}, {"PAGE_UP", "PageUp"}, {"PAGE_DOWN", "PageDown"}};
            const std::string name = text.substr(6, text.size() - 7);
            const auto found = names.find(name);
            if (found == names.end()) return no("知らないキーです: " + name);
            return draft_.changed({{"type", "keyDown"}, {"key", found->second}}, "キーを押す操作にしました（離す操作を続けて書いてください）");
        }
        if (key != std::string::npos) return no("文字とキーが混ざっています。文字を入れる操作と押すボタンに分けてください");
        auto step = at_target("web.set");
        if (step.at("selectors").empty()) return no("要素の指定（" + c_.target + "）に当たるものがありません");
        step["value"] = has_variable(text) ? with_variables(text) : draft_.typed(label(), text, c_.target);
        const auto& value = step["value"];
        const std::string words = value.contains("field")    ? "。打った値は列「" + value["field"].get<std::string>() + "」にしました"
                                  : value.contains("secret") ? "。打った値は捨て、秘密の値「" + value["secret"].get<std::string>() + "」にしました"
                                                             : "";
        draft_.changed(std::move(step), "入れて読み返す操作にしました" + words);
    }
    void holds(const std::string& script, bool soft) {
        const auto element = js_element(c_.target);
        if (element.empty()) return no("この指定の要素では確かめられません");
        OrderedJson step = {{"type", "waitForExpression"}, {"expression", "(e => " + script + ")(" + element + ")"}};
        if (soft) step["onError"] = "continue";
        if (has_variable(c_.value)) return no("変数との比べ方を移せません。web.expect で書いてください");
        draft_.changed(std::move(step), "画面の条件を待つ操作にしました");
    }
    void dialog(bool accept, const std::string& text) {
        OrderedJson step = {{"type", "web.dialog"}, {"answer", accept ? "ok" : "cancel"}};
        if (!dialog_text_.empty()) step["contains"] = with_variables(dialog_text_);
        if (!text.empty()) step["text"] = with_variables(text);
        dialog_text_.clear();
        next_answer_.clear();
        draft_.changed(std::move(step), "確認の窓に答える操作にしました");
    }
    void dialog_seen(bool alert) {
        dialog_text_ = alert || c_.value.empty() ? c_.target : c_.value;
        if (alert) return dialog(true, "");
        if (!next_answer_.empty()) {
            const std::string said = next_answer_;
            return dialog(said != "cancel", said.rfind("text:", 0) == 0 ? said.substr(5) : "");
        }
        draft_.left_to_us("窓に出る文は、次の答える操作といっしょにしました");
    }
    void next_answer(const std::string& said) {
        next_answer_ = said;
        draft_.left_to_us("答えは、窓が出たあとの操作に書きました");
    }
    void block(const char* list, bool known, OrderedJson step, const std::string& words) {
        if (!known) step["disabled"] = true;
        draft_.enter(std::move(step), list, words);
        depths_.push_back(1);
    }
    void loop() {
        block("then", false, {{"type", "flow.if"}, {"note", "くり返し（" + c_.name + " " + c_.target + "）"}, {"condition", {{"text", "1"}}}, {"x-original", c_.original}},
              "くり返しは使えないので、中の操作を休ませて残しました（1件ごとのくり返しはデータの行が受け持ちます）");
    }
    void condition() {
        const auto lua = lua_condition(c_.target);
        if (!lua.empty()) return block("then", true, {{"type", "flow.if"}, {"condition", {{"lua", lua}}}}, "条件を Lua の式にしました");
        block("then", false, {{"type", "flow.if"}, {"note", "条件を書き直してください: " + c_.target}, {"condition", {{"text", ""}}}, {"x-original", c_.original}},
              "条件の式を移せないので、中の操作を休ませて残しました");
    }
    void otherwise(bool with_condition) {
        if (depths_.empty() || !draft_.other_list("else")) return no("if のない else です");
        if (!with_condition) return draft_.left_to_us("");
        const int outer = depths_.back();
        depths_.pop_back();
        condition();
        depths_.back() += outer;  // one `end` closes them all
    }
    void end() {
        if (depths_.empty()) return no("始まりのない end です");
        for (int i = depths_.back(); i > 0; --i) draft_.leave();
        depths_.pop_back();
        draft_.left_to_us("");
    }
    void frame() {
        if (c_.target == "relative=parent" && !frame_.empty()) frame_.pop_back();
        else if (c_.target == "relative=top") frame_.clear();
        else if (int index = 0; std::sscanf(c_.target.c_str(), "index=%d", &index) == 1 && index >= 0) frame_.push_back(index);
        else return no("番号でない枠です（次の操作の frame に番号を書いてください）");
        draft_.left_to_us("枠の番号は、続く操作の frame に書きました");
    }
    void window() {
        if (c_.target.rfind("title=", 0) == 0) return draft_.kept({{"type", "web.window"}, {"title", with_variables(c_.target.substr(6))}});
        if (c_.target == "handle=${root}" || c_.target == "tab=0" || c_.target == "win_ser_local") return draft_.kept({{"type", "web.window"}, {"first", true}});
        no("窓を題か URL で指してください（web.window）");
    }
    void size() {
        int width = 0, height = 0;
        if (std::sscanf(c_.target.c_str(), "%d%*[ x×,]%d", &width, &height) != 2 || width < 1 || height < 1) return no("大きさが読めません");
        draft_.kept({{"type", "setViewport"}, {"width", width}, {"height", height}});
    }
    void choose() {
        std::string option = c_.value;
        if (option.rfind("label=", 0) == 0 || option.rfind("value=", 0) == 0) option.erase(0, 6);
        else if (option.rfind("index=", 0) == 0 || option.rfind("id=", 0) == 0) return no("一覧の番号では選べません。表示の名前で選んでください");
        if (at_target("web.select").at("selectors").empty()) return no("要素の指定（" + c_.target + "）に当たるものがありません");
        on_target("web.select", "value", has_variable(option) ? with_variables(option) : draft_.typed(label(), option, c_.target));
    }
    void store() {
        if (c_.value.empty()) return no("変数の名前がありません");
        draft_.kept({{"type", "data.set"}, {"name", c_.value}, {"value", with_variables(c_.target)}});
    }
    void open() {
        draft_.host_of_address(c_.target);
        draft_.kept({{"type", "web.open"}, {"url", with_variables(c_.target)}});
    }

    ImportDraft& draft_;
    const SeleniumCommand& c_;
    std::vector<int>& frame_;
    std::string& dialog_text_;
    std::string& next_answer_;
    std::vector<int>& depths_;
};

std::string text_at(const OrderedJson& object, const char* key) {
    return object.is_object() && object.contains(key) && object.at(key).is_string() ? object.at(key).get<std::string>() : "";
}

/// What commands leave behind for the next ones: the frame they are in, the dialog they speak of, the open blocks.
struct CommandList {
    ImportDraft& draft;
    std::vector<int> frame, depths;
    std::string dialog_text, next_answer;
    void take(SeleniumCommand command) {
        draft.begin(command.name);
        if (command.name.rfind("//", 0) == 0) return draft.left_to_us("録画で休ませてあったので入れていません");
        if (const auto wait = command.name.rfind("AndWait"); wait != std::string::npos && wait + 7 == command.name.size()) command.name.erase(wait);
        CommandImporter(draft, command, frame, dialog_text, next_answer, depths).answer();
    }
};

}  // namespace

std::string selector_of(const std::string& locator) {
    const auto cut = locator.find('=');
    const std::string how = cut == std::string::npos ? "" : locator.substr(0, cut), what = cut == std::string::npos ? locator : locator.substr(cut + 1);
    const auto attribute = [&](const char* name) {
        if (what.empty() || what.find('"') != std::string::npos) return std::string();
        return "[" + std::string(name) + "=\"" + what + "\"]";
    };
    if (locator.rfind("//", 0) == 0 || locator.rfind("(//", 0) == 0) return "xpath/" + locator;
    if (what.empty() || locator.find("${") != std::string::npos) return "";
    if (how == "id") {
        const bool plain = std::all_of(what.begin(), what.end(), [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; }) && (std::isalpha(static_cast<unsigned char>(what[0])) || what[0] == '_');
        return plain ? "#" + what : attribute("id");
    }
    if (how == "name") return attribute("name");
    if (how == "css") return what;
    if (how == "xpath") return "xpath/" + what;
    if (how == "linkText" || how == "link") return "aria/" + what + "[role=\"link\"]";
    if (how == "partialLinkText") return "text/" + what;
    if (how == "class") return "." + what;
    if (how == "tag") return what;
    return "";
}

void import_selenium_ide(const OrderedJson& recording, ImportDraft& draft) {
    const std::string address = text_at(recording, "url");
    draft.host_of_address(address);
    CommandList commands{draft, {}, {}, "", ""};
    if (!recording.at("tests").is_array()) return;
    for (const auto& test : recording.at("tests"))
        if (test.is_object() && test.contains("commands") && test.at("commands").is_array())
            for (const auto& one : test.at("commands")) {
                SeleniumCommand command{text_at(one, "command"), text_at(one, "target"), text_at(one, "value"), {}, one};
                if (one.is_object() && one.contains("targets") && one.at("targets").is_array())
                    for (const auto& other : one.at("targets"))
                        if (other.is_array() && !other.empty() && other[0].is_string()) command.others.push_back(other[0]);
                if (command.name == "open" && command.target.find("://") == std::string::npos && !address.empty())
                    command.target = address.substr(0, address.find_last_not_of('/') + 1) + (command.target.rfind('/', 0) == 0 ? "" : "/") + command.target;
                commands.take(std::move(command));
            }
}

void import_ui_vision(const OrderedJson& recording, ImportDraft& draft) {
    CommandList commands{draft, {}, {}, "", ""};
    if (!recording.at("Commands").is_array()) return;
    for (const auto& one : recording.at("Commands")) {
        SeleniumCommand command{text_at(one, "Command"), text_at(one, "Target"), text_at(one, "Value"), {}, one};
        if (one.is_object() && one.contains("Targets") && one.at("Targets").is_array())
            for (const auto& other : one.at("Targets"))
                if (other.is_string()) command.others.push_back(other);
        commands.take(std::move(command));
    }
}

}  // namespace yorozu::rpa
