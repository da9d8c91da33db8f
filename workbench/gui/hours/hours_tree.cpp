#include "workbench/gui/hours/hours_tree.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/native_list.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

using Node = HoursTree::Node;

wxString hours_or_none(desk::DurationMs ms) { return ms ? shown(desk::hours_text(ms)) : wxString("0.0"); }
wxString minus(desk::DurationMs ms) { return ms ? wxString::FromUTF8(ms > 0 ? "−" : "+") + shown(desk::hours_text(std::abs(ms))) : wxString("0.0"); }

/// 名前, 件数, 基準, 総, 人, 保守・作成, 純, 確認済.
std::vector<wxString> cells_of(const wxString& name, const desk::HoursSaved& saved) {
    wxString baseline;
    if (saved.no_baseline && !saved.scenario.empty()) baseline = tr("基準なし");
    else if (saved.baselines.size() == 1) baseline = wxString::Format("%.1f", saved.baselines.front().mean_minutes);
    else if (saved.baselines.size() > 1) baseline = wxString::Format(tr("%d 版"), static_cast<int>(saved.baselines.size()));
    const bool none = saved.no_baseline && !saved.scenario.empty();
    int count = saved.counted;
    if (none)
        for (const auto& [reason, records] : saved.not_counted) count += records;
    return {name, grouped(count), baseline, hours_or_none(saved.gross_ms), minus(saved.checking_ms + saved.set_up_ms + saved.exception_ms), minus(saved.maintenance_ms + saved.build_ms),
            none ? tr("基準なし：0") : hours_or_none(saved.net_ms), hours_or_none(saved.verified_ms)};
}

desk::HoursSaved sum_of(const std::vector<const desk::HoursSaved*>& parts) {
    desk::HoursSaved sum;
    for (const auto* part : parts) {
        sum.counted += part->counted;
        sum.gross_ms += part->gross_ms, sum.checking_ms += part->checking_ms, sum.set_up_ms += part->set_up_ms, sum.exception_ms += part->exception_ms;
        sum.maintenance_ms += part->maintenance_ms, sum.build_ms += part->build_ms, sum.net_ms += part->net_ms, sum.verified_ms += part->verified_ms;
    }
    return sum;
}

Node& add(std::vector<std::unique_ptr<Node>>& nodes, Node* parent, Node::Kind kind, const std::string& name, std::vector<wxString> cells) {
    nodes.push_back(std::make_unique<Node>());
    auto& node = *nodes.back();
    node.kind = kind;
    node.name = name;
    node.parent = parent;
    node.cells = std::move(cells);
    if (parent) node.scenario = parent->scenario;
    return node;
}

}  // namespace

class HoursTree::Model : public wxDataViewModel {
public:
    unsigned GetChildren(const wxDataViewItem& item, wxDataViewItemArray& children) const override {
        auto* node = static_cast<Node*>(item.GetID());
        if (node && !node->fetched) fetch(*node);
        for (const auto& child : node ? node->below : roots) children.Add(wxDataViewItem(child.get()));
        return static_cast<unsigned>(children.size());
    }
    wxDataViewItem GetParent(const wxDataViewItem& item) const override {
        const auto* node = static_cast<const Node*>(item.GetID());
        return wxDataViewItem(node ? node->parent : nullptr);
    }
    bool IsContainer(const wxDataViewItem& item) const override {
        const auto* node = static_cast<const Node*>(item.GetID());
        return !node || (node->kind != Node::Kind::record && node->kind != Node::Kind::total);
    }
    bool HasContainerColumns(const wxDataViewItem&) const override { return true; }
    void GetValue(wxVariant& value, const wxDataViewItem& item, unsigned column) const override {
        const auto* node = static_cast<const Node*>(item.GetID());
        value = node && column < node->cells.size() ? node->cells[column] : wxString();
    }
    bool SetValue(const wxVariant&, const wxDataViewItem&, unsigned) override { return false; }
    bool GetAttr(const wxDataViewItem& item, unsigned column, wxDataViewItemAttr& look) const override {
        const auto* node = static_cast<const Node*>(item.GetID());
        if (node && (column == 6 || node->kind == Node::Kind::total)) look.SetBold(true);
        return !look.IsDefault();
    }

    /// Runs of a month, and their records.
    void fetch(Node& month) const {
        month.fetched = true;
        if (!details) return;
        const auto report = desk::hours_saved(details(month.scenario), {month.first_day, month.last_day, month.name});
        for (const auto& saved : report.scenarios) {
            if (saved.scenario != month.scenario) continue;
            std::map<std::int64_t, std::vector<const desk::HoursLine*>> runs;
            for (const auto& line : saved.lines) runs[line.run].push_back(&line);
            for (const auto& [run, lines] : runs) {
                desk::DurationMs net = 0, gross = 0, verified = 0;
                int counted = 0;
                for (const auto* line : lines) {
                    net += line->ms;
                    if (line->kind == "入力") gross += line->ms, counted += line->counted, verified += line->verified ? line->ms : 0;
                }
                const wxString name = run ? wxString::Format(tr("実行 %lld　%s"), static_cast<long long>(run), shown(lines.front()->day)) : tr("人の時間・保守・作成");
                auto& node = add(month.below, &month, Node::Kind::run, utf8(name), {name, run ? grouped(counted) : wxString(), {}, hours_or_none(gross), {}, {}, hours_or_none(net), run ? hours_or_none(verified) : wxString()});
                node.run = run;
                for (const auto* line : lines) {
                    const wxString about = line->item ? wxString::Format(tr("処理対象 %lld"), static_cast<long long>(line->item)) + (line->target_number.empty() ? wxString() : wxString::FromUTF8("　") + shown(line->target_number)) : said(line->kind);
                    const wxString note = line->counted ? wxString() : wxString::FromUTF8("　× ") + said(line->note);
                    const wxString minutes = wxString::Format(tr("%.1f 分"), static_cast<double>(line->ms) / 60'000);
                    auto& record = add(node.below, &node, Node::Kind::record, utf8(about), {said(line->kind) + wxString::FromUTF8("　") + about + note, {}, line->baseline_version ? wxString::Format(tr("第%d版"), line->baseline_version) : wxString(),
                                                                                        {}, {}, {}, minutes, line->verified ? minutes : wxString()});
                    record.evidence = line->evidence;
                }
            }
        }
    }

    std::vector<std::unique_ptr<Node>> roots;
    std::function<desk::HoursInput(const std::string&)> details;
};

HoursTree::HoursTree(wxWindow* parent)
    : wxDataViewCtrl(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxDV_ROW_LINES | wxBORDER_SIMPLE), model_(new Model) {
    SetName("hours-tree");
    set_accessible(*this, tr("内訳"));
    AssociateModel(model_.get());
    const std::pair<wxString, int> columns[] = {{tr("名前"), 300}, {tr("件数"), 64}, {tr("基準 分/件"), 76}, {tr("総"), 70}, {tr("人の時間"), 76}, {tr("保守・作成"), 86}, {tr("純"), 80}, {tr("確認済"), 70}};
    unsigned at = 0;
    for (const auto& [title, width] : columns) {
        auto* cell = new wxDataViewTextRenderer("string", wxDATAVIEW_CELL_INERT, at ? wxALIGN_RIGHT : wxALIGN_LEFT);
        auto* column = new wxDataViewColumn(title, cell, at, FromDIP(width), at ? wxALIGN_RIGHT : wxALIGN_LEFT, wxDATAVIEW_COL_RESIZABLE);
        AppendColumn(column);
        if (at == 0) SetExpanderColumn(column);
        ++at;
    }
    set_row_height(*this, FromDIP(24));
    // The names take what the figures leave: no figure is ever cut off.
    Bind(wxEVT_SIZE, [this, figures = FromDIP(564)](wxSizeEvent& event) {
        event.Skip();
        GetColumn(0)->SetWidth(std::max(FromDIP(140), GetClientSize().x - figures));
    });
    Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { if (picked) picked(); });
    Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { if (opened) opened(); });
}

HoursTree::~HoursTree() = default;

void HoursTree::show(const desk::HoursBook& book, const std::string& tool, const std::string& department, std::function<desk::HoursInput(const std::string&)> details) {
    auto& roots = model_->roots;
    roots.clear();
    model_->details = std::move(details);
    std::map<std::string, std::vector<const desk::HoursSaved*>> departments;
    std::vector<const desk::HoursSaved*> all;
    for (const auto& saved : book.report.scenarios) {
        const auto of = book.input.departments.find(saved.scenario);
        const auto with = book.input.tools.find(saved.scenario);
        const std::string name = of == book.input.departments.end() ? utf8(tr("（所管課なし）")) : of->second;
        if (!tool.empty() && (with == book.input.tools.end() ? "RPA" : with->second) != tool) continue;
        if (!department.empty() && name != department) continue;
        departments[name].push_back(&saved);
        all.push_back(&saved);
    }
    std::vector<std::pair<std::string, std::vector<const desk::HoursSaved*>>> sorted(departments.begin(), departments.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return sum_of(a.second).net_ms > sum_of(b.second).net_ms; });
    for (const auto& [name, scenarios] : sorted) {
        auto& row = add(roots, nullptr, Node::Kind::department, name, cells_of(shown(name), sum_of(scenarios)));
        for (const auto* saved : scenarios) {
            auto& one = add(row.below, &row, Node::Kind::scenario, saved->scenario, cells_of(shown(saved->scenario), *saved));
            one.scenario = saved->scenario;
            for (const auto& month : book.months)
                for (const auto& part : month.scenarios) {
                    if (part.scenario != saved->scenario || (part.counted == 0 && part.not_counted.empty() && part.net_ms == 0)) continue;
                    auto& line = add(one.below, &one, Node::Kind::month, month.period.name, cells_of(said(month.period.name), part));
                    line.first_day = month.period.first_day, line.last_day = month.period.last_day;
                    line.fetched = false;
                }
        }
    }
    if (!all.empty()) add(roots, nullptr, Node::Kind::total, "", cells_of(tr("計"), sum_of(all)));
    model_->Cleared();
}

const HoursTree::Node* HoursTree::chosen() const { return static_cast<const Node*>(GetSelection().GetID()); }

bool HoursTree::turn(bool open) {
    const auto item = GetSelection();
    if (!item.IsOk() || !model_->IsContainer(item)) return false;
    if (open) Expand(item);
    else Collapse(item);
    return true;
}

}  // namespace yorozu::gui
