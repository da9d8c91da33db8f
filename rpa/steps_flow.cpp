// Steps that hold other steps, that turn to a person, and those about programs, windows, dialogs and tables.
#include <algorithm>
#include <thread>

#include "rpa/steps.h"

namespace yorozu::rpa {

namespace {

std::string without_margins(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The label of a list or radio button is what a person reads; its value comes before a NUL.
std::string as_people_read(const std::string& shown) {
    const auto cut = shown.find('\0');
    return cut == std::string::npos ? shown : shown.substr(cut + 1);
}

}  // namespace

void Steps::note_read_back(const Step& step, const std::string& shown, bool right) {
    if (step.value.from == Value::From::secret) return;
    ReadBack one{step.id, "", "", as_people_read(shown), right ? ReadBack::Verdict::same : ReadBack::Verdict::differs};
    if (step.value.from == Value::From::field || step.value.from == Value::From::variable) {
        one.name = step.value.body;
        one.given = resolve(step.value);
    } else if (step.value.from == Value::From::lua) {
        // The column that the expression names is what a person knows the value by.
        for (const auto& [column, value] : record_) {
            if (step.value.body.find("record." + column) == std::string::npos && step.value.body.find("'" + column + "'") == std::string::npos &&
                step.value.body.find("\"" + column + "\"") == std::string::npos)
                continue;
            one.name = column;
            one.given = value;
            break;
        }
    } else {
        one.given = step.value.body;
    }
    if (right && without_margins(one.given) != without_margins(one.shown)) one.verdict = ReadBack::Verdict::converted;
    std::erase_if(read_backs_, [&](const ReadBack& old) { return old.step == one.step; });
    read_backs_.push_back(std::move(one));
}

void Steps::try_steps(const Step& step) {
    const auto finish = [&] { run(step.last_steps); };
    try {
        try {
            run(step.steps);
        } catch (const StepFailure& failure) {
            if (failure.kind == StepFailure::Kind::environment) throw;
            variables_["失敗"] = failure.message;
            if (step.else_steps.empty()) throw;
            run(step.else_steps);
        }
    } catch (const StepFailure& failure) {
        if (failure.kind != StepFailure::Kind::environment) finish();
        throw;
    } catch (const RecordStopped&) {
        finish();
        throw;
    }
    finish();
}

void Steps::retry(const Step& step) {
    for (int round = 1;; ++round) {
        try {
            run(step.steps);
            return;
        } catch (const StepFailure& failure) {
            if (failure.kind != StepFailure::Kind::system || round >= step.times) throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(200) * (1 << std::min(round - 1, 4)));
        run(step.else_steps);
    }
}

void Steps::ask(const Step& step) {
    const std::string question = resolve(step.value);
    const auto said = world_.ask ? world_.ask(step, question) : std::nullopt;
    if (!said) throw RecordStopped{masked("人の判断を待ちます: " + question)};
    if (!step.choices.empty() && std::find(step.choices.begin(), step.choices.end(), *said) == step.choices.end())
        fail(StepFailure::Kind::business, step, "候補にない答えです");
    if (!step.name.empty()) variables_[step.name] = *said;
}

/// A program that is named with a relative path stands beside the scenario.
void Steps::launch(const Step& step) {
    std::vector<std::string> words;
    for (const auto& value : step.command) words.push_back(resolve(value));
    const auto folder = world_.scenario.file.empty() ? std::filesystem::path() : std::filesystem::absolute(world_.scenario.file).parent_path();
    if (words.front().rfind("./", 0) == 0 || words.front().rfind("../", 0) == 0) words.front() = (folder / words.front()).lexically_normal();
    desktop().launch(words, resolve(*step.contains), step.timeout);
}

void Steps::answer(const Step& step) {
    if (auto* program = world_.driver.desktop()) {
        if (program->dialog(step.timeout).find(resolve(*step.contains)) == std::string::npos) fail(StepFailure::Kind::system, step, "確認の窓の文が違うので、答えませんでした");
        program->answer_dialog(step.button, step.timeout);
        return;
    }
    const std::string shown = web().dialog(step.timeout);
    const std::string wanted = step.contains ? resolve(*step.contains) : "";
    if (shown.find(wanted) == std::string::npos) {
        web().answer_dialog(false, "");
        fail(StepFailure::Kind::system, step, "確認の窓の文が違うので「キャンセル」と答えました");
    }
    web().answer_dialog(step.accept, step.typed ? resolve(*step.typed) : "");
}

void Steps::switch_window(const Step& step) {
    WindowWish wish;
    wish.which = step.close_window ? WindowWish::Which::close : step.first_window ? WindowWish::Which::first : WindowWish::Which::matching;
    if (step.contains) wish.title = resolve(*step.contains);
    if (step.window_url) wish.url = resolve(*step.window_url);
    world_.driver.window(wish, step.timeout);
    check_host(world_.driver.glance({}), step);
}

void Steps::read_table(const Step& step) {
    Step shown = step;
    shown.expect = Step::Expect::present;
    expect(shown);
    const auto rows = world_.driver.table(step.target);
    std::size_t column = 0;
    std::size_t heading = rows.size();
    for (std::size_t row = 0; row < rows.size() && heading == rows.size(); ++row)
        if (const auto found = std::find(rows[row].begin(), rows[row].end(), step.column); found != rows[row].end()) {
            column = static_cast<std::size_t>(found - rows[row].begin());
            heading = row;
        }
    if (heading == rows.size()) fail(StepFailure::Kind::system, step, "表に見出しがありません: " + step.column);
    std::vector<std::string> wanted;
    for (const auto& value : step.match) wanted.push_back(without_margins(resolve(value)));
    const std::vector<std::string>* ours = nullptr;
    for (std::size_t row = heading + 1; row < rows.size(); ++row) {
        const bool all = std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) { return std::find(rows[row].begin(), rows[row].end(), one) != rows[row].end(); });
        if (!all) continue;
        if (ours) fail(StepFailure::Kind::business, step, "表に同じ行が2つ以上あります");
        ours = &rows[row];
    }
    if (!ours || column >= ours->size()) fail(StepFailure::Kind::business, step, "表に探している行がありません");
    variables_[step.name] = (*ours)[column];
}

}  // namespace yorozu::rpa
