#include "workbench/desk/templates/template_document.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "ocr/form/template_text.h"
#include "workbench/desk/templates/template_snap.h"

namespace yorozu::desk {
namespace {

double hundredth(double mm) { return std::round(mm * 100) / 100; }

ocr::BoxMm placed(const ocr::BoxMm& box, const ocr::FormTemplate& form, int page) {
    const auto& paper = form.pages.at(static_cast<std::size_t>(page) - 1);
    const auto inside = on_paper(box, paper.width_mm, paper.height_mm);
    return {hundredth(inside.x), hundredth(inside.y), hundredth(inside.width), hundredth(inside.height)};
}

ocr::BoxMm hull(const std::vector<ocr::ChoiceOption>& options) {
    ocr::BoxMm box = options[0].box_mm;
    for (const auto& option : options) {
        const double right = std::max(box.x + box.width, option.box_mm.x + option.box_mm.width), bottom = std::max(box.y + box.height, option.box_mm.y + option.box_mm.height);
        box.x = std::min(box.x, option.box_mm.x), box.y = std::min(box.y, option.box_mm.y);
        box.width = right - box.x, box.height = bottom - box.y;
    }
    return box;
}

/// Moves or stretches a field, its options with it.
void lay(ocr::FieldTemplate& field, const ocr::BoxMm& box, const ocr::FormTemplate& form) {
    const ocr::BoxMm before = field.box_mm;
    const ocr::BoxMm after = placed(box, form, field.page);
    for (auto& option : field.options) {
        auto& place = option.box_mm;
        const double across = before.width > 0 ? after.width / before.width : 1, down = before.height > 0 ? after.height / before.height : 1;
        place = placed({after.x + (place.x - before.x) * across, after.y + (place.y - before.y) * down, place.width * across, place.height * down}, form, field.page);
    }
    field.box_mm = field.options.empty() ? after : hull(field.options);
}

bool overlap(const ocr::BoxMm& a, const ocr::BoxMm& b) {
    const double w = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x), h = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
    return w > 0 && h > 0 && w * h > 0.3 * std::min(a.width * a.height, b.width * b.height);
}

std::string free_id(const ocr::FormTemplate& form, const std::string& wanted) {
    const std::string stem = wanted.empty() ? "field_" + std::to_string(form.fields.size() + 1) : wanted;
    std::string id = stem;
    for (int n = 2; form.field(id); ++n) id = stem + "_" + std::to_string(n);
    return id;
}

/// Replaces a field's id wherever rules name it.
void rename_in_rules(ocr::FormTemplate& form, const std::string& from, const std::string& to) {
    const std::string whole = "\"" + from + "\"", with = "\"" + to + "\"";
    for (auto& field : form.fields)
        for (auto& rule : field.rules)
            for (auto& [key, value] : rule.arguments) {
                if (key != "field" && key != "of" && key != "then-required" && key != "x-era-field") continue;
                for (auto at = value.find(whole); at != std::string::npos; at = value.find(whole, at + with.size())) value.replace(at, whole.size(), with);
            }
}

std::string in_quotes(const std::string& label) { return "「" + label + "」"; }

}  // namespace

TemplateDocument::TemplateDocument(ocr::FormTemplate form) {
    steps_[0].state = std::make_shared<const State>(State{std::move(form), {}, {}, {}});
}

void TemplateDocument::step(std::string sentence, const std::function<void(State&)>& edit, std::string merge) {
    auto next = std::make_shared<State>(now());
    edit(*next);
    const auto& before = now();
    const bool same = ocr::template_text(before.form) == ocr::template_text(next->form) && before.offers.size() == next->offers.size() && before.form.pages.size() == next->form.pages.size();
    if (same) return;
    const bool merges = !merge.empty() && merge == merging_ && at_ > 0 && at_ + 1 == steps_.size() && at_ != saved_;
    if (!merges) {
        if (saved_ > at_) saved_ = static_cast<std::size_t>(-1);   // what was saved can no longer be reached
        steps_.resize(++at_);
        steps_.push_back({});
    }
    steps_[at_] = {std::move(next), std::move(sentence)};
    merging_ = std::move(merge);
}

std::string TemplateDocument::named(const Places& places) const {
    return places.size() == 1 ? in_quotes(field(places[0]).label) : std::to_string(places.size()) + " 項目";
}

std::size_t TemplateDocument::add(ocr::FieldTemplate field) {
    const std::size_t at = form().fields.size();
    field.id = free_id(form(), field.id);
    if (field.label.empty()) field.label = "項目 " + std::to_string(at + 1);
    step(in_quotes(field.label) + "を足した", [&](State& state) {
        lay(field, field.box_mm, state.form);
        state.form.fields.push_back(std::move(field));
    });
    return at;
}

void TemplateDocument::remove(const Places& places) {
    if (places.empty()) return;
    const std::set<std::size_t> gone(places.begin(), places.end());
    step(named(places) + "を消した", [&](State& state) {
        std::vector<ocr::FieldTemplate> kept;
        for (std::size_t i = 0; i < state.form.fields.size(); ++i)
            if (!gone.count(i)) kept.push_back(std::move(state.form.fields[i]));
        state.form.fields = std::move(kept);
    });
}

TemplateDocument::Places TemplateDocument::duplicate(const Places& places) {
    Places copies;
    if (places.empty()) return copies;
    step(named(places) + "を複製した", [&](State& state) {
        for (const std::size_t at : places) {
            auto copy = state.form.fields.at(at);
            copy.id = free_id(state.form, copy.id);
            copy.label += " の写し";
            auto box = copy.box_mm;
            box.x += 3, box.y += 3;
            lay(copy, box, state.form);
            copies.push_back(state.form.fields.size());
            state.form.fields.push_back(std::move(copy));
        }
    });
    return copies;
}

void TemplateDocument::move(const Places& places, double dx_mm, double dy_mm) {
    if (places.empty()) return;
    std::string merge = "move";
    for (const auto at : places) merge += " " + std::to_string(at);
    step(named(places) + "を動かした", [&](State& state) {
        for (const std::size_t at : places) {
            auto& field = state.form.fields.at(at);
            auto box = field.box_mm;
            box.x += dx_mm, box.y += dy_mm;
            lay(field, box, state.form);
        }
    }, merge);
}

void TemplateDocument::set_box(std::size_t at, const ocr::BoxMm& box, std::string_view how) {
    step(in_quotes(field(at).label) + "の" + std::string(how) + "を変えた", [&](State& state) { lay(state.form.fields.at(at), box, state.form); }, "box " + std::to_string(at));
}

void TemplateDocument::align(const Places& places, Align to) {
    if (places.size() < 2) return;
    const auto first = field(places[0]).box_mm;
    step(named(places) + "をそろえた", [&](State& state) {
        for (const std::size_t at : places) {
            auto& field = state.form.fields.at(at);
            auto box = field.box_mm;
            switch (to) {
                case Align::left: box.x = first.x; break;
                case Align::right: box.x = first.x + first.width - box.width; break;
                case Align::top: box.y = first.y; break;
                case Align::bottom: box.y = first.y + first.height - box.height; break;
                case Align::centre: box.x = first.x + (first.width - box.width) / 2; break;
                case Align::middle: box.y = first.y + (first.height - box.height) / 2; break;
            }
            lay(field, box, state.form);
        }
    });
}

void TemplateDocument::distribute(const Places& places, Along along) {
    if (places.size() < 3) return;
    const auto from = [along](const ocr::BoxMm& box) { return along == Along::across ? box.x : box.y; };
    const auto size = [along](const ocr::BoxMm& box) { return along == Along::across ? box.width : box.height; };
    Places order = places;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return from(field(a).box_mm) < from(field(b).box_mm); });
    double taken = 0;
    for (const auto at : order) taken += size(field(at).box_mm);
    const auto &first = field(order.front()).box_mm, &last = field(order.back()).box_mm;
    const double gap = (from(last) + size(last) - from(first) - taken) / static_cast<double>(order.size() - 1);
    step(named(places) + "の間を等しくした", [&](State& state) {
        double next = from(first);
        for (const std::size_t at : order) {
            auto& field = state.form.fields.at(at);
            auto box = field.box_mm;
            (along == Along::across ? box.x : box.y) = next;
            next += size(box) + gap;
            lay(field, box, state.form);
        }
    });
}

void TemplateDocument::reorder(std::size_t from, std::size_t to) {
    if (from >= form().fields.size() || to >= form().fields.size()) return;
    step(in_quotes(field(from).label) + "を " + std::to_string(to + 1) + " 番目にした", [&](State& state) {
        auto& fields = state.form.fields;
        auto moved = std::move(fields[from]);
        fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(from));
        fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(to), std::move(moved));
    });
}

void TemplateDocument::change(std::size_t at, std::string_view what, const std::function<void(ocr::FieldTemplate&)>& edit) {
    step(in_quotes(field(at).label) + "の" + std::string(what) + "を変えた", [&](State& state) { edit(state.form.fields.at(at)); }, std::string(what) + " " + std::to_string(at));
}

void TemplateDocument::rename(std::size_t at, const std::string& label) {
    step(in_quotes(field(at).label) + "を" + in_quotes(label) + "にした", [&](State& state) { state.form.fields.at(at).label = label; }, "label " + std::to_string(at));
}

void TemplateDocument::set_id(std::size_t at, const std::string& id) {
    step(in_quotes(field(at).label) + "の ID を " + id + " にした", [&](State& state) {
        const std::string before = state.form.fields.at(at).id;
        state.form.fields[at].id = id;
        rename_in_rules(state.form, before, id);
    });
}

void TemplateDocument::set_kind(std::size_t at, ocr::FieldKind kind) {
    change(at, "種類", [kind](ocr::FieldTemplate& field) {
        if (kind == ocr::FieldKind::choice && field.kind != kind) {
            // Cells of a comb become what can be marked.
            const int count = std::max(1, field.cells);
            for (int i = 0; i < count; ++i)
                field.options.push_back({std::to_string(i + 1), {field.box_mm.x + field.box_mm.width * i / count, field.box_mm.y, field.box_mm.width / count, field.box_mm.height}});
            field.cells = 0, field.lines = 1, field.lexicon.clear(), field.script = ocr::Script::handwritten;
        }
        if (kind != ocr::FieldKind::choice && field.kind == ocr::FieldKind::choice) field.options.clear(), field.pick_many = false, field.own_box = false;
        field.kind = kind;
    });
}

void TemplateDocument::set_cells(std::size_t at, int cells) {
    change(at, "マス", [cells](ocr::FieldTemplate& field) {
        if (field.kind == ocr::FieldKind::choice) return;
        const int before = field.cells;
        field.cells = std::clamp(cells, 0, 200);
        if (field.cells > 0) field.lines = 1;
        // 桁数 that was the number of cells stays so.
        for (auto& rule : field.rules)
            if (rule.rule == "length" && field.cells > 0)
                if (const auto is = rule.arguments.find("is"); is != rule.arguments.end() && is->second == std::to_string(before)) is->second = std::to_string(field.cells);
    });
}

void TemplateDocument::set_rules(std::size_t at, std::vector<ocr::FieldRule> rules) {
    change(at, "規則", [&](ocr::FieldTemplate& field) { field.rules = std::move(rules); });
}

void TemplateDocument::set_option(std::size_t at, std::size_t option, const ocr::ChoiceOption& value) {
    step(in_quotes(field(at).label) + "の選択肢を変えた", [&](State& state) {
        auto& field = state.form.fields.at(at);
        field.options.at(option) = value;
        field.options[option].box_mm = placed(value.box_mm, state.form, field.page);
        field.box_mm = hull(field.options);
    }, "option " + std::to_string(at) + " " + std::to_string(option));
}

void TemplateDocument::add_option(std::size_t at, const ocr::BoxMm& box) {
    step(in_quotes(field(at).label) + "に選択肢を足した", [&](State& state) {
        auto& field = state.form.fields.at(at);
        std::string value;
        for (std::size_t n = field.options.size() + 1; value.empty(); ++n) {
            value = std::to_string(n);
            for (const auto& option : field.options)
                if (option.value == value) value.clear();
        }
        field.options.push_back({value, placed(box, state.form, field.page)});
        field.box_mm = hull(field.options);
    });
}

void TemplateDocument::remove_option(std::size_t at, std::size_t option) {
    if (field(at).options.size() < 2) return;
    step(in_quotes(field(at).label) + "の選択肢を消した", [&](State& state) {
        auto& field = state.form.fields.at(at);
        field.options.erase(field.options.begin() + static_cast<std::ptrdiff_t>(option));
        field.box_mm = hull(field.options);
    });
}

void TemplateDocument::set_title(const std::string& title) {
    step("題名を" + in_quotes(title) + "にした", [&](State& state) { state.form.title = title; }, "title");
}

void TemplateDocument::set_form_id(const std::string& id) {
    step("帳票の ID を " + id + " にした", [&](State& state) { state.form.id = id; }, "form id");
}

void TemplateDocument::add_page(ocr::TemplatePage page) {
    step("ページを足した", [&](State& state) { state.form.pages.push_back(std::move(page)); });
}

void TemplateDocument::offer(std::vector<ocr::DraftField> found) {
    auto state = std::make_shared<State>(now());
    const auto known = [&](const ocr::DraftField& draft) {
        for (const auto& field : state->form.fields)
            if (field.page == draft.field.page && overlap(field.box_mm, draft.field.box_mm)) return true;
        for (const auto& other : state->offers)
            if (other.field.page == draft.field.page && overlap(other.field.box_mm, draft.field.box_mm)) return true;
        for (std::size_t i = 0; i < state->declined.size(); ++i)
            if (state->declined_pages[i] == draft.field.page && overlap(state->declined[i], draft.field.box_mm)) return true;
        return false;
    };
    for (auto& draft : found)
        if (!known(draft)) state->offers.push_back(std::move(draft));
    // A search is nothing that a person did: it becomes part of where they are, not a step.
    steps_[at_].state = std::move(state);
}

std::size_t TemplateDocument::take_offer(std::size_t offer) {
    const auto& draft = offers().at(offer);
    const std::size_t place = form().fields.size();
    step(in_quotes(draft.field.label) + "を項目にした", [&](State& state) {
        auto field = state.offers[offer].field;
        field.id = free_id(state.form, field.id);
        state.form.fields.push_back(std::move(field));
        state.offers.erase(state.offers.begin() + static_cast<std::ptrdiff_t>(offer));
    });
    return place;
}

void TemplateDocument::decline_offer(std::size_t offer) {
    step(in_quotes(offers().at(offer).field.label) + "を使わないことにした", [&](State& state) {
        state.declined.push_back(state.offers[offer].field.box_mm);
        state.declined_pages.push_back(state.offers[offer].field.page);
        state.offers.erase(state.offers.begin() + static_cast<std::ptrdiff_t>(offer));
    });
}

void TemplateDocument::take_all_offers() {
    const auto wanted = std::count_if(offers().begin(), offers().end(), [](const auto& draft) { return !draft.office_use; });
    if (wanted == 0) return;
    step("候補 " + std::to_string(wanted) + " 件を項目にした", [&](State& state) {
        std::vector<ocr::DraftField> left;
        for (auto& draft : state.offers) {
            if (draft.office_use) {
                left.push_back(std::move(draft));
                continue;
            }
            draft.field.id = free_id(state.form, draft.field.id);
            state.form.fields.push_back(std::move(draft.field));
        }
        state.offers = std::move(left);
    });
}

bool TemplateDocument::undo() {
    if (at_ == 0) return false;
    --at_;
    merging_.clear();
    return true;
}

bool TemplateDocument::redo() {
    if (at_ + 1 >= steps_.size()) return false;
    ++at_;
    merging_.clear();
    return true;
}

std::string TemplateDocument::undo_sentence() const { return at_ == 0 ? "" : steps_[at_].sentence; }
std::string TemplateDocument::redo_sentence() const { return at_ + 1 < steps_.size() ? steps_[at_ + 1].sentence : ""; }

void TemplateDocument::saved(const std::filesystem::path& file, const std::vector<std::filesystem::path>& blanks) {
    // Where it lies is no edit: every step knows the place.
    for (auto& step : steps_) {
        auto state = std::make_shared<State>(*step.state);
        state->form.file = file;
        for (std::size_t i = 0; i < state->form.pages.size() && i < blanks.size(); ++i) state->form.pages[i].blank = blanks[i];
        step.state = std::move(state);
    }
    saved_ = at_;
    merging_.clear();
}

}  // namespace yorozu::desk
