#pragma once
#include <pango/pangocairo.h>

#include <memory>

namespace yorozu::flows {

struct ObjectDeleter {
    void operator()(void* object) const { g_object_unref(object); }
};
struct FontDeleter {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using PangoFont = std::unique_ptr<PangoFontDescription, FontDeleter>;

}  // namespace yorozu::flows
