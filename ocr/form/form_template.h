#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ocr/page/image.h"

namespace yorozu::ocr {

struct BlankInk;  // what registration needs of a blank; made at loading, seen by ocr/form only

/// What a field holds (format 1, "kind").
enum class FieldKind { digits, alnum, katakana, hiragana, kana, kanji, text, date, amount, choice, code, seal, image };
/// How a choice is marked on paper (format 1, "mark").
enum class Mark { circle, check, fill };
/// Who wrote the field (format 1, "script").
enum class Script { handwritten, printed, either };

std::string_view name_of(FieldKind kind);
std::optional<FieldKind> field_kind(std::string_view name);

/// Keys that begin with x- (and $schema): other programs' remarks, kept as they stand, with their JSON values written out.
using Notes = std::map<std::string, std::string>;

struct ChoiceOption {
    std::string value;
    BoxMm box_mm;
    Notes notes = {};
};

/// One rule of a field, kept as it stands in the file; ocr/record knows what each means.
/// `arguments` are the rule's other keys with their JSON values written out ("8", "\"mynumber\"", "[1,9]").
struct FieldRule {
    std::string rule;
    std::map<std::string, std::string> arguments;
};

/// One thing to read on a form.
struct FieldTemplate {
    std::string id;
    std::string label;
    FieldKind kind = FieldKind::text;
    int page = 1;               ///< page of a multi-page form, from 1
    BoxMm box_mm;               ///< for choices without a box: the union of the options
    int cells = 0;              ///< > 0: a comb of this many equal boxes in one row
    int lines = 1;
    bool required = false;
    bool mask = false;          ///< never stored or shown unredacted (マイナンバー)
    Script script = Script::handwritten;
    std::string lexicon;        ///< "" or the name of a word list, or a CSV path beside the template
    Mark mark = Mark::circle;
    bool pick_many = false;     ///< choice: "many" instead of "one"
    std::vector<ChoiceOption> options;
    std::vector<FieldRule> rules;
    bool own_box = false;       ///< choice: box_mm stands in the file itself
    Notes notes;
};

struct TemplatePage {
    double width_mm = 0;
    double height_mm = 0;
    std::filesystem::path blank;   ///< absolute or relative to the working directory, ready to open
    Image blank_image;             ///< grey, decoded
    double px_per_mm = 0;          ///< of blank_image: its width in px over width_mm
    std::shared_ptr<const BlankInk> ink;  ///< may be empty: it is then made where needed
    Notes notes;
};

/// A form's definition, format 1 of docs/contracts. Immutable once loaded; may be shared between threads.
struct FormTemplate {
    std::string id;
    std::string title;
    std::filesystem::path file;
    std::vector<TemplatePage> pages;
    std::vector<FieldTemplate> fields;  ///< reading and checking order
    Notes notes;

    const FieldTemplate* field(std::string_view field_id) const;
};

/// One fault of a template file, in words for a person.
struct TemplateFault {
    std::filesystem::path file;
    std::string place;   ///< JSON pointer or field id ("/fields/3/box_mm")
    std::string what;
    std::string mend;
    bool warning = false;  ///< the template can be used all the same
};

struct TemplateLoad {
    std::optional<FormTemplate> form;   ///< absent when any fault is not a warning
    std::vector<TemplateFault> faults;
};

/// Reads and checks one template file: JSON syntax, schema (unknown keys refused by name, except x-…),
/// duplicate ids, boxes off the page, combs too narrow, rules naming absent fields, blank missing.
TemplateLoad load_template(const std::filesystem::path& file);

struct TemplateSet {
    std::vector<FormTemplate> forms;
    std::vector<TemplateFault> faults;
};

/// Loads every template named: files, or folders (searched for *.json with "formatVersion", recursive).
TemplateSet load_templates(const std::vector<std::filesystem::path>& files_or_folders);

/// The form with this id, nullptr if none has it; points into `forms`.
const FormTemplate* form_named(const std::vector<FormTemplate>& forms, std::string_view id);

}  // namespace yorozu::ocr
