#include "rpa/chromium_page.h"

// Acting on elements: waiting until they can be acted on, pressing, filling in, and reading back what a field holds.
#include <map>
#include <utility>

namespace yorozu::rpa {

using nlohmann::json;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

/// Another locator may stand in for the first one only after the first had this long to appear.
constexpr milliseconds before_healing{700};
/// What was seen ready to be pressed is looked at anew after this time.
constexpr milliseconds stays_ready{60};

/// yTakeUp makes a field ready for text: focused, its content selected; yFieldShows leaves it and says what it holds; yStands says where
/// an element is, and when.
const char* const field_script = R"js(
const yTakeUp = (e, text) => {
  e.focus();
  if (e.localName === 'input' && ['date', 'time', 'month', 'week', 'datetime-local', 'color', 'range'].includes(e.type)) {
    e.value = text;
    e.dispatchEvent(new Event('input', {bubbles: true}));
    e.dispatchEvent(new Event('change', {bubbles: true}));
    return 'set';
  }
  if (e.select && e.localName !== 'select') e.select();
  else if (e.isContentEditable) getSelection().selectAllChildren(e);
  else return e.localName === 'select' ? 'select' : 'not-text';
  if (text === '' && (e.isContentEditable ? e.textContent : e.value) !== '') document.execCommand('delete');
  return (e.getRootNode().activeElement === e) ? 'focused' : 'no-focus';
};
const yFieldShows = alternatives => {
  const e = yLocate(alternatives).element;
  const inputs = e ? [e] : yPath(alternatives[0]).filter(x => x.type === 'radio' || x.type === 'checkbox');
  if (!inputs.length) return null;
  if (inputs[0].type === 'radio' || inputs[0].type === 'checkbox')
    return inputs.filter(x => x.checked).map(x => [x.value, yName(x)].join('\u0000')).join('|');
  if (e.getRootNode().activeElement === e) e.blur();
  if (e.type === 'file') return [...e.files].map(f => f.name).join('|');
  if (e.localName === 'select') return [...e.selectedOptions].map(o => [o.value, ySpace(o.textContent)].join('\u0000')).join('|');
  return e.value === undefined ? e.innerText : e.value;
};
const yStands = alternatives => {
  const e = yLocate(alternatives.slice(0, 1)).element;
  if (!e) return null;
  const r = e.getBoundingClientRect();
  return [r.top, r.left, r.width, r.height, performance.now()];
};
const ySame = (one, other) => one && other && one.slice(0, 4).every((x, i) => x === other[i]);
)js";

}  // namespace

Chromium::Found Chromium::await(const Target& target, Heal heal, Milliseconds timeout, Purpose purpose, const std::string& prepare, const std::string& text) {
    const auto start = Clock::now();
    const std::string known = json_of(target).dump();
    std::string state = "none";
    do {
        enter(target);
        const bool may_heal = heal == Heal::allowed && (healed_.count(known) || Clock::now() - start >= before_healing);
        const auto answer = session_.script("const yPrepare = (e, arguments_) => {" + (prepare.empty() ? "return '';" : prepare) + "};" + R"js(
            const l = yLocate(arguments[1] ? arguments[0] : arguments[0].slice(0, 1)), e = l.element;
            if (!e) return [l.count > 1 ? 'several' : 'none'];
            const state = yState(e, arguments[2] === 'edit');
            if (state !== 'ok') return [state];
            if (arguments[2] === 'press') {
              const r = e.getBoundingClientRect();
              return yFrames().then(() => {
                const n = e.getBoundingClientRect();
                if (r.top !== n.top || r.left !== n.left || r.width !== n.width || r.height !== n.height) return ['moving'];
                return yUncovered(e) ? ['ok', e, l.alternative, l.healed] : ['covered'];
              });
            }
            return ['ok', e, l.alternative, l.healed, yPrepare(e, arguments)];
        )js", json::array({json_of(target), may_heal, purpose == Purpose::edit ? "edit" : "press", text}));
        if (!answer.error.empty()) {
            session_.require_passing(answer);
            state = "none";
        } else {
            state = answer.value.at(0).get<std::string>();
            if (state == "ok") {
                Found found{answer.value.at(1).at(ChromeSession::element_key).get<std::string>(), {answer.value.at(3).get<bool>(), answer.value.at(2).get<int>()}, ""};
                if (answer.value.size() > 4 && answer.value.at(4).is_string()) found.prepared = answer.value.at(4).get<std::string>();
                if (found.acted.healed) healed_.insert(known);
                return found;
            }
        }
        wait_ms(8);
    } while (Clock::now() - start < timeout);
    static const std::map<std::string, std::string> words = {
        {"none", "要素が見つかりません"}, {"several", "要素が2つ以上見つかり、1つに決まりません"}, {"hidden", "要素が表示されていません"},
        {"disabled", "要素が使えない状態です"}, {"readonly", "入力欄が読み取り専用です"}, {"covered", "要素がほかの表示に隠れています"},
        {"moving", "要素の位置が定まりません"}, {"gone", "要素が画面から外れました"}};
    fail_system(words.at(state));
}

Acted Chromium::ready(const Target& target, Heal heal, Milliseconds timeout) {
    return await(target, heal, timeout, Purpose::press).acted;
}

Acted Chromium::press(const Target& target, Press how, Heal heal, Milliseconds timeout) {
    session_.page_timeout(timeout);
    const auto deadline = Clock::now() + timeout;
    while (true) {
        const auto seen = std::exchange(ready_, std::nullopt);
        const bool ready = seen && seen->target == json_of(target).dump() && Clock::now() - seen->at < stays_ready;
        const auto found = ready ? Found{seen->element, {}, ""} : await(target, heal, std::chrono::duration_cast<milliseconds>(deadline - Clock::now()), Purpose::press);
        const auto answer = how == Press::click ? session_.call("POST", "/element/" + found.element + "/click", json::object())
                                                : pointer(found.element, how);
        if (answer.error.empty()) return found.acted;
        // A time-out here means that the page after the click did not load: the click itself has happened.
        if (answer.error == "timeout") fail_system("押した後のページが時間内に開きません");
        // Refused before any mouse event was sent: safe to try again.
        if ((answer.error == "element click intercepted" || answer.error == "stale element reference" ||
             answer.error == "element not interactable") && Clock::now() < deadline && heal != Heal::never)
            continue;
        fail_system("押せません（" + answer.error + "）");
    }
}

ChromeSession::Reply Chromium::pointer(const std::string& element, Press how) {
    json actions = json::array({{{"type", "pointerMove"}, {"duration", 0}, {"x", 0}, {"y", 0}, {"origin", ChromeSession::reference(element)}}});
    for (int i = 0; how == Press::double_click && i < 2; ++i) {
        actions.push_back({{"type", "pointerDown"}, {"button", 0}});
        actions.push_back({{"type", "pointerUp"}, {"button", 0}});
    }
    return session_.call("POST", "/actions", {{"actions", {{{"type", "pointer"}, {"id", "mouse"}, {"parameters", {{"pointerType", "mouse"}}}, {"actions", actions}}}}});
}

Acted Chromium::set_text(const Target& target, const std::string& text, Entry how, Milliseconds timeout) {
    // Finding, checking, focusing and selecting is one script: one round trip instead of two per field.
    const auto found = await(target, Heal::allowed, timeout, Purpose::edit, std::string(field_script) + "return yTakeUp(e, arguments_[3]);", text);
    const std::string& state = found.prepared;
    if (state == "select") return select(target, text, timeout);
    if (state == "set" || (state == "focused" && text.empty())) return found.acted;
    if (state != "focused") fail_system(state == "not-text" ? "文字を入れる欄ではありません" : "入力欄に移れません");
    insert(found.element, text, how);
    return found.acted;
}

/// Into the element, which has the focus.
void Chromium::insert(const std::string& element, const std::string& text, Entry how) {
    const auto keyed = how == Entry::keys ? session_.call("POST", "/element/" + element + "/value", {{"text", text}})
                                          : session_.devtools("Input.insertText", {{"text", text}});
    if (!keyed.error.empty()) fail_system("入力できません（" + keyed.error + "）");
}

void Chromium::set_texts(const std::vector<FieldText>& fields, const Target* pressed_next, const std::function<void(std::size_t)>& next,
                         const std::function<void(std::size_t, const Acted&, const std::string&)>& filled) {
    const json press = pressed_next ? json_of(*pressed_next) : json();
    json stood;  // where that element was when the first field was taken up
    Acted acted;
    for (std::size_t at = 0; at < fields.size(); ++at) {
        const auto& field = fields[at];
        const auto alternatives = json_of(field.target);
        enter(field.target);
        // Reading back the field before and taking up this one is one script.
        const auto answer = session_.script(std::string(field_script) + R"js(
            const [done, alternatives, may_heal, text, press] = arguments;
            const shown = done ? yFieldShows(done) : null, stands = press ? yStands(press) : null;
            const l = yLocate(may_heal ? alternatives : alternatives.slice(0, 1)), e = l.element;
            return e && yState(e, true) === 'ok' ? [shown, stands, e, l.alternative, l.healed, yTakeUp(e, text)] : [shown, stands];
        )js", json::array({at > 0 ? json_of(fields[at - 1].target) : json(), alternatives, healed_.count(alternatives.dump()) > 0, field.text, at == 0 ? press : json()}));
        const bool answered = answer.error.empty() && answer.value.is_array();
        if (at > 0) filled(at - 1, acted, answered && answer.value.at(0).is_string() ? answer.value.at(0).get<std::string>() : read_back(fields[at - 1].target));
        else if (answered) stood = answer.value.at(1);
        next(at);
        const std::string state = answered && answer.value.size() > 5 ? answer.value.at(5).get<std::string>() : "";
        if (state == "focused" || state == "set") {
            acted = {answer.value.at(4).get<bool>(), answer.value.at(3).get<int>()};
            if (state == "focused" && !field.text.empty()) insert(answer.value.at(2).at(ChromeSession::element_key).get<std::string>(), field.text, field.entry);
        } else {
            acted = set_text(field.target, field.text, field.entry, field.timeout);  // waits for it, or says what is wrong with it
        }
    }
    if (!fields.empty()) filled(fields.size() - 1, acted, read_back_and_look(fields.back().target, press, stood));
}

/// Reads the field back; where the element that is pressed next can be, in the same script: it stands where it stood when the row began
/// (else two frames show whether it moves), enabled and not covered.
std::string Chromium::read_back_and_look(const Target& target, const json& press, const json& stood) {
    if (press.is_null()) return read_back(target);
    enter(target);
    const auto answer = session_.script(std::string(field_script) + R"js(
        const [done, press, stood] = arguments, shown = yFieldShows(done), e = yLocate(press.slice(0, 1)).element;
        if (!e || yState(e, false) !== 'ok') return [shown];
        const stands = yStands(press), still = () => ySame(yStands(press), stands) && yUncovered(e) ? [shown, e] : [shown];
        return stood && ySame(stood, stands) && stands[4] - stood[4] > 50 ? still() : yFrames().then(still);
    )js", json::array({json_of(target), press, stood}));
    if (!answer.error.empty() || !answer.value.is_array() || !answer.value.at(0).is_string()) return read_back(target);
    if (answer.value.size() > 1) ready_ = Ready{press.dump(), answer.value.at(1).at(ChromeSession::element_key).get<std::string>(), Clock::now()};
    return answer.value.at(0).get<std::string>();
}

std::string Chromium::read_back(const Target& target) {
    enter(target);
    const auto answer = session_.script(std::string(field_script) + "return yFieldShows(arguments[0]);", json::array({json_of(target)}));
    if (!answer.error.empty() || !answer.value.is_string()) fail_system("入力した欄を読み返せません");
    return answer.value.get<std::string>();
}

}  // namespace yorozu::rpa
