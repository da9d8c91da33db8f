#include "rpa/recorder_script.h"

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

const quoted = t => t.includes('"') ? null : '"' + t + '"';
const steady = t => !!t && !/\d{4,}|:r\w+:|(ember|ext-gen|yui|gwt-uid-|mat-input-|react-select-)\d+/.test(t);
const hosts = e => { const all = []; for (let r = e.getRootNode(); r instanceof ShadowRoot; r = r.host.getRootNode()) all.unshift(r.host); return all; };
const alone = (css, e) => { try { const f = e.getRootNode().querySelectorAll(css); return f.length === 1 && f[0] === e; } catch (x) { return false; } };
const nth = e => {
  const same = e.parentElement ? [...e.parentElement.children].filter(x => x.localName === e.localName) : [e];
  return same.length > 1 ? same.indexOf(e) + 1 : 0;
};
/// CSS from the nearest ancestor that has a name of its own.
const cssOf = e => {
  let path = '';
  for (let at = e; at; at = at.parentElement) {
    if (at !== e && steady(at.id) && alone('#' + CSS.escape(at.id), at)) return '#' + CSS.escape(at.id) + ' ' + path;
    const n = nth(at), type = at === e && at.getAttribute('type') ? '[type="' + at.getAttribute('type') + '"]' : '';
    path = path ? at.localName + (n ? ':nth-of-type(' + n + ')' : '') + ' > ' + path : at.localName + type;
    if (alone(path, e)) return path;
    if (at === e && n) {
      path = at.localName + ':nth-of-type(' + n + ')';
      if (alone(path, e)) return path;
    }
  }
  return path;
};
const xpathOf = e => {
  let path = '';
  for (let at = e; at && at.nodeType === 1; at = at.parentElement) {
    if (at !== e && steady(at.id) && quoted(at.id)) return 'xpath///*[@id=' + quoted(at.id) + ']' + path;
    const n = nth(at);
    path = '/' + at.localName + (n ? '[' + n + ']' : '') + path;
  }
  return 'xpath/' + path;
};
const heading = e => {
  const cell = e.closest('td'), row = cell && cell.parentElement;
  const head = row && [...row.children].slice(0, [...row.children].indexOf(cell)).reverse().find(c => c.localName === 'th' || ySpace(c.textContent));
  return head ? [head.localName, ySpace(head.textContent)] : null;
};
const isField = e => ['input', 'select', 'textarea'].includes(e.localName) && !['submit', 'button', 'reset', 'image'].includes(e.type);
/// Label or role, steady id or name, beside its label, CSS, XPath, text: each finds this element alone, now.
const locators = (e, byText = true) => {
  const above = hosts(e).map(cssOf), name = ySpace(yName(e)), role = yRole(e), wanted = [];
  if (byText && name && name.length <= 60 && role !== 'generic') wanted.push(...(isField(e) ? ['aria/' + name] : []), 'aria/' + name + '[role="' + role + '"]');
  if (steady(e.id)) wanted.push('#' + CSS.escape(e.id));
  if (e.name && steady(e.name) && quoted(e.name)) wanted.push(e.localName + '[name=' + quoted(e.name) + ']');
  const head = isField(e) ? heading(e) : null;
  if (byText && head && quoted(head[1])) wanted.push('xpath///' + head[0] + '[normalize-space()=' + quoted(head[1]) + ']/following-sibling::td//' + e.localName);
  if (byText && isField(e) && e.labels && e.labels[0] && quoted(ySpace(e.labels[0].textContent)))
    wanted.push('xpath///label[normalize-space()=' + quoted(ySpace(e.labels[0].textContent)) + ']/following::' + e.localName + '[1]');
  wanted.push(cssOf(e));
  if (!above.length) wanted.push(xpathOf(e));
  const text = ySpace(e.localName === 'input' ? '' : e.textContent);
  if (byText && !isField(e) && text && text.length <= 30) wanted.push('text/' + text);
  const found = [];
  for (const one of wanted) {
    const path = [...above, one];
    let hit = [];
    try { hit = yPath(path); } catch (x) {}
    if (hit.length === 1 && hit[0] === e && !found.some(f => f.join() === path.join())) found.push(path);
  }
  return found.slice(0, 6);
};
const labelOf = e => ySpace(yName(e)) || (heading(e) || [])[1] || e.name || e.id || '';

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
const pressable = e => e.closest('button,a[href],summary,option,[role=button],[role=link],[role=tab],[role=menuitem],[onclick],input[type=submit],input[type=button],input[type=reset],input[type=image]');
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
  for (const wait of [300, 1000, 2500]) setTimeout(tellShown, wait);
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
  const what = {kind: 'shown', numbers: number ? locators(number, false) : [], words: []};
  if (phrase && yPath(['text/' + phrase]).length === 1) what.words = [['text/' + phrase]];
  if (said) what.words.push(...locators(said, false));
  const now = JSON.stringify(what);
  if (now === shownBefore) return;
  shownBefore = now;
  if (what.numbers.length || what.words.length) say(what);
};
const started = () => {
  const entry = performance.getEntriesByType('navigation')[0];
  if (window === top) say({kind: 'page', url: location.href, title: document.title, way: entry ? entry.type : 'navigate', from: document.referrer});
  tellShown();
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
           page_script + listening + "})();";
}

}  // namespace yorozu::rpa
