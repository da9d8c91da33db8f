// 業務フロー: everything a person can do, for menus, toolbar, list of keys and search.
#include <wx/notebook.h>

#include "workbench/gui/cases/linked_cases.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_list.h"
#include "workbench/gui/flows/flow_palette.h"
#include "workbench/gui/flows/flow_print.h"
#include "workbench/gui/flows/flow_problems.h"
#include "workbench/gui/flows/flow_room.h"
#include "workbench/gui/flows/flow_shelf.h"

namespace yorozu::gui {

Actions FlowRoom::actions() {
    const wxString file = tr("ファイル(&F)"), edit = tr("編集(&E)"), view = tr("表示(&V)"), shape = tr("図形(&G)"), study = tr("分析(&A)");
    const auto open = [this] { return state_.open != nullptr && work_->IsShown(); };
    const auto edits = [this, open] { return open() && state_.may_edit; };
    const auto some = [this, edits] { return edits() && !state_.open->chosen.empty(); };
    const auto one = [this, edits] { return edits() && !state_.open->only().empty(); };
    const auto tool = [this](FlowTool chosen) {
        state_.tool = state_.tool == chosen ? FlowTool::select : chosen;
        palette_->follow();
        canvas().SetFocus();
    };
    Actions all;
    all.push_back({.id = "flows.open", .label = tr("開く(&O)…"), .key = "Ctrl+O", .help = tr("ワークスペースの業務フローを選びます"), .run = [this] { show_list(true); list_->focus(); }, .menu = file, .icon = "open", .toolbar = true});
    all.push_back({.id = "flows.new", .label = tr("新しいフロー(&N)"), .key = "Ctrl+N", .help = tr("空の業務フローを作ります"), .run = [this] { make_new(); }, .menu = file});
    all.push_back({.id = "flows.csv", .label = tr("工程表（CSV）を取り込む(&I)…"), .help = tr("レーン・工程・分の表から、並べた図を作ります"), .run = [this] { import_csv(); }, .menu = file});
    all.push_back({.id = "flows.samples", .label = tr("見本を開く(&T)"), .help = tr("転入手続きの紙とデジタルを開きます"), .run = [this] { take_samples(); }, .menu = file});
    all.push_back({.id = "flows.save", .label = tr("保存(&S)"), .key = "Ctrl+S", .help = tr("ワークスペースに保存します"), .run = [this] { save(); }, .enabled = edits, .menu = file, .icon = "save", .toolbar = true});
    all.push_back({.id = "flows.close", .label = tr("タブを閉じる(&C)"), .key = "Ctrl+W", .help = tr("このフローを閉じます"), .run = [this] { close_tab(); }, .enabled = open, .menu = file});
    all.push_back({.id = "flows.print", .label = tr("印刷(&P)…"), .key = "Ctrl+P", .help = tr("図を何枚かの用紙に分けて印刷します（A3・A4）"), .run = [this] { print_flow(this, *state_.open); }, .enabled = open, .menu = file, .icon = "print", .toolbar = true, .begins_group = true});
    all.push_back({.id = "flows.export", .label = tr("図を書き出す(&X)…"), .key = "Ctrl+Shift+E", .help = tr("PDF・SVG・PNG に書き出します"), .run = [this] { export_picture(); }, .enabled = open, .menu = file, .icon = "export"});
    all.push_back({.id = "flows.picture", .label = tr("図をコピー(&G)"), .help = tr("図の絵をクリップボードに写します"), .run = [this] {
                       if (copy_flow_picture(*state_.open)) session_.say({Message::Kind::notice, tr("図の絵をクリップボードに写しました")});
                       else session_.say({Message::Kind::failure, tr("クリップボードに写せません。もう一度試してください")});
                   }, .enabled = open, .menu = edit});
    all.push_back({.id = "flows.cut", .label = tr("切り取り(&T)"), .key = "Ctrl+X", .help = tr("選んだ要素を切り取ります"), .run = [this] { copy(true); }, .enabled = some, .menu = edit, .begins_group = true});
    all.push_back({.id = "flows.copy", .label = tr("コピー(&C)"), .key = "Ctrl+C", .help = tr("選んだ要素を写し取ります。別のフローにも貼れます"), .run = [this] { copy(false); }, .enabled = [this, open] { return open() && !state_.open->chosen.empty(); }, .menu = edit});
    all.push_back({.id = "flows.paste", .label = tr("貼り付け(&V)"), .key = "Ctrl+V", .help = tr("写し取った要素を貼ります"), .run = [this] { paste(); }, .enabled = [this, edits] { return edits() && !state_.clip.empty(); }, .menu = edit});
    all.push_back({.id = "flows.duplicate", .label = tr("複製(&D)"), .key = "Ctrl+Shift+D", .help = tr("選んだ要素を写します"), .run = [this] { duplicate(); }, .enabled = some, .menu = edit});
    all.push_back({.id = "flows.all", .label = tr("すべて選ぶ(&A)"), .key = "Ctrl+A", .help = tr("この図の要素をすべて選びます"), .run = [this] { state_.choose(state_.open->side, canvas().scene().reading_order()); }, .enabled = open, .menu = edit});
    all.push_back({.id = "flows.hand", .label = tr("手のひら(&H)"), .help = tr("つかんで動かします（H）"), .run = [tool] { tool(FlowTool::hand); }, .enabled = open, .checked = [this] { return state_.tool == FlowTool::hand; }, .menu = shape, .icon = "hand", .begins_group = true});
    all.push_back({.id = "flows.lasso", .label = tr("囲んで選ぶ(&L)"), .help = tr("囲んだ要素を選びます"), .run = [tool] { tool(FlowTool::lasso); }, .enabled = open, .checked = [this] { return state_.tool == FlowTool::lasso; }, .menu = shape, .icon = "lasso"});
    all.push_back({.id = "flows.space", .label = tr("場所をあける(&S)"), .help = tr("横か縦に引いて、場所をあけたりつめたりします"), .run = [tool] { tool(FlowTool::space); }, .enabled = edits, .checked = [this] { return state_.tool == FlowTool::space; }, .menu = shape, .icon = "space"});
    all.push_back({.id = "flows.create", .label = tr("名前か種類を打って置く(&N)…"), .help = tr("名前を打つと工程、種類を打つとその図形を置きます（N）"), .run = [this] { ask_kind(); }, .enabled = edits, .menu = shape, .begins_group = true});
    all.push_back({.id = "flows.pad", .label = tr("次にすること(&P)…"), .help = tr("選んだ要素に続けて置く、つなぐ、消す（Space）"), .run = [this] { open_pad(); }, .enabled = one, .menu = shape});
    all.push_back({.id = "flows.kind", .label = tr("種類を変える(&K)"), .help = tr("選んだ要素の種類を変えます"), .run = [this] { choose_kind(); }, .enabled = one, .menu = shape});
    all.push_back({.id = "flows.straighten", .label = tr("線を引き直す(&R)"), .help = tr("選んだ線の曲がりを忘れて引き直します"),
                   .run = [this] { state_.apply(desk::straighten(state_.open->flow(), state_.open->diagram(), state_.open->only()), "線を引き直す"); }, .enabled = one, .menu = shape});
    all.push_back({.id = "flows.arrange", .label = tr("整列(&T)"), .help = tr("選んだ要素だけを、選んでいなければ図の全体を、レーンの中で並べ直します"), .run = [this] { arrange(); }, .enabled = edits, .menu = shape, .icon = "align", .toolbar = true});
    all.push_back({.id = "flows.lane", .label = tr("レーンを足す(&A)"), .help = tr("選んだレーンの下にレーンを足します"), .run = [this] { palette_->lane(); }, .enabled = edits, .menu = shape});
    all.push_back({.id = "flows.shelf", .label = tr("帳票とシナリオ(&F)"), .key = "Ctrl+Shift+F", .help = tr("工程に付ける帳票テンプレートとシナリオを、図の横に並べます"), .run = [this] { show_shelf(!shelf_->IsShown()); }, .enabled = edits, .checked = [this] { return shelf_->IsShown(); }, .menu = view});
    all.push_back({.id = "flows.linked", .label = tr("連動スクロール(&L)"), .help = tr("二つの図をいっしょに動かします（L）"), .run = [this] { state_.linked = !state_.linked; if (state_.open) scrolled(state_.open->side); }, .enabled = open,
                   .checked = [this] { return state_.linked; }, .menu = view, .icon = "link", .toolbar = true, .begins_group = true});
    all.push_back({.id = "flows.beside", .label = tr("左右に並べる(&B)"), .help = tr("二つの図を上下でなく左右に並べます"), .run = [this] { state_.beside = !state_.beside; place_canvases(); }, .enabled = open, .checked = [this] { return state_.beside; }, .menu = view, .icon = "stack", .toolbar = true});
    all.push_back({.id = "flows.next-diagram", .label = tr("次の図(&N)"), .key = "Ctrl+Shift+PgDn", .help = tr("図が三つ以上あるファイルで、選んでいる側に次の図を見せます"), .run = [this] { next_diagram(); }, .enabled = [this, open] { return open() && desk::diagrams_to_show(state_.open->flow()).size() > 2; }, .menu = view});
    all.push_back({.id = "flows.whole", .label = tr("全体を表示(&0)"), .key = "Ctrl+0", .help = tr("図の全体を表示します"), .run = [this] { canvas().whole(); }, .enabled = open, .menu = view});
    all.push_back({.id = "flows.natural", .label = tr("倍率 100 %(&1)"), .help = tr("もとの大きさで表示します"), .run = [this] { canvas().zoom_by(1 / canvas().scale()); }, .enabled = open, .menu = view});
    all.push_back({.id = "flows.zoom-in", .label = tr("拡大(&I)"), .key = "Ctrl++", .help = tr("大きく表示します"), .run = [this] { canvas().zoom_by(1.25); }, .enabled = open, .menu = view});
    all.push_back({.id = "flows.zoom-out", .label = tr("縮小(&O)"), .key = "Ctrl+-", .help = tr("小さく表示します"), .run = [this] { canvas().zoom_by(1 / 1.25); }, .enabled = open, .menu = view});
    all.push_back({.id = "flows.check", .label = tr("検査(&C)"), .key = "Ctrl+E", .help = tr("書き方の問題を調べ直し、一覧に移ります"), .run = [this] {
                       problems_->look_now();
                       problems_->table()->SetFocus();
                   }, .enabled = open, .menu = study, .icon = "tick", .toolbar = true, .begins_group = true});
    all.push_back({.id = "flows.compare", .label = tr("差分(&D)"), .key = "Ctrl+D", .help = tr("二つの図の違いを色と表で示します（Esc で消す）"), .run = [this] { compare(); }, .enabled = open, .menu = study, .icon = "difference", .toolbar = true});
    all.push_back({.id = "flows.simulate", .label = tr("シミュレーション(&S)"), .key = "F5", .help = tr("件が届いて待つようすを試し、平均と 95 % の幅を出します"), .run = [this] { simulate(false); }, .enabled = [this, open] { return open() && session_.jobs.idle(); }, .menu = study, .icon = "clock", .toolbar = true});
    all.push_back({.id = "flows.watch", .label = tr("動きを見る(&A)"), .key = "Shift+F5", .help = tr("シミュレーションの一件一件が図の上をどう進むかを見ます（Esc で終わり）"), .run = [this] { simulate(true); }, .enabled = [this, open] { return open() && session_.jobs.idle(); }, .menu = study});
    all.push_back({.id = "flows.measured", .label = tr("見込みと計測(&M)…"), .help = tr("付けたシナリオの実行記録、帳票の読み取りと確認の記録と、工程の見込みを並べます"), .run = [this] { measured(); }, .enabled = open, .menu = study});
    all.push_back({.id = "flows.what-if", .label = tr("仮に変えたら(&W)…"), .help = tr("分数・割合・件数を仮に変えて、年の時間を比べます。図は変わりません"), .run = [this] { try_out(); }, .enabled = open, .menu = study});
    all.push_back({.id = "flows.time", .label = tr("計測(&T)…"), .key = "Ctrl+T", .help = tr("選んだ工程を一件ずつ計り、分数に入れます"), .run = [this] { time_chosen(); }, .enabled = one, .menu = study, .icon = "stopwatch", .toolbar = true});
    all.push_back({.id = "flows.present", .label = tr("見せる(&P)"), .key = "F11", .help = tr("図だけを画面いっぱいに出します（Esc で戻る）"), .run = [this] { present(!presenting_); }, .enabled = open, .checked = [this] { return presenting_; }, .menu = view, .icon = "present"});
    all.push_back(linked_cases_action(this, session_, "flows", "flow", view, [this] { return state_.open ? state_.open->opened.file.stem().string() : std::string(); }));
    return all;
}

}  // namespace yorozu::gui
