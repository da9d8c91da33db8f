#include "rpa/chromium_page.h"

// Files that go to the page and files that come from it.
#include <cstdlib>

namespace yorozu::rpa {

using nlohmann::json;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

/// Instead of asking a person for a file, the page's file field is kept for us; a field that was never put into the page
/// is put there, unseen, because only then can it be spoken of.
constexpr const char* catch_chooser = R"js(
    const fields = HTMLInputElement.prototype, click = fields.click, show = fields.showPicker;
    const keep = e => {
      if (!e.isConnected) { e.hidden = true; document.body.append(e); }
      window.yorozuChooser.field = e;
    };
    const pressed = event => {
      if (event.target.localName !== 'input' || event.target.type !== 'file') return;
      event.preventDefault();
      keep(event.target);
    };
    window.yorozuChooser = {undo: () => {
      fields.click = click;
      fields.showPicker = show;
      document.removeEventListener('click', pressed, true);
      delete window.yorozuChooser;
    }};
    fields.click = function () { this.type === 'file' ? keep(this) : click.call(this); };
    fields.showPicker = function () { this.type === 'file' ? keep(this) : show.call(this); };
    document.addEventListener('click', pressed, true);
)js";

}  // namespace

void Chromium::give_file(const nlohmann::json& element, const std::filesystem::path& file) {
    const auto sent = session_.call("POST", "/element/" + element.at(ChromeSession::element_key).get<std::string>() + "/value", {{"text", std::filesystem::absolute(file).string()}});
    if (!sent.error.empty()) fail_system("ファイルを渡せません（" + sent.error + "）");
    // A page may take the file at once and empty the field for the next one.
    const auto held = session_.script("return [...arguments[0].files].map(f => f.name);", json::array({element}));
    if (held.error.empty() && held.value != json::array() && held.value != json::array({file.filename().string()}))
        throw StepFailure{StepFailure::Kind::business, "渡したファイルの名前が画面に残りません"};
}

Acted Chromium::upload(const Target& target, const std::filesystem::path& file, Milliseconds timeout) {
    const auto deadline = Clock::now() + timeout;
    do {
        enter(target);
        // A file field is often hidden behind a pretty button: it need not be seen, only be there alone.
        const auto answer = session_.script(R"js(
            const l = yLocate(arguments[0]), e = l.element && l.element.localName === 'label' && l.element.control || l.element;
            if (!e) return null;
            return e.localName === 'input' && e.type === 'file' ? e.disabled ? null : [e, l.alternative, l.healed] : [];
        )js", json::array({json_of(target)}));
        if (!answer.error.empty()) {
            session_.require_passing(answer);
        } else if (answer.value.is_array() && answer.value.empty()) {
            return upload_by_chooser(target, file, std::chrono::duration_cast<milliseconds>(deadline - Clock::now()));
        } else if (answer.value.is_array()) {
            give_file(answer.value.at(0), file);
            return {answer.value.at(2).get<bool>(), answer.value.at(1).get<int>()};
        }
        wait_ms(10);
    } while (Clock::now() < deadline);
    fail_system("ファイルを渡す欄が1つに決まりません");
}

Acted Chromium::upload_by_chooser(const Target& target, const std::filesystem::path& file, Milliseconds timeout) {
    const auto deadline = Clock::now() + timeout;
    session_.script(catch_chooser, json::array());
    const auto acted = press(target, Press::click, Heal::allowed, timeout);
    do {
        const auto answer = session_.script("return window.yorozuChooser && window.yorozuChooser.field || null;", json::array());
        if (answer.error.empty() && answer.value.is_object()) {
            give_file(answer.value, file);
            session_.script("window.yorozuChooser && window.yorozuChooser.undo();", json::array());
            return acted;
        }
        wait_ms(20);
    } while (Clock::now() < deadline);
    session_.script("window.yorozuChooser && window.yorozuChooser.undo();", json::array());
    fail_system("押してもファイルを選ぶ窓が出ません");
}

std::filesystem::path Chromium::download(const Target& target, Milliseconds timeout) {
    // A folder of its own for each file: what lies in it is what this press brought.
    std::string folder = (session_.folder() / "downloads-XXXXXX").string();
    if (!::mkdtemp(folder.data())) throw StepFailure{StepFailure::Kind::environment, "受け取る場所を作れません: 空き容量を確かめてください"};
    // The page's command, not the browser's: the latter would change the ordinary profile, and ours is an incognito one.
    const auto allowed = session_.devtools("Page.setDownloadBehavior", {{"behavior", "allow"}, {"downloadPath", folder}});
    if (!allowed.error.empty()) fail_system("ファイルを受け取れるようにできません（" + allowed.error + "）");
    const auto deadline = Clock::now() + timeout;
    press(target, Press::click, Heal::allowed, timeout);
    bool begun = false;
    do {
        // While it comes in, the file has another name; it is given its own when the last byte is there.
        bool partial = false;
        std::vector<std::filesystem::path> whole;
        std::error_code error;
        for (const auto& one : std::filesystem::directory_iterator(folder, error)) {
            if (one.path().extension() == ".crdownload") partial = true;
            else whole.push_back(one.path());
        }
        if (!partial && whole.size() == 1) return whole.front();
        if (whole.size() > 1) fail_system("ファイルが2つ以上届きました");
        if (begun && !partial) fail_system("ファイルが途中で切れました");
        begun = partial;
        wait_ms(20);
    } while (Clock::now() < deadline);
    fail_system(begun ? "ファイルを時間内に最後まで受け取れません" : "ファイルが届きません");
}

}  // namespace yorozu::rpa
