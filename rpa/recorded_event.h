#pragma once
#include <string>
#include <utility>
#include <vector>

#include "rpa/scenario.h"

namespace yorozu::rpa {

/// One thing that a person did in a browser or a desktop program, or that the screen did in answer.
struct RecordedEvent {
    enum class Kind {
        page,          ///< a page was opened: url, title; `by_address`: not by a link or form of the page before. Desktop: a window, title
        launch,        ///< desktop: the program was started: command, title of its window
        set,           ///< a field was filled: value, "" if `secret`
        select, choose, upload,
        click, double_click,
        key,           ///< Enter without a button to press; desktop: a chord, as value
        menu,          ///< desktop: command has the menus' names
        dialog,        ///< the page asked (label), the person answered (`accepted`, value); desktop: value is the button
        shown,         ///< the screen says that something was registered: `target` words, `number` and its text as value
        list,          ///< rows are to be seen: `target` finds them
        unsupported,   ///< label, value: what it was
    };
    Kind kind = Kind::click;
    int window = 0;               ///< 0: the first
    Target target;                ///< 3 to 6 alternatives where the page has as many, each finding this element alone then
    Target number;                ///< shown: the target's own number
    std::string label;            ///< what people call the element
    std::string value, url, title;
    bool secret = false;          ///< its value stayed in the page
    bool password = false;        ///< the field hides what is typed
    std::vector<std::string> command;            ///< launch, menu
    std::vector<std::vector<std::string>> rows;  ///< list: texts of the cells
    std::vector<std::string> parts;              ///< list: how verify.find's number names the cell of each column
    std::vector<std::pair<std::string, Target>> echoes;  ///< list: short texts beside it, and how each is found
    bool by_address = false;
    bool accepted = false;
};

}  // namespace yorozu::rpa
