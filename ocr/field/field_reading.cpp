#include "ocr/field/field_reading.h"

#include <cmath>

#include "ocr/field/page_context.h"

namespace yorozu::ocr {
namespace {

/// Millimetres on the form that one pixel of the input page covers.
double pixel_mm(const FormMatch& match) {
    const auto& h = match.transform;
    const double scale = std::sqrt(std::abs(h[0] * h[4] - h[1] * h[3]));  // input px per blank px
    const std::size_t number = std::size_t(std::max(1, match.template_page)) - 1;
    if (!match.form || number >= match.form->pages.size()) return 0.085;
    const double page_px_per_mm = scale * match.form->pages[number].px_per_mm;
    return page_px_per_mm > 0.5 ? std::min(0.5, 1 / page_px_per_mm) : 0.085;
}

Finish read_one(const PageContext& context, const FieldTemplate& field, FieldReading& reading) {
    switch (field.kind) {
        case FieldKind::choice: return read_choice_field(context, field, reading);
        case FieldKind::seal: read_seal_field(context, field, reading); return {};
        case FieldKind::code: read_code_field(context, field, reading); return {};
        case FieldKind::image: read_image_field(context, field, reading); return {};
        case FieldKind::text: return read_print_field(context, field, reading, field.script == Script::handwritten);
        default: break;
    }
    if (field.cells > 0) return read_comb_field(context, field, reading);
    if (field.script != Script::handwritten) return read_print_field(context, field, reading, false);
    if (field.kind == FieldKind::kanji && !context.recogniser.knows(CharacterSet::kanji)) return read_print_field(context, field, reading, true);
    return read_line_field(context, field, reading);
}

}  // namespace

std::vector<FieldReading> read_fields(const Page& page, const FormMatch& match, Recogniser& recogniser) {
    std::vector<FieldReading> readings;
    if (!match.form) return readings;
    GlyphBatch batch;
    PrintFit fit;
    fit.pixel_mm = pixel_mm(match);
    fit.residual_mm = std::min(0.3, std::max(0.05, match.residual_px * fit.pixel_mm));
    const RegisteredPage registered(page, match);
    const PageContext context{registered, recogniser, batch, fit, page.image.channels == 3};

    std::vector<const FieldTemplate*> fields;
    for (const FieldTemplate& field : match.form->fields)
        if (field.page == match.template_page) fields.push_back(&field);
    readings.resize(fields.size());  // the finishers keep references into it
    std::vector<Finish> finishers;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        readings[i].id = fields[i]->id;
        readings[i].box_px = registered.on_page(fields[i]->box_mm);
        Finish finish = read_one(context, *fields[i], readings[i]);
        if (finish) finishers.push_back(std::move(finish));
    }
    batch.read_all(recogniser);
    for (const Finish& finish : finishers) finish(batch);
    if (context.faded)
        for (FieldReading& reading : readings)
            if (reading.blank) doubt(reading, "帳票の細い線が写っていないため、空欄とは言い切れません");
    return readings;
}

}  // namespace yorozu::ocr
