#pragma once

namespace yorozu::gui {

class Table;

/// Asks in which column what is wanted; the list follows while one types. Esc shows all rows again.
void ask_for_filter(Table& table);

}  // namespace yorozu::gui
