#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/command.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/export/export.h"
#include "workbench/desk/reading/lexicon_import.h"

namespace yorozu::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

fs::path lists_of(const Context& context) { return context.workspace / "lexicons"; }

void print_some(const char* sign, const std::vector<ocr::LexiconEntry>& entries) {
    constexpr std::size_t most = 5;
    for (std::size_t i = 0; i < std::min(most, entries.size()); ++i)
        std::cout << "  " << sign << ' ' << entries[i].text << (entries[i].code.empty() ? "" : " " + entries[i].code) << '\n';
    if (entries.size() > most) std::cout << "  " << sign << " ほか " << entries.size() - most << " 件\n";
}

void print_imported(const desk::ImportedList& list) {
    std::cout << list.name << ": " << list.entries << " 件 → " << list.file.string() << '\n';
    if (list.first) return;
    if (list.kept.empty()) {
        std::cout << "  前の一覧と同じです\n";
        return;
    }
    std::cout << "  増えた " << list.added.size() << "、なくなった " << list.removed.size() << "、読みが変わった " << list.new_readings
              << "（前の一覧: " << list.kept.string() << "）\n";
    print_some("＋", list.added);
    print_some("－", list.removed);
}

int run_import(const std::string& name, const fs::path& file, const Context& context) {
    try {
        Json json = Json::array();
        for (const auto& list : desk::import_list(name, file, lists_of(context), system_clock()())) {
            json.push_back({{"name", list.name}, {"entries", list.entries}, {"file", list.file.string()}, {"first", list.first},
                            {"added", list.added.size()}, {"removed", list.removed.size()}, {"new_readings", list.new_readings}, {"kept", list.kept.string()}});
            if (!context.json) print_imported(list);
        }
        if (context.json) std::cout << json.dump(1) << '\n';
    } catch (const desk::ListFault& fault) {
        throw Failure(exit_request_wrong, fault.what());
    } catch (const desk::ExportFailure& failure) {
        throw Failure(exit_environment_failed, failure.what());
    }
    return exit_done;
}

/// The lists of the workspace, sorted; none when it has no such folder.
std::vector<fs::path> list_files(const Context& context) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(lists_of(context), error))
        if (entry.path().extension() == ".csv") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

ocr::Lexicon loaded(const fs::path& file) {
    try {
        return ocr::load_lexicon(file.stem().string(), file);
    } catch (const desk::ListFault& fault) {
        throw Failure(exit_request_wrong, fault.what());
    }
}

int run_lexicon_list(const Context& context) {
    Json json = Json::array();
    for (const fs::path& file : list_files(context)) {
        const ocr::Lexicon list = loaded(file);
        json.push_back({{"name", list.name()}, {"entries", list.size()}, {"file", file.string()}});
        if (!context.json) std::cout << list.name() << ": " << list.size() << " 件\n";
    }
    if (context.json) std::cout << json.dump(1) << '\n';
    else if (json.empty()) std::cout << "一覧はまだありません（yorozu lexicon import で入れます）\n";
    return exit_done;
}

int run_show(const std::string& name, const std::string& search, std::size_t most, const Context& context) {
    const auto files = list_files(context);
    const auto file = std::find_if(files.begin(), files.end(), [&](const fs::path& f) { return f.stem() == name; });
    if (file == files.end())
        throw Failure(exit_request_wrong, "一覧がありません", name, "yorozu lexicon list で名前を確かめてください");
    const ocr::Lexicon list = loaded(*file);
    std::vector<const ocr::LexiconEntry*> found;
    if (search.empty()) {
        for (const auto& entry : list.entries()) found.push_back(&entry);
    } else {
        for (const auto& part : {list.by_text(search), list.by_code(search), list.by_reading(search)})
            for (const auto* entry : part)
                if (std::find(found.begin(), found.end(), entry) == found.end()) found.push_back(entry);
    }
    Json json = Json::array();
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
        const auto& entry = *found[i];
        json.push_back({{"text", entry.text}, {"code", entry.code}, {"reading", entry.reading}, {"parent", entry.parent}});
        if (!context.json) std::cout << entry.text << '\t' << entry.code << '\t' << entry.reading << '\t' << entry.parent << '\n';
    }
    if (context.json) std::cout << json.dump(1) << '\n';
    else if (found.size() > most) std::cout << "ほか " << found.size() - most << " 件（--most で増やせます）\n";
    return exit_done;
}

}  // namespace

void add_lexicon(Commands& commands) {
    CLI::App* group = commands.app.add_subcommand("lexicon", "読取を確かめる一覧（銀行・支店・住所・氏名）");
    group->require_subcommand(1);
    struct Options {
        std::string name, search;
        fs::path file;
        std::size_t most = 20;
    };
    auto options = std::make_shared<Options>();
    Context& context = commands.context;

    CLI::App* import = group->add_subcommand("import", "一覧を入れる: text,code,reading,parent の CSV、日本郵便の KEN_ALL、銀行・支店データ");
    import->add_option("NAME", options->name, "名前（surname given-name address zengin.bank zengin.branch など）")->required();
    import->add_option("FILE", options->file, "CSV（UTF-8 か CP932）")->required();
    commands.on_run(import, [options, &context] { return run_import(options->name, options->file, context); });

    CLI::App* list = group->add_subcommand("list", "入っている一覧と件数");
    commands.on_run(list, [&context] { return run_lexicon_list(context); });

    CLI::App* show = group->add_subcommand("show", "一覧の中身。語・コード・読みで探せる");
    show->add_option("NAME", options->name, "一覧の名前")->required();
    show->add_option("SEARCH", options->search, "探す語、コード、読み");
    show->add_option("--most", options->most, "出す件数（既定 20）");
    commands.on_run(show, [options, &context] { return run_show(options->name, options->search, options->most, context); });
}

}  // namespace yorozu::cli
