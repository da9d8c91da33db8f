#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ocr/form/form_template.h"
#include "ocr/form/template_draft.h"

namespace yorozu::desk {

/// A template that is being edited: values, and a history of them with a sentence for each step. Every edit either changes
/// something and becomes one step, or changes nothing and becomes none. Small edits of one thing (arrow keys, typing into
/// one value) merge into one step until something else is done. Fields are known by their place in the reading order.
/// Boxes are kept in mm as they are; what edits make is rounded to 0.01 mm and kept on the paper. For one thread.
class TemplateDocument {
public:
    using Places = std::vector<std::size_t>;

    TemplateDocument() = default;
    explicit TemplateDocument(ocr::FormTemplate form);

    const ocr::FormTemplate& form() const { return now().form; }
    const ocr::FieldTemplate& field(std::size_t at) const { return form().fields.at(at); }
    /// Found on the blank, not fields yet.
    const std::vector<ocr::DraftField>& offers() const { return now().offers; }

    // What is on the page.
    std::size_t add(ocr::FieldTemplate field);   ///< at the end; gets an id of its own; where it is now
    void remove(const Places& places);
    Places duplicate(const Places& places);      ///< 3 mm down and right of the originals
    void move(const Places& places, double dx_mm, double dy_mm);
    void set_box(std::size_t at, const ocr::BoxMm& box, std::string_view how = "位置と大きさ");
    enum class Align { left, right, top, bottom, centre, middle };
    void align(const Places& places, Align to);  ///< to the first of them
    enum class Along { across, down };
    void distribute(const Places& places, Along along);   ///< equal gaps between the outermost two
    void reorder(std::size_t from, std::size_t to);

    // What a field is.
    void rename(std::size_t at, const std::string& label);
    void set_id(std::size_t at, const std::string& id);   ///< rules of other fields that name it follow
    void set_kind(std::size_t at, ocr::FieldKind kind);   ///< a choice gets one option with the field's box, and back
    void set_cells(std::size_t at, int cells);            ///< 0: a free line
    void set_rules(std::size_t at, std::vector<ocr::FieldRule> rules);
    void set_option(std::size_t at, std::size_t option, const ocr::ChoiceOption& value);
    void add_option(std::size_t at, const ocr::BoxMm& box);
    void remove_option(std::size_t at, std::size_t option);   ///< the last one stays
    /// Everything else of a field: required, mask, script, lexicon, lines, mark, pick.
    void change(std::size_t at, std::string_view what, const std::function<void(ocr::FieldTemplate&)>& edit);

    // The form itself.
    void set_title(const std::string& title);
    void set_form_id(const std::string& id);
    void add_page(ocr::TemplatePage page);

    // Offers. What overlaps a field or was declined before is not offered again.
    void offer(std::vector<ocr::DraftField> found);
    std::size_t take_offer(std::size_t offer);   ///< where the field is now
    void decline_offer(std::size_t offer);
    void take_all_offers();                      ///< but those for the office's own use

    // History.
    bool undo();
    bool redo();
    std::string undo_sentence() const;   ///< what undo() would take back; "" when there is nothing
    std::string redo_sentence() const;
    std::size_t steps() const { return at_; }
    bool modified() const { return saved_ != at_; }
    void saved(const std::filesystem::path& file, const std::vector<std::filesystem::path>& blanks);
    void never_saved() { saved_ = static_cast<std::size_t>(-1); }  ///< taken up from a draft: modified as it stands
    void end_merging() { merging_.clear(); }

private:
    struct State {
        ocr::FormTemplate form;
        std::vector<ocr::DraftField> offers;
        std::vector<ocr::BoxMm> declined;
        std::vector<int> declined_pages;
    };
    struct Step {
        std::shared_ptr<const State> state;
        std::string sentence;
    };
    const State& now() const { return *steps_[at_].state; }
    /// Makes `edit`'s result the next step; `merge` not empty and the same as the last edit's: in place of the last one.
    void step(std::string sentence, const std::function<void(State&)>& edit, std::string merge = "");
    std::string named(const Places& places) const;

    std::vector<Step> steps_{{std::make_shared<const State>(), ""}};
    std::size_t at_ = 0;
    std::size_t saved_ = 0;
    std::string merging_;
};

/// A finding of `template check` about the form as it stands; `field` < 0: about the form.
struct TemplateFinding {
    int field = -1;
    std::string key;     ///< of format 1: "box_mm", "rules/0"
    std::string what, mend;
    bool warning = false;
};
std::vector<TemplateFinding> findings_of(const ocr::FormTemplate& form);

/// Where a template of a workspace is kept.
std::filesystem::path template_place(const std::filesystem::path& workspace, const std::string& form_id);

/// Writes format 1 to form.file, whole or not at all. Throws ExportFailure.
void save_template(const ocr::FormTemplate& form);

/// Two forms that sorting could mix up, seen from the one that is being edited.
struct MixUp {
    std::string id, title;
    double likeness = 0;         ///< 0…1
    bool dangerous = false;      ///< at or above the likeness at which sorting refuses to decide
    std::string differs;         ///< in words: where the two blanks differ; "" when not worked out
    std::vector<ocr::BoxMm> places;   ///< on the edited form's first page
};
/// Likest first. `others` with the same id as `form` are left out. 0.1 s a pair.
std::vector<MixUp> mix_ups(const ocr::FormTemplate& form, const std::vector<ocr::FormTemplate>& others);

}  // namespace yorozu::desk
