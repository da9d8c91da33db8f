// What can be done in 帳票.
#include "workbench/gui/cases/linked_cases.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/templates/designer_canvas.h"
#include "workbench/gui/templates/designer_room.h"

namespace yorozu::gui {

Actions DesignerRoom::actions() {
    using Align = desk::TemplateDocument::Align;
    using Along = desk::TemplateDocument::Along;
    const wxString file = tr("ファイル(&F)"), view = tr("表示(&V)"), item = tr("項目(&T)"), arrange = tr("配置(&A)");
    const auto open = [this] { return state_.open; };
    const auto edits = [this] { return state_.open && state_.may_edit; };
    const auto several = [this] { return state_.may_edit && state_.chosen.size() > 1; };
    const auto some = [this] { return state_.may_edit && !state_.chosen.empty(); };
    Actions all;
    all.push_back({.id = "forms.open-blank", .label = tr("白紙を開く(&O)…"), .key = "Ctrl+O", .help = tr("空の帳票（スキャン・PDF・画像）から新しく作ります"), .run = [this] { ask_for_blank(); }, .menu = file, .icon = "open", .toolbar = true});
    all.push_back({.id = "forms.open-template", .label = tr("帳票を開く(&T)…"), .help = tr("ワークスペースの帳票を開きます"), .run = [this] { ask_for_template(); }, .menu = file});
    all.push_back({.id = "forms.open-sample", .label = tr("記入例を開く(&E)…"), .key = "Ctrl+Shift+O", .help = tr("書き込んだ用紙の画像を開いて試し読みします"), .run = [this] { ask_for_samples(); }, .enabled = open, .menu = file});
    all.push_back({.id = "forms.save", .label = tr("保存(&S)"), .key = "Ctrl+S", .help = tr("ワークスペースに保存します"), .run = [this] { save(); }, .enabled = edits, .menu = file, .icon = "save", .toolbar = true, .icon_only = true});
    bool first = true;
    for (const auto& [tool, label, help, picture] : {std::tuple{DesignTool::select, word("選ぶ"), word("項目を選び、動かします（V）"), "select"}, {DesignTool::comb, word("マス"), word("マス目の枠を描きます（C）"), "comb"},
                                                     {DesignTool::line, word("自由記入"), word("マスのない枠を描きます（L）"), "line"}, {DesignTool::circle, word("丸囲み"), word("丸で囲む言葉を描きます（O）"), "circle"},
                                                     {DesignTool::check, word("チェック"), word("印をつける枠を描きます（M）"), "check"}, {DesignTool::crop, word("切り出し"), word("切り出すだけの枠を描きます（I）"), "crop"}}) {
        all.push_back({.id = std::string("forms.tool-") + picture, .label = tr(label), .help = tr(help), .run = [this, tool = tool] { canvas_->choose_tool(tool); canvas_->SetFocus(); }, .enabled = edits,
                       .checked = [this, tool = tool] { return canvas_->tool() == tool; }, .menu = item, .icon = picture, .toolbar = true, .icon_only = true, .begins_group = first});
        first = false;
    }
    all.push_back({.id = "forms.find", .label = tr("枠を探す(&F)"), .help = tr("まだ項目になっていない枠を探して、候補にします"), .run = [this] { if (!searching_) find_boxes(0); }, .enabled = edits, .menu = item, .icon = "find", .toolbar = true, .begins_group = true});
    all.push_back({.id = "forms.take-all", .label = tr("候補をすべて項目にする(&A)"), .key = "Ctrl+Shift+A", .help = tr("役所の使用欄を除く候補をみな項目にします"),
                   .run = [this] { do_edit([](auto& document) { document.take_all_offers(); }); }, .enabled = edits, .menu = item});
    all.push_back({.id = "forms.duplicate", .label = tr("複製(&D)"), .key = "Ctrl+D", .help = tr("選んだ項目を写します"),
                   .run = [this] { do_edit([this](auto& document) { const auto copies = document.duplicate(state_.chosen); if (!copies.empty()) state_.chosen = copies; }); }, .enabled = some, .menu = item});
    all.push_back({.id = "forms.check", .label = tr("点検(&C)"), .help = tr("書き方・規則・取り違えるおそれを調べます"), .run = [this] {
                       state_.chosen.clear();
                       show_choice();
                       look_for_mix_ups();
                       if (state_.findings.empty()) session_.say({Message::Kind::notice, tr("直すところはありません")});
                   }, .enabled = open, .menu = item, .icon = "notice", .toolbar = true});
    all.push_back({.id = "forms.try", .label = tr("試し読み(&R)"), .key = "Ctrl+Return", .help = tr("いまの項目で記入例を読みます"), .run = [this] { samples_.empty() ? ask_for_samples() : try_on(); }, .enabled = open, .menu = item, .icon = "reading", .toolbar = true, .begins_group = true});
    for (const auto& [to, label, id] : {std::tuple{Align::left, word("左をそろえる"), "left"}, {Align::right, word("右をそろえる"), "right"}, {Align::top, word("上をそろえる"), "top"}, {Align::bottom, word("下をそろえる"), "bottom"},
                                        {Align::centre, word("左右の中央をそろえる"), "centre"}, {Align::middle, word("上下の中央をそろえる"), "middle"}})
        all.push_back({.id = std::string("forms.align-") + id, .label = tr(label), .help = tr("はじめに選んだ項目に合わせます"), .run = [this, to = to] { align(to); }, .enabled = several, .menu = arrange, .icon = "align", .toolbar = to == Align::left});
    for (const auto& [along, label, id] : {std::tuple{Along::across, word("横の間を等しくする"), "across"}, {Along::down, word("縦の間を等しくする"), "down"}})
        all.push_back({.id = std::string("forms.distribute-") + id, .label = tr(label), .help = tr("両端の二つの間に等しく並べます"), .run = [this, along = along] { do_edit([&](auto& document) { document.distribute(state_.chosen, along); }); },
                       .enabled = [this] { return state_.may_edit && state_.chosen.size() > 2; }, .menu = arrange, .begins_group = along == Along::across});
    all.push_back({.id = "forms.whole-page", .label = tr("ページ全体(&0)"), .key = "Ctrl+0", .help = tr("ページ全体を表示します"), .run = [this] { canvas_->whole_page(); }, .enabled = open, .menu = view});
    all.push_back({.id = "forms.zoom-in", .label = tr("拡大(&I)"), .key = "Ctrl++", .help = tr("大きく表示します"), .run = [this] { canvas_->zoom_by(1.25); }, .enabled = open, .menu = view});
    all.push_back({.id = "forms.zoom-out", .label = tr("縮小(&O)"), .key = "Ctrl+-", .help = tr("小さく表示します"), .run = [this] { canvas_->zoom_by(1 / 1.25); }, .enabled = open, .menu = view});
    all.push_back(linked_cases_action(this, session_, "forms", "template", view, [this] { return state_.open ? state_.document.form().id : std::string(); }));
    return all;
}

}  // namespace yorozu::gui
