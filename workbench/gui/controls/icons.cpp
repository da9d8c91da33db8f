#include "workbench/gui/controls/icons.h"

#include <map>

namespace yorozu::gui {
namespace {

/// SVG elements, drawn with a line of 1.8 on 24 × 24.
const std::map<std::string, const char*> drawings = {
    {"home", "<path d='M3 11 L12 3.5 L21 11 M5.5 9.5 V20.5 H18.5 V9.5 M10 20.5 V14 H14 V20.5'/>"},
    {"cases", "<path d='M4 4 H20 V16 H12 L7.5 20.5 V16 H4 Z M8 8.5 H16 M8 12 H13'/>"},
    {"flows", "<path d='M3.5 3.5 H10 V10 H3.5 Z M14 14 H20.5 V20.5 H14 Z M10 6.8 H17.2 V14 M6.8 10 V17.2 H14'/>"},
    {"forms", "<path d='M5 3 H19 V21 H5 Z M8 7 H16 M8 11 H11 V14 H8 Z M13 11 H16 V14 H13 Z M8 17.5 H16'/>"},
    {"reading", "<path d='M3.5 8 V3.5 H8 M16 3.5 H20.5 V8 M20.5 16 V20.5 H16 M8 20.5 H3.5 V16 M7.5 8.5 H16.5 M7.5 12 H16.5 M7.5 15.5 H13'/>"},
    {"rpa", "<path d='M5 8.5 H19 V19 H5 Z M12 8.5 V4.5 M9.5 12.5 V14 M14.5 12.5 V14 M2.5 12 V16 M21.5 12 V16 M9 19 V21 M15 19 V21'/><circle cx='12' cy='3.6' r='1'/>"},
    {"hours", "<path d='M3.5 3.5 V20.5 H20.5 M7.5 20.5 V14 M11.5 20.5 V8 M15.5 20.5 V11 M19.5 20.5 V6'/>"},
    {"settings", "<path d='M3.5 7 H13 M18 7 H20.5 M3.5 12 H7 M12 12 H20.5 M3.5 17 H11.5 M16.5 17 H20.5 M13 4.8 V9.2 M18 4.8 V9.2 M7 9.8 V14.2 M12 9.8 V14.2 M11.5 14.8 V19.2 M16.5 14.8 V19.2'/>"},
    {"check", "<path d='M4 4 H20 V20 H4 Z M8 12 L11 15.5 L16.5 8.5'/>"},
    {"group", "<path d='M3.5 3.5 H20.5 V20.5 H3.5 Z M9.2 3.5 V20.5 M14.8 3.5 V20.5 M3.5 9.2 H20.5 M3.5 14.8 H20.5'/>"},
    {"people", "<circle cx='9' cy='8' r='3.5'/><path d='M2.5 20 C2.5 15.5 5.5 13.5 9 13.5 C12.5 13.5 15.5 15.5 15.5 20 M15.5 5 C19 5 19 11 15.5 11.2 M18 14 C20.3 14.8 21.5 17 21.5 20'/>"},
    {"flag", "<path d='M5 21 V3.5 H18 L15 8.5 L18 13.5 H5'/>"},
    {"add", "<path d='M12 4 V20 M4 12 H20'/>"},
    {"open", "<path d='M3 19.5 V4.5 H9.5 L12 7.5 H20 V10.5 M3 19.5 L6.5 10.5 H22 L18.5 19.5 Z'/>"},
    {"export", "<path d='M12 3.5 V15 M7.5 10.5 L12 15 L16.5 10.5 M4 15.5 V20.5 H20 V15.5'/>"},
    {"drop", "<path d='M12 3 V15.5 M6.5 10.5 L12 16 L17.5 10.5 M4 20.5 H20'/>"},
    {"refresh", "<path d='M19.5 12 A7.5 7.5 0 1 1 16.8 6.2 M19.8 3 V7.5 H15.2'/>"},
    {"undo", "<path d='M8.5 4 L4 8.5 L8.5 13 M4 8.5 H14 C18 8.5 20 11 20 14 C20 17 18 19.5 14 19.5 H10'/>"},
    {"redo", "<path d='M15.5 4 L20 8.5 L15.5 13 M20 8.5 H10 C6 8.5 4 11 4 14 C4 17 6 19.5 10 19.5 H14'/>"},
    {"back", "<path d='M20 12 H4.5 M11 5 L4 12 L11 19'/>"},
    {"zoom", "<circle cx='10.5' cy='10.5' r='6.5'/><path d='M15.5 15.5 L21 21 M7.5 10.5 H13.5 M10.5 7.5 V13.5'/>"},
    {"search", "<circle cx='10.5' cy='10.5' r='6.5'/><path d='M15.5 15.5 L21 21'/>"},
    {"save", "<path d='M4 4 H16.5 L20 7.5 V20 H4 Z M8 4 V9 H15 V4 M8 20 V13.5 H16 V20'/>"},
    {"watch", "<path d='M2 12 C5 7 8.5 5 12 5 C15.5 5 19 7 22 12 C19 17 15.5 19 12 19 C8.5 19 5 17 2 12 Z'/><circle cx='12' cy='12' r='3'/>"},
    {"help", "<circle cx='12' cy='12' r='9'/><path d='M9.3 9.5 C9.3 6 14.8 6 14.8 9.5 C14.8 12 12 11.8 12 14 M12 16.8 V17.2'/>"},
    {"notice", "<circle cx='12' cy='12' r='9'/><path d='M12 10.5 V17 M12 7 V7.5'/>"},
    {"failure", "<path d='M12 3.5 L22 20.5 H2 Z M12 10 V15 M12 17.6 V18'/>"},
    {"close", "<path d='M5.5 5.5 L18.5 18.5 M18.5 5.5 L5.5 18.5'/>"},
    {"select", "<path d='M6 3.5 L18 13 L12.5 13.5 L15.5 20 L13 21 L10.2 14.6 L6 18.5 Z'/>"},
    {"comb", "<path d='M3 7.5 H21 V16.5 H3 Z M9 7.5 V16.5 M15 7.5 V16.5'/>"},
    {"line", "<path d='M3 16.5 H21 M5 12.5 H12'/>"},
    {"circle", "<circle cx='12' cy='12' r='8'/><path d='M8.5 12 H15.5'/>"},
    {"crop", "<path d='M3.5 5 H20.5 V19 H3.5 Z M3.5 15.5 L9 11 L13.5 15 L16 13 L20.5 16.5'/><circle cx='15.5' cy='9' r='1.4'/>"},
    {"find", "<path d='M12 3.5 L14.4 9.3 L20.6 9.8 L15.9 13.9 L17.3 20 L12 16.7 L6.7 20 L8.1 13.9 L3.4 9.8 L9.6 9.3 Z'/>"},
    {"align", "<path d='M4 3.5 V20.5 M7.5 6.5 H19 V10 H7.5 Z M7.5 14 H14 V17.5 H7.5 Z'/>"},
    {"flow-start", "<circle cx='12' cy='12' r='8'/>"},
    {"flow-end", "<circle cx='12' cy='12' r='7.5' stroke-width='3.4'/>"},
    {"flow-step", "<rect x='2.5' y='5' width='19' height='14' rx='3'/>"},
    {"flow-user", "<rect x='2.5' y='5' width='19' height='14' rx='3'/><circle cx='8' cy='9.5' r='1.7'/><path d='M4.8 14.5 C5 11.6 11 11.6 11.2 14.5'/>"},
    {"flow-service", "<rect x='2.5' y='5' width='19' height='14' rx='3'/><circle cx='8' cy='10.5' r='2.2'/><path d='M8 6.8 V8.3 M8 12.7 V14.2 M4.3 10.5 H5.8 M10.2 10.5 H11.7'/>"},
    {"flow-choice", "<path d='M12 2.5 L21.5 12 L12 21.5 L2.5 12 Z M9 9 L15 15 M15 9 L9 15'/>"},
    {"flow-parallel", "<path d='M12 2.5 L21.5 12 L12 21.5 L2.5 12 Z M12 7.5 V16.5 M7.5 12 H16.5'/>"},
    {"flow-wait", "<circle cx='12' cy='12' r='8.8'/><circle cx='12' cy='12' r='6.2'/><path d='M12 8.2 V12 L14.6 13.4'/>"},
    {"flow-document", "<path d='M5.5 3 H14 L18.5 7.5 V21 H5.5 Z M14 3 V7.5 H18.5'/>"},
    {"flow-system", "<path d='M4 6.5 C4 3 20 3 20 6.5 V17.5 C20 21 4 21 4 17.5 Z M4 6.5 C4 10 20 10 20 6.5'/>"},
    {"flow-lane", "<path d='M2.5 4.5 H21.5 V19.5 H2.5 Z M7 4.5 V19.5 M7 12 H21.5'/>"},
    {"flow-note", "<path d='M9.5 4 H5 V20 H9.5 M12 8 H19 M12 12 H17 M12 16 H15'/>"},
    {"hand", "<path d='M8 12 V5.5 C8 3.8 10.3 3.8 10.3 5.5 V11 V4.5 C10.3 2.8 12.8 2.8 12.8 4.5 V11 V5.5 C12.8 3.8 15.2 3.8 15.2 5.5 V12 V8 C15.2 6.3 17.6 6.3 17.6 8 V14.5 C17.6 18.5 15.5 21 12.2 21 C9 21 7.8 19.5 6.5 17 L4.3 12.8 C3.5 11.2 5.5 10.2 6.5 11.6 L8 14'/>"},
    {"lasso", "<path d='M12 4 C17 4 21 6.6 21 10 C21 13.4 17 16 12 16 C7 16 3 13.4 3 10 C3 6.6 7 4 12 4 Z M8 15.5 C5.5 16.5 7 20.5 9.5 19 C11 18 9.5 16 8 15.5' stroke-dasharray='3 2'/>"},
    {"space", "<path d='M12 3 V21 M8.5 12 H3 M5.5 9.5 L3 12 L5.5 14.5 M15.5 12 H21 M18.5 9.5 L21 12 L18.5 14.5'/>"},
    {"link", "<path d='M10 14 L14 10 M8.5 11.5 L5.5 14.5 C2.5 17.5 6.5 21.5 9.5 18.5 L12.5 15.5 M11.5 8.5 L14.5 5.5 C17.5 2.5 21.5 6.5 18.5 9.5 L15.5 12.5'/>"},
    {"stack", "<path d='M3.5 4 H20.5 V11 H3.5 Z M3.5 13 H20.5 V20 H3.5 Z'/>"},
    {"difference", "<path d='M3.5 4.5 H10 V19.5 H3.5 Z M14 4.5 H20.5 V19.5 H14 Z M5.5 9 H8 M16 9 H18.5 M16 12 H18.5'/>"},
    {"tick", "<path d='M4 12.5 L9.5 18 L20 6'/>"},
    {"clock", "<circle cx='12' cy='12' r='8.8'/><path d='M12 6.5 V12 L15.5 14'/>"},
    {"stopwatch", "<circle cx='12' cy='13.5' r='7.5'/><path d='M12 9.5 V13.5 M9.5 3 H14.5 M12 3 V6 M18 7 L19.5 5.5'/>"},
    {"print", "<path d='M6.5 8 V3.5 H17.5 V8 M6.5 16.5 H3.5 V8 H20.5 V16.5 H17.5 M6.5 13.5 H17.5 V20.5 H6.5 Z'/>"},
    {"present", "<path d='M3 4 H21 V16 H3 Z M12 16 V20 M8 20.5 H16 M10 7.5 L14.5 10 L10 12.5 Z'/>"},
    {"run", "<path d='M7 4 L19.5 12 L7 20 Z'/>"},
    {"step", "<path d='M3.5 6 H12 M3.5 12 H17 M3.5 18 H12 M13.5 8 L17.5 12 L13.5 16'/>"},
    {"from", "<path d='M4.5 4 V20 M9 4.5 L20.5 12 L9 19.5 Z'/>"},
    {"dry-run", "<path d='M5 4.5 L14.5 12 L5 19.5 Z M18.5 4 V20'/>"},
    {"record", "<circle cx='12' cy='12' r='8.5'/><circle cx='12' cy='12' r='3.5'/>"},
    {"template", "<path d='M5 3 H19 V21 H5 Z M8 7 H16 M8 11 H11 V14 H8 Z M13 11 H16 V14 H13 Z M8 17.5 H16'/>"},
};

}  // namespace

wxBitmapBundle icon(const std::string& name, const wxColour& colour, int size) {
    const auto found = drawings.find(name);
    const std::string shape = found == drawings.end() ? "<path d='M3 3 H21 V21 H3 Z'/>" : found->second;
    const std::string svg = "<svg xmlns='http://www.w3.org/2000/svg' width='24' height='24' viewBox='0 0 24 24'><g fill='none' stroke='" +
                            colour.GetAsString(wxC2S_HTML_SYNTAX).utf8_string() +
                            "' stroke-width='1.6' stroke-linejoin='round' stroke-linecap='round'>" + shape + "</g></svg>";
    return wxBitmapBundle::FromSVG(svg.c_str(), wxSize(size, size));
}

}  // namespace yorozu::gui
