#pragma once

namespace yorozu::gui {

/// Whether the person's system lets things move by themselves (GTK: gtk-enable-animations). Ask each time before something is set going.
bool animation_wanted();

}  // namespace yorozu::gui
