#pragma once
#include <wx/dataview.h>

#include <functional>
#include <vector>

namespace yorozu::gui {

/// A list with columns, sorting by a click on a heading, copied as CSV with Ctrl+Shift+C. The rows are words that the
/// owner made from values; the list itself never asks the store, so 3,000 rows open at once.
class Table : public wxDataViewCtrl {
public:
    struct Column {
        wxString title;
        int width = 120;  ///< DIP; -1: takes the rest
        bool right = false;
    };
    struct Row {
        std::string id;               ///< what the owner knows it by
        std::vector<wxString> cells;
        std::vector<double> order = {};  ///< per column: what to sort by; empty: the words
        enum class Tone { plain, doubt, failure, faint } tone = Tone::plain;
    };

    /// `name`: for screen readers and tests.
    Table(wxWindow* parent, const wxString& name, std::vector<Column> columns);
    ~Table() override;

    /// Keeps the chosen row by its id.
    void show(std::vector<Row> rows);
    const std::vector<Row>& rows() const;
    std::string chosen() const;  ///< id; "" : none
    void choose(const std::string& id);
    wxString as_csv() const;

    std::function<void(const std::string& id)> opened;  ///< Enter or double click
    std::function<void(const std::string& id)> picked;  ///< another row is chosen

private:
    class Model;
    wxObjectDataPtr<Model> model_;
};

}  // namespace yorozu::gui
