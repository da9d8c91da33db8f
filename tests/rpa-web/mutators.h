#pragma once
#include <string>

/// A page of a back-office, and what updates do to such pages: seeded, one or two kinds of change at a time. The page knows
/// which element is truly which field (`truth`), however it looks.
struct MutatedPage {
    static std::string html() {
        return R"html(<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>登録</title><form id="entry"><div class="row"><label for="bank">金融機関コード</label><input id="bank" name="bank"></div>
<div class="row"><label for="branch">支店コード</label><input id="branch" name="branch"></div><div class="row"><label for="kind">預金種目</label><select id="kind" name="kind"><option>-<option>普通<option>当座</select></div>
<div class="row"><label for="account">口座番号</label><input id="account" name="account"></div><div class="row"><label for="holder">口座名義</label><input id="holder" name="holder"></div>
<div class="row"><label for="date">届出日</label><input id="date" name="date"></div><div class="row"><label for="memo">摘要</label><textarea id="memo" name="memo"></textarea></div>
<p><button type="button" id="next">確認画面へ</button> <button type="button" id="clear">取り消す</button></p></form><p><button id="commit">登録する</button></p><script>
let state = +new URLSearchParams(location.search).get('seed') * 7919 + 17;
const next = n => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % n; };
const all = css => [...document.querySelectorAll(css)], truths = ['bank', 'branch', 'kind', 'account', 'holder', 'date', 'memo', 'next', 'clear', 'commit'];
truths.forEach(t => { document.getElementById(t).truth = t; });
window.pressed = [];
all('button').forEach(b => b.addEventListener('click', () => window.pressed.push(b.truth)));
const fields = () => all('.row').map(r => [r, r.querySelector('input,select,textarea'), r.querySelector('label')]);
const shuffled = list => { for (let i = list.length - 1; i > 0; --i) { const j = next(i + 1); [list[i], list[j]] = [list[j], list[i]]; } return list; };
const words = {金融機関コード: '銀行コード', 支店コード: '店番', 預金種目: '種目', 口座番号: '口座番号（7桁）', 口座名義: '名義人（カナ）', 届出日: '届出年月日', 摘要: '備考', 確認画面へ: '確認する', 登録する: '登録を確定する', 取り消す: 'やめる'};
const mutators = {
  'renamed-ids': () => all('[id]').forEach(e => { if (!e.truth) return; const id = 'ctl' + next(32768) + '_' + next(32768); all(`label[for="${e.id}"]`).forEach(l => l.htmlFor = id); e.id = id; }),
  'exchanged-ids': () => { const [a, b] = shuffled(fields().map(f => f[1])), ids = [a.id, b.id], labels = ids.map(i => all(`label[for="${i}"]`)); [a.id, b.id] = [ids[1], ids[0]]; labels[0].forEach(l => l.htmlFor = a.id); labels[1].forEach(l => l.htmlFor = b.id); },
  'renamed-names': () => fields().forEach(f => f[1].name = 'n' + next(32768)),
  'moved-fields': () => { const form = document.querySelector('form'); shuffled(fields()).forEach(f => { const box = document.createElement('div'); box.append(f[0]); form.prepend(box); }); },
  'new-fields': () => { ['旧口座番号', '口座番号の確認', '支店名'].forEach((l, i) => { const r = document.createElement('div'); r.className = 'row'; r.innerHTML = `<label for="x${i}">${l}</label><input id="x${i}" name="x${i}">`; const f = fields(); f[next(f.length)][0].before(r); }); },
  'changed-labels': () => { fields().forEach(f => { if (next(2) && words[f[2].textContent]) f[2].textContent = words[f[2].textContent]; }); all('button').forEach(b => { if (next(2)) b.textContent = words[b.textContent] || b.textContent; }); },
  'delays': () => fields().forEach(f => { if (next(2)) { f[0].remove(); setTimeout(() => document.querySelector('form').prepend(f[0]), 50 + next(600)); } else if (next(2)) { f[1].disabled = true; setTimeout(() => f[1].disabled = false, 50 + next(600)); } }),
  'overlay': () => { const o = document.createElement('div'); o.style.cssText = 'position:fixed;inset:0;background:#fffa'; document.body.append(o); setTimeout(() => o.remove(), 100 + next(700)); },
  'wrapped': () => fields().forEach(f => { const s = document.createElement('span'); f[1].before(s); s.append(f[1]); }),
};
const kinds = shuffled(Object.keys(mutators)).slice(0, 1 + next(2));
kinds.forEach(k => mutators[k]());
window.kinds = kinds.join('+');
</script></html>)html";
    }

    /// Targets as the recorder writes them: label, id, name, and the label's neighbour.
    static std::string selectors(const std::string& label, const std::string& id) {
        return R"("selectors":["aria/)" + label + R"(","#)" + id + R"(","[name=\")" + id + R"(\"]","xpath///div[label[normalize-space()=')" + label + R"(']]//*[self::input or self::select or self::textarea]"])";
    }
};
