#pragma once
#include <wx/image.h>
#include <wx/panel.h>

#include <functional>
#include <string>
#include <vector>

#include "workbench/gui/rpa/rpa_run.h"

class wxStaticText;

namespace yorozu::gui {

class Table;

/// The screen before and after each step of the record, and what every field was given and gave back.
class EvidencePane : public wxPanel {
public:
    enum class Pictures { small, growing };  ///< growing: they share the height with the list
    explicit EvidencePane(wxWindow* parent, Pictures pictures = Pictures::small);

    struct Names {
        std::function<wxString(const std::string& column)> column;  ///< as people call it
        std::function<int(const std::string& step)> number;         ///< of a step's id
    };
    void show(const RunControl::View& view, const Names& names);
    void show_picture(const std::string& png, const wxString& words);  ///< one of the journal's
    void walk(int by);
    std::size_t shots() const { return shots_.size(); }
    std::size_t at() const { return at_; }
    bool shows_pictures() const;  ///< before and after are drawn, not grey
    Table& variables() const { return *variables_; }

private:
    class Screen;
    void show_shot();

    wxStaticText *heading_, *before_words_, *after_words_;
    Screen *before_, *after_;
    Table* variables_;
    std::vector<RunControl::Shot> shots_;
    std::size_t at_ = 0;
    std::int64_t item_ = 0;
};

/// The time of day in Japan with its milliseconds: 10:52:18.204.
wxString clock_time(std::int64_t ms);
/// 5 of 9 characters of a number are covered when it is an account's: ••••578.
wxString covered(const std::string& name, const std::string& value);

}  // namespace yorozu::gui
