#pragma once
#include <wx/app.h>

#include <filesystem>
#include <string>

namespace yorozu::gui {

class Frame;

/// What the command line says.
struct StartWords {
    std::filesystem::path workspace;  ///< "" : the usual one, if it is there
    std::string language;             ///< "ja", "en"; "": the system's, else Japanese
    bool measure_start = false;       ///< prints the milliseconds from process start to first paint, then ends
};

/// Loads the words of the screen: "ja" are the msgids themselves.
void use_language(const std::string& language);

class App : public wxApp {
public:
    bool OnInit() override;
    bool OnExceptionInMainLoop() override;
    /// A fault of ours for the log of whoever mends it; never a dialog in front of a clerk.
    void OnAssertFailure(const wxChar* file, int line, const wxChar* function, const wxChar* condition, const wxChar* words) override;
    int OnExit() override;
    /// wx has its own command line parser; ours is in OnInit.
    bool OnCmdLineParsed(wxCmdLineParser&) override { return true; }

private:
    Frame* frame_ = nullptr;
};

}  // namespace yorozu::gui
