// What 帳票 does off the UI thread: opening, searching for boxes, trying on, looking for confusable templates.
#include <wx/filedlg.h>

#include <algorithm>

#include "workbench/desk/reading/office_lexicons.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/templates/designer_canvas.h"
#include "workbench/gui/templates/designer_room.h"

namespace yorozu::gui {

namespace fs = std::filesystem;

std::optional<OwnWorkspace> DesignerRoom::own_workspace() const { return session_.is_open() ? std::optional(session_.own()) : std::nullopt; }

void DesignerRoom::ask_for_blank() {
    wxFileDialog dialog(this, tr("白紙を開く"), "", "", tr("帳票（画像・PDF・テンプレート）") + "|*.png;*.jpg;*.jpeg;*.tif;*.tiff;*.pdf;*.json", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK && may_drop_changes()) open_file(fs::u8path(utf8(dialog.GetPath())));
}

void DesignerRoom::ask_for_template() {
    if (!session_.is_open()) return;
    wxArrayString ids;
    std::error_code error;
    for (auto it = fs::directory_iterator(session_.workspace->templates_folder(), error); !error && it != fs::directory_iterator(); it.increment(error)) ids.Add(shown(it->path().filename().string()));
    ids.Sort();
    if (ids.empty()) return session_.say({Message::Kind::notice, tr("ワークスペースに帳票がありません。白紙を開いて作ってください")});
    const auto chosen = asked_which(this, tr("どの帳票を開きますか"), tr("ワークスペースの帳票"), ids);
    if (chosen && may_drop_changes()) open(utf8(ids[*chosen]));
}

void DesignerRoom::ask_for_samples() {
    wxFileDialog dialog(this, tr("記入例を開く"), "", "", tr("画像・PDF") + "|*.png;*.jpg;*.jpeg;*.tif;*.tiff;*.pdf", wxFD_OPEN | wxFD_FILE_MUST_EXIST | wxFD_MULTIPLE);
    if (dialog.ShowModal() != wxID_OK) return;
    wxArrayString files;
    dialog.GetPaths(files);
    std::vector<fs::path> paths;
    for (const auto& file : files) paths.push_back(fs::u8path(utf8(file)));
    add_samples(std::move(paths));
}

void DesignerRoom::open_file(const fs::path& file) {
    const int number = ++document_number_;
    const auto workspace = session_.folder;
    canvas_->hint = tr("開いています…");
    canvas_->follow();
    session_.jobs.start<OpenedForm>({tr("帳票を開く"), shown(file.filename().string()), tr("ページ")}, this,
        [file, workspace](JobControl&) {
            OpenedForm got;
            if (file.extension() == ".json") {
                got.form = desk::open_template(file);
                for (const auto& page : got.form.pages) got.blanks.push_back({page, page.blank_image, 0, 0, ""});
                return got;
            }
            got.fresh = true;
            got.blanks = desk::open_blank(file, 0, got.remarks);
            got.form.id = desk::free_form_id(workspace, desk::form_id_of(file));
            got.form.title = file.stem().string();
            for (const auto& blank : got.blanks) got.form.pages.push_back(blank.paper);
            return got;
        },
        [this, number](JobEnd<OpenedForm> end) {
            if (number != document_number_) return;
            canvas_->hint = tr("白紙（スキャン・PDF・画像）を開くか、ここへ落とす");
            canvas_->follow();
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            opened(std::move(*end.result));
        });
}

void DesignerRoom::opened(OpenedForm got) {
    session_.undo.clear();
    draft_of_.clear();
    state_.document = desk::TemplateDocument(std::move(got.form));
    blanks_ = std::move(got.blanks);
    state_.open = true;
    state_.page = 1;
    state_.chosen.clear();
    state_.offer = -1;
    state_.trial.reset();
    state_.differences.clear();
    state_.findings = desk::findings_of(state_.document.form());
    samples_.clear();
    sample_ = 0;
    tallies_.clear();
    trouble_.clear();
    mix_ups_.clear();
    reader_.reset();
    canvas_->whole_page();
    show_all();
    wxString remarks;
    for (const auto& remark : got.remarks) remarks += (remarks.empty() ? wxString() : tr("。")) + said(remark);
    if (!remarks.empty()) session_.say({Message::Kind::notice, remarks});
    session_.title_changed();
    if (got.fresh) find_boxes(0);
    look_for_mix_ups();
    canvas_->SetFocus();
}

void DesignerRoom::find_boxes(std::size_t page) {
    if (page >= blanks_.size()) {
        searching_ = false;
        return show_offer();
    }
    searching_ = true;
    show_offer();
    struct Found {
        std::vector<ocr::DraftField> fields;
        std::string title;
        std::vector<std::string> remarks;
    };
    const int number = document_number_;
    session_.jobs.start<Found>({tr("枠を探す"), wxString::Format(tr("%zu ページ目"), page + 1), tr("枠")}, this,
        [blank = blanks_[page], page](JobControl&) mutable {
            Found found;
            found.fields = desk::find_fields(blank, static_cast<int>(page) + 1, found.remarks);
            found.title = blank.title;
            return found;
        },
        [this, number, page](JobEnd<Found> end) {
            if (number != document_number_) return;
            if (end.failure) {
                searching_ = false;
                return session_.say({Message::Kind::failure, words_of(end.failure)});
            }
            // The printed title names a form that nobody has named yet; it is part of opening, not a step.
            if (page == 0 && state_.document.steps() == 0 && state_.document.form().file.empty() && !end.result->title.empty()) {
                auto form = state_.document.form();
                form.title = end.result->title;
                state_.document = desk::TemplateDocument(std::move(form));
            }
            state_.document.offer(std::move(end.result->fields));
            for (const auto& remark : end.result->remarks) session_.say({Message::Kind::doubt, said(remark)});
            show_fields();
            show_choice();
            session_.title_changed();
            find_boxes(page + 1);
        });
}

// Trying on.

void DesignerRoom::add_samples(std::vector<fs::path> files) {
    if (!state_.open || files.empty()) return;
    struct Loaded {
        std::vector<ocr::Page> pages;
        std::string trouble;
    };
    const int number = document_number_;
    session_.jobs.start<Loaded>({tr("記入例を開く"), shown(files[0].filename().string()), tr("枚")}, this,
        [files](JobControl& control) {
            Loaded loaded;
            constexpr std::size_t most = 30;   // pages are kept in memory
            for (const auto& file : files)
                for (auto& result : ocr::load_pages(file)) {
                    if (control.stopped() || loaded.pages.size() >= most) return loaded;
                    if (auto* failure = std::get_if<ocr::LoadFailure>(&result)) loaded.trouble = failure->what + ": " + file.filename().string() + ": " + failure->mend;
                    else loaded.pages.push_back(std::move(std::get<ocr::Page>(result)));
                }
            return loaded;
        },
        [this, number](JobEnd<Loaded> end) {
            if (number != document_number_) return;
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            if (!end.result->trouble.empty()) session_.say({Message::Kind::failure, said(end.result->trouble)});
            if (end.result->pages.empty()) return;
            sample_ = samples_.size();
            for (auto& page : end.result->pages) samples_.push_back(std::move(page));
            show_trial();
            try_on();
        });
}

void DesignerRoom::next_sample(int step) {
    if (samples_.empty()) return;
    sample_ = (sample_ + samples_.size() + static_cast<std::size_t>(step < 0 ? samples_.size() - 1 : 1)) % samples_.size();
    show_trial();
    try_on();
}

void DesignerRoom::try_on() {
    if (!state_.open || samples_.empty() || state_.document.form().fields.empty()) return;
    if (trial_runs_) {
        trial_wanted_ = true;
        return;
    }
    struct Tried {
        std::shared_ptr<desk::Trial> trial;
        std::shared_ptr<TrialReader> reader;
    };
    trial_runs_ = true;
    trial_wanted_ = false;
    trouble_.clear();
    show_trial();
    const int number = document_number_;
    const auto steps = state_.document.steps();
    session_.jobs.start<Tried>({tr("試し読み"), shown(fs::path(samples_[sample_].source).filename().string()), tr("枚")}, this,
        [form = state_.document.form(), page = samples_[sample_], reader = reader_, own = own_workspace()](JobControl&) mutable {
            if (!reader) {
                reader = std::make_shared<TrialReader>();
                if (own) reader->lexicons = desk::office_lexicons(*own->open(store::Access::read));
            }
            return Tried{std::make_shared<desk::Trial>(desk::try_template(form, page, reader->recogniser, reader->lexicons)), reader};
        },
        [this, number, steps, sample = sample_](JobEnd<Tried> end) {
            trial_runs_ = false;
            if (number == document_number_) {
                if (end.failure) {
                    trouble_ = words_of(end.failure);
                } else {
                    reader_ = end.result->reader;
                    state_.trial = end.result->trial;
                    const auto& trial = *state_.trial;
                    if (!trial.why_not.empty()) trouble_ = said(trial.why_not);
                    else if (steps == state_.document.steps())
                        tallies_[sample] = {trial.fields.size(), trial.count(ocr::FieldStatus::accepted), trial.count(ocr::FieldStatus::review), trial.count(ocr::FieldStatus::blank)};
                }
                show_trial();
                canvas_->follow();
            }
            if (trial_wanted_) try_on();
        });
}

void DesignerRoom::look_for_mix_ups() {
    if (!state_.open || !session_.is_open() || mix_up_runs_) return;
    mix_up_runs_ = true;
    show_mix_ups();
    const int number = document_number_;
    session_.jobs.start<std::vector<desk::MixUp>>({tr("似た帳票を探す"), shown(state_.document.form().title), tr("帳票")}, this,
        [form = state_.document.form(), own = session_.own()](JobControl&) {
            return desk::mix_ups(form, own.open(store::Access::read)->templates());
        },
        [this, number](JobEnd<std::vector<desk::MixUp>> end) {
            mix_up_runs_ = false;
            if (number != document_number_) return look_for_mix_ups();
            if (end.failure) session_.say({Message::Kind::failure, words_of(end.failure)});
            else mix_ups_ = std::move(*end.result);
            show_mix_ups();
        });
}

}  // namespace yorozu::gui
