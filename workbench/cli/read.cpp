#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <memory>

#include "workbench/cli/command.h"
#include "workbench/cli/progress_line.h"
#include "workbench/cli/reading_options.h"
#include "workbench/desk/export/export.h"
#include "workbench/desk/reading/reading.h"
#include "workbench/desk/reading/reading_setup.h"

namespace yorozu::cli {

namespace {

struct ReadOptions {
    ReadingWords words;
    std::filesystem::path out;
    std::string encoding = "utf-8";
};

/// Fields side by side for a person's eyes; values of masked fields covered.
void print_document(const ocr::Document& document, const std::vector<ocr::FormTemplate>& forms) {
    std::cout << document.source << "  " << document.page << " ページ  ";
    if (document.template_id.empty()) {
        std::cout << (document.failed ? "読めません: " : "帳票が分かりません: ") << document.why_not << "\n\n";
        return;
    }
    const ocr::FormTemplate* form = nullptr;
    for (const auto& known : forms)
        if (known.id == document.template_id) form = &known;
    std::cout << (form ? form->title : document.template_id) << '\n';
    for (const auto& reading : document.fields) {
        const ocr::FieldTemplate* field = form ? form->field(reading.id) : nullptr;
        const char* mark = reading.status == ocr::FieldStatus::accepted ? "  " : reading.status == ocr::FieldStatus::blank ? "空" : "要";
        std::cout << "  " << mark << ' ' << (field && !field->label.empty() ? field->label : reading.id) << ": "
                  << (field && field->mask ? std::string(reading.value.empty() ? "" : "＊＊＊") : reading.value);
        if (reading.status == ocr::FieldStatus::review) {
            std::cout << "  ←";
            for (const std::string& reason : reading.reasons) std::cout << ' ' << reason;
        }
        std::cout << '\n';
    }
    std::cout << '\n';
}

/// What failed, was refused or waits, on stderr. Labels only: no value ever.
class WaitingList {
public:
    explicit WaitingList(const std::vector<ocr::FormTemplate>& forms) : forms_(forms) {}

    void look(const ocr::Document& document) {
        if (!document.needs_review() && !document.failed) return;
        const std::string where = document.source + " " + std::to_string(document.page) + " ページ";
        if (document.template_id.empty()) {
            std::cerr << "yorozu: " << (document.failed ? "読めません: " : "帳票が分かりません: ") << where << ": "
                      << document.why_not << '\n';
            return;
        }
        if (++listed_ > most) return;
        std::string labels;
        for (const auto& field : document.fields)
            if (field.status == ocr::FieldStatus::review) labels += (labels.empty() ? "" : "、") + label(document.template_id, field.id);
        lines_.push_back("yorozu: 要確認: " + where + ": " + labels);
    }

    void print() const {
        for (const std::string& line : lines_) std::cerr << line << '\n';
        if (listed_ > most) std::cerr << "yorozu: 要確認: ほか " << listed_ - most << " 枚: 結果の needs_review か status を見てください\n";
    }

private:
    std::string label(const std::string& form_id, const std::string& field_id) const {
        for (const auto& form : forms_)
            if (form.id == form_id)
                if (const auto* field = form.field(field_id); field && !field->label.empty()) return field->label;
        return field_id;
    }

    static constexpr std::size_t most = 30;
    const std::vector<ocr::FormTemplate>& forms_;
    std::vector<std::string> lines_;
    std::size_t listed_ = 0;
};

int run_read(const ReadOptions& options, const Context& context) {
    const auto encoding = desk::export_encoding(options.encoding);
    if (!encoding) throw Failure(exit_request_wrong, "知らない文字コードです", options.encoding, "utf-8、utf-8-bom、cp932 のどれかにしてください");
    std::optional<desk::ExportFormat> format;
    if (!options.out.empty()) {
        format = desk::export_format(options.out);
        if (!format)
            throw Failure(exit_request_wrong, "書き出す形が分かりません", options.out.string(), ".json、.csv、.xlsx のどれかで終わる名前にしてください");
    }
    const ReadingSetup setup = prepare(options.words, context);

    std::unique_ptr<desk::DocumentWriter> writer;
    if (format) writer = desk::document_writer(options.out, *format, *encoding, setup.forms);
    WaitingList waiting(setup.forms);
    ProgressLine line(context.quiet);
    desk::ReadingOptions reading = setup.options;
    reading.progress = [&](const desk::ReadingProgress& progress) { line.show(progress); };
    const bool json = !writer && context.json;
    bool first = true;
    if (json) std::cout << "{ \"documents\": [";
    const auto summary = desk::read_scans(setup.files, setup.forms, setup.lexicons, reading, [&](ocr::Document&& document) {
        if (writer) writer->add(document);
        else if (json) std::cout << (first ? "\n" : ",\n") << desk::json_of(document, setup.forms);
        else print_document(document, setup.forms);
        first = false;
        if (!document.needs_review() && !document.failed) return;
        line.clear();
        waiting.look(document);
    });
    if (json) std::cout << "\n] }\n";
    if (writer) writer->finish();
    std::cout.flush();
    if (!std::cout) throw Failure(exit_environment_failed, "結果を書けません", "標準出力", "出力先の空きを確かめてください");
    line.clear();
    waiting.print();
    if (writer)
        for (const auto& lost : writer->lost()) {
            char code[16];
            std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(lost.character));
            std::cerr << "yorozu: CP932 にない文字を 〓 にしました（" << code << "）: " << lost.source << " " << lost.page << " ページ " << lost.field
                      << ": --encoding utf-8 か .xlsx なら残ります\n";
        }
    if (!context.quiet) print_summary(summary, setup.files.size());
    const bool lost = writer && !writer->lost().empty();
    return summary.failed + summary.refused + summary.review > 0 || summary.stopped || lost ? exit_some_wait : exit_done;
}

}  // namespace

void add_read(Commands& commands) {
    auto options = std::make_shared<ReadOptions>();
    CLI::App* command = commands.app.add_subcommand("read", "帳票の画像を読み、結果を JSON・CSV・XLSX に書く");
    add_reading_words(*command, options->words);
    command->add_option("--out", options->out, "書き出すファイル（.json .csv .xlsx）。なければ標準出力へ表、--json なら JSON");
    command->add_option("--encoding", options->encoding, "CSV の文字コード: utf-8（既定）、utf-8-bom、cp932");
    commands.on_run(command, [options, &context = commands.context] { return run_read(*options, context); });
}

}  // namespace yorozu::cli
