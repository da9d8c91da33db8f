#include "rpa/recorder_script.h"

#include "rpa/locator_script.h"
#include "rpa/page_script.h"

namespace yorozu::rpa {

namespace {

// Only what a person did (isTrusted) is told, and a value when its field is done with: at change, else before the next
// press, Enter, or the page's end.
const char* const listening = R"js(
const tell = console.debug.bind(console);
const frame = () => {
  const path = [];
  for (let w = window; w !== w.parent; w = w.parent) {
    let at = -1;
    for (let i = 0; i < w.parent.length; ++i) if (w.parent[i] === w) at = i;
    path.unshift(at);
  }
  return path;
};
const say = what => { try { tell('yorozu-record:' + JSON.stringify({window: yWindow, frame: frame(), ...what})); } catch (e) {} };

const done = new WeakMap();   // field → the value that was told last
const open = new Set();       // fields that were typed into since
const beside = e => e.type === 'password' || !!(e.form && [...e.form.elements].some(x => x.type === 'password'));
const valueOf = e => e.isContentEditable ? e.innerText : e.value;
const tellField = e => {
  open.delete(e);
  if (e.localName === 'select') {
    if (e.multiple) return say({kind: 'unsupported', label: labelOf(e), locators: locators(e), words: 'いくつも選ぶ一覧'});
    return say({kind: 'select', label: labelOf(e), locators: locators(e), value: ySpace((e.selectedOptions[0] || {}).textContent)});
  }
  if (e.type === 'file') return say({kind: 'upload', label: labelOf(e), locators: locators(e), value: [...e.files].map(f => f.name).join('|')});
  if (e.type === 'radio') {
    const css = 'input[name="' + e.name + '"]', all = yPath([...hosts(e).map(cssOf), css]);
    if (e.name && !e.name.includes('"') && all.every(x => x.type === 'radio' && x.form === e.form))
      return say({kind: 'choose', label: e.name, locators: [[...hosts(e).map(cssOf), css]], value: ySpace(yName(e)) || e.value});
  }
  if (e.type === 'radio' || e.type === 'checkbox') {
    const shown = yVisible(e) ? e : (e.labels && e.labels[0]) || e;
    return say({kind: 'click', label: labelOf(e), locators: locators(shown)});
  }
  if (done.get(e) === valueOf(e)) return;
  done.set(e, valueOf(e));
  const secret = beside(e);
  say({kind: 'set', label: labelOf(e), locators: locators(e), secret, password: e.type === 'password', value: secret ? '' : valueOf(e)});
};
const tellOpen = () => [...open].forEach(tellField);
const target = event => { const e = event.composedPath()[0]; return e && e.nodeType === 3 ? e.parentElement : e; };
const isText = e => e.isContentEditable || e.localName === 'textarea' || (e.localName === 'input' && !['checkbox', 'radio', 'file', 'submit', 'button', 'reset', 'image'].includes(e.type));

addEventListener('input', event => {
  let e = target(event);
  if (!event.isTrusted || !e || !isText(e)) return;
  while (e.isContentEditable && e.parentElement && e.parentElement.isContentEditable) e = e.parentElement;
  done.delete(e);
  open.add(e);
}, true);
addEventListener('change', event => { const e = target(event); if (event.isTrusted && e && (isField(e) || e.localName === 'select')) tellField(e); }, true);
addEventListener('focusout', event => { const e = target(event); if (e && e.isContentEditable && open.has(e)) tellField(e); }, true);
addEventListener('keydown', event => {
  if (!event.isTrusted || event.isComposing || event.key !== 'Enter') return;
  const e = target(event);
  tellOpen();
  if (!e || e.localName !== 'input' || !isText(e)) return;
  // With a button to press, the browser presses it for Enter, and that is heard as a click.
  if (e.form && [...e.form.elements].some(x => ['submit', 'image'].includes(x.type) && !x.disabled)) return;
  say({kind: 'key', value: 'Enter', label: labelOf(e), locators: locators(e)});
}, true);
const pressed = (event, kind) => {
  if (!event.isTrusted) return;
  const hit = target(event);
  if (!hit || hit.nodeType !== 1) return;
  if (kind === 'click') tellOpen();
  const e = pressable(hit) || hit;
  if (isField(e) || e.localName === 'option') return;
  const label = e.closest('label');
  if (label && label.control && !pressable(hit)) return;
  // The ground of a page is no target, unless it looks like one.
  if (!pressable(hit) && getComputedStyle(e).cursor !== 'pointer' && ![...e.childNodes].some(n => n.nodeType === 3 && ySpace(n.textContent))) return;
  if (!pressable(hit) && ['html', 'body', 'main', 'form'].includes(e.localName)) return;
  say({kind, label: labelOf(e) || ySpace(e.textContent).slice(0, 40), locators: locators(e)});
  for (const wait of [300, 1000, 2500]) setTimeout(() => { tellShown(); tellLists(); }, wait);
};
addEventListener('click', event => pressed(event, 'click'), true);
addEventListener('dblclick', event => pressed(event, 'double'), true);
addEventListener('pagehide', tellOpen, true);

/// What says that something was registered, and its number: the proof that a commit went through.
let shownBefore = '';
const tellShown = () => {
  if (!document.body) return;
  const own = e => ySpace([...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent).join(' '));
  const all = [...document.body.querySelectorAll('*')].filter(e => !['script', 'style', 'input', 'textarea', 'option', 'button', 'a'].includes(e.localName) && yVisible(e));
  const number = all.find(e => {
    const text = yText(e), near = own(e.parentElement || e) + ' ' + ((heading(e) || [])[1] || '') + ' ' + (e.previousElementSibling ? yText(e.previousElementSibling) : '');
    return /^[A-Z]{0,6}[-‐]?\d[\dA-Z‐-]{1,}$/i.test(text) && /(受付|登録|整理|申請|届出|受理|伝票|処理)番号/.test(near);
  });
  const said = all.find(e => /(登録|受け付け|受付|送信|申請|更新|保存|完了)(いた)?しました|けました|完了/.test(own(e)));
  const phrase = said && (/[^。、\s]*(しました|けました|完了)/.exec(own(said)) || [''])[0];
  const what = {kind: 'shown', numbers: number ? locators(number, false) : [], value: number ? yText(number) : '', words: []};
  if (phrase && yPath(['text/' + phrase]).length === 1) what.words = [['text/' + phrase]];
  if (said) what.words.push(...locators(said, false));
  const now = JSON.stringify(what);
  if (now === shownBefore) return;
  shownBefore = now;
  if (what.numbers.length || what.words.length) say(what);
};
/// Tables with rows, and what else stands on the page: how a registration is looked up, when a person shows it once.
let listsBefore = '';
const tellLists = () => {
  if (!document.body) return;
  const tables = [...document.querySelectorAll('table')].filter(t => yVisible(t) && [...t.rows].some(r => r.cells.length > 1 && [...r.cells].every(c => c.localName === 'td'))).slice(0, 3);
  for (const table of tables) {
    const rows = [...table.rows].filter(r => r.cells.length && [...r.cells].every(c => c.localName === 'td')), first = rows[0];
    const where = steady(table.id) && alone('#' + CSS.escape(table.id), table) ? '#' + CSS.escape(table.id) : cssOf(table);
    const own = [...first.classList].find(c => steady(c) && rows.every(r => r.classList.contains(c)));
    const parts = [...first.cells].map((c, i) => {
      const name = [...c.classList].find(k => steady(k) && rows.every(r => r.querySelectorAll('td.' + CSS.escape(k)).length === 1));
      return name ? 'td.' + CSS.escape(name) : 'td:nth-of-type(' + (i + 1) + ')';
    });
    const echoes = [...document.body.querySelectorAll('*')].filter(e => !table.contains(e) && !e.children.length && !isField(e) && yVisible(e) && yText(e) && yText(e).length <= 40).slice(0, 60)
                       .map(e => ({text: yText(e), locators: locators(e, false)})).filter(x => x.locators.length);
    const what = {kind: 'list', locators: [[where + (own ? ' tr.' + CSS.escape(own) : ' tr:has(td)')]], parts, echoes, rows: rows.slice(0, 50).map(r => [...r.cells].slice(0, 30).map(c => yText(c).slice(0, 100)))};
    const now = JSON.stringify(what);
    if (listsBefore.includes(now)) continue;
    listsBefore = (listsBefore + now).slice(-200000);
    say(what);
  }
};
const started = () => {
  const entry = performance.getEntriesByType('navigation')[0];
  if (window === top) say({kind: 'page', url: location.href, title: document.title, way: entry ? entry.type : 'navigate', from: document.referrer});
  tellShown();
  tellLists();
};
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', started); else started();

for (const name of ['alert', 'confirm', 'prompt']) {
  const asked = window[name].bind(window);
  window[name] = (...words) => {
    const answer = asked(...words);
    say({kind: 'dialog', label: String(words[0] === undefined ? '' : words[0]), accepted: name === 'alert' || (answer !== false && answer !== null), value: name === 'prompt' && answer ? answer : ''});
    return answer;
  };
}
)js";

}  // namespace

std::string recorder_script(int window) {
    return "(() => {\nif (window.__yorozuListens) return;\nObject.defineProperty(window, '__yorozuListens', {value: true});\nconst yWindow = " + std::to_string(window) + ";\n" +
           page_script + locator_script + listening + "})();";
}

}  // namespace yorozu::rpa
