// 窓口台帳: a form, a list and a question before anything is saved, as desktop programs of offices have them.
//   yorozu-counter-ledger --db FILE [--faults FILE]
// The faults file holds one word and is used once: crash-after-save, hang-after-save, crash, notice (a window that must be
// answered), second-window (a second one of the same title), no-window.
#include <gtk/gtk.h>

#include <csignal>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "samples/counter-ledger/ledger.h"

namespace {

using counter_ledger::Entry;
using counter_ledger::Ledger;

const char* const password = "mihon-1001";

class LedgerWindow {
public:
    LedgerWindow(Ledger& ledger, std::filesystem::path faults) : ledger_(ledger), faults_(std::move(faults)) {
        window_ = gtk_window_new(GTK_WINDOW_TOPLEVEL);
        gtk_window_set_title(GTK_WINDOW(window_), "窓口台帳");
        gtk_window_set_default_size(GTK_WINDOW(window_), 760, 640);
        g_signal_connect(window_, "destroy", G_CALLBACK(gtk_main_quit), nullptr);
        GtkWidget* whole = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
        gtk_container_add(GTK_CONTAINER(window_), whole);
        add_menu(whole);
        grid_ = gtk_grid_new();
        gtk_grid_set_column_spacing(GTK_GRID(grid_), 8);
        gtk_grid_set_row_spacing(GTK_GRID(grid_), 4);
        gtk_box_pack_start(GTK_BOX(whole), grid_, FALSE, FALSE, 0);
        pin_ = field("暗証番号(_W)");
        gtk_entry_set_visibility(GTK_ENTRY(pin_), FALSE);
        sought_ = field("検索する申請番号(_S)");
        button(grid_, "検索", [](GtkWidget*, gpointer self) { static_cast<LedgerWindow*>(self)->search(); });
        list_ = gtk_list_store_new(4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
        gtk_box_pack_start(GTK_BOX(whole), list_view(), TRUE, TRUE, 0);
        shown_ = gtk_label_new("");
        atk_object_set_name(gtk_widget_get_accessible(shown_), "検索した番号");
        gtk_box_pack_start(GTK_BOX(whole), shown_, FALSE, FALSE, 0);
        grid_ = gtk_grid_new();
        gtk_grid_set_column_spacing(GTK_GRID(grid_), 8);
        gtk_grid_set_row_spacing(GTK_GRID(grid_), 4);
        gtk_box_pack_start(GTK_BOX(whole), grid_, FALSE, FALSE, 0);
        row_ = 0;
        number_ = field("申請番号(_N)");
        name_ = field("氏名");
        kana_ = field("フリガナ");
        address_ = field("住所");
        note_ = field("備考");
        kind_ = gtk_combo_box_text_new();
        for (const char* kind : {"", "一般", "学生", "シルバー"}) gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(kind_), kind);
        labelled("区分", kind_);
        GtkWidget* payments = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
        cash_ = gtk_radio_button_new_with_label(nullptr, "現金");
        transfer_ = gtk_radio_button_new_with_label_from_widget(GTK_RADIO_BUTTON(cash_), "口座振替");
        gtk_container_add(GTK_CONTAINER(payments), cash_);
        gtk_container_add(GTK_CONTAINER(payments), transfer_);
        labelled("支払い方法", payments);
        exempt_ = gtk_check_button_new_with_label("減免あり");
        gtk_grid_attach(GTK_GRID(grid_), exempt_, 1, row_++, 1, 1);
        button(grid_, "登録", [](GtkWidget*, gpointer self) { static_cast<LedgerWindow*>(self)->save(); });
        receipt_ = field("受付番号");
        gtk_editable_set_editable(GTK_EDITABLE(receipt_), FALSE);
        status_ = gtk_label_new("");
        gtk_box_pack_start(GTK_BOX(whole), status_, FALSE, FALSE, 0);
        gtk_widget_show_all(window_);
    }

    GtkWidget* window() const { return window_; }
    /// The fault in the file, if it is one of these; it is used up.
    std::string fault(std::initializer_list<const char*> known) {
        std::string word;
        std::ifstream(faults_) >> word;
        for (const char* one : known)
            if (word == one) {
                std::filesystem::remove(faults_);
                return word;
            }
        return "";
    }
    void tell(const char* sentence) { gtk_label_set_text(GTK_LABEL(status_), sentence); }
    bool ask(const char* sentence) {
        GtkWidget* dialog = gtk_message_dialog_new(GTK_WINDOW(window_), GTK_DIALOG_MODAL, GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE, "%s", sentence);
        gtk_window_set_title(GTK_WINDOW(dialog), "確認");
        gtk_dialog_add_buttons(GTK_DIALOG(dialog), "いいえ(_N)", GTK_RESPONSE_NO, "はい(_Y)", GTK_RESPONSE_YES, nullptr);
        const int answer = gtk_dialog_run(GTK_DIALOG(dialog));
        gtk_widget_destroy(dialog);
        return answer == GTK_RESPONSE_YES;
    }

private:
    void labelled(const char* label, GtkWidget* widget) {
        GtkWidget* words = gtk_label_new_with_mnemonic(label);
        gtk_label_set_mnemonic_widget(GTK_LABEL(words), widget);
        gtk_widget_set_halign(words, GTK_ALIGN_END);
        gtk_widget_set_hexpand(widget, TRUE);
        gtk_grid_attach(GTK_GRID(grid_), words, 0, row_, 1, 1);
        gtk_grid_attach(GTK_GRID(grid_), widget, 1, row_++, 1, 1);
    }
    GtkWidget* field(const char* label) {
        GtkWidget* entry = gtk_entry_new();
        labelled(label, entry);
        return entry;
    }
    void button(GtkWidget* grid, const char* words, void (*pressed)(GtkWidget*, gpointer)) {
        GtkWidget* made = gtk_button_new_with_label(words);
        g_signal_connect(made, "clicked", G_CALLBACK(pressed), this);
        gtk_grid_attach(GTK_GRID(grid), made, 1, row_++, 1, 1);
    }
    void add_menu(GtkWidget* whole) {
        GtkWidget *bar = gtk_menu_bar_new(), *file = gtk_menu_item_new_with_mnemonic("ファイル(_F)"), *menu = gtk_menu_new();
        GtkWidget *fresh = gtk_menu_item_new_with_mnemonic("新しい申請(_N)"), *locked = gtk_menu_item_new_with_mnemonic("締める(_C)"), *quit = gtk_menu_item_new_with_mnemonic("終了(_Q)");
        gtk_widget_set_sensitive(locked, FALSE);
        for (GtkWidget* item : {fresh, locked, quit}) gtk_menu_shell_append(GTK_MENU_SHELL(menu), item);
        gtk_menu_item_set_submenu(GTK_MENU_ITEM(file), menu);
        gtk_menu_shell_append(GTK_MENU_SHELL(bar), file);
        gtk_box_pack_start(GTK_BOX(whole), bar, FALSE, FALSE, 0);
        g_signal_connect_swapped(fresh, "activate", G_CALLBACK(+[](gpointer self) { static_cast<LedgerWindow*>(self)->clear(); }), this);
        g_signal_connect_swapped(quit, "activate", G_CALLBACK(+[](gpointer self) { gtk_widget_destroy(static_cast<LedgerWindow*>(self)->window_); }), this);
    }
    GtkWidget* list_view() {
        GtkWidget* view = gtk_tree_view_new_with_model(GTK_TREE_MODEL(list_));
        const char* const headings[] = {"受付番号", "申請番号", "氏名", "住所"};
        for (int i = 0; i < 4; ++i)
            gtk_tree_view_append_column(GTK_TREE_VIEW(view), gtk_tree_view_column_new_with_attributes(headings[i], gtk_cell_renderer_text_new(), "text", i, nullptr));
        atk_object_set_name(gtk_widget_get_accessible(view), "登録の一覧");
        GtkWidget* scrolled = gtk_scrolled_window_new(nullptr, nullptr);
        gtk_container_add(GTK_CONTAINER(scrolled), view);
        return scrolled;
    }

    static std::string text(GtkWidget* entry) { return gtk_entry_get_text(GTK_ENTRY(entry)); }

    void search() {
        gtk_list_store_clear(list_);
        for (const auto& entry : ledger_.find(text(sought_)))
            gtk_list_store_insert_with_values(list_, nullptr, -1, 0, entry.receipt.c_str(), 1, entry.number.c_str(), 2, entry.name.c_str(), 3, entry.address.c_str(), -1);
        gtk_label_set_text(GTK_LABEL(shown_), (text(sought_) + " の登録").c_str());
    }

    void clear() {
        for (GtkWidget* entry : {number_, name_, kana_, address_, note_, receipt_}) gtk_entry_set_text(GTK_ENTRY(entry), "");
        gtk_combo_box_set_active(GTK_COMBO_BOX(kind_), 0);
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(cash_), TRUE);
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(exempt_), FALSE);
        tell("");
    }

    void save() {
        if (text(pin_) != password) return tell("暗証番号が違います");
        if (text(number_).empty() || text(name_).empty()) return tell("申請番号と氏名を入れてください");
        if (!ask("この内容で登録しますか")) return;
        gchar* kind = gtk_combo_box_text_get_active_text(GTK_COMBO_BOX_TEXT(kind_));
        const Entry entry{"", text(number_), text(name_), text(kana_), text(address_), kind ? kind : "", gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(cash_)) ? "現金" : "口座振替",
                          gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(exempt_)) != FALSE, text(note_)};
        g_free(kind);
        const auto receipt = ledger_.add(entry);
        const auto trouble = fault({"crash-after-save", "hang-after-save"});
        if (trouble == "crash-after-save") std::raise(SIGSEGV);
        if (trouble == "hang-after-save") g_usleep(G_USEC_PER_SEC * 3600UL);
        gtk_entry_set_text(GTK_ENTRY(receipt_), receipt.c_str());
        tell("受け付けました");
    }

    Ledger& ledger_;
    std::filesystem::path faults_;
    GtkWidget *window_ = nullptr, *grid_ = nullptr, *pin_ = nullptr, *sought_ = nullptr, *shown_ = nullptr, *number_ = nullptr, *name_ = nullptr, *kana_ = nullptr, *address_ = nullptr,
              *note_ = nullptr, *kind_ = nullptr, *cash_ = nullptr, *transfer_ = nullptr, *exempt_ = nullptr, *receipt_ = nullptr, *status_ = nullptr;
    GtkListStore* list_ = nullptr;
    int row_ = 0;
};

}  // namespace

int main(int count, char** words) {
    std::filesystem::path file, faults;
    for (int i = 1; i + 1 < count; i += 2) {
        if (std::strcmp(words[i], "--db") == 0) file = words[i + 1];
        if (std::strcmp(words[i], "--faults") == 0) faults = words[i + 1];
    }
    if (file.empty() || !gtk_init_check(&count, &words)) {
        std::cerr << "usage: yorozu-counter-ledger --db FILE [--faults FILE], on a display\n";
        return 2;
    }
    try {
        Ledger ledger(file);
        LedgerWindow window(ledger, faults);
        const auto trouble = window.fault({"crash", "notice", "second-window", "no-window"});
        if (trouble == "crash") return 9;
        if (trouble == "no-window") gtk_widget_hide(window.window());
        std::unique_ptr<LedgerWindow> second;
        if (trouble == "second-window") second = std::make_unique<LedgerWindow>(ledger, faults);
        if (trouble == "notice") g_idle_add([](gpointer self) { return static_cast<LedgerWindow*>(self)->ask("今日は早く閉めます"), G_SOURCE_REMOVE; }, &window);
        gtk_main();
    } catch (const std::runtime_error& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
}
