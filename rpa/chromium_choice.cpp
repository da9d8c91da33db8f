#include "rpa/chromium_page.h"

// Choosing what the page offers: lists, radio buttons, boxes, days of a calendar.
#include <cstdlib>

namespace yorozu::rpa {

using nlohmann::json;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int most_months = 480;  ///< a calendar is turned at most that often: 40 years

}  // namespace

Acted Chromium::select(const Target& target, const std::string& option, Milliseconds timeout) {
    const auto found = await(target, Heal::allowed, timeout, Purpose::edit);
    const auto answer = session_.script(R"js(
        const [e, whole, parts] = arguments;
        if (e.localName !== 'select') return 'not-select';
        const chosen = [];
        for (const want of e.multiple ? parts : [whole]) {
          const of = test => [...e.options].filter(o => !o.disabled && test(o));
          let matches = of(o => ySpace(o.textContent) === want);
          if (!matches.length) matches = of(o => o.value === want);
          if (matches.length !== 1) return matches.length ? 'several' : 'none';
          chosen.push(matches[0]);
        }
        e.focus();
        for (const o of e.options) if (e.multiple) o.selected = chosen.includes(o);
        if (!e.multiple) chosen[0].selected = true;
        e.dispatchEvent(new Event('input', {bubbles: true}));
        e.dispatchEvent(new Event('change', {bubbles: true}));
        return 'ok';
    )js", json::array({ChromeSession::reference(found.element), option, choices_of(option)}));
    const auto state = answer.value.is_string() ? answer.value.get<std::string>() : "";
    if (state == "none" || state == "several")
        throw StepFailure{StepFailure::Kind::business, state == "none" ? "選択肢にない値です" : "同じ選択肢が2つ以上あります"};
    if (state != "ok") fail_system("選べません（" + (state.empty() ? answer.error : state) + "）");
    return found.acted;
}

Acted Chromium::choose(const Target& target, const std::string& option, Milliseconds timeout) {
    const auto deadline = Clock::now() + timeout;
    std::string state = "none";
    do {
        enter(target);
        // One press a round: what a page does at the first box may change the second.
        const auto answer = session_.script(R"js(
            const group = yPath(arguments[0][0]), boxes = group.length > 0 && group.every(e => e.type === 'checkbox');
            if (!group.length) return ['empty'];
            const wanted = [];
            for (const want of boxes ? arguments[2] : [arguments[1]]) {
              let one = group.filter(e => e.value === want);
              if (!one.length) one = group.filter(e => yName(e) === want);
              if (one.length !== 1) return [one.length ? 'several' : 'none'];
              wanted.push(one[0]);
            }
            const e = group.find(e => boxes ? e.checked !== wanted.includes(e) : wanted.includes(e) && !e.checked);
            if (!e) return ['done'];
            const label = e.labels && e.labels[0], shown = yVisible(e) ? e : label;
            if (!shown || yState(shown, false) !== 'ok' || e.disabled) return ['hidden'];
            return ['ok', shown];
        )js", json::array({json_of(target), option, choices_of(option)}));
        if (!answer.error.empty()) session_.require_passing(answer);
        else state = answer.value.at(0).get<std::string>();
        if (state == "done") return {};
        if (state == "none" || state == "several") break;
        if (state == "ok") {
            const auto clicked = session_.call("POST", "/element/" + answer.value.at(1).at(ChromeSession::element_key).get<std::string>() + "/click", json::object());
            if (!clicked.error.empty()) session_.require_passing(clicked);
        } else {
            wait_ms(8);
        }
    } while (Clock::now() < deadline);
    if (state == "none") throw StepFailure{StepFailure::Kind::business, "選択肢にない値です"};
    fail_system(state == "several" ? "同じ選択肢が2つ以上あります" : "選択肢を選べません");
}

Acted Chromium::pick_day(const Target& field, const Calendar& calendar, const std::string& day, Milliseconds timeout) {
    const auto deadline = Clock::now() + timeout;
    const int wanted = std::atoi(day.substr(0, 4).c_str()) * 12 + std::atoi(day.substr(5, 2).c_str()) - 1;
    const auto acted = press(field, Press::click, Heal::allowed, timeout);
    const Target next{{{calendar.next}}, field.frame}, previous{{{calendar.previous}}, field.frame};
    int shown = -1, before = -1, turned = 0;
    do {
        enter(field);
        const auto answer = session_.script(R"js(
            const [css, days, wanted, day] = arguments;
            const titles = [...document.querySelectorAll(css)].filter(yVisible);
            if (titles.length !== 1) return [-1];
            const lists = [...titles[0].querySelectorAll('select')];
            const text = (lists.length ? lists.map(s => s.selectedOptions[0].textContent).join(' ') : titles[0].textContent).normalize('NFKC');
            const era = /(明治|大正|昭和|平成|令和)\s*(元|\d+)/.exec(text), west = /\d{4}/.exec(text);
            const begins = {明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018};
            const year = west ? +west[0] : era ? begins[era[1]] + (era[2] === '元' ? 1 : +era[2]) : 0;
            const rest = text.replace(west ? west[0] : era ? era[0] : '', ' ');
            const name = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i.exec(rest), number = /\d{1,2}(?=\s*月)/.exec(rest) || /\d{1,2}/.exec(rest);
            const month = name ? 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name[0].toLowerCase()) / 3 + 1 : number ? +number[0] : 0;
            if (!year || month < 1 || month > 12) return [-2];
            const at = year * 12 + month - 1;
            if (at !== wanted) return [at];
            const cells = [...document.querySelectorAll(days)].filter(e => yVisible(e) && yState(e, false) === 'ok' && ySpace(e.textContent).normalize('NFKC').replace(/日$/, '') === day);
            return [at, cells.length, cells.length === 1 ? cells[0] : null];
        )js", json::array({calendar.title, calendar.days, wanted, std::to_string(std::atoi(day.substr(8, 2).c_str()))}));
        if (!answer.error.empty()) {
            session_.require_passing(answer);
            continue;
        }
        shown = answer.value.at(0).get<int>();
        if (shown == wanted && answer.value.at(1).get<int>() == 1) {
            const auto pressed = session_.call("POST", "/element/" + answer.value.at(2).at(ChromeSession::element_key).get<std::string>() + "/click", json::object());
            if (pressed.error.empty()) return acted;
            session_.require_passing(pressed);
        } else if (shown >= 0 && shown != wanted && shown != before) {
            if (++turned > most_months) break;
            before = shown;
            press(shown < wanted ? next : previous, Press::click, Heal::never, std::chrono::duration_cast<milliseconds>(deadline - Clock::now()));
            continue;
        }
        wait_ms(8);
    } while (Clock::now() < deadline);
    if (shown == wanted) throw StepFailure{StepFailure::Kind::business, "暦にその日がないか、選べません"};
    fail_system(shown == -2 ? "暦の年月を読めません" : shown < 0 ? "暦が開きません" : "暦がその月になりません");
}

}  // namespace yorozu::rpa
