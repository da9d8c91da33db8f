#include "rpa/sentence.h"

#include <algorithm>

namespace yorozu::rpa {

namespace {

/// Writes a sentence from pieces; {v} stands for the step's value.
class Sentence {
public:
    explicit Sentence(const Scenario& scenario) : scenario_(scenario) {}

    Sentence& say(const std::string& text) {
        if (!parts_.empty() && !parts_.back().chip) parts_.back().text += text;
        else if (!text.empty()) parts_.push_back({text, false});
        return *this;
    }
    Sentence& quote(const Target& target) { return say("「" + name_of(target) + "」"); }
    Sentence& value(const Value& value) {
        switch (value.from) {
            case Value::From::text: return say("「" + value.body + "」");
            case Value::From::field: parts_.push_back({label_of_column(scenario_, value.body), true}); return *this;
            case Value::From::variable: parts_.push_back({value.body, true}); return *this;
            case Value::From::secret: parts_.push_back({"秘密の値 " + value.body, true}); return *this;
            case Value::From::lua: parts_.push_back({formula(value.body), true}); return *this;
        }
        return *this;
    }
    std::vector<SentencePart> parts() { return std::move(parts_); }

private:
    /// full_katakana(record.meigi_kana) → 口座名義 を全角カナに; any other expression as it is.
    std::string formula(const std::string& expression) const {
        static const std::vector<std::pair<std::string, std::string>> known = {
            {"full_katakana", "を全角カナに"}, {"full_width", "を全角に"}, {"half_width", "を半角に"}, {"half_ascii", "を半角英数に"},
            {"hiragana", "をひらがなに"}, {"wareki", "を和暦に"}, {"seireki", "を西暦に"}, {"trim", "の前後の空白を除いて"}};
        for (const auto& [name, words] : known) {
            const std::string head = name + "(record.";
            if (expression.rfind(head, 0) != 0 || expression.back() != ')') continue;
            const std::string column = expression.substr(head.size(), expression.size() - head.size() - 1);
            if (std::all_of(column.begin(), column.end(), [](unsigned char c) { return std::isalnum(c) || c == '_' || c >= 0x80; })) return label_of_column(scenario_, column) + " " + words;
        }
        return "式 " + expression;
    }

    const Scenario& scenario_;
    std::vector<SentencePart> parts_;
};

void made_from(Sentence& s, const Step& step) {
    switch (step.kind) {
        case StepKind::set_viewport: s.say("画面の大きさを決める"); return;
        case StepKind::navigate:
        case StepKind::web_open: s.say("ページ ").value(step.value).say(" を開く"); return;
        case StepKind::click:
        case StepKind::web_click: s.quote(step.target).say("を押す"); return;
        case StepKind::double_click: s.quote(step.target).say("を二度押す"); return;
        case StepKind::hover: s.quote(step.target).say("を指す"); return;
        case StepKind::change:
        case StepKind::web_set: s.quote(step.target).say("に ").value(step.value).say(" を入れ、読み返す"); return;
        case StepKind::web_select:
        case StepKind::web_choose: s.quote(step.target).say("で ").value(step.value).say(" を選ぶ"); return;
        case StepKind::web_upload: s.quote(step.target).say("にファイル ").value(step.value).say(" を渡す"); return;
        case StepKind::web_dialog: s.say("確認の窓に").say(step.accept ? "「OK」" : "「キャンセル」").say("と答える"); return;
        case StepKind::web_download: s.quote(step.target).say("を押してファイルを受け取り、").value({Value::From::variable, step.name}).say(" に控える"); return;
        case StepKind::web_table: s.say("表 ").quote(step.target).say("の「" + step.column + "」を ").value({Value::From::variable, step.name}).say(" に読み取る"); return;
        case StepKind::web_window:
            if (step.close_window) s.say("今の窓を閉じる");
            else if (step.first_window) s.say("最初の窓に戻る");
            else s.say("窓 ").value(step.contains ? *step.contains : *step.window_url).say(" に移る");
            return;
        case StepKind::key_down: s.say("キー ").value(step.value).say(" を押す"); return;
        case StepKind::key_up: s.say("キー ").value(step.value).say(" を離す"); return;
        case StepKind::scroll: s.say("画面をスクロールする"); return;
        case StepKind::wait_for_element: s.quote(step.target).say("が現れるのを待つ"); return;
        case StepKind::wait_for_expression: s.say("条件が成り立つのを待つ"); return;
        case StepKind::emulate_network: s.say("回線の条件を変える"); return;
        case StepKind::close: s.say("ページを閉じる"); return;
        case StepKind::web_read: s.say("画面の").quote(step.target).say("を ").value({Value::From::variable, step.name}).say(" に読み取る"); return;
        case StepKind::web_expect:
            switch (step.expect) {
                case Step::Expect::equals: s.say("画面の").quote(step.target).say("が ").value(step.value).say(" と等しいことを確かめる"); return;
                case Step::Expect::contains: s.say("画面の").quote(step.target).say("が ").value(step.value).say(" を含むことを確かめる"); return;
                case Step::Expect::present: s.quote(step.target).say("が出ることを確かめる"); return;
                case Step::Expect::absent: s.quote(step.target).say("がないことを確かめる"); return;
                case Step::Expect::url: s.say("アドレスが ").value(step.value).say(" を含むことを確かめる"); return;
            }
            return;
        case StepKind::desktop_launch: s.say("プログラム ").value(step.command.empty() ? Value{} : step.command.front()).say(" を始める"); return;
        case StepKind::desktop_keys: s.say("キー ").value(step.value).say(" を押す"); return;
        case StepKind::desktop_menu: {
            std::string names;
            for (const auto& name : step.path) names += (names.empty() ? "「" : "」→「") + name;
            s.say("メニュー" + names + "」を選ぶ");
            return;
        }
        case StepKind::desktop_dialog: s.say("確認の窓 ").value(step.contains.value_or(Value{})).say(" に「" + step.button + "」と答える"); return;
        case StepKind::data_set: s.value({Value::From::variable, step.name}).say(" を ").value(step.value).say(" とする"); return;
        case StepKind::data_convert: s.value(step.value).say(" を" + step.conversion + "に直して ").value({Value::From::variable, step.name}).say(" とする"); return;
        case StepKind::data_write: s.say("CSV ").value(step.value).say(" に1行書く"); return;
        case StepKind::flow_if: s.say("◇ もし ").value(step.value).say(" なら"); return;
        case StepKind::flow_try: s.say("試す（できなければ次へ）"); return;
        case StepKind::flow_retry: s.say(std::to_string(step.times) + " 回までやり直す"); return;
        case StepKind::flow_call: s.say("別のシナリオを呼ぶ"); return;
        case StepKind::flow_stop_record: s.say("業務例外 ").value(step.value).say(" として次の1件へ"); return;
        case StepKind::flow_ask: s.say("人に尋ねる: ").value(step.value); return;
        case StepKind::verify_find: s.say("先方を照会する（登録済みなら何も打たず次の1件へ）"); return;
        case StepKind::commit: s.quote(step.target).say("を押す"); return;
    }
}

}  // namespace

std::string label_of_column(const Scenario& scenario, const std::string& column) {
    const auto found = scenario.column_labels.find(column);
    return found == scenario.column_labels.end() ? column : found->second;
}

std::string name_of(const Target& target) {
    for (const char* kind : {"aria/", "text/"})
        for (const auto& path : target.selectors)
            if (!path.empty() && path.back().rfind(kind, 0) == 0) {
                const std::string name = path.back().substr(5, path.back().find("[role=") == std::string::npos ? std::string::npos : path.back().find("[role=") - 5);
                if (!name.empty()) return name;
            }
    return target.empty() ? "画面" : target.selectors.front().back();
}

std::vector<SentencePart> sentence_of(const Scenario& scenario, const Step& step) {
    Sentence sentence(scenario);
    if (step.note.empty()) {
        made_from(sentence, step);
        return sentence.parts();
    }
    sentence.say(step.note);
    for (const Value* value : values_of(step))
        if (value->from != Value::From::text && step.kind != StepKind::verify_find && step.kind != StepKind::flow_if) sentence.say(" ").value(*value);
    return sentence.parts();
}

std::string sentence_text(const Scenario& scenario, const Step& step) {
    std::string text;
    for (const auto& part : sentence_of(scenario, step)) text += part.chip ? "【" + part.text + "】" : part.text;
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

}  // namespace yorozu::rpa
