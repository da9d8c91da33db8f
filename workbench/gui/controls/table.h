#pragma once
#include <wx/dataview.h>

#include <functional>
#include <vector>

namespace yorozu::gui {

/// A list with columns, sorting by a click on a heading, filtered with Ctrl+F, copied as CSV with Ctrl+Shift+C. The rows are words that the
/// owner made from values; the list itself never asks the store, so 3,000 rows open at once.
class Table : public wxDataViewCtrl {
public:
    struct Column {
        wxString title;
        int width = 120;     ///< DIP; the last column takes the rest
        bool right = false;
        bool link = false;   ///< what to do next: in the accent colour; a click on it opens the row
    };
    struct Row {
        std::string id;               ///< what the owner knows it by
        std::vector<wxString> cells;
        std::vector<double> order = {};  ///< per column: what to sort by; empty: the words
        enum class Tone { plain, doubt, failure, faint, heading } tone = Tone::plain;  ///< heading: of a group, cannot be chosen
    };

    /// `name`: for screen readers and tests.
    Table(wxWindow* parent, const wxString& name, std::vector<Column> columns, int row_height = 26);
    ~Table() override;

    /// Keeps the chosen row by its id.
    void show(std::vector<Row> rows);
    void show_column(std::size_t column, bool shown) { GetColumn(static_cast<unsigned>(column))->SetHidden(!shown); }
    const std::vector<Row>& rows() const;  ///< that are shown
    std::string chosen() const;  ///< id; "" : none
    void choose(const std::string& id);  ///< "" : the first that can be chosen
    void set_sortable(bool sortable) { sortable_ = sortable; }
    wxString as_csv() const;
    /// Shows only rows whose cell in the column (-1: some cell) contains the words; "" shows all. The heading of the column
    /// says so. Ctrl+F asks for it.
    void filter(int column, const wxString& words);
    bool filtered() const { return !filter_words_.empty(); }
    const std::vector<Column>& columns() const { return columns_; }
    int filter_column() const { return filter_column_; }
    const wxString& filter_words() const { return filter_words_; }

    std::function<void(const std::string& id)> opened;  ///< Enter or double click
    std::function<void(const std::string& id)> picked;  ///< another row is chosen

private:
    class Model;
    void keep_off_headings();
    void show_filtered();
    wxObjectDataPtr<Model> model_;
    std::vector<Column> columns_;
    bool sortable_ = true;
    std::string last_chosen_;
    std::vector<Row> all_;  ///< what show() was given; the model has those that pass the filter
    int filter_column_ = -1;
    wxString filter_words_;
};

}  // namespace yorozu::gui
