#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/page/page.h"
#include "tests/store/temporary_folder.h"
#include "workbench/desk/checking/verify.h"
#include "workbench/desk/reading/stored_reading.h"

/// A workspace with the sample postcard, its word lists, and a batch "b" of hand-made readings.
namespace yorozu::desk {

inline constexpr store::TimeMs office_time = 1'790'000'000'000;

class CheckedOffice {
public:
    CheckedOffice() : workspace_(folder_ / "ws", store::Access::write, office_time) {
        namespace fs = std::filesystem;
        const fs::path samples = fs::path(YOROZU_SOURCE_DIR) / "samples";
        forms_ = ocr::load_templates({samples / "forms" / "koza-furikae-hagaki"}).forms;
        workspace_.keep_templates(forms_, office_time);
        fs::create_directories(workspace_.lexicons_folder());
        for (const auto& list : fs::directory_iterator(samples / "lexicons")) fs::copy(list.path(), workspace_.lexicons_folder() / list.path().filename());
    }

    Workspace& workspace() { return workspace_; }
    std::filesystem::path folder() const { return folder_ / "ws"; }
    const ocr::FormTemplate& form() const { return forms_.front(); }
    Clock clock() { return [this] { return time_; }; }
    void later(store::TimeMs by) { time_ += by; }
    Verification person(const std::string& who) { return Verification(workspace_, "b", who, clock()); }

    struct Field {
        std::string id, value, raw;
        std::vector<double> confidence;     ///< per character of raw; fewer: 0.999
        std::string other = "4";            ///< what the unsure ones may be instead
        ocr::FieldStatus status = ocr::FieldStatus::review;
    };
    /// A page whose other fields are sure and keep the rules.
    std::int64_t page(const std::vector<Field>& fields) {
        const std::string hash = std::string(60, 'd') + std::to_string(1000 + next_++);
        store::Documents documents(workspace_.database());
        documents.register_scans("b", std::vector<store::ArrivedScan>{{hash, 1, "scan" + std::to_string(next_) + ".png"}}, office_time);
        ocr::Document document;
        document.template_id = form().id;
        document.match.form = &form();
        for (const auto& defined : form().fields) document.fields.push_back(reading(defined, fields));
        const auto file = documents.unread("b").back().id;
        documents.add_reading(file, stored_reading(document, &form()), office_time);
        documents.set_pages(hash, 1);
        return documents.documents("b", store::FieldDetail::value).back().id;
    }

private:
    ocr::FieldReading reading(const ocr::FieldTemplate& defined, const std::vector<Field>& fields) const {
        ocr::FieldReading read;
        read.id = defined.id;
        for (const auto& field : fields)
            if (field.id == defined.id) return unsure(defined, field);
        read.status = ocr::FieldStatus::accepted;
        read.confidence = 0.9999;
        if (defined.id == "hihokensha_no") read.value = "12345678";
        else if (defined.id == "koza_no") read.value = "7654321";
        else if (defined.id == "denwa") read.value = "0312345678";
        else if (defined.id == "ginko_code") read.value = "0001";
        else if (defined.id == "kinyukikan") read.value = "みずほ銀行";
        else if (defined.id == "shiten") read.value = "板橋支店";
        else if (defined.id == "shiten_code") read.value = "166";
        else if (defined.id == "jusho") read.value = "板橋区板橋1-1";
        else if (defined.id == "shimei") read.value = "佐藤　誠";
        else if (defined.kind == ocr::FieldKind::date) read.value = "2025-11-10";
        else if (defined.kind == ocr::FieldKind::choice) read.value = defined.options.front().value;
        else if (defined.kind == ocr::FieldKind::katakana) read.value = "サトウ　マコト";
        else if (defined.kind == ocr::FieldKind::seal) read.value = "有";
        read.raw = read.value;
        return read;
    }
    ocr::FieldReading unsure(const ocr::FieldTemplate& defined, const Field& field) const {
        ocr::FieldReading read;
        read.id = field.id;
        read.value = field.value;
        read.raw = field.raw.empty() ? field.value : field.raw;
        read.status = field.status;
        read.confidence = 0.5;
        read.reasons = {"読み取りが確かではありません"};
        if (read.raw != read.value) read.reasons.insert(read.reasons.begin(), "一覧で " + read.value + " に直しました");
        const double px_per_mm = form().pages[0].px_per_mm, cell = defined.cells ? defined.box_mm.width / defined.cells : 5;
        for (std::size_t i = 0; i < read.raw.size(); ++i) {  // ASCII fields only
            ocr::CharacterReading character;
            character.value = read.raw[i];
            character.confidence = i < field.confidence.size() ? field.confidence[i] : 0.999;
            if (character.confidence < 0.99) character.others.push_back({field.other, 1 - character.confidence - 0.001});
            const double left = defined.box_mm.x + cell * (static_cast<double>(i) + 0.2);
            character.box_px = {static_cast<int>(left * px_per_mm), static_cast<int>(defined.box_mm.y * px_per_mm),
                                static_cast<int>(cell * 0.6 * px_per_mm), static_cast<int>(defined.box_mm.height * px_per_mm)};
            read.characters.push_back(std::move(character));
        }
        return read;
    }

    TemporaryFolder folder_;
    Workspace workspace_;
    std::vector<ocr::FormTemplate> forms_;
    store::TimeMs time_ = office_time;
    int next_ = 0;
};

}  // namespace yorozu::desk
