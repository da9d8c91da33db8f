#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ocr/page/image.h"

namespace yorozu::generator {

using ocr::BoxMm;

/// One printed thing on a form, in mm; text stands with its baseline at `box.y`.
struct Print {
    enum class Kind { line, rectangle, ellipse, text, fill, code };
    enum class Font { mincho, gothic };
    enum class Align { left, centre, right };

    Kind kind = Kind::line;
    BoxMm box;            ///< line: from (x, y) to (x + width, y + height)
    double stroke = 0.2;  ///< width of the ink, mm
    double grey = 0.1;    ///< 0 black … 1 paper
    std::string text;     ///< also the content of a QR code
    double size = 2.6;    ///< height of the em square, mm
    Font font = Font::mincho;
    std::string family;  ///< another font by name; "" for IPAex
    Align align = Align::left;
    bool dashed = false;
};

struct OptionDesign {
    std::string value;
    BoxMm box;
};

/// One field: what the template file says, and what the generator needs to fill it.
struct FieldDesign {
    std::string id, label, kind;
    int page = 1;
    BoxMm box;
    int cells = 0;
    bool required = false;
    std::string script, lexicon, mark, pick;
    std::vector<OptionDesign> options;
    nlohmann::ordered_json rules = nlohmann::ordered_json::array();

    FieldDesign& must() {
        required = true;
        return *this;
    }
    FieldDesign& with(nlohmann::ordered_json rule) {
        rules.push_back(std::move(rule));
        return *this;
    }
    FieldDesign& list(std::string name) {
        lexicon = std::move(name);
        return *this;
    }
};

struct PageDesign {
    double width_mm = 210, height_mm = 297;
    std::vector<Print> prints;
};

struct FormDesign {
    std::string id, title;
    std::vector<PageDesign> pages;
    std::vector<FieldDesign> fields;

    const FieldDesign& field(std::string_view field_id) const;
};

/// Template file, format 1, for the design. Blanks are named blank.png, or blank1.png, blank2.png ….
nlohmann::ordered_json template_json(const FormDesign& form);
/// Name of the blank image of one page (from 1).
std::string blank_name(const FormDesign& form, int page);

/// Draws a form by putting print and fields on its pages, in the order in which they are read.
class Sheet {
public:
    Sheet(std::string id, std::string title);
    void page(double width_mm, double height_mm);

    Print& text(double x, double baseline, double size, std::string words,
                Print::Font font = Print::Font::mincho);
    Print& centred(BoxMm box, double size, std::string words, Print::Font font = Print::Font::mincho);
    Print& line(double x1, double y1, double x2, double y2, double stroke = 0.15);
    Print& rectangle(BoxMm box, double stroke = 0.3);
    Print& fill(BoxMm box, double grey);
    Print& ellipse(BoxMm box, double stroke = 0.15);
    Print& code(BoxMm box, std::string content);

    /// A row of boxes, one character each, with its small label above the left end ("" for none).
    FieldDesign& comb(std::string id, std::string label, std::string kind, BoxMm box, int cells);
    /// A box to write in freely.
    FieldDesign& free_line(std::string id, std::string label, std::string kind, BoxMm box);
    /// 和暦 as six cells 年年月月日日, the era in print before it.
    FieldDesign& date_comb(std::string id, std::string label, BoxMm box, const std::string& era);
    /// Words to be circled, side by side from (x, y); each option is as wide as its word, `gap` mm apart.
    FieldDesign& circled(std::string id, std::string label, double x, double y, double height, double size,
                         double gap, const std::vector<std::string>& words);
    /// Small boxes to be checked, each with its word to the right, `pitch` mm apart.
    FieldDesign& checked(std::string id, std::string label, double x, double y, double box, double size,
                         double pitch, const std::vector<std::string>& words, bool many);
    /// A place for a seal, with 印 in pale print.
    FieldDesign& seal(std::string id, std::string label, BoxMm box);

    FormDesign finish() { return std::move(form_); }

private:
    FieldDesign& add(std::string id, std::string label, std::string kind, BoxMm box);
    std::vector<Print>& prints() { return form_.pages.back().prints; }
    FormDesign form_;
};

}  // namespace yorozu::generator
