#include "workbench/gui/flows/flow_properties.h"

#include <wx/propgrid/advprops.h>

#include <algorithm>
#include <cmath>

#include "workbench/desk/flows/flow_index.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"

namespace yorozu::gui {
namespace {

constexpr flows::Source sources[] = {flows::Source::unsaid, flows::Source::published, flows::Source::timed, flows::Source::shared, flows::Source::estimated};
constexpr flows::Variant variants[] = {flows::Variant::unsaid, flows::Variant::as_is, flows::Variant::can_be, flows::Variant::to_be};

wxString minutes_words(const std::optional<flows::Minutes>& minutes) { return minutes ? minutes_text(minutes->expected()) : wxString(); }

/// "5", "5 分", "２．５" → minutes; nothing for an empty text. False: no number.
bool read_number(wxString text, std::optional<double>& value) {
    wxString plain;
    for (wxUniChar one : text) {
        if (one >= 0xff10 && one <= 0xff19) one = one.GetValue() - 0xff10 + '0';
        if (one == 0xff0e) one = '.';
        if ((one >= '0' && one <= '9') || one == '.' || one == '-') plain += one;
    }
    value.reset();
    if (text.Strip(wxString::both).empty()) return true;
    double number = 0;
    if (!plain.ToCDouble(&number) || number < 0) return false;
    value = number;
    return true;
}

/// Names of the data stores and objects that a step is linked with.
wxString systems_of(const flows::Flow& flow, const flows::Node& node) {
    wxString words;
    for (const auto& edge : flow.edges) {
        const std::string* other = edge.source == node.id ? &edge.target : edge.target == node.id ? &edge.source : nullptr;
        const auto* data = other ? flow.node(*other) : nullptr;
        if (data && data->is_data()) words += (words.empty() ? wxString() : tr("、")) + shown(data->name);
    }
    return words;
}

}  // namespace

FlowProperties::FlowProperties(wxWindow* parent, FlowState& state)
    : wxPropertyGrid(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxPG_SPLITTER_AUTO_CENTER | wxPG_HIDE_MARGIN | wxPG_DEFAULT_STYLE | wxBORDER_NONE), state_(state) {
    SetName("flow-properties");
    set_accessible(*this, tr("工程の性質"));
    SetFont(GetFont().Scaled(0.92f));
    SetVerticalSpacing(1);
    SetLineColour(colours().line);
    Bind(wxEVT_PG_CHANGED, [this](wxPropertyGridEvent& event) { changed(event); });
}

wxString FlowProperties::heading() const {
    if (!state_.open || state_.open->chosen.empty()) return tr("手続きの性質");
    if (state_.open->chosen.size() > 1) return wxString::Format(tr("%zu 個を選択"), state_.open->chosen.size());
    const auto& flow = state_.open->flow();
    const auto ref = flow.find(state_.open->chosen[0]);
    if (ref.what == flows::What::edge) return tr("線の性質");
    if (ref.what == flows::What::lane || ref.what == flows::What::pool) return tr("レーンの性質");
    const int number = desk::step_number(flow, state_.open->chosen[0]);
    if (!number) return tr("要素の性質");
    const int process = state_.open->process(state_.open->side);
    wxString words = tr("工程の性質") + wxString::FromUTF8("　");
    if (process >= 0) words += variant_word(flow.processes[static_cast<std::size_t>(process)].variant);
    return words + wxString::Format(" %d", number);
}

wxPGProperty* FlowProperties::add(wxPGProperty* property, bool editable, const wxString& help) {
    Append(property);
    if (!help.empty()) property->SetHelpString(help);
    if (!editable || !state_.may_edit) property->ChangeFlag(wxPG_PROP_READONLY, true);
    return property;
}

void FlowProperties::show_node(const flows::Node& node) {
    const auto& flow = state_.open->flow();
    add(new wxStringProperty(tr("名前"), "name"));
    wxPGChoices kinds;
    kinds_.clear();
    std::vector<const FlowKind*> like = kinds_like(node.kind);
    for (const auto* one : like) {
        if (one->trigger != flows::Trigger::none && one->trigger != node.trigger) continue;
        kinds.Add(tr(one->word), static_cast<int>(kinds_.size()));
        kinds_.push_back(one->kind);
    }
    if (kinds_.empty()) kinds.Add(tr(kind_word(node.kind, node.trigger)), 0), kinds_.push_back(node.kind);
    add(new wxEnumProperty(tr("種類"), "kind", kinds), kinds_.size() > 1);
    wxPGChoices lanes;
    lanes_.clear();
    lanes.Add(tr("（なし）"), 0);
    lanes_.emplace_back();
    for (const auto& lane : flow.lanes)
        if (lane.process == node.process && lane.children.empty()) lanes.Add(shown(lane.name), static_cast<int>(lanes_.size())), lanes_.push_back(lane.id);
    add(new wxEnumProperty(tr("レーン"), "lane", lanes), false);
    if (!node.is_activity()) return;
    add(new wxStringProperty(tr("段階"), "stage"));
    add(new wxStringProperty(tr("1件の分数"), "minutes"), true, tr("この工程にかかる時間（分）。空にすると「なし」"));
    wxPGChoices words;
    for (std::size_t i = 0; i < std::size(sources); ++i) words.Add(tr(source_word(sources[i])), static_cast<int>(i));
    add(new wxEnumProperty(tr("出典の種類"), "source", words), true, tr("按分は（ ）でくくって示し、計った値としては出しません"));
    add(new wxStringProperty(tr("出典"), "source-note"));
    add(new wxStringProperty(tr("待ち（分）"), "waiting"), true, tr("だれも手を動かさずに過ぎる時間。作業の分数には足しません"));
    add(new wxStringProperty(tr("通る割合"), "share"), false);
    add(new wxStringProperty(tr("使うシステム"), "systems"), false);
    wxPGChoices others;
    counterparts_.clear();
    others.Add(tr("（なし）"), 0);
    counterparts_.emplace_back();
    for (const auto& other : flow.nodes)
        if (other.is_activity() && other.process != node.process)
            others.Add(wxString::Format("%s %d  %s", variant_word(flow.processes[static_cast<std::size_t>(std::max(0, other.process))].variant), desk::step_number(flow, other.id), shown(other.name)), static_cast<int>(counterparts_.size())),
                counterparts_.push_back(other.id);
    add(new wxEnumProperty(tr("対応する工程"), "counterpart", others), counterparts_.size() > 1);
    const auto ids = [&](const std::map<std::string, std::string>& known) {
        wxArrayString all;
        for (const auto& one : known) all.Add(shown(one.first));
        return all;
    };
    add(new wxEditEnumProperty(tr("付けた帳票"), "template", ids(state_.known.templates), wxArrayInt(), wxString()), true, tr("ここで読む帳票テンプレートの ID。ファイルを落としても付きます"));
    add(new wxEditEnumProperty(tr("付けたシナリオ"), "scenario", ids(state_.known.scenarios), wxArrayInt(), wxString()), true, tr("この工程をする RPA シナリオの ID。ファイルを落としても付きます"));
    add(new wxStringProperty(tr("説明"), "text"));
}

void FlowProperties::show_line(const flows::Edge& edge) {
    add(new wxStringProperty(tr("名前"), "name"));
    if (edge.kind != flows::EdgeKind::sequence) return;
    add(new wxStringProperty(tr("条件"), "condition"));
    add(new wxStringProperty(tr("進む割合 %"), "probability"), true, tr("手前の分岐からこちらへ進む件数の割合。空なら残りを等しく分けます"));
    add(new wxBoolProperty(tr("ほかに当たらないとき"), "default"))->SetAttribute(wxPG_BOOL_USE_CHECKBOX, true);
}

void FlowProperties::show_lane(const flows::Lane&) {
    add(new wxStringProperty(tr("名前"), "name"));
    add(new wxStringProperty(tr("人数"), "people"), true, tr("このレーンの仕事をする人数（常勤換算）"));
    add(new wxStringProperty(tr("1時間の人件費"), "yen"));
    add(new wxStringProperty(tr("受付時間"), "hours"), true, tr("例：mon-fri 08:30-17:15。空なら いつでも"));
}

void FlowProperties::show_process(const flows::Process&) {
    add(new wxStringProperty(tr("手続き"), "name"));
    wxPGChoices words;
    for (std::size_t i = 0; i < std::size(variants); ++i) words.Add(variants[i] == flows::Variant::unsaid ? tr("（なし）") : wxString(variant_word(variants[i])), static_cast<int>(i));
    add(new wxEnumProperty(tr("版"), "variant", words));
    add(new wxStringProperty(tr("所管課"), "department"));
    add(new wxStringProperty(tr("件数/年"), "volume"));
    add(new wxStringProperty(tr("件数の出典"), "volume-note"));
    add(new wxStringProperty(tr("年度ごとの件数"), "volume-years"), true, tr("R4=29,622 R5=30,104 のように書くと、索引に年度ごとの計が出ます。いちばん新しい年度が件数/年になります"));
    add(new wxStringProperty(tr("説明"), "text"));
}

void FlowProperties::put_values() {
    const auto& flow = state_.open->flow();
    const auto put = [&](const char* name, const wxString& value) {
        if (GetPropertyByName(name)) SetPropertyValue(name, value);
    };
    const auto pick = [&](const char* name, int value) {
        if (GetPropertyByName(name)) SetPropertyValue(name, value);
    };
    if (state_.open->chosen.size() > 1) return;
    if (state_.open->chosen.empty()) {
        const int at = state_.open->process(state_.open->side);
        if (at < 0) return;
        const auto& process = flow.processes[static_cast<std::size_t>(at)];
        put("name", shown(process.name));
        for (std::size_t i = 0; i < std::size(variants); ++i)
            if (variants[i] == process.variant) pick("variant", static_cast<int>(i));
        put("department", shown(process.department));
        put("volume", process.volume ? grouped(std::lround(process.volume->cases_per_year)) : wxString());
        put("volume-years", process.volume ? shown(desk::cases_by_year_text(process.volume->by_year)) : wxString());
        put("volume-note", process.volume ? shown(process.volume->source_note) : wxString());
        put("text", shown(process.text));
        return;
    }
    const auto ref = flow.find(state_.open->chosen[0]);
    if (ref.what == flows::What::edge) {
        const auto& edge = flow.edges[static_cast<std::size_t>(ref.index)];
        put("name", shown(edge.name));
        put("condition", shown(edge.condition));
        put("probability", edge.probability ? minutes_text(*edge.probability * 100) : wxString());
        if (GetPropertyByName("default")) SetPropertyValue("default", edge.is_default);
    } else if (ref.what == flows::What::lane) {
        const auto& lane = flow.lanes[static_cast<std::size_t>(ref.index)];
        put("name", shown(lane.name));
        put("people", lane.staff.people ? minutes_text(*lane.staff.people) : wxString());
        put("yen", lane.staff.yen_per_hour ? minutes_text(*lane.staff.yen_per_hour) : wxString());
        put("hours", shown(lane.staff.hours));
    } else if (ref.what == flows::What::pool) {
        put("name", shown(flow.pools[static_cast<std::size_t>(ref.index)].name));
    } else if (ref.what == flows::What::node) {
        const auto& node = flow.nodes[static_cast<std::size_t>(ref.index)];
        put("name", shown(node.name));
        for (std::size_t i = 0; i < kinds_.size(); ++i)
            if (kinds_[i] == node.kind) pick("kind", static_cast<int>(i));
        for (std::size_t i = 0; i < lanes_.size(); ++i)
            if (lanes_[i] == (node.lane < 0 ? std::string() : flow.lanes[static_cast<std::size_t>(node.lane)].id)) pick("lane", static_cast<int>(i));
        put("stage", shown(node.quantities.stage));
        put("minutes", minutes_words(node.quantities.minutes));
        for (std::size_t i = 0; i < std::size(sources); ++i)
            if (sources[i] == node.quantities.source) pick("source", static_cast<int>(i));
        put("source-note", shown(node.quantities.source_note));
        put("waiting", minutes_words(node.quantities.waiting));
        if (GetPropertyByName("share")) put("share", minutes_text(state_.open->hours[std::min(state_.open->side, state_.open->hours.size() - 1)].visits(node.id) * 100) + " %");
        if (GetPropertyByName("systems")) put("systems", systems_of(flow, node));
        const auto other = desk::counterpart_of(flow, node.id);
        for (std::size_t i = 0; i < counterparts_.size(); ++i)
            if (counterparts_[i] == other) pick("counterpart", static_cast<int>(i));
        put("template", shown(node.attachments.template_id));
        put("scenario", shown(node.attachments.scenario_id));
        put("text", shown(node.text));
    }
}

void FlowProperties::follow() {
    wxString now = "none";
    if (state_.open) {
        const auto& flow = state_.open->flow();
        now = wxString::Format("%p %d ", static_cast<void*>(state_.open.get()), state_.may_edit);
        if (state_.open->chosen.empty()) now += wxString::Format("process %d", state_.open->process(state_.open->side));
        else if (state_.open->chosen.size() > 1) now += "several";
        else {
            const auto ref = flow.find(state_.open->chosen[0]);
            now += shown(state_.open->chosen[0]) + wxString::Format(" %d", static_cast<int>(ref.what));
            if (ref.what == flows::What::node) now += wxString::Format(" %d", static_cast<int>(flow.nodes[static_cast<std::size_t>(ref.index)].kind));
        }
    }
    Freeze();
    if (now != shown_) {
        shown_ = now;
        ClearSelection();
        Clear();
        if (state_.open) {
            const auto& flow = state_.open->flow();
            if (state_.open->chosen.empty()) {
                if (const int at = state_.open->process(state_.open->side); at >= 0) show_process(flow.processes[static_cast<std::size_t>(at)]);
            } else if (state_.open->chosen.size() == 1) {
                const auto ref = flow.find(state_.open->chosen[0]);
                if (ref.what == flows::What::node) show_node(flow.nodes[static_cast<std::size_t>(ref.index)]);
                else if (ref.what == flows::What::edge) show_line(flow.edges[static_cast<std::size_t>(ref.index)]);
                else if (ref.what == flows::What::lane) show_lane(flow.lanes[static_cast<std::size_t>(ref.index)]);
                else if (ref.what == flows::What::pool) add(new wxStringProperty(tr("名前"), "name"));
            }
        }
        SetSplitterPosition(FromDIP(96));
    }
    if (state_.open) put_values();
    Thaw();
    Refresh();
}

void FlowProperties::edit(const char* row) {
    if (!GetPropertyByName(row)) return;
    SetFocus();
    SelectProperty(row, true);
}

void FlowProperties::changed(const wxPropertyGridEvent& event) {
    if (!state_.editable()) return;
    // The grid is in the middle of its own event: the flow changes after it.
    CallAfter([this, name = event.GetPropertyName(), value = event.GetPropertyValue()] {
        if (state_.open) change(name, value);
        follow();   // what was refused or rounded is shown as it is now
    });
}

void FlowProperties::change(const wxString& name, const wxVariant& value) {
    const auto& flow = state_.open->flow();
    const auto text = [&] { return utf8(value.GetString()); };
    const auto number = [&](std::optional<double>& to) {
        if (read_number(value.GetString(), to)) return true;
        state_.note(wxString::Format(tr("「%s」は数ではありません。0 以上の数で書いてください"), value.GetString()));
        return false;
    };
    if (state_.open->chosen.empty()) {
        const int at = state_.open->process(state_.open->side);
        if (at < 0) return;
        const auto process = flow.processes[static_cast<std::size_t>(at)];
        flows::SetProcess set{process.id, process.department, process.standard_flow, process.counterpart, process.variant};
        flows::Volume volume = process.volume.value_or(flows::Volume{});
        std::optional<double> cases;
        if (name == "name") state_.apply({flows::Rename{process.id, text()}});
        else if (name == "text") state_.apply({flows::SetText{process.id, text()}});
        else if (name == "variant") set.variant = variants[value.GetLong()], state_.apply({set});
        else if (name == "department") set.department = text(), state_.apply({set});
        else if (name == "volume" && number(cases)) volume.cases_per_year = cases.value_or(0), state_.apply({flows::SetVolume{process.id, cases || !volume.by_year.empty() ? std::optional(volume) : std::nullopt}});
        else if (name == "volume-years") {
            try {
                volume.by_year = desk::cases_by_year(text());
            } catch (const desk::RequestFault& fault) {
                return state_.note(said(fault.what()));
            }
            // The newest year is what the figures are made of, until another number is typed.
            if (!volume.by_year.empty()) volume.cases_per_year = volume.by_year.rbegin()->second;
            state_.apply({flows::SetVolume{process.id, volume}});
        }
        else if (name == "volume-note") volume.source_note = text(), state_.apply({flows::SetVolume{process.id, volume}});
        return;
    }
    const std::string id = state_.open->chosen[0];
    const auto ref = flow.find(id);
    if (name == "name") {
        state_.apply({flows::Rename{id, text()}});
    } else if (name == "text") {
        state_.apply({flows::SetText{id, text()}});
    } else if (ref.what == flows::What::edge) {
        std::optional<double> percent;
        if (name == "condition") state_.apply({flows::SetCondition{id, text()}});
        else if (name == "default") state_.apply({flows::SetDefault{id, value.GetBool()}});
        else if (name == "probability" && number(percent)) {
            if (percent && *percent > 100) return state_.note(tr("割合は 0 から 100 までで書いてください"));
            state_.apply({flows::SetProbability{id, percent ? std::optional(*percent / 100) : std::nullopt}});
        }
    } else if (ref.what == flows::What::lane) {
        auto staff = flow.lanes[static_cast<std::size_t>(ref.index)].staff;
        if (name == "hours") staff.hours = text();
        else if (name == "people" ? !number(staff.people) : !number(staff.yen_per_hour)) return;
        state_.apply({flows::SetStaff{id, staff}});
    } else if (ref.what == flows::What::node) {
        const auto& node = flow.nodes[static_cast<std::size_t>(ref.index)];
        auto step = node.quantities;
        auto attached = node.attachments;
        std::optional<double> minutes;
        const auto as_minutes = [&]() -> std::optional<flows::Minutes> { return minutes ? std::optional(flows::Minutes{flows::Minutes::Kind::fixed, *minutes}) : std::nullopt; };
        if (name == "kind") {
            state_.apply({flows::Morph{id, kinds_.at(static_cast<std::size_t>(value.GetLong())), std::nullopt}});
        } else if (name == "stage") {
            step.stage = text(), state_.apply({flows::SetStep{id, step}});
        } else if (name == "minutes" && number(minutes)) {
            step.minutes = as_minutes();
            // A number that a person types is no longer the shared or published one.
            if (step.source == flows::Source::shared || step.source == flows::Source::published || step.source == flows::Source::timed) step.source = flows::Source::estimated, step.source_note.clear();
            if (step.source == flows::Source::unsaid) step.source = flows::Source::estimated;
            state_.apply({flows::SetStep{id, step}}, utf8(wxString::Format(tr("分数を %s に変更"), minutes ? minutes_text(*minutes) : tr("なし"))));
        } else if (name == "waiting" && number(minutes)) {
            step.waiting = as_minutes(), state_.apply({flows::SetStep{id, step}});
        } else if (name == "source") {
            step.source = sources[value.GetLong()], state_.apply({flows::SetStep{id, step}});
        } else if (name == "source-note") {
            step.source_note = text(), state_.apply({flows::SetStep{id, step}});
        } else if (name == "counterpart") {
            attached.counterpart = counterparts_.at(static_cast<std::size_t>(value.GetLong()));
            state_.apply({flows::Attach{id, attached}});
        } else if (name == "template") {
            attached.template_id = text(), state_.apply({flows::Attach{id, attached}});
        } else if (name == "scenario") {
            attached.scenario_id = text(), state_.apply({flows::Attach{id, attached}});
        }
    }
}

}  // namespace yorozu::gui
