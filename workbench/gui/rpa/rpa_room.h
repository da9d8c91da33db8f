#pragma once
#include <wx/timer.h>

#include <memory>
#include <optional>

#include "workbench/desk/rpa/item_decisions.h"
#include "workbench/desk/rpa/recording.h"
#include "workbench/desk/rpa/rpa.h"
#include "workbench/desk/rpa/scenario_editing.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/gui/frame/room.h"
#include "workbench/gui/rpa/rpa_evidence.h"
#include "workbench/gui/rpa/rpa_run.h"

class wxCheckBox;
class wxChoice;
class wxSplitterWindow;
class wxStaticText;

namespace yorozu::gui {

class ItemsPane;
class SchedulesPane;
class StepFormPanel;
class StepTree;
class TrialPane;

/// RPA: the scenario's steps and their forms, runs that can be watched step by step, and what became of every record.
class RpaRoom : public Room {
public:
    RpaRoom(wxWindow* parent, Session& session);

    wxString title() const override;
    Actions actions() override;
    void open(const std::string& subject) override;  ///< name of a kept scenario
    void enter() override;
    bool leave() override;
    void refresh() override;
    std::vector<wxWindow*> panes() override;
    bool take_files(const std::vector<std::filesystem::path>& files) override;
    bool back() override;

    /// Where the records of the next run come from: a batch of the workspace, or a CSV.
    void choose_batch(const std::string& batch);
    void choose_data(const std::filesystem::path& file);
    /// Recordings and scenarios become kept scenarios; the newest is shown.
    void take_recording(const std::filesystem::path& file);
    /// Opens a browser and listens until it is closed; what was done becomes a kept scenario of this title.
    void record(desk::RecordingRequest wanted);
    bool recording() const { return recording_ != 0; }

    // for tests: what is on the screen
    const rpa::ScenarioDocument* document() const { return document_ ? &*document_ : nullptr; }
    const RunControl* running() const { return control_.get(); }
    StepTree& tree() { return *tree_; }
    ItemsPane& items() { return *items_; }
    EvidencePane& evidence() { return *evidence_; }
    StepFormPanel& form() { return *form_; }
    SchedulesPane& schedules() { return *schedules_; }
    bool shows_schedules() const;
    TrialPane& trial() { return *trial_; }
    bool shows_trial() const;

private:
    // rpa_room.cpp
    void lay_out();
    void connect();
    void show_scenarios();
    void show_scenario(const std::string& name);
    void show_document(const std::string& place);
    void show_step();
    void show_items();
    void show_journal();
    void choose_source();
    void keep_sashes();
    enum class Page { steps, schedules, trial };
    void show_page(Page page);
    // rpa_editing.cpp
    Actions edit_actions();
    void edit(const wxString& sentence, const std::function<std::string(rpa::ScenarioDocument&, std::string& place)>& how);
    void move_step(int by);
    void ask_care();
    void show_versions();
    void verified_today();
    void warn_of_age();
    void save(const std::string& why);
    void check();
    void print();
    void toggle_break(const std::string& place);
    // rpa_running.cpp
    Actions run_actions();
    struct Start { bool dry = false, step = false, trial = false; std::string from = {}; };
    void start(const Start& how);
    void ask_watches();
    void pick(const std::vector<rpa::PageElement>& elements);
    void go_on(bool step);
    EvidencePane::Names names() const;
    void follow();
    void ended(JobEnd<desk::RpaReport> end);
    void look_up();
    void decide(desk::ItemDecision::What what);
    bool open_vault(const desk::RpaRequest& wanted, std::shared_ptr<const desk::Passphrase>& passphrase);
    // rpa_recording.cpp
    void ask_recording();
    // rpa_handing_over.cpp
    void show_trial();
    void start_trial();
    void trial_ended(const desk::RpaReport& report);
    void hand_over();
    desk::RpaRequest request() const;
    bool runs() const { return control_ != nullptr; }

    wxChoice* scenarios_;
    wxStaticText *about_, *source_words_;
    wxCheckBox* before_commit_;
    wxSplitterWindow *rows_, *left_, *right_;
    StepTree* tree_;
    StepFormPanel* form_;
    EvidencePane* evidence_;
    ItemsPane* items_;
    SchedulesPane* schedules_;
    TrialPane* trial_;
    std::vector<desk::KeptScenario> kept_;
    std::string name_;
    std::optional<rpa::ScenarioDocument> document_;
    std::string saved_;               ///< text as it is kept
    std::set<std::string> breaks_;
    std::vector<std::string> watches_;
    std::string batch_;
    std::filesystem::path data_;
    bool may_change_ = false, may_run_ = false;
    std::shared_ptr<RunControl> control_;
    bool dry_ = false, trying_ = false;
    JobId job_ = 0, recording_ = 0;
    std::string picking_;   ///< the step whose element is being chosen
    std::string stopped_at_;  ///< item and step before which the run stands, as it was seen last
    int seen_changes_ = -1;
    wxTimer timer_;
};

Room* make_rpa_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
