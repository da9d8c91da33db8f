#include "rpa/step_forms.h"

#include <algorithm>

namespace yorozu::rpa {

namespace {

using Form = StepKey::Form;

StepKey must(const char* key, Form form, const char* label, std::vector<std::string> choices = {}) { return {key, form, true, label, std::move(choices)}; }
StepKey may(const char* key, Form form, const char* label, std::vector<std::string> choices = {}) { return {key, form, false, label, std::move(choices)}; }

StepForm recorded(const char* type, StepKind kind, const char* label, std::vector<StepKey> keys) { return {type, kind, label, std::move(keys), true}; }
StepForm ours(const char* type, StepKind kind, const char* label, std::vector<StepKey> keys) { return {type, kind, label, std::move(keys), false}; }

const std::vector<std::string> unkeyable_choices = {"refuse", "remove", "space", "geta"};

std::vector<StepForm> make_step_forms() {
    using K = StepKind;
    const StepKey target = must("selectors", Form::selectors, "相手の見つけ方");
    const StepKey refused = may("refusedBy", Form::part, "受け付けない表示");
    return {
        recorded("setViewport", K::set_viewport, "画面の大きさを決める",
                 {must("width", Form::number, "幅"), must("height", Form::number, "高さ"), may("deviceScaleFactor", Form::number, "倍率"),
                  may("isMobile", Form::boolean, "携帯"), may("hasTouch", Form::boolean, "タッチ"), may("isLandscape", Form::boolean, "横向き")}),
        recorded("navigate", K::navigate, "ページを開く（録画）", {must("url", Form::value, "URL")}),
        recorded("click", K::click, "押す（録画）", {target}),
        recorded("doubleClick", K::double_click, "二度押す", {target}),
        recorded("hover", K::hover, "指す", {target}),
        recorded("change", K::change, "入れる（録画）", {target, must("value", Form::value, "値")}),
        recorded("keyDown", K::key_down, "キーを押す", {must("key", Form::value, "キー")}),
        recorded("keyUp", K::key_up, "キーを離す", {must("key", Form::value, "キー")}),
        recorded("scroll", K::scroll, "スクロールする", {may("selectors", Form::selectors, "相手の見つけ方"), may("x", Form::number, "横"), may("y", Form::number, "縦")}),
        recorded("waitForElement", K::wait_for_element, "要素を待つ",
                 {target, may("operator", Form::choice, "比べ方", {">=", "==", "<="}), may("count", Form::number, "数"), may("visible", Form::boolean, "見えること")}),
        recorded("waitForExpression", K::wait_for_expression, "条件を待つ", {must("expression", Form::value, "式")}),
        recorded("emulateNetworkConditions", K::emulate_network, "回線の条件を変える",
                 {must("download", Form::number, "下り"), must("upload", Form::number, "上り"), must("latency", Form::number, "遅れ")}),
        recorded("close", K::close, "ページを閉じる", {}),

        ours("web.open", K::web_open, "ページを開く",
             {must("url", Form::value, "URL"), may("user", Form::value, "利用者名（基本認証）"), may("password", Form::value, "パスワード（基本認証）")}),
        ours("web.click", K::web_click, "押す", {target}),
        ours("web.set", K::web_set, "入れて読み返す",
             {target, must("value", Form::value, "値"), may("control", Form::choice, "改行・タブ", unkeyable_choices),
              may("privateUse", Form::choice, "外字", unkeyable_choices), may("readBack", Form::value, "残るはずの値"),
              may("entry", Form::choice, "入力のしかた", {"insert", "keys"}), may("calendar", Form::any, "開く暦")}),
        ours("web.select", K::web_select, "一覧から選ぶ", {target, must("value", Form::value, "値")}),
        ours("web.choose", K::web_choose, "丸・チェックを選ぶ", {target, must("value", Form::value, "値")}),
        ours("web.upload", K::web_upload, "ファイルを渡す", {target, must("file", Form::value, "ファイル")}),
        ours("web.dialog", K::web_dialog, "確認の窓に答える",
             {must("answer", Form::choice, "答え", {"ok", "cancel"}), may("contains", Form::value, "窓に出る文"), may("text", Form::value, "入れる文")}),
        ours("web.download", K::web_download, "押して受け取る", {target, must("name", Form::text, "変数"), may("as", Form::value, "ファイル名"), may("contains", Form::value, "届くファイル名に含む文")}),
        ours("web.table", K::web_table, "表から1行を読む",
             {target, must("match", Form::values, "行にある値"), must("column", Form::text, "見出し"), must("name", Form::text, "変数")}),
        ours("web.window", K::web_window, "窓を替える",
             {may("title", Form::value, "題に含む文"), may("url", Form::value, "URLに含む文"), may("first", Form::boolean, "最初の窓へ"), may("close", Form::boolean, "今の窓を閉じる")}),
        ours("web.read", K::web_read, "画面から読み取る", {target, must("name", Form::text, "変数")}),
        ours("web.expect", K::web_expect, "画面を確かめる",
             {may("selectors", Form::selectors, "相手の見つけ方"), may("equals", Form::value, "等しい"), may("contains", Form::value, "含む"),
              may("present", Form::boolean, "ある"), may("absent", Form::boolean, "ない"), may("url", Form::value, "URLに含む"), refused}),
        ours("desktop.launch", K::desktop_launch, "プログラムを始める", {must("command", Form::values, "プログラムと引数"), must("window", Form::value, "窓の題に含む文")}),
        ours("desktop.window", K::web_window, "窓を替える（デスクトップ）",
             {may("title", Form::value, "題に含む文"), may("first", Form::boolean, "最初の窓へ"), may("close", Form::boolean, "今の窓を閉じる")}),
        ours("desktop.click", K::web_click, "押す（デスクトップ）", {target}),
        ours("desktop.double-click", K::double_click, "二度押す（デスクトップ）", {target}),
        ours("desktop.set-text", K::web_set, "入れて読み返す（デスクトップ）",
             {target, must("value", Form::value, "値"), may("control", Form::choice, "改行・タブ", unkeyable_choices),
              may("privateUse", Form::choice, "外字", unkeyable_choices), may("readBack", Form::value, "残るはずの値"),
              may("entry", Form::choice, "入力のしかた", {"paste", "set", "keys"})}),
        ours("desktop.select", K::web_select, "一覧から選ぶ（デスクトップ）", {target, must("value", Form::value, "値")}),
        ours("desktop.choose", K::web_choose, "丸・チェックを選ぶ（デスクトップ）", {target, must("value", Form::value, "値")}),
        ours("desktop.keys", K::desktop_keys, "キーを押す（デスクトップ）", {must("keys", Form::value, "キー")}),
        ours("desktop.menu", K::desktop_menu, "メニューから選ぶ", {must("path", Form::words, "メニューの順")}),
        ours("desktop.dialog", K::desktop_dialog, "確認の窓に答える（デスクトップ）", {must("contains", Form::value, "窓に出る文"), must("button", Form::text, "押すボタン")}),
        ours("desktop.table", K::web_table, "表から1行を読む（デスクトップ）",
             {target, must("match", Form::values, "行にある値"), must("column", Form::text, "見出し"), must("name", Form::text, "変数")}),
        ours("desktop.read", K::web_read, "画面から読み取る（デスクトップ）", {target, must("name", Form::text, "変数")}),
        ours("desktop.expect", K::web_expect, "画面を確かめる（デスクトップ）",
             {may("selectors", Form::selectors, "相手の見つけ方"), may("equals", Form::value, "等しい"), may("contains", Form::value, "含む"),
              may("present", Form::boolean, "ある"), may("absent", Form::boolean, "ない"), refused}),
        ours("data.set", K::data_set, "変数に入れる", {must("name", Form::text, "変数"), must("value", Form::value, "値")}),
        ours("data.convert", K::data_convert, "書き方を直す",
             {must("name", Form::text, "変数"), must("value", Form::value, "値"), must("to", Form::choice, "直し方", {"全角", "半角", "半角英数", "全角カナ", "ひらがな", "和暦", "西暦"})}),
        ours("data.write", K::data_write, "CSV に1行書く", {must("file", Form::value, "ファイル"), must("row", Form::row, "列")}),
        ours("flow.if", K::flow_if, "もし", {must("condition", Form::value, "条件"), must("then", Form::steps, "なら"), may("else", Form::steps, "でなければ")}),
        ours("flow.try", K::flow_try, "試す", {must("steps", Form::steps, "操作"), may("catch", Form::steps, "できなければ"), may("finally", Form::steps, "最後に必ず")}),
        ours("flow.retry", K::flow_retry, "やり直す", {must("times", Form::number, "回数"), must("steps", Form::steps, "操作"), may("reset", Form::steps, "やり直す前に")}),
        ours("flow.call", K::flow_call, "別のシナリオを呼ぶ", {must("scenario", Form::text, "シナリオ")}),
        ours("flow.stop-record", K::flow_stop_record, "この1件をやめて次へ", {must("reason", Form::value, "理由")}),
        ours("flow.ask-a-person", K::flow_ask, "人に尋ねる", {must("question", Form::value, "問い"), may("name", Form::text, "答えを入れる変数"), may("choices", Form::words, "答えの候補")}),
        ours("verify.find", K::verify_find, "先方を照会する",
             {must("steps", Form::steps, "操作"), must("shown", Form::part, "答えが出た印"), must("rows", Form::part, "登録の行"),
              must("match", Form::values, "行にある値"), may("number", Form::text, "番号（行の中の CSS）"), refused}),
        ours("commit", K::commit, "確定する", {target, must("confirmation", Form::part, "押した後に出るもの"), may("dialog", Form::part, "確認の窓")}),
    };
}

std::vector<StepKey> make_common_keys() {
    return {must("type", Form::text, "種類"), may("id", Form::text, "名前"), may("note", Form::text, "文"), may("disabled", Form::boolean, "使わない"),
            may("frame", Form::any, "枠"), may("timeout", Form::number, "待つ限度（ミリ秒）"), may("evidence", Form::boolean, "証跡"),
            may("onError", Form::choice, "できないとき", {"fail", "continue"}),
            may("target", Form::text, ""), may("offsetX", Form::number, ""), may("offsetY", Form::number, ""), may("deviceType", Form::text, ""),
            may("button", Form::text, ""), may("duration", Form::number, ""), may("assertedEvents", Form::any, "")};
}

}  // namespace

const std::vector<StepForm>& step_forms() {
    static const std::vector<StepForm> all = make_step_forms();
    return all;
}

const StepForm* step_form(std::string_view type) {
    const auto found = std::find_if(step_forms().begin(), step_forms().end(), [&](const auto& one) { return one.type == type; });
    return found == step_forms().end() ? nullptr : &*found;
}

const std::vector<StepKey>& common_step_keys() {
    static const std::vector<StepKey> all = make_common_keys();
    return all;
}

const StepKey* step_key(const StepForm& form, std::string_view key) {
    for (const auto* list : {&form.keys, &common_step_keys()})
        for (const auto& one : *list)
            if (one.key == key) return &one;
    return nullptr;
}

}  // namespace yorozu::rpa
