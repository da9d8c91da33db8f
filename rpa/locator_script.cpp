#include "rpa/locator_script.h"

namespace yorozu::rpa {

const char* const locator_script = R"js(
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
const pressable = e => e.closest('button,a[href],summary,option,[role=button],[role=link],[role=tab],[role=menuitem],[onclick],input[type=submit],input[type=button],input[type=reset],input[type=image]');
)js";

}  // namespace yorozu::rpa
