#include "workbench/desk/cases/case_attachments.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "ocr/lexicon/text_key.h"
#include "workbench/desk/cases/sealed_file.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/retention.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

/// Thrown out of the store's loop when a person calls it off.
struct CalledOff {};

std::string binding(std::int64_t case_id) { return "yorozu case attachment 1\n" + std::to_string(case_id); }

/// The case itself or one that was merged into it, with the attachment; `taken_off`: also when it is not shown any more.
struct Found {
    Case one;
    Attachment file;
};
Found found(Workspace& workspace, const std::string& number, std::int64_t id, bool taken_off = false) {
    const auto kept = stored_cases(workspace);
    const auto sight = case_sight(workspace);
    const auto stands = standing_case(workspace, number);
    if (stands && sight.own(*stands)) {
        std::vector<std::string> numbers{stands->number};
        for (std::size_t at = 0; at < numbers.size(); ++at) {
            const auto one = kept.find(numbers[at]);
            if (!one) continue;
            auto events = kept.events(one->id);
            for (auto& more : store::absorbed_by(events)) numbers.push_back(std::move(more));
            if (taken_off) std::erase_if(events, [](const CaseEvent& event) { return event.kind == "detach"; });
            for (auto& file : store::attachments_of(events))
                if (file.id == id) return {*one, std::move(file)};
        }
    }
    throw RequestFault("添付がありません: 相談 " + number + " の " + std::to_string(id) + ": yorozu case attachments で番号を確かめてください");
}

}  // namespace

GuardedBytes attachment_key(Workspace& workspace, const Passphrase& passphrase) { return vault_key(workspace, passphrase, "相談の添付", {Right::help_desk}); }

std::vector<Attachment> attachments(Workspace& workspace, const std::string& number) { return case_page(workspace, number).attachments; }

std::int64_t attach_file(Workspace& workspace, const std::string& number, const fs::path& file, const GuardedBytes& key, const std::function<bool(std::int64_t)>& progress) {
    want_case_writer(workspace, number);
    const auto one = stored_cases(workspace).find(number);
    if (!one) throw RequestFault("相談がありません: " + number + ": yorozu case list で番号を確かめてください");
    if (!one->merged_into.empty()) throw RequestFault("統合された相談には足せません: " + number + ": " + one->merged_into + " に足してください");
    std::error_code error;
    if (!fs::is_regular_file(file, error)) throw RequestFault("添付できるファイルではありません: " + file.string() + ": フォルダーではなく、いまあるファイルを選んでください");
    const auto size = static_cast<std::int64_t>(fs::file_size(file, error));
    if (error) throw RequestFault("ファイルを読めません: " + file.string() + ": 読む権限を確かめてください");
    if (size > largest_attachment)
        throw RequestFault("添付が大きすぎます: " + file.string() + "（" + size_words(size) + "）: " + size_words(largest_attachment) + " までにしてください（分けるか、置き場所を経過に書いてください）");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw RequestFault("ファイルを読めません: " + file.string() + ": 読む権限を確かめてください");
    SealedFile sealed(in, key, binding(one->id));
    const auto next = [&]() -> std::optional<std::string> {
        auto part = sealed.next();
        if (part && progress && !progress(sealed.taken())) throw CalledOff();
        if (!part && (in.bad() || sealed.taken() != size)) throw RequestFault("読んでいる間にファイルが変わりました: " + file.string() + ": 書き終わってから、もう一度添付してください");
        return part;
    };
    const auto now = workspace.session().clock();
    try {
        return stored_cases(workspace).attach(one->id, {ocr::utf8_of(ocr::code_points(file.filename().string())), workspace.session().who, size, now}, now, next);
    } catch (const CalledOff&) {
        return 0;
    }
}

void save_attachment(Workspace& workspace, const std::string& number, std::int64_t id, const fs::path& target, const GuardedBytes& key) {
    const auto [one, file] = found(workspace, number, id);
    permit(workspace, {}, {"export", "case/" + one.number, "attachment/" + std::to_string(id)});
    WholeFile whole(target);
    OpenedFile opened(key, binding(one.id));
    bool fits = true;
    const bool same = stored_cases(workspace).read_attachment(file, [&](const std::string& part) {
        auto plain = fits ? opened.open(part) : std::nullopt;
        fits = plain.has_value();
        if (plain) whole.write(*plain);
    });
    if (!same) throw RequestFault("添付の中身が、入れたときと違います: 相談 " + one.number + " の " + std::to_string(id) + ": 控え（yorozu workspace backup）から戻してください");
    if (!fits || !opened.complete())
        throw RequestFault("添付を開けません: 相談 " + one.number + " の " + std::to_string(id) + ": 金庫が入れ替わっています。添付したときの金庫（vault.json）の控えを戻してください");
    whole.place();
}

void detach_file(Workspace& workspace, const std::string& number, std::int64_t id, bool back) {
    const auto [one, file] = found(workspace, number, id, back);
    want_case_writer(workspace, one.number);
    CaseEvent event{.kind = "detach", .changes = {{"attachment", std::to_string(id)}}, .text = file.name};
    if (back) {
        if (store::Retention(workspace.database()).erased(store::KeptKind::attachments, id))
            throw RequestFault("保存期間が過ぎて消した添付です: 相談 " + one.number + " の " + std::to_string(id) + ": 中身はもうないので、戻せません");
        // Taking the taking-off back.
        event = {.kind = "withdrawn", .text = file.name};
        for (const auto& old : store::holding(stored_cases(workspace).events(one.id)))
            if (old.kind == "detach" && old.changes.at("attachment") == std::to_string(id)) event.corrects = old.id;
        if (!event.corrects) return;
    }
    event.who = workspace.session().who;
    event.at = workspace.session().clock();
    stored_cases(workspace).append(one.id, {&event, 1}, event.at);
}

std::string size_words(std::int64_t bytes) {
    char text[32];
    if (bytes < 1024) std::snprintf(text, sizeof text, "%lld B", static_cast<long long>(bytes));
    else if (bytes < 1024 * 1024) std::snprintf(text, sizeof text, "%lld KB", static_cast<long long>((bytes + 512) / 1024));
    else std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / (1024 * 1024));
    return text;
}

}  // namespace yorozu::desk
