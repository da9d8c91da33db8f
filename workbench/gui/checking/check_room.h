#pragma once
#include <chrono>
#include <memory>

#include "workbench/desk/checking/double_entry.h"
#include "workbench/desk/checking/group_check.h"
#include "workbench/gui/checking/check_screen.h"
#include "workbench/gui/checking/check_typing.h"
#include "workbench/gui/frame/room.h"

class wxSplitterWindow;

namespace yorozu::gui {

class CheckCanvas;
class CheckForm;
class Composition;
class GroupView;
struct Paper;

/// A batch that is being checked, with a connection of its own: opened by a job, then the window's.
struct OpenedBatch {
    /// Any thread.
    OpenedBatch(const OwnWorkspace& own, const std::string& batch, const std::string& who);

    std::unique_ptr<desk::Workspace> workspace;
    desk::Verification verification;
    desk::BatchWork work;
};

/// 確認: 1 項目ずつ, まとめ確認 and ベリファイ of one batch.
class CheckRoom : public Room {
public:
    CheckRoom(wxWindow* parent, Session& session);
    ~CheckRoom() override;

    wxString title() const override;
    Actions actions() override;
    void open(const std::string& batch) override;
    void enter() override;
    bool leave() override;
    void refresh() override;
    std::vector<wxWindow*> panes() override;
    bool back() override;

    const CheckScreen& screen() const { return screen_; }
    /// What is printed now: the form at hand, or the list of 不備; nothing in ベリファイ, where values are hidden.
    std::optional<Paper> paper();
    Composition& composition() { return *composition_; }
    /// From a decision to the next field on the screen, in ms: durable in the store, made ready, painted (field and form).
    struct Turn {
        double stored = 0, ready = 0, painted = 0;
        double whole() const { return stored + ready + painted; }
    };
    /// Newest last: for the tests and the measurement.
    const std::vector<Turn>& turns() const { return turns_; }

private:
    enum class Way { fields, group, entry, referred, defects };
    using Steady = std::chrono::steady_clock;

    void start_opening(const std::string& batch);
    void opened(std::shared_ptr<OpenedBatch> batch);
    void go_way(Way way);
    void load_queue();
    void show_cell(const desk::GroupCell& cell);
    void show_field();
    void show_finished();
    void update_words();
    void look_ahead();
    void pictures_arrived();
    void prepare_next();    ///< bitmaps of the fields to come
    CheckLine line_of(const desk::FieldToCheck& field, const wxString& when) const;

    void on_key(wxKeyEvent& event);
    void on_char(wxKeyEvent& event);
    void on_text();
    void fill_entry();
    void mark_line();
    void put_candidate();
    bool on_line_caret();   ///< the caret moved to another character of a free line

    bool may_decide(bool picture_needed);
    void accept();
    void decide(const std::string& kind, const std::string& reason = {});
    void ask_defect();
    void as_read();
    void take_proposal();
    void undo();
    void undo_last();
    desk::Decided keep(const desk::FieldToCheck& field, const std::string& kind, const std::string& reason, const std::string& value, double seconds);
    void leave_queue(desk::WaitingField field, const std::vector<desk::WaitingField>& also);
    void did_again(const desk::WaitingField& field, const std::vector<desk::WaitingField>& also);
    void remember(const desk::FieldToCheck& field, const std::string& kind, const std::string& reason, const std::string& value);
    void put_on_paper(bool pdf);
    void look(int by);
    void zoom(double factor);
    void mark_double_entry();

    CheckScreen screen_;
    CheckTyping typing_;
    wxSplitterWindow* split_;
    CheckCanvas* canvas_;
    CheckForm* form_;
    GroupView* group_ = nullptr;
    std::unique_ptr<Composition> composition_;

    std::string batch_;
    bool opening_ = false;
    std::shared_ptr<OpenedBatch> opened_;
    std::unique_ptr<desk::PictureAhead> pictures_;
    Way way_ = Way::fields;
    std::vector<desk::WaitingField> queue_;
    std::size_t at_ = 0;
    desk::CheckProgress progress_;
    int done_here_ = 0;              ///< since progress_ was counted
    std::optional<desk::FieldToEnter> to_enter_;
    std::optional<CheckLine> last_;
    Steady::time_point looked_since_;
    double last_seconds_ = 0;
    bool enter_is_down_ = false;
    Steady::time_point enter_released_;
    bool filling_ = false;
    std::vector<Turn> turns_;
};

Room* make_check_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
