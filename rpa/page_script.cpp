#include "rpa/page_script.h"

namespace yorozu::rpa {

// Locating: each alternative is a path of parts; from one part to the next the search enters the shadow root.
// Accessible names follow the order of the accname recommendation as far as form controls, buttons, links and
// headings need it: aria-labelledby, aria-label, native label, text content or value, title, placeholder.
const char* const page_script = R"js(
const ySpace = t => (t || '').replace(/\s+/g, ' ').trim();
const yText = e => ((e.innerText === undefined ? e.textContent : e.innerText) || '').trim();
const yVisible = e => {
  if (!e.isConnected) return false;
  const r = e.getBoundingClientRect(), s = getComputedStyle(e);
  return r.width > 0 && r.height > 0 && s.visibility === 'visible' && s.display !== 'none';
};
const yRole = e => {
  const given = e.getAttribute && e.getAttribute('role');
  if (given) return given;
  const type = (e.type || '').toLowerCase();
  switch (e.localName) {
    case 'a': return e.hasAttribute('href') ? 'link' : 'generic';
    case 'button': return 'button';
    case 'select': return e.multiple || e.size > 1 ? 'listbox' : 'combobox';
    case 'textarea': return 'textbox';
    case 'h1': case 'h2': case 'h3': case 'h4': case 'h5': case 'h6': return 'heading';
    case 'img': return 'img';
    case 'input': return type === 'checkbox' || type === 'radio' ? type
        : ['submit', 'button', 'reset', 'image'].includes(type) ? 'button' : type === 'search' ? 'searchbox' : 'textbox';
    default: return 'generic';
  }
};
const yName = e => {
  const by = e.getAttribute('aria-labelledby');
  if (by) {
    const names = by.split(/\s+/).map(i => e.getRootNode().getElementById(i)).filter(x => x).map(x => ySpace(x.textContent));
    if (names.length) return names.join(' ');
  }
  if (ySpace(e.getAttribute('aria-label'))) return ySpace(e.getAttribute('aria-label'));
  if (e.labels && e.labels.length) {
    return ySpace([...e.labels].map(l => {
      const copy = l.cloneNode(true);
      copy.querySelectorAll('input,select,textarea,button').forEach(x => x.remove());
      return copy.textContent;
    }).join(' '));
  }
  if (e.localName === 'input' && ['submit', 'button', 'reset'].includes(e.type)) return ySpace(e.value);
  if (e.localName === 'img' || (e.localName === 'input' && e.type === 'image')) return ySpace(e.alt);
  if (['button', 'a', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'option', 'summary'].includes(e.localName)
      || (e.hasAttribute('role') && !['input', 'select', 'textarea'].includes(e.localName))) {
    const text = ySpace(e.textContent);
    if (text) return text;
  }
  return ySpace(e.title) || ySpace(e.placeholder);
};
const yAll = function* (root) {
  for (const e of root.querySelectorAll('*')) yield e;
};
const yDeep = (root, css, out) => {
  out.push(...root.querySelectorAll(css));
  for (const e of root.querySelectorAll('*')) if (e.shadowRoot) yDeep(e.shadowRoot, css, out);
  return out;
};
const yPart = (part, root) => {
  if (part.startsWith('xpath/')) {
    const found = document.evaluate(part.slice(6), root, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null), out = [];
    for (let i = 0; i < found.snapshotLength; ++i) if (found.snapshotItem(i).nodeType === 1) out.push(found.snapshotItem(i));
    return out;
  }
  if (part.startsWith('pierce/')) return yDeep(root, part.slice(7), []);
  if (part.startsWith('aria/')) {
    const m = /^(.*?)(?:\[role="([^"]*)"\])?$/s.exec(part.slice(5));
    const out = [];
    for (const e of yAll(root))
      if ((!m[2] || yRole(e) === m[2]) && (!m[1] || yName(e) === ySpace(m[1])) && (m[1] || m[2])) out.push(e);
    return out.filter(e => yRole(e) !== 'generic' || !out.some(o => o !== e && e.contains(o)));
  }
  if (part.startsWith('text/')) {
    const want = ySpace(part.slice(5)), out = [];
    const has = e => ySpace(e.localName === 'input' && ['submit', 'button', 'reset'].includes(e.type) ? e.value : e.textContent).includes(want);
    for (const e of yAll(root))
      if (!['script', 'style', 'head', 'title', 'noscript', 'template'].includes(e.localName) && !e.closest('head')
          && has(e) && ![...e.children].some(has)) out.push(e);
    return out;
  }
  return [...root.querySelectorAll(part)];
};
const yPath = path => {
  let found = [document];
  path.forEach((part, i) => {
    const next = new Set();
    for (const f of found) for (const e of yPart(part, i === 0 ? f : (f.shadowRoot || f))) next.add(e);
    found = [...next];
  });
  return found;
};
// Another alternative stands in for the first only if all that still find anything agree on one element, and if, of a
// target with three alternatives or more, two of them do: a single one left over may point at a neighbour by now.
const yLocate = alternatives => {
  const first = yPath(alternatives[0]);
  if (first.length === 1) return {element: first[0], count: 1, alternative: 0, healed: false};
  const none = {element: null, count: first.length, alternative: 0, healed: false};
  const survivors = alternatives.map((a, i) => ({at: i, found: i ? yPath(a) : first})).filter(s => s.found.length);
  const sure = survivors.find(s => s.at && s.found.length === 1);
  if (!sure || !survivors.every(s => s.found.includes(sure.found[0]))) return none;
  if (alternatives.length > 2 && survivors.length < 2) return none;
  return {element: sure.found[0], count: 1, alternative: sure.at, healed: true};
};
const yTexts = e => [yText(e), ...[...e.querySelectorAll('*')].map(yText)];
const yFrames = () => new Promise(done => {
  let over = false;
  const end = () => { if (!over) { over = true; done(); } };
  setTimeout(end, 100);
  requestAnimationFrame(() => requestAnimationFrame(end));
});
const yState = (e, editable) => {
  if (!e.isConnected) return 'gone';
  if (!yVisible(e)) return 'hidden';
  if (e.disabled || e.closest('fieldset[disabled]') || e.getAttribute('aria-disabled') === 'true') return 'disabled';
  if (editable && (e.readOnly || e.getAttribute('aria-readonly') === 'true')) return 'readonly';
  return 'ok';
};
const yUncovered = e => {
  let r = e.getBoundingClientRect();
  if (r.top < 0 || r.left < 0 || r.bottom > innerHeight || r.right > innerWidth) {
    e.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    r = e.getBoundingClientRect();
  }
  const root = e.getRootNode();
  const hit = (root.elementFromPoint ? root : document).elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
  return hit && (hit === e || e.contains(hit) || (e.labels && [...e.labels].some(l => l.contains(hit))) || hit.contains(e) && hit.localName === 'label');
};
)js";

}  // namespace yorozu::rpa
