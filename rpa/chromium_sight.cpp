#include "rpa/chromium_page.h"

// Looking without touching: what is on the page now, and proofs of it.
#include <algorithm>

#include "rpa/bytes.h"
#include "rpa/locator_script.h"

namespace yorozu::rpa {

using nlohmann::json;

Glance Chromium::glance(const std::vector<Target>& targets) {
    json all = json::array();
    for (const auto& target : targets) all.push_back(json_of(target));
    enter(targets.empty() ? Target{} : targets.front());
    const auto answer = session_.script(R"js(
        const entry = performance.getEntriesByType('navigation')[0];
        const sights = arguments[0].map(alternatives => {
          if (!alternatives.length) return {count: 0};
          const l = yLocate(alternatives), e = l.element;
          return e ? {count: 1, visible: yVisible(e), healed: l.healed, alternative: l.alternative, text: yText(e), texts: yTexts(e)}
                   : {count: l.count};
        });
        return {url: location.href, complete: document.readyState === 'complete', status: entry ? entry.responseStatus || 0 : 0, sights};
    )js", json::array({all}));
    Glance seen;
    if (!answer.error.empty()) {  // between two pages
        session_.require_passing(answer);
        seen.sights.resize(targets.size());
        return seen;
    }
    seen.url = answer.value.value("url", "");
    seen.complete = answer.value.value("complete", false);
    seen.status = answer.value.value("status", 0);
    seen.broken = seen.url.rfind("chrome-error:", 0) == 0;
    for (const auto& one : answer.value.at("sights")) {
        Sight sight;
        sight.count = one.value("count", 0);
        sight.visible = one.value("visible", false);
        sight.healed = one.value("healed", false);
        sight.alternative = one.value("alternative", 0);
        sight.text = one.value("text", "");
        if (one.contains("texts")) sight.texts = one.at("texts").get<std::vector<std::string>>();
        seen.sights.push_back(std::move(sight));
    }
    return seen;
}

std::vector<RowSight> Chromium::rows(const Target& rows, const std::string& number_css) {
    enter(rows);
    const auto answer = session_.script(R"js(
        return yPath(arguments[0][0]).map(e => {
          const numbers = arguments[1] ? [...e.querySelectorAll(arguments[1])] : [];
          return {texts: yTexts(e), number: numbers.length === 1 ? yText(numbers[0]) : ''};
        });
    )js", json::array({json_of(rows), number_css}));
    if (!answer.error.empty()) fail_system("一覧を読めません（" + answer.error + "）");
    std::vector<RowSight> found;
    for (const auto& one : answer.value) found.push_back({one.at("texts").get<std::vector<std::string>>(), one.at("number").get<std::string>()});
    return found;
}

std::vector<int> Chromium::count_each(const Target& target) {
    enter(target);
    const auto answer = session_.script("return arguments[0].map(p => { try { return yPath(p).length; } catch (e) { return -1; } });", json::array({json_of(target)}));
    if (!answer.error.empty()) fail_system("画面を見られません（" + answer.error + "）");
    return answer.value.get<std::vector<int>>();
}

std::vector<PageElement> Chromium::elements() {
    enter({});
    const auto answer = session_.script(std::string(locator_script) + R"js(
        const all = yDeep(document, 'input,select,textarea,button,a[href],summary,[role=button],[role=link],[role=tab],[role=menuitem],[contenteditable=true],[onclick],td[id],span[id],p[id],h1,h2', []);
        return all.filter(e => e.type !== 'hidden' && yVisible(e)).slice(0, 500)
                  .map(e => ({role: yRole(e), name: labelOf(e) || ySpace(e.textContent).slice(0, 40), locators: locators(e)})).filter(x => x.locators.length);
    )js", json::array());
    if (!answer.error.empty()) fail_system("画面を見られません（" + answer.error + "）");
    std::vector<PageElement> found;
    for (const auto& one : answer.value)
        found.push_back({one.at("role").get<std::string>(), one.at("name").get<std::string>(), {one.at("locators").get<std::vector<std::vector<std::string>>>(), {}}});
    return found;
}

std::vector<std::vector<std::string>> Chromium::table(const Target& target) {
    enter(target);
    const auto answer = session_.script(R"js(
        const e = yLocate(arguments[0]).element, t = e && (e.localName === 'table' ? e : e.querySelector('table'));
        return t ? [...t.rows].map(r => [...r.cells].map(yText)) : null;
    )js", json::array({json_of(target)}));
    if (!answer.error.empty() || !answer.value.is_array()) fail_system("表を読めません");
    return answer.value.get<std::vector<std::vector<std::string>>>();
}

bool Chromium::truth_of(const std::string& expression) {
    enter({});
    const auto answer = session_.script("return !!(" + expression + "\n);", json::array());
    if (!answer.error.empty()) session_.require_passing(answer);
    return answer.value == json(true);
}

void Chromium::conceal(const Target& target) {
    const auto same = [&](const Target& one) { return one.selectors == target.selectors && one.frame == target.frame; };
    if (std::none_of(concealed_.begin(), concealed_.end(), same)) concealed_.push_back(target);
}

json Chromium::concealed_in(const std::vector<int>& frame) const {
    json fields = json::array();
    for (const auto& target : concealed_)
        if (target.frame == frame) fields.push_back(json_of(target));
    return fields;
}

std::string Chromium::document() {
    if (dialog_open()) return "";  // looking would dismiss what the next step is to answer
    enter({});
    const auto answer = session_.script(R"js(
        const copy = document.documentElement.cloneNode(true), concealed = arguments[0].map(t => yLocate(t).element);
        const typed = [...document.querySelectorAll('input,textarea,select')], shown = [...copy.querySelectorAll('input,textarea,select')];
        typed.forEach((e, i) => {
          if (e.type === 'password' || concealed.includes(e)) shown[i].removeAttribute('value');
          else if (e.localName === 'textarea') shown[i].textContent = e.value;
          else if (e.localName === 'select') [...shown[i].options].forEach((o, n) => o.toggleAttribute('selected', e.options[n].selected));
          else if (e.type === 'checkbox' || e.type === 'radio') shown[i].toggleAttribute('checked', e.checked);
          else shown[i].setAttribute('value', e.value);
        });
        const rules = [...document.styleSheets].map(s => { try { return [...s.cssRules].map(r => r.cssText).join('\n'); } catch (of_another_host) { return ''; } });
        copy.querySelectorAll('script,noscript,iframe,object,embed,link,style,meta[http-equiv]').forEach(e => e.remove());
        copy.querySelectorAll('*').forEach(e => [...e.attributes].forEach(a => { if (a.name.startsWith('on')) e.removeAttribute(a.name); }));
        const style = document.createElement('style');
        style.textContent = rules.join('\n');
        (copy.querySelector('head') || copy).append(style);
        return '<!DOCTYPE html>' + copy.outerHTML;
    )js", json::array({concealed_in({})}));
    return answer.error.empty() && answer.value.is_string() ? answer.value.get<std::string>() : "";
}

std::string Chromium::picture() {
    if (dialog_open()) return "";
    std::set<std::vector<int>> frames = {{}};
    for (const auto& target : concealed_) frames.insert(target.frame);
    bool any = false;
    const auto hide = [&](bool on) {
        bool right = true;
        for (const auto& frame : frames) {
            enter({{}, frame});
            if (frame_ != frame) continue;  // not on this page
            const auto hidden = session_.script(R"js(
                const fields = arguments[1].map(t => yLocate(t).element).filter(e => e);
                const look = d => {
                  fields.push(...yDeep(d, 'input[type=password]', []));
                  for (const f of d.querySelectorAll('iframe,frame')) try { if (f.contentDocument) look(f.contentDocument); } catch (of_another_host) {}
                };
                look(document);
                fields.forEach(e => { e.style.visibility = arguments[0] ? 'hidden' : ''; });
                return fields.length;
            )js", json::array({on, concealed_in(frame)}));
            right = right && hidden.error.empty();
            any = any || (hidden.value.is_number() && hidden.value.get<int>() > 0);
        }
        return right;
    };
    const bool safe = hide(true);
    const auto answer = session_.call("GET", "/screenshot");
    if (any) hide(false);
    if (!safe || !answer.error.empty() || !answer.value.is_string()) return "";
    return from_base64(answer.value.get<std::string>());
}

}  // namespace yorozu::rpa
