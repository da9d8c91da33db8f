#pragma once
#include <map>
#include <string>
#include <vector>

/// The form of a well-known keying contest, in Japanese: ten rounds of seven fields that change places, order of labels and
/// ids every round. The page itself counts: right values, those keyed by trusted events, and the time from start to end.
struct Challenge {
    static constexpr int rounds = 10, fields = 7;

    static std::string page() {
        return R"html(<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>入力の競技</title>
<style>#form{position:relative;height:340px}.f{position:absolute;width:220px}button{position:absolute;left:10px;top:290px}</style>
<h1>第 <span id="round">0</span> 回</h1><button id="start" style="position:static">始める</button><form id="form" hidden></form><p id="end" hidden>終わり</p><script>
const labels = ['姓', '名', '勤め先', '役職', '住所', 'メールアドレス', '電話番号'], seed = +new URLSearchParams(location.search).get('seed') || 1;
let state = seed, round = 0, began = 0;
const next = n => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % n; };
window.given = []; window.trusted = 0; window.took = 0;
const deal = () => {
  const form = document.querySelector('#form'), order = [...labels], places = [...Array(12).keys()];
  for (const list of [order, places]) for (let i = list.length - 1; i > 0; --i) { const j = next(i + 1); [list[i], list[j]] = [list[j], list[i]]; }
  form.innerHTML = order.map((label, i) => `<div class="f" style="left:${places[i] % 4 * 230}px;top:${Math.floor(places[i] / 4) * 90}px"><label>${label}</label><br><input id="x${next(32768)}q${i}" name="n${next(32768)}"></div>`).join('') + '<button type="submit">送る</button>';
  form.querySelectorAll('input').forEach(e => e.addEventListener('input', event => { e.trusted = event.isTrusted; }));
  document.querySelector('#round').textContent = round + 1;
};
document.querySelector('#start').onclick = e => { began = performance.now(); e.target.remove(); document.querySelector('#form').hidden = false; deal(); };
document.querySelector('#form').onsubmit = e => {
  e.preventDefault();
  const row = {};
  for (const f of document.querySelectorAll('.f')) { const i = f.querySelector('input'); row[f.querySelector('label').textContent] = i.value; window.trusted += i.trusted ? 1 : 0; }
  window.given.push(row);
  if (++round < 10) return deal();
  window.took = performance.now() - began;
  e.target.remove();
  const end = document.querySelector('#end');
  end.textContent = Math.round(window.took) + ' ms';
  end.hidden = false;
};
</script></html>)html";
    }

    static std::vector<std::map<std::string, std::string>> rows() {
        std::vector<std::map<std::string, std::string>> all;
        const char* const last[] = {"髙橋", "渡邉", "𠮷田", "齋藤", "板橋", "山﨑", "森鷗", "佐々木", "小野寺", "内田"};
        for (int i = 0; i < rounds; ++i)
            all.push_back({{"姓", last[i]}, {"名", "花子" + std::to_string(i)}, {"勤め先", "株式会社見本 第" + std::to_string(i) + "営業所"}, {"役職", "係長"},
                           {"住所", "東京都板橋区板橋二丁目" + std::to_string(60 + i) + "番1号"}, {"メールアドレス", "mihon" + std::to_string(i) + "@example.jp"}, {"電話番号", "03-0000-" + std::to_string(1000 + i)}});
        return all;
    }

    /// One record: seven fields by their labels alone, then the button.
    static std::string steps() {
        std::string all;
        const auto first = rows().front();
        for (const auto& [label, value] : first)
            all += R"({"type":"web.set","selectors":["xpath///label[normalize-space()=')" + label + R"(']/following-sibling::input","xpath///div[label[contains(., ')" + label + R"(')]]/input"],"value":{"field":")" + label + "\"}},";
        return all + R"({"type":"web.click","selectors":["aria/送る[role=\"button\"]","xpath///form/button"]})";
    }

    /// JavaScript for a finished page: how many of the 70 are right.
    static std::string right_as_script() {
        std::string script = "[";
        for (const auto& row : rows()) {
            script += "{";
            for (const auto& [label, value] : row) script += "'" + label + "':'" + value + "',";
            script += "},";
        }
        return script + "].map((row, i) => Object.keys(row).filter(k => window.given[i] && window.given[i][k] === row[k]).length).reduce((a, b) => a + b, 0)";
    }
};
