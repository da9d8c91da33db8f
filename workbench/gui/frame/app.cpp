#include "workbench/gui/frame/app.h"

#include <wx/cmdline.h>
#include <wx/stdpaths.h>
#include <wx/translation.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "workbench/gui/controls/appearance.h"
#include "workbench/gui/controls/letters.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/frame/frame.h"
#include "workbench/gui/frame/places.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;

desk::Clock system_clock() {
    return [] {
        using namespace std::chrono;
        return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    };
}

/// "en" for an English system; Japanese for all others, and where nothing is said.
std::string language_of_system() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value) return std::string(value).rfind("en", 0) == 0 ? "en" : "ja";
    return "ja";
}

/// Milliseconds since the kernel started this process (its clock ticks are 10 ms).
double milliseconds_since_start() {
    std::ifstream stat("/proc/self/stat");
    std::stringstream all;
    all << stat.rdbuf();
    const std::string text = all.str().substr(all.str().rfind(')') + 2);
    std::istringstream fields(text);
    std::string field;
    for (int i = 3; i <= 22; ++i) fields >> field;  // field 22: starttime
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return 1000.0 * (static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec) - std::stod(field) / static_cast<double>(sysconf(_SC_CLK_TCK)));
}

}  // namespace

void use_language(const std::string& language) {
    auto* translations = new wxTranslations;
    wxTranslations::Set(translations);
    use_sentences({});
    if (language != "en") return;
    const fs::path program = wxStandardPaths::Get().GetExecutablePath().utf8_string(), words = program.parent_path().parent_path() / "share/yorozu/locale";
    wxFileTranslationsLoader::AddCatalogLookupPathPrefix(shown(words.string()));
    use_sentences(words / "en/LC_MESSAGES/yorozu-desk.mo");
    translations->SetLanguage("en");
    translations->AddCatalog("yorozu", wxLANGUAGE_JAPANESE);
}

bool App::OnInit() {
    SetAppName("yorozu-workbench");
    wxCmdLineParser parser(argc, argv);
    parser.SetSwitchChars("-");
    parser.AddLongSwitch("help");
    parser.AddLongOption("workspace");
    parser.AddLongOption("lang");
    parser.AddLongSwitch("measure-start");
    if (parser.Parse(false) != 0) {
        std::fputs("yorozu-workbench [--workspace DIR] [--lang ja|en]\n", stderr);
        return false;
    }
    StartWords words;
    wxString value;
    if (parser.Found("workspace", &value)) words.workspace = utf8(value);
    if (parser.Found("lang", &value)) words.language = utf8(value);
    words.measure_start = parser.Found("measure-start");
    Memory memory;
    use_language(!words.language.empty() ? words.language : !memory.language.empty() ? memory.language : language_of_system());
    prefer_print_letters();
    use_appearance(memory.appearance);
    frame_ = new Frame(system_clock(), std::move(memory));
    frame_->Show();
    if (words.measure_start)
        frame_->Bind(wxEVT_IDLE, [this](wxIdleEvent&) {  // everything that was asked for is painted
            std::printf("%.0f\n", milliseconds_since_start());
            std::fflush(stdout);
            frame_->CallAfter([frame = frame_] { frame->Close(true); });
        });
    // The window is painted first. A workspace that was named is made when it is not there; the usual one is not.
    const bool named = !words.workspace.empty();
    const fs::path folder = named ? words.workspace : default_workspace();
    std::error_code ignored;
    if (named || fs::exists(folder / "yorozu.db", ignored))
        frame_->CallAfter([frame = frame_, folder, named] { frame->open_workspace(folder, named ? store::Access::write : store::Access::change); });
    return true;
}

bool App::OnExceptionInMainLoop() {
    if (!frame_) throw;
    frame_->say({Message::Kind::failure, words_of(std::current_exception())});
    return true;
}

void App::OnAssertFailure(const wxChar* file, int line, const wxChar* function, const wxChar* condition, const wxChar* words) {
    std::fprintf(stderr, "%s:%d: %s in %s %s\n", utf8(file).c_str(), line, utf8(condition).c_str(), utf8(function).c_str(), words ? utf8(words).c_str() : "");
}

int App::OnExit() { return wxApp::OnExit(); }

}  // namespace yorozu::gui
