#pragma once

class wxImage;
class wxTextCtrl;

namespace yorozu::gui {

/// Puts the picture on a line of its own at the end of a text of many lines, at most `width` px wide. wx has no way to do so.
void append_picture(wxTextCtrl& text, const wxImage& picture, int width);

}  // namespace yorozu::gui
