#include "ocr/form/form_template.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "ocr/form/blank_ink.h"
#include "ocr/form/template_file.h"
#include "ocr/form/template_text.h"
#include "ocr/page/page.h"

namespace yorozu::ocr {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;

/// Keys that stand twice in one object; JSON keeps the last one silently.
class DuplicateKeys {
public:
    bool operator()(int, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start) open_.emplace_back();
        if (event == Json::parse_event_t::object_end && !open_.empty()) open_.pop_back();
        if (event == Json::parse_event_t::key && !open_.empty()) {
            auto& keys = open_.back();
            const auto key = parsed.get<std::string>();
            if (std::find(keys.begin(), keys.end(), key) != keys.end()) twice.push_back(key);
            keys.push_back(key);
        }
        return true;
    }
    std::vector<std::string> twice;

private:
    std::vector<std::vector<std::string>> open_;
};

std::string line_and_column(const std::string& text, std::size_t byte) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte > 0 ? byte - 1 : 0, text.size()));
    const auto line = 1 + std::count(text.begin(), end, '\n');
    const auto start = std::find(std::make_reverse_iterator(end), text.rend(), '\n').base();
    const auto column = 1 + std::count_if(start, end, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    return std::to_string(line) + " 行 " + std::to_string(column) + " 文字目";
}

std::optional<std::string> read_text(const fs::path& file, Faults& faults) {
    constexpr std::uintmax_t largest = 16u << 20;
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        faults.add("/", "テンプレートのファイルがありません", "ファイル名と場所を確かめてください");
        return std::nullopt;
    }
    if (fs::file_size(file, error) > largest) {
        faults.add("/", "テンプレートが大きすぎます（上限 16 MiB）", "帳票テンプレートの JSON かどうか確かめてください");
        return std::nullopt;
    }
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) {
        faults.add("/", "ファイルを読めません", "読み取りの権限を確かめてください");
        return std::nullopt;
    }
    return text.str();
}

std::optional<Json> parse(const std::string& text, Faults& faults) {
    try {
        DuplicateKeys duplicates;
        Json json = Json::parse(text, std::ref(duplicates));
        for (const auto& key : duplicates.twice) faults.add("/", "キー「" + key + "」が同じ { } に二度あります", "どちらか一つにしてください");
        return json;
    } catch (const Json::parse_error& error) {
        faults.add(line_and_column(text, error.byte), "JSON の書き方が正しくありません",
                   "この位置の前後の , \" { } [ ] を確かめてください（文字コードは UTF-8）");
    } catch (const Json::exception&) {
        faults.add("/", "JSON として読めません", "JSON の書き方を確かめてください");
    }
    return std::nullopt;
}

Image grey(Image image) {
    if (image.channels == 1) return image;
    const auto count = static_cast<std::size_t>(image.width) * image.height;
    for (std::size_t i = 0; i < count; ++i) {
        const auto* rgb = image.pixels.data() + 3 * i;
        image.pixels[i] = static_cast<std::uint8_t>((rgb[0] * 77 + rgb[1] * 150 + rgb[2] * 29 + 128) >> 8);
    }
    image.pixels.resize(count);
    image.channels = 1;
    return image;
}

void load_blank(TemplatePage& page, const std::string& place, Faults& faults) {
    if (page.blank.empty() || page.width_mm <= 0 || page.height_mm <= 0) return;
    PageReader reader(page.blank);
    auto result = reader.next();
    if (!result) return;
    if (const auto* failure = std::get_if<LoadFailure>(&*result)) {
        faults.add(place, "空の帳票「" + page.blank.filename().string() + "」を読めません: " + failure->what,
                   "テンプレートから見た場所を確かめてください（" + failure->mend + "）");
        return;
    }
    page.blank_image = grey(std::move(std::get<Page>(*result).image));
    page.px_per_mm = page.blank_image.width / page.width_mm;
    const double down = page.blank_image.height / page.height_mm;
    if (std::abs(down / page.px_per_mm - 1) > 0.02)
        faults.add(place, "空の帳票の縦横比が用紙の大きさ（mm）と合いません", "width_mm と height_mm を、空の帳票と同じ紙の大きさにしてください");
    else if (page.px_per_mm < 5.5)
        faults.add(place, "空の帳票の解像度が低すぎます（約 " + std::to_string(std::lround(page.px_per_mm * 25.4)) + " dpi）",
                   "150 dpi 以上、できれば 300 dpi でスキャンした画像にしてください");
    else
        page.ink = std::make_shared<const BlankInk>(make_blank_ink(page));
}

/// On its paper: pages with pictures, and a box on one of them for each field.
bool can_be_shown(const FormTemplate& form) {
    const auto pages = static_cast<int>(form.pages.size());
    return pages > 0 && std::all_of(form.pages.begin(), form.pages.end(), [](const TemplatePage& page) { return !page.blank_image.empty(); }) &&
           std::all_of(form.fields.begin(), form.fields.end(), [&](const FieldTemplate& field) {
               return field.page >= 1 && field.page <= pages && field.box_mm.width > 0 && field.box_mm.height > 0;
           });
}

enum class Wanted { sound, showable };

TemplateLoad load(const fs::path& file, Wanted wanted) {
    TemplateLoad load;
    Faults faults(file);
    FormTemplate form;
    form.file = file;
    if (const auto text = read_text(file, faults)) {
        if (const auto json = parse(*text, faults)) {
            read_template_json(*json, form, faults);
            check_fields(form, faults);
            for (std::size_t i = 0; i < form.pages.size(); ++i)
                load_blank(form.pages[i], json->contains("page") ? "/page/blank" : "/pages/" + std::to_string(i) + "/blank", faults);
        }
    }
    if (!faults.fatal() || (wanted == Wanted::showable && can_be_shown(form))) load.form = std::move(form);
    load.faults = faults.take();
    return load;
}

}  // namespace

TemplateLoad load_template(const fs::path& file) { return load(file, Wanted::sound); }
TemplateLoad load_template_to_mend(const fs::path& file) { return load(file, Wanted::showable); }

std::vector<TemplateFault> check_template_text(const std::string& text, const fs::path& file) {
    Faults faults(file);
    FormTemplate form;
    form.file = file;
    if (const auto json = parse(text, faults)) {
        read_template_json(*json, form, faults);
        check_fields(form, faults);
    }
    return faults.take();
}

namespace {

/// A folder may hold other JSON too (results, scenarios): only files that speak of a formatVersion and of
/// fields, or that are no JSON at all but say so in their name, are taken for templates.
bool looks_like_template(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text(1 << 20, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text.find("\"formatVersion\"") != std::string::npos && text.find("\"fields\"") != std::string::npos;
}

std::vector<fs::path> templates_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end; it != end;
         it.increment(error)) {
        if (error) break;
        if (it->path().extension() == ".json" && it->is_regular_file(error) && looks_like_template(it->path()))
            files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

TemplateSet load_templates(const std::vector<fs::path>& files_or_folders) {
    TemplateSet set;
    std::vector<fs::path> files;
    for (const auto& named : files_or_folders) {
        std::error_code error;
        if (!fs::is_directory(named, error)) {
            files.push_back(named);
            continue;
        }
        const auto inside = templates_in(named);
        if (inside.empty())
            set.faults.push_back({named, "/", "フォルダーに帳票テンプレート（formatVersion のある *.json）がありません",
                                  "template draft で作るか、場所を確かめてください", false});
        files.insert(files.end(), inside.begin(), inside.end());
    }
    std::vector<fs::path> taken;
    std::map<std::string, fs::path> ids;
    for (const auto& file : files) {
        std::error_code error;
        const auto real = fs::weakly_canonical(file, error);
        if (std::find(taken.begin(), taken.end(), real) != taken.end()) continue;
        taken.push_back(real);
        auto load = load_template(file);
        std::move(load.faults.begin(), load.faults.end(), std::back_inserter(set.faults));
        if (!load.form) continue;
        const auto [other, fresh] = ids.try_emplace(load.form->id, file);
        if (!fresh) {
            set.faults.push_back({file, "/id", "id「" + load.form->id + "」は " + other->second.string() + " でも使われています",
                                  "帳票ごとに違う id にしてください", false});
            continue;
        }
        set.forms.push_back(std::move(*load.form));
    }
    return set;
}

const FormTemplate* form_named(const std::vector<FormTemplate>& forms, std::string_view id) {
    const auto found = std::find_if(forms.begin(), forms.end(), [id](const FormTemplate& form) { return form.id == id; });
    return found == forms.end() ? nullptr : &*found;
}

}  // namespace yorozu::ocr
