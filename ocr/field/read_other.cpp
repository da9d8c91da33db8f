// Seals, codes and pictures: fields that need no glyph recogniser.
#include <algorithm>

#include "ocr/field/code.h"
#include "ocr/field/page_context.h"
#include "ocr/field/seal.h"

namespace yorozu::ocr {

void read_seal_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading) {
    constexpr double margin_mm = 3.0;
    FieldInk ink = remove_print(context.crop(field.box_mm, hand_px_per_mm, margin_mm), context.fit);
    remove_specks(ink, 0.1);
    const Image picture = context.page.colour(field.box_mm, hand_px_per_mm, margin_mm);
    cv::Mat colour;
    if (picture.channels == 3 && !picture.empty())
        colour = cv::Mat(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.pixels.data()));
    const SealReading seal = read_seal(ink, colour);
    reading.ink = seal.ink_mm2 / std::max(1.0, field.box_mm.width * field.box_mm.height);
    if (seal.state == SealReading::State::none) {
        reading.blank = true;
        reading.status = FieldStatus::blank;
        reading.confidence = std::clamp(0.9995 - 0.3 * std::max(seal.ink_mm2 / 1.5, seal.red_mm2 / 0.8), 0.5, 0.9995);
        return;
    }
    reading.value = reading.raw = "有";
    reading.confidence = 0.6;
    if (seal.state == SealReading::State::unclear) doubt(reading, "印影かどうかはっきりしません");
    else reading.confidence = seal.red_mm2 >= 3 || seal.ring >= 0.75 ? 0.9995 : 0.99;
    reading.characters.push_back({reading.value, reading.confidence, reading.box_px, {}});
}

void read_code_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading) {
    for (const double px_per_mm : {12.0, 20.0}) {  // fine codes need more, most do not
        const Crop crop = context.page.crop(field.box_mm, px_per_mm, 2.0, false);
        const auto dark = std::count_if(crop.page.pixels.begin(), crop.page.pixels.end(), [](auto p) { return p < 128; });
        reading.ink = crop.page.empty() ? 0 : double(dark) / crop.page.pixels.size();
        reading.value = reading.raw = read_code(crop.page);
        if (!reading.value.empty()) {
            reading.confidence = 0.9999;  // the code's own checks hold
            return;
        }
        if (reading.ink < 0.01) {
            reading.blank = true;
            reading.status = FieldStatus::blank;
            reading.confidence = 0.99;
            return;
        }
    }
    doubt(reading, "コード（バーコード・QRコード）を読み取れません");
}

void read_image_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading) {
    FieldInk ink = remove_print(context.crop(field.box_mm, hand_px_per_mm, 1.0), context.fit);
    remove_specks(ink, 0.05);
    if (!note_blank(ink, field.box_mm, reading)) reading.confidence = 1;
}

}  // namespace yorozu::ocr
