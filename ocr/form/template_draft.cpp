#include "ocr/form/template_draft.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "ocr/form/label_words.h"

namespace yorozu::ocr {
namespace {

double right(const BoxMm& box) { return box.x + box.width; }
double bottom(const BoxMm& box) { return box.y + box.height; }
double middle_y(const BoxMm& box) { return box.y + box.height / 2; }
bool over(const BoxMm& a, const BoxMm& b) { return a.x < right(b) && b.x < right(a); }
bool beside(const BoxMm& a, const BoxMm& b) { return a.y < bottom(b) && b.y < bottom(a); }
bool within(const BoxMm& inner, const BoxMm& outer, double slack = 0.3) {
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack && right(inner) <= right(outer) + slack && bottom(inner) <= bottom(outer) + slack;
}
BoxMm hull(const BoxMm& a, const BoxMm& b) {
    const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(right(a), right(b)) - x, std::max(bottom(a), bottom(b)) - y};
}
BoxMm tenths(const BoxMm& box) {
    const auto round = [](double mm) { return std::round(mm * 10) / 10; };
    return {round(box.x), round(box.y), round(right(box)) - round(box.x), round(bottom(box)) - round(box.y)};
}
bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
bool is_sentence(const std::string& print) {
    const std::string text = plain_label(print);
    return holds(text, "。") || holds(text, "、") || holds(text, "ください") || print.rfind("※", 0) == 0;
}

/// A place to fill in, with what of the print belongs to it.
struct Place {
    BoxMm box;
    FormShape shape;
    const PrintLine* circles = nullptr;   ///< words to be circled
    const PrintLine* label = nullptr;
    std::string words;                    ///< of the label, without remarks
    std::string remark;
    int repeats = 0;                      ///< the label is that of the field above, this often
    bool inherited_era = false;
};

class Drafting {
public:
    Drafting(const std::vector<FormShape>& shapes, const std::vector<PrintLine>& print, const TemplatePage& paper) : print_(print), paper_(paper) {
        for (const auto& shape : shapes)
            if (to_fill_in(shape)) places_.push_back({shape.box_mm, shape, nullptr, nullptr, "", "", 0, false});
        add_circles();
        std::sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
            return std::abs(middle_y(a.box) - middle_y(b.box)) > 3 ? middle_y(a.box) < middle_y(b.box) : a.box.x < b.box.x;
        });
    }

    std::vector<DraftField> fields(int page) {
        choose_labels();
        share_era_labels();
        inherit_labels();
        name_sections();
        std::vector<DraftField> drafts;
        for (const auto& place : places_) drafts.push_back(draft(place, page));
        spread_office_use(drafts);
        return drafts;
    }

private:
    /// Boxes that are headings, label cells of a table, or frames around other boxes are not.
    bool to_fill_in(const FormShape& shape) const {
        if (shape.shaded) return false;
        if (shape.kind != FormShape::Kind::box) return shape.kind != FormShape::Kind::check_boxes || !among_characters(shape);
        double covered = 0;
        for (const auto& line : print_) {
            if (!within(line.box_mm, shape.box_mm)) continue;
            const bool head = line.box_mm.y - shape.box_mm.y < 2.5 && shape.box_mm.height > 2.2 * line.box_mm.height && shape.box_mm.width > 1.3 * line.box_mm.width;
            if (!head && line.parts.size() < 2 && !is_unit(line.text)) covered += line.box_mm.width * line.box_mm.height;
            if (line.parts.size() >= 2 && !is_sentence(line.text)) return false;   // the words to be circled are the field
        }
        return covered < 0.10 * shape.box_mm.width * shape.box_mm.height;
    }

    /// A hollow character (口, 日) of a large line looks like a box to be ticked.
    bool among_characters(const FormShape& shape) const {
        return shape.options.size() == 1 && std::any_of(print_.begin(), print_.end(), [&](const PrintLine& line) {
                   return within(shape.box_mm, line.box_mm, 1.0) || (beside(shape.box_mm, line.box_mm) && line.box_mm.height > 3.4 && std::abs(line.box_mm.x - right(shape.box_mm)) < 3.5 &&
                          std::any_of(print_.begin(), print_.end(), [&](const PrintLine& before) {
                              return beside(before.box_mm, shape.box_mm) && std::abs(right(before.box_mm) - shape.box_mm.x) < 3.5;
                          }));
               });
    }

    bool could_be_circles(const PrintLine& line) const {
        if (line.parts.size() < 2 || line.parts.size() != line.part_texts.size() || line.box_mm.height > 4.2) return false;
        if (is_sentence(line.text) || holds(line.text, "(") || holds(line.text, ")") || holds(line.text, "（")) return false;
        return std::all_of(line.part_texts.begin(), line.part_texts.end(), [](const auto& word) { return !word.empty() && word.size() <= 3 * 10; });
    }

    void add_circles() {
        for (const auto& line : print_) {
            if (!could_be_circles(line)) continue;
            // Words at the row's left end are the label of what follows (等級・度数); words with nothing about them a title.
            bool named = false;
            for (const auto& other : print_) {
                if (&other == &line || is_unit(other.text)) continue;
                const bool left = std::abs(middle_y(other.box_mm) - middle_y(line.box_mm)) < 3.2 && right(other.box_mm) < line.box_mm.x && line.box_mm.x - right(other.box_mm) < 60;
                const bool above = bottom(other.box_mm) <= line.box_mm.y && line.box_mm.y - bottom(other.box_mm) < 5 && std::abs(other.box_mm.x - line.box_mm.x) < 7 && other.box_mm.height <= line.box_mm.height * 1.2;
                named = named || left || above;
            }
            if (!named && !repeats_above(line)) continue;
            BoxMm box = line.box_mm;
            places_.push_back({box, {}, &line, nullptr, "", "", 0, false});
        }
    }

    /// The same words stand a few lines higher: a table's further row.
    bool repeats_above(const PrintLine& line) const {
        return std::any_of(print_.begin(), print_.end(), [&](const PrintLine& other) {
            return &other != &line && other.text == line.text && other.box_mm.y < line.box_mm.y && line.box_mm.y - other.box_mm.y < 25 && std::abs(other.box_mm.x - line.box_mm.x) < 1.5;
        });
    }

    bool is_label(const PrintLine& line) const {
        if (line.text.empty() || is_unit(line.text) || is_sentence(line.text)) return false;
        if (std::any_of(places_.begin(), places_.end(), [&](const Place& place) { return place.circles == &line || holds_option_word(place, line); })) return false;
        const auto plain = plain_label(line.text);
        return !plain.empty() && plain.size() <= 3 * 18;
    }

    /// The word right of a box to be ticked.
    static bool holds_option_word(const Place& place, const PrintLine& line) {
        return std::any_of(place.shape.options.begin(), place.shape.options.end(), [&](const BoxMm& option) {
            return beside(option, line.box_mm) && line.box_mm.x >= right(option) - 0.3 && line.box_mm.x - right(option) < 3;
        });
    }

    bool something_between(const BoxMm& label, const Place& place) const {
        return std::any_of(places_.begin(), places_.end(), [&](const Place& other) {
            return &other != &place && other.box.x >= right(label) - 0.5 && right(other.box) <= place.box.x + 0.5 && beside(other.box, place.box) && beside(other.box, label);
        });
    }

    /// How far a line is from being this place's label; the lower the better, none above 8.
    double distance(const PrintLine& line, const Place& place) const {
        constexpr double none = 99;
        const auto &label = line.box_mm, &box = place.box;
        const double known = label_meaning(plain_label(line.text)).names_field ? 0 : 2.2;
        if (within(label, box)) return place.shape.cells == 0 && !place.circles && label.y - box.y < 2.5 ? 0.2 : none;
        // Inside the same ruled box as the words to be circled, or above that box.
        const double from_top = box.y - bottom(label);
        if (from_top > -0.8 && from_top < 5.5 && label.x > box.x - 11 && label.x < right(box) - 1) {
            const bool hidden = std::any_of(places_.begin(), places_.end(), [&](const Place& other) {
                return &other != &place && over(other.box, label) && other.box.y >= bottom(label) - 0.8 && bottom(other.box) <= box.y + 0.5;
            });
            if (!hidden) return std::max(0.0, from_top) * 0.5 + std::abs(label.x - box.x) * 0.15 + known;
        }
        const double to_left = box.x - right(label);
        const double down = std::abs(middle_y(label) - middle_y(box));
        if (to_left > -0.8 && to_left < 50 && down < std::max(box.height / 2, 2.0) + 1.8 && !something_between(label, place)) return to_left * 0.1 + down * 0.3 + 0.3 + known;
        return none;
    }

    void choose_labels() {
        struct Choice {
            double distance;
            std::size_t place;
            const PrintLine* line;
        };
        std::vector<Choice> choices;
        for (std::size_t i = 0; i < places_.size(); ++i)
            for (const auto& line : print_)
                if (is_label(line))
                    if (const double far = distance(line, places_[i]); far < 8) choices.push_back({far, i, &line});
        std::sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) { return a.distance < b.distance; });
        std::set<const PrintLine*> taken;
        for (const auto& choice : choices) {
            auto& place = places_[choice.place];
            if (place.label || !taken.insert(choice.line).second) continue;
            place.label = choice.line;
            place.words = plain_label(choice.line->text, &place.remark);
        }
        for (auto& place : places_) {
            if (place.label) continue;
            for (const auto& line : print_) {
                // 印, printed pale in the middle of the box.
                if (within(line.box_mm, place.box) && place.shape.cells == 0 && !place.circles && label_meaning(line.text).kind == FieldKind::seal) place.words = "印";
                if (place.shape.options.size() == 1 && holds_option_word(place, line)) place.words = plain_label(line.text);
            }
        }
    }

    static bool is_era_choice(const Place& place) {
        return place.circles && std::all_of(place.circles->part_texts.begin(), place.circles->part_texts.end(), [](const auto& word) { return is_era(word); });
    }

    /// 生年月日　大正・昭和　[comb]: the label belongs to both.
    void share_era_labels() {
        for (std::size_t i = 0; i + 1 < places_.size(); ++i) {
            auto &era = places_[i], &date = places_[i + 1];
            if (!is_era_choice(era) || date.shape.cells == 0 || !beside(era.box, date.box)) continue;
            if (era.words.empty()) continue;
            if (date.words.empty() || date.label == era.label) date.words = era.words;
            date.inherited_era = true;
            era.words += "の元号";
        }
    }

    void inherit_labels() {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            auto& place = places_[i];
            if (!place.words.empty()) continue;
            for (std::size_t j = i; j-- > 0;) {
                const auto& above = places_[j];
                const bool alike = std::abs(above.box.x - place.box.x) < 1.5 && std::abs(above.box.width - place.box.width) < 1.5 && above.shape.cells == place.shape.cells;
                if (!alike || above.words.empty() || place.box.y - above.box.y > 22 || place.box.y - above.box.y < 2) continue;
                place.words = above.words;
                place.repeats = above.repeats + 1;
                break;
            }
        }
        std::map<std::string, int> repeated;
        for (auto& place : places_)
            if (place.repeats > 0) place.words += std::to_string(place.repeats + 1);
    }

    /// 氏名 twice on a page: the line that heads its part of the page stands before it.
    void name_sections() {
        std::map<std::string, int> count;
        for (const auto& place : places_) ++count[place.words];
        for (auto& place : places_) {
            if (place.words.empty() || count[place.words] < 2) continue;
            const PrintLine* heading = nullptr;
            for (const auto& line : print_) {
                if (bottom(line.box_mm) > place.box.y || line.box_mm.height < 2.4 || !is_label(line) || line.box_mm.height > 4.5) continue;
                const bool alone = std::none_of(places_.begin(), places_.end(), [&](const Place& other) {
                    return other.label == &line || (beside(other.box, line.box_mm) && !within(line.box_mm, other.box));
                });
                if (alone && line.box_mm.x < paper_.width_mm * 0.25 && (!heading || line.box_mm.y > heading->box_mm.y)) heading = &line;
            }
            if (heading) place.words = plain_label(heading->text) + place.words;
        }
    }

    bool unit_above(const Place& place, std::string_view unit) const {
        return std::any_of(print_.begin(), print_.end(), [&](const PrintLine& line) {
            return line.text == unit && over(line.box_mm, place.box) && place.box.y - bottom(line.box_mm) < 3.5 && place.box.y - bottom(line.box_mm) > -1;
        });
    }
    /// The line that ends just left (`before`) or begins just right of the box.
    const PrintLine* neighbour(const BoxMm& box, bool before, double reach) const {
        for (const auto& line : print_) {
            const double gap = before ? box.x - right(line.box_mm) : line.box_mm.x - right(box);
            if (beside(line.box_mm, box) && gap > -0.5 && gap < reach) return &line;
        }
        return nullptr;
    }

    static void add_rule(FieldTemplate& field, std::string rule, std::map<std::string, std::string> arguments) {
        field.rules.push_back({std::move(rule), std::move(arguments)});
    }

    void guess_written(const Place& place, const LabelMeaning& meaning, FieldTemplate& field) const {
        const auto* after = neighbour(place.box, false, 4);
        const bool square = std::abs(place.box.width - place.box.height) < 0.35 * std::max(place.box.width, place.box.height) && place.box.height >= 9;
        const bool yen = (after && after->text.rfind("円", 0) == 0) || meaning.kind == FieldKind::amount;
        const bool dated = unit_above(place, "年") && unit_above(place, "月") && unit_above(place, "日");
        field.box_mm = tenths(place.box);
        field.cells = place.shape.cells;
        if (square && field.cells == 0 && (place.words == "印" || meaning.kind == FieldKind::seal)) field.kind = FieldKind::seal;
        else if (square && field.cells == 0 && holds(place.words, "コード")) field.kind = FieldKind::code;
        else if (dated || (meaning.kind == FieldKind::date && (field.cells == 0 || (field.cells >= 6 && field.cells <= 8)))) field.kind = FieldKind::date;
        else if (yen) field.kind = FieldKind::amount;
        else if (field.cells > 0 && (holds(place.remark, "カタカナ") || holds(place.remark, "カナ"))) field.kind = FieldKind::katakana;
        else if (meaning.kind && *meaning.kind != FieldKind::seal && !(field.cells == 0 && meaning.kind == FieldKind::katakana && holds(place.words, "名義"))) field.kind = *meaning.kind;
        else field.kind = field.cells >= 14 ? FieldKind::katakana : field.cells > 0 ? FieldKind::digits : FieldKind::kanji;
        if (field.kind == FieldKind::kanji || field.kind == FieldKind::digits) field.lexicon = meaning.lexicon;
        if (field.kind == FieldKind::date) {
            std::map<std::string, std::string> era;
            const auto* before = neighbour(place.box, true, 4);
            if (before && before->text.size() >= 6 && is_era(before->text)) era["x-era"] = "\"" + before->text + "\"";
            add_rule(field, "date", std::move(era));
        }
        if (field.kind == FieldKind::digits && field.cells > 0) {
            if (holds(place.words, "電話") || holds(place.words, "携帯")) add_rule(field, "pattern", {{"matches", "\"^0[0-9]{9,10}$\""}});
            else if (!holds(place.words, "人数")) add_rule(field, "length", {{"is", std::to_string(field.cells)}});
        }
        if (holds(place.words, "個人番号") || holds(place.words, "マイナンバー")) field.mask = true;
    }

    void guess_choice(const Place& place, FieldTemplate& field) const {
        field.kind = FieldKind::choice;
        if (place.circles) {
            field.mark = Mark::circle;
            const auto& parts = place.circles->parts;
            // People circle wider than the words, up to half the way to the next.
            const double high = place.circles->box_mm.height, aside = 0.4 * high, more = 0.45 * high;
            for (std::size_t i = 0; i < parts.size(); ++i)
                field.options.push_back({place.circles->part_texts[i], tenths({parts[i].x - aside, parts[i].y - more, parts[i].width + 2 * aside, parts[i].height + 2 * more})});
        } else {
            field.mark = Mark::check;
            field.pick_many = place.shape.options.size() == 1 || holds(place.remark, "すべて") || holds(place.remark, "全て");
            for (const auto& option : place.shape.options) {
                const auto* word = neighbour(option, false, 3);
                std::string value = word ? plain_label(word->text) : "";
                if (value.empty()) value = std::to_string(field.options.size() + 1);
                field.options.push_back({value, tenths(option)});
            }
        }
        // The same word twice cannot be told apart in a result.
        std::set<std::string> values;
        for (auto& option : field.options) {
            std::erase(option.value, '|');
            for (int n = 2; option.value.empty() || !values.insert(option.value).second; ++n) option.value += std::to_string(n);
        }
        field.box_mm = field.options[0].box_mm;
        for (const auto& option : field.options) field.box_mm = hull(field.box_mm, option.box_mm);
    }

    /// A box without a readable label in a row of the office's own boxes is one of them.
    void spread_office_use(std::vector<DraftField>& drafts) const {
        for (bool again = true; again;) {
            again = false;
            for (std::size_t i = 0; i < drafts.size(); ++i)
                for (std::size_t j = 0; j < drafts.size() && !drafts[i].office_use && drafts[i].field.options.empty() && drafts[i].field.cells == 0; ++j) {
                    const auto &box = drafts[i].field.box_mm, &office = drafts[j].field.box_mm;
                    const bool touches = std::min(std::abs(right(box) - office.x), std::abs(right(office) - box.x)) < 1;
                    if (!drafts[j].office_use || !touches || std::abs(box.y - office.y) > 0.7 || std::abs(box.height - office.height) > 0.7) continue;
                    make_office_use(drafts[i]);
                    again = true;
                }
        }
    }
    static void make_office_use(DraftField& draft) {
        draft.office_use = true;
        draft.field.kind = FieldKind::image;
        draft.field.lexicon.clear();
        draft.field.rules.clear();
    }

    DraftField draft(const Place& place, int page) const {
        DraftField draft;
        auto& field = draft.field;
        const auto meaning = label_meaning(place.words);
        field.page = page;
        field.label = place.words;
        field.id = meaning.id;
        draft.label_from_print = !place.words.empty() && place.repeats == 0;
        if (place.circles || !place.shape.options.empty()) guess_choice(place, field);
        else guess_written(place, meaning, field);
        const bool inside = place.label && within(place.label->box_mm, place.box);
        if (is_office_word(place.words) && (inside || holds(place.words, "欄")) && place.box.y > 0.6 * paper_.height_mm) make_office_use(draft);
        if (field.label.empty() && field.kind == FieldKind::date) field.label = "日付";
        return draft;
    }

    const std::vector<PrintLine>& print_;
    const TemplatePage& paper_;
    std::vector<Place> places_;
};

/// Dates beside a choice of eras are counted in the era that is circled.
void tie_eras(std::vector<DraftField>& drafts) {
    for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
        const auto& era = drafts[i].field;
        auto& date = drafts[i + 1].field;
        if (era.kind != FieldKind::choice || date.kind != FieldKind::date || date.rules.empty() || !holds(era.label, "元号")) continue;
        date.rules[0].arguments["x-era-field"] = "\"" + era.id + "\"";
    }
}

}  // namespace

void number_ids(std::vector<FieldTemplate>& fields) {
    std::set<std::string> taken;
    int number = 0;
    for (auto& field : fields) {
        ++number;
        if (field.id.empty()) field.id = std::string("field_") + (number < 10 ? "0" : "") + std::to_string(number);
        const std::string stem = field.id;
        for (int n = 2; !taken.insert(field.id).second; ++n) field.id = stem + "_" + std::to_string(n);
    }
}

std::vector<DraftField> draft_fields(const std::vector<FormShape>& shapes, const std::vector<PrintLine>& print, const TemplatePage& paper, int page) {
    auto drafts = Drafting(shapes, print, paper).fields(page);
    std::vector<FieldTemplate> fields;
    for (auto& draft : drafts) fields.push_back(draft.field);
    number_ids(fields);
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        drafts[i].field.id = fields[i].id;
        if (drafts[i].field.label.empty()) drafts[i].field.label = "項目 " + std::to_string(i + 1);
    }
    tie_eras(drafts);
    return drafts;
}

std::string printed_title(const std::vector<PrintLine>& print, double height_mm) {
    const auto weight = [](const PrintLine& line) { return line.box_mm.height * line.box_mm.height * line.box_mm.width; };
    const PrintLine* largest = nullptr;
    for (const auto& line : print)
        if (bottom(line.box_mm) < height_mm / 3 && line.text.size() >= 6 && !is_sentence(line.text) && (!largest || weight(line) > weight(*largest))) largest = &line;
    return largest ? largest->text : "";
}

}  // namespace yorozu::ocr
