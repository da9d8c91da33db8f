// From one field to the next: what 確認 shows, and what it has ready before it is needed.
#include <algorithm>
#include <cmath>

#include "workbench/gui/checking/check_canvas.h"
#include "workbench/gui/checking/check_form.h"
#include "workbench/gui/checking/check_room.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

constexpr std::size_t look_ahead_fields = 3;

}  // namespace

CheckLine CheckRoom::line_of(const desk::FieldToCheck& field, const wxString& when) const {
    CheckLine line;
    line.when = when;
    line.label = shown(field.label);
    line.field = field.field;
    line.value = field.masked ? tr("（伏せる項目）") : field.entered_twice ? tr("（ベリファイ）") : shown(field.value);
    line.why = said(field.why);
    int index = 0;
    for (const auto& character : field.characters) {
        if (character.doubtful && field.kind != ocr::FieldKind::date) line.doubtful.push_back(index);
        ++index;
    }
    if (pictures_) line.pages = pictures_->find(field.document);
    return line;
}

void CheckRoom::show_field() {
    screen_.notice.clear();
    screen_.next_act.clear();
    screen_.lines.clear();
    screen_.entered.clear();
    screen_.tied_pages.clear();
    screen_.field.reset();
    screen_.entry = way_ == Way::entry;
    to_enter_.reset();
    if (queue_.empty()) return show_finished();
    if (at_ >= queue_.size()) at_ = 0;
    try {
        std::vector<desk::WaitingField> wanted;
        for (std::size_t i = at_; i < queue_.size() && i <= at_ + look_ahead_fields; ++i) wanted.push_back(queue_[i]);
        auto fields = opened_->verification.open(wanted);
        if (way_ == Way::entry) {
            to_enter_ = desk::DoubleEntry(opened_->verification).open(queue_[at_]);
            fields.front() = to_enter_->field;
            fields.front().form_number = opened_->verification.form_number(queue_[at_].document);
            for (const auto& value : to_enter_->entered) screen_.entered.push_back(shown(value));
            fields.front().why = to_enter_->turn == desk::FieldToEnter::Turn::difference ? "二人の入力が違う" : to_enter_->turn == desk::FieldToEnter::Turn::second ? "二人目の入力" : "一人目の入力";
        }
        const wxString names[] = {{}, tr("次"), tr("その次"), tr("その次")};
        for (std::size_t i = 1; i < fields.size(); ++i)
            screen_.lines.push_back(line_of(fields[i], fields[i].form_number == fields[0].form_number ? names[i] : wxString::Format(tr("%d 枚目"), fields[i].form_number)));
        screen_.field = std::move(fields.front());
        screen_.state = CheckScreen::State::field;
    } catch (...) {
        screen_.state = CheckScreen::State::failed;
        screen_.notice = words_of(std::current_exception());
    }
    if (last_) screen_.lines.push_back(*last_);
    typing_.begin();
    fill_entry();
    look_ahead();
    update_words();
    looked_since_ = Steady::now();
    canvas_->follow();
    std::vector<CheckForm::Mark> marks;
    if (screen_.field) {
        const auto* form = ocr::form_named(opened_->verification.templates(), screen_.field->template_id);
        const auto* own = form ? form->field(screen_.field->field) : nullptr;
        if (form && own)
            for (const auto& field : form->fields) {
                if (field.page != own->page || field.id == own->id || field.mask) continue;
                const bool later = std::any_of(queue_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), at_ + 40)), [&](const auto& waiting) {
                    return waiting.document == screen_.field->document && waiting.field == field.id;
                });
                marks.push_back({field.box_mm, later});
            }
    }
    form_->follow(std::move(marks));
    CallAfter(&CheckRoom::prepare_next);  // once this one is on the screen
}

void CheckRoom::show_finished() {
    screen_.state = CheckScreen::State::finished;
    screen_.field.reset();
    screen_.pages.reset();
    screen_.lines.clear();
    if (last_) screen_.lines.push_back(*last_);
    progress_ = opened_->verification.progress();
    done_here_ = 0;
    switch (way_) {
        case Way::entry: screen_.notice = tr("ベリファイで入力する項目は、いまありません"); break;
        case Way::referred: screen_.notice = tr("上司へ回した項目はありません"); break;
        case Way::defects: screen_.notice = tr("不備の項目はありません"); break;
        default:
            screen_.notice = tr("この束の確認は終わりました");
            if (progress_.defects + progress_.referred + progress_.double_entry > 0)
                screen_.notice += wxString::Format(tr("（不備 %d、上司へ %d、ベリファイ待ち %d）"), progress_.defects, progress_.referred, progress_.double_entry);
    }
    screen_.next_act = tr("次の束へ");
    typing_.begin();
    fill_entry();
    update_words();
    canvas_->follow();
    form_->follow({});
}

void CheckRoom::update_words() {
    if (!opened_) return;
    screen_.heading = shown(batch_);
    screen_.counted = screen_.field ? wxString::Format(tr("%s 枚中 %s 枚目"), grouped(opened_->verification.forms()), grouped(screen_.field->form_number)) : wxString();
    const int waiting = static_cast<int>(queue_.size());
    screen_.done = progress_.settled + done_here_;
    screen_.all = screen_.done + waiting;
    const double median = opened_->verification.median_seconds_today();
    screen_.left = wxString::Format(tr("残り %s"), grouped(waiting));
    if (median > 0 && waiting > 0) screen_.left += wxString::Format(tr("・約 %s 分"), grouped(std::max(1L, std::lround(waiting * median / 60))));
    wxString note = tr("確定するたびに保存");
    if (median > 0) note += wxString::Format(tr("   この項目 %.1f 秒・きょうの中央値 %.1f 秒（自分にだけ見えます）"), last_seconds_, median);
    session_.note(note);
}

void CheckRoom::look_ahead() {
    if (!pictures_) return;
    std::vector<std::int64_t> documents;
    const auto want = [&](std::int64_t document) {
        if (std::find(documents.begin(), documents.end(), document) == documents.end()) documents.push_back(document);
    };
    if (screen_.field) {
        want(screen_.field->document);
        for (const auto& tied : screen_.field->tied) want(tied.document);
    }
    for (std::size_t i = at_; i < queue_.size() && documents.size() < look_ahead_fields + 1; ++i) want(queue_[i].document);
    pictures_->want(documents);
    screen_.pages = screen_.field ? pictures_->find(screen_.field->document) : nullptr;
    screen_.tied_pages.clear();
    if (screen_.field)
        for (const auto& tied : screen_.field->tied) screen_.tied_pages.push_back(pictures_->find(tied.document));
}

void CheckRoom::prepare_next() {
    if (!pictures_) return;
    for (std::size_t i = at_; i < queue_.size() && i <= at_ + look_ahead_fields; ++i)
        if (const auto pages = pictures_->find(queue_[i].document)) {
            form_->prepare(pages);
            canvas_->prepare(pages, queue_[i].field);
        }
}

void CheckRoom::pictures_arrived() {
    if (!screen_.field || !pictures_) return;
    const bool late = !screen_.pages;
    screen_.pages = pictures_->find(screen_.field->document);
    for (std::size_t i = 0; i < screen_.tied_pages.size(); ++i) screen_.tied_pages[i] = pictures_->find(screen_.field->tied[i].document);
    std::size_t i = at_ + 1;
    for (auto& line : screen_.lines)
        if (!line.last && i < queue_.size()) line.pages = pictures_->find(queue_[i++].document);
    const bool tied_came = std::any_of(screen_.tied_pages.begin(), screen_.tied_pages.end(), [](const auto& pages) { return pages != nullptr; });
    if (late && screen_.pages) looked_since_ = Steady::now();  // nobody looks at a grey box
    prepare_next();
    canvas_->follow();
    if (late || tied_came) form_->Refresh();
}

}  // namespace yorozu::gui
