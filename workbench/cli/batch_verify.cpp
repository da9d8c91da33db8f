#include "workbench/cli/batch_verify.h"

#include <chrono>
#include <iostream>
#include <optional>

#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/checking/verify.h"

namespace yorozu::cli {

namespace {

void show(const desk::FieldToCheck& field, std::size_t at, std::size_t all) {
    std::cout << '\n' << at << '/' << all << "  " << field.source << ' ' << field.page << " ページ  " << field.title << '\n'
              << "  " << field.label << ": " << (field.masked ? "＊＊＊（用紙と見比べてください）" : field.value.empty() ? "（空欄）" : field.value)
              << '\n';
    for (const auto& reason : field.reasons) std::cout << "    理由: " << reason << '\n';
    for (std::size_t i = 0; i < field.alternatives.size(); ++i)
        std::cout << "    候補 /" << i + 1 << ": " << field.alternatives[i] << '\n';
}

struct Answer {
    enum class Kind { accept, value, blank, skip, stop } kind = Kind::stop;
    std::string value;
};

/// The end of the input is the same as `q`.
Answer ask(const desk::FieldToCheck& field) {
    for (;;) {
        std::cout << "  > " << std::flush;
        std::string line;
        if (!std::getline(std::cin, line)) return {Answer::Kind::stop, ""};
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
        if (line.empty()) return {Answer::Kind::accept, ""};
        if (line == "q") return {Answer::Kind::stop, ""};
        if (line == "?") return {Answer::Kind::skip, ""};
        if (line == "-") return {Answer::Kind::blank, ""};
        if (line.size() == 2 && line[0] == '/' && line[1] >= '1' && line[1] <= '9') {
            const auto at = static_cast<std::size_t>(line[1] - '1');
            if (at < field.alternatives.size()) return {Answer::Kind::value, field.alternatives[at]};
            std::cout << "  その番号の候補はありません\n";
            continue;
        }
        if (field.masked) {
            std::cout << "  この項目の値は保存しません。読めていれば Enter、飛ばすなら ? を入れてください\n";
            continue;
        }
        return {Answer::Kind::value, line};
    }
}

class Stopwatch {
public:
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - start_).count();
        start_ = now;
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// One field until it is settled. False: the person stops.
bool check(desk::Verification& verification, desk::FieldToCheck field, int& decided) {
    Stopwatch watch;
    bool again = false;
    for (;;) {
        const auto answer = ask(field);
        if (answer.kind == Answer::Kind::stop) return false;
        if (answer.kind == Answer::Kind::skip) return true;
        if (answer.kind == Answer::Kind::accept && again) return true;  // stays as it is, with what the rules say
        const double seconds = watch.lap();
        const auto result = answer.kind == Answer::Kind::accept ? verification.accept(field, seconds)
                                                                : verification.correct(field, answer.value, seconds);
        if (!again) ++decided;
        if (result.findings.empty()) return true;
        for (const auto& finding : result.findings) std::cout << "  規則: " << finding.message << '\n';
        std::cout << "  保存しました（不備として残ります）。直すなら値を、このままなら Enter を入れてください\n";
        field.value = result.value;
        again = true;
    }
}

}  // namespace

int run_verify(const VerifyWords& words, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::change, system_clock()());
    sign_in(workspace, context);
    desk::Verification verification(workspace, words.batch, words.who.empty() ? workspace.session().who : words.who, system_clock());
    const auto queue = verification.queue();
    if (queue.empty()) std::cout << "束 " << words.batch << " に確認待ちの項目はありません\n";
    else std::cout << "Enter=このまま確定、値=訂正、/1=候補、-=空欄、?=飛ばす、q=終わる（一つごとに保存します）\n";
    int decided = 0;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const auto field = verification.open(queue[i]);  // one by one: the audit log tells what was looked at
        show(field, i + 1, queue.size());
        if (!check(verification, field, decided)) break;
    }
    const auto [forms, checked] = verification.checked_forms();
    const auto waiting = verification.queue().size();
    std::cout << "\n確認した項目 " << decided << "、残り " << waiting << "。帳票 " << forms << " 件のうち確認の済んだもの " << checked << " 件\n";
    return waiting || checked < forms ? exit_some_wait : exit_done;
}

}  // namespace yorozu::cli
