// A window with one thing in it: files that can be dragged. A program of its own, so that the drop goes through the display
// (XDND) as from a file manager. Usage: yorozu-drag-source FILE...
#include <wx/app.h>
#include <wx/dataobj.h>
#include <wx/dnd.h>
#include <wx/frame.h>

namespace {

class DragApp : public wxApp {
public:
    bool OnInit() override {
        auto* frame = new wxFrame(nullptr, wxID_ANY, "drag source", wxPoint(0, 0), wxSize(120, 90), wxSTAY_ON_TOP | wxCAPTION);
        auto* pane = new wxWindow(frame, wxID_ANY);
        pane->Bind(wxEVT_LEFT_DOWN, [this, pane](wxMouseEvent&) {
            wxFileDataObject files;
            for (int i = 1; i < argc; ++i) files.AddFile(argv[i]);
            wxDropSource source(files, pane);
            source.DoDragDrop(wxDrag_CopyOnly);
        });
        frame->Show();
        return true;
    }
};

}  // namespace

wxIMPLEMENT_APP(DragApp);
