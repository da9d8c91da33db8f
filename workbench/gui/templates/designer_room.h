#pragma once
#include <wx/timer.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/templates/form_templates.h"
#include "workbench/desk/templates/template_saving.h"
#include "workbench/gui/frame/room.h"
#include "workbench/gui/templates/designer_state.h"

class wxButton;
class wxCheckBox;
class wxPanel;
class wxSizer;
class wxSplitterWindow;
class wxStaticText;

namespace yorozu::gui {

class DesignerCanvas;
class DesignerProperties;
class DesignerTrial;
class Table;

/// What opening a file gave: a form with its pages, fields only when it was a template.
struct OpenedForm {
    ocr::FormTemplate form;
    std::vector<desk::BlankPage> blanks;
    std::vector<std::string> remarks;
    bool fresh = false;
};

/// Recognisers and lists are loaded once and lent to one trial after another.
struct TrialReader {
    ocr::Recogniser recogniser;
    ocr::LexiconSet lexicons;
};

/// 帳票: puts the panes of the designer together; opening, searching, trying on and saving are jobs.
class DesignerRoom : public Room {
public:
    DesignerRoom(wxWindow* parent, Session& session);

    wxString title() const override;
    void open(const std::string& subject) override;
    void enter() override;
    bool may_close() override { return may_drop_changes(); }  // it stays as it is while other rooms are shown
    bool unsaved() const override { return state_.open && state_.document.modified(); }
    std::vector<wxWindow*> panes() override;
    /// While nothing is open: a blank or template; else filled samples.
    bool take_files(const std::vector<std::filesystem::path>& files) override;
    bool back() override;
    Actions actions() override;

private:
    using Places = desk::TemplateDocument::Places;

    bool may_change();

    // Panes.
    wxStaticText* add_heading(wxWindow* parent, wxSizer* column, const wxString& words);
    void build_left(wxPanel* pane);
    void build_centre(wxPanel* pane);
    void build_right(wxSplitterWindow* pane);
    void show_all();
    void show_choice();
    void show_fields();
    void show_offer();
    void show_view();
    void show_mix_ups();
    void show_trial();
    void list_templates();

    // Edits.
    void do_edit(const DesignerState::Edit& edit);
    void after_change();
    void show_note();
    void take_offer();
    void decline_offer();
    void align(desk::TemplateDocument::Align to);

    // Jobs.
    std::optional<OwnWorkspace> own_workspace() const;
    void ask_for_blank();
    void ask_for_template();
    void ask_for_samples();
    void open_file(const std::filesystem::path& file);
    void opened(OpenedForm got);
    void find_boxes(std::size_t page);
    void add_samples(std::vector<std::filesystem::path> files);
    void next_sample(int step);
    void try_on();
    void look_for_mix_ups();
    bool save();
    bool may_drop_changes();
    void keep_draft();      ///< what is not saved, so that no crash loses it
    void offer_draft();
    void take_up_draft(const std::string& form_id);

    DesignerState state_;
    std::vector<desk::BlankPage> blanks_;
    std::vector<ocr::Page> samples_;
    std::size_t sample_ = 0;
    std::shared_ptr<TrialReader> reader_;
    bool trial_runs_ = false, trial_wanted_ = false, mix_up_runs_ = false, searching_ = false;
    wxString trouble_;
    struct Tally { std::size_t fields, accepted, review, blank; };
    std::map<std::size_t, Tally> tallies_;   ///< by sample, with the form as it is
    std::vector<desk::MixUp> mix_ups_;
    int document_number_ = 0;                ///< a job for another document is dropped

    Table *fields_ = nullptr, *mix_up_list_ = nullptr;
    wxStaticText *fields_heading_ = nullptr, *offer_words_ = nullptr, *mix_up_words_ = nullptr, *properties_heading_ = nullptr, *finding_words_ = nullptr, *where_ = nullptr, *zoom_ = nullptr, *pages_ = nullptr;
    wxPanel* offer_pane_ = nullptr;
    wxButton *take_ = nullptr, *decline_ = nullptr, *differs_ = nullptr;
    wxCheckBox *ink_ = nullptr, *readings_ = nullptr, *snap_ = nullptr;
    DesignerCanvas* canvas_ = nullptr;
    DesignerProperties* properties_ = nullptr;
    DesignerTrial* trial_ = nullptr;
    wxTimer trial_wait_, mix_up_wait_, draft_wait_;
    std::string draft_of_;                   ///< id under which the document is kept as a draft; "": it is not
};

}  // namespace yorozu::gui
