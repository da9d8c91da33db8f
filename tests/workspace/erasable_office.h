#pragma once
#include <fstream>

#include "ocr/page/page.h"
#include "tests/cases/office.h"
#include "workbench/desk/workspace/retention.h"
#include "workbench/store/documents.h"
#include "workbench/store/records.h"
#include "workbench/store/work_queue.h"

inline std::string file_bytes(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// An office that keys forms of which every trace of a person can be looked for: each value holds a mark of its own.
struct ErasableOffice : Office {
    static constexpr std::int64_t day_ms = 86'400'000;
    int forms = 0;

    struct Form {
        std::int64_t document = 0, item = 0;
        std::string hash, mark;
    };
    enum class Outcome { not_checked, not_keyed, unknown, keyed };

    void days(int count) { now += count * day_ms; }

    /// A scan of one page, read, corrected, made a record and keyed as far as said; with evidence and a crop.
    Form form(const std::string& batch, Outcome outcome = Outcome::keyed, int copies_of_mark = 1) {
        using namespace yorozu;
        Form made;
        made.mark = "KEIKO" + std::to_string(7000 + ++forms) + "SECRET";
        std::string text;
        for (int i = 0; i < copies_of_mark; ++i) text += made.mark;
        auto scans = workspace->scans();
        const auto file = folder / "arriving.bin";
        std::ofstream(file, std::ios::binary) << "scan of " << made.mark;
        made.hash = scans.keep(file, ocr::content_hash);
        scans.settle();
        store::Documents documents(workspace->database());
        documents.register_scans(batch, std::vector<store::ArrivedScan>{{made.hash, static_cast<std::int64_t>(std::filesystem::file_size(file)), "scan" + std::to_string(forms) + ".tif"}}, now);
        std::filesystem::remove(file);
        store::StoredReading reading;
        reading.template_id = "koza";
        reading.fields = {{"no", "1" + text, store::StoredStatus::review, 0.5, "{\"raw\":\"" + text + "\"}"}, {"name", text, store::StoredStatus::accepted, 0.99, "{}"}};
        for (const auto& unread : documents.unread(batch))
            if (unread.hash == made.hash) documents.add_reading(unread.id, reading, now);
        documents.set_pages(made.hash, 1);
        for (const auto& one : documents.documents(batch))
            if (one.hash == made.hash) made.document = one.id;
        const bool checked = outcome != Outcome::not_checked;
        if (checked) documents.decide(made.document, {"no", "corrected", "1" + text, "2" + text, "大槻", now, 30});
        store::Records(workspace->database()).put(std::vector<store::StoredRecord>{{made.document, "koza", "[" + std::to_string(made.document) + "]", "{\"no\":\"2" + text + "\"}", "[]", checked, "大槻"}}, now);
        if (!checked) return made;
        store::WorkItems queue(workspace->database());
        store::StoredItem item;
        item.scenario = outcome == Outcome::not_keyed ? "koza-later" : "koza";  // a queue gives out the oldest first
        item.business_key = "2" + made.mark;
        item.record = {{"no", "2" + text}};
        item.source = "batch:" + batch + "/" + std::to_string(made.document);
        made.item = queue.add({item}, now).ids.at(0);
        if (outcome == Outcome::not_keyed) return made;
        const auto run = queue.begin_run("koza", false, now);
        const auto claimed = queue.claim("koza", "r", now, std::chrono::seconds(60));
        const std::string picture = "run" + std::to_string(run) + "-item" + std::to_string(made.item) + ".png";
        write(workspace->evidence_folder() / picture, "screen with " + made.mark);
        write(workspace->folder() / "crops" / (std::to_string(made.document) + "-no.png"), "crop of " + made.mark);
        queue.intent(claimed->id, claimed->token, {run, claimed->id, "confirm", now, now + 500, "intent", "", ""});
        queue.finish(claimed->id, claimed->token, outcome == Outcome::keyed ? "done" : "unknown", "U" + std::to_string(forms), "", {run, claimed->id, "confirm", now + 500, now + 1500, outcome == Outcome::keyed ? "done" : "unknown", picture, ""});
        return made;
    }
    static void write(const std::filesystem::path& file, const std::string& bytes) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
    }

    /// All kinds so many days after they may go.
    void keep_for(int days) {
        auto rules = yorozu::desk::retention_rules(*workspace);
        for (auto& [kind, rule] : rules) rule.days = days;
        yorozu::desk::set_retention(*workspace, rules);
    }
    yorozu::desk::RetentionLine line(yorozu::desk::KeptKind kind) {
        for (const auto& one : yorozu::desk::retention_plan(*workspace, yorozu::desk::retention_rules(*workspace)).lines)
            if (one.kind == kind) return one;
        return {};
    }

    /// Files of the workspace in whose bytes the mark stands, the database and its log among them.
    std::vector<std::string> places_of(const std::string& mark) const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (!entry.is_regular_file()) continue;
            if (file_bytes(entry.path()).find(mark) != std::string::npos) found.push_back(std::filesystem::relative(entry.path(), folder.path()).string());
        }
        return found;
    }
};
