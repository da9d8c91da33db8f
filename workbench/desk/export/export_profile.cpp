#include "workbench/desk/export/export_profile.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "ocr/form/template_file.h"

namespace yorozu::desk {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uintmax_t largest_profile = 1 << 20;

/// One of a few words under a key; nothing when the key is not there.
template <class Form>
std::optional<Form> word(ocr::ObjectReader& object, const char* key, std::optional<Form> (*named)(std::string_view), const char* known,
                         ocr::Faults& faults) {
    if (!object.find(key)) return std::nullopt;
    const auto text = object.text(key, true);
    const auto form = named(text);
    if (!form && !text.empty()) faults.add(object.place(key), "知らない書き方「" + text + "」です", std::string("使えるのは ") + known + " です");
    return form;
}

std::optional<ExportFormat> format_named(std::string_view name) { return export_format("x." + std::string(name)); }

void read_file_part(ocr::ObjectReader& top, ExportProfile& profile, ocr::Faults& faults) {
    const Json* part = top.find("file");
    if (!part) {
        faults.add(top.place("file"), "「file」がありません", R"("file": { "format": "csv", "encoding": "cp932" } のように書き足してください)");
        return;
    }
    ocr::ObjectReader file(*part, top.place("file"), faults);
    if (const auto format = word(file, "format", format_named, "csv、xlsx、json", faults)) profile.form.format = *format;
    else if (file.is_object() && !part->contains("format")) faults.add(file.place("format"), "「format」がありません", "csv、xlsx、json のどれかを書いてください");
    if (const auto encoding = word(file, "encoding", export_encoding, "utf-8、utf-8-bom、cp932", faults)) {
        profile.form.encoding = *encoding;
        if (profile.form.format != ExportFormat::csv && *encoding != ExportEncoding::utf8)
            faults.add(file.place("encoding"), "文字コードを選べるのは csv だけです", "「encoding」を消すか、\"format\": \"csv\" にしてください");
    }
    profile.form.header = file.boolean("header", true);
    profile.form.quote_all = file.boolean("quote_all", false);
    const auto separator = file.text("separator", false, "comma");
    if (separator == "tab") profile.form.separator = '\t';
    else if (separator != "comma") faults.add(file.place("separator"), "知らない区切り「" + separator + "」です", "使えるのは comma、tab です");
    file.refuse_unknown();
}

void read_groups(ocr::ObjectReader& object, ValueFormat& format, ocr::Faults& faults) {
    const Json* groups = object.find("groups");
    const bool sound = groups && groups->is_array() && !groups->empty() && groups->size() <= 10 &&
                       std::all_of(groups->begin(), groups->end(), [](const Json& one) { return one.is_number_integer() && one >= 1 && one <= 40; });
    if (sound) format.groups = groups->get<std::vector<int>>();
    if (groups && !sound) faults.add(object.place("groups"), "桁数の並びではありません", "[3, 4] のように、1 以上の整数を並べてください");
    if (!groups && format.digits == DigitForm::hyphens)
        faults.add(object.place("groups"), "hyphens には「groups」が要ります", "郵便番号なら \"groups\": [3, 4] のように書き足してください");
    if (groups && format.digits != DigitForm::hyphens)
        faults.add(object.place("groups"), "「groups」は \"digits\": \"hyphens\" だけで使えます", "消すか、\"digits\": \"hyphens\" としてください");
}

void read_values(ocr::ObjectReader& object, ValueFormat& format, ocr::Faults& faults) {
    const Json* values = object.find("values");
    if (!values) return;
    const bool sound = values->is_object() && !values->empty() &&
                       std::all_of(values->begin(), values->end(), [](const Json& one) { return one.is_string(); });
    if (!sound) {
        faults.add(object.place("values"), "値の置き換え表ではありません", R"({ "普通": "1", "当座": "2" } のように書いてください)");
        return;
    }
    for (const auto& [from, to] : values->items()) format.values[from] = to.get<std::string>();
}

ExportColumn read_column(const Json& json, const std::string& place, ocr::Faults& faults) {
    ocr::ObjectReader object(json, place, faults);
    ExportColumn column;
    const bool field = object.find("field"), about = object.find("about"), fixed = object.find("fixed");
    if (object.is_object() && field + about + fixed != 1)
        faults.add(place, "列が何を書くのか決まりません", "「field」（項目）、「about」（帳票について）、「fixed」（決まった文字）のどれか一つを書いてください");
    if (field) column.field = object.text("field", true);
    if (fixed) column.fixed = object.text("fixed", false);
    if (about) {
        column.about = object.text("about", true);
        static const std::set<std::string> known{"source", "page", "record", "template", "state"};
        if (!column.about.empty() && !known.count(column.about))
            faults.add(object.place("about"), "知らない事がら「" + column.about + "」です", "使えるのは source、page、record、template、state です");
    }
    column.header = object.text("header", fixed, field ? column.field : column.about);
    auto& format = column.format;
    if (field) {
        format.date = word(object, "date", date_form, "iso、slash、compact、wareki、wareki-short、wareki-code", faults);
        format.digits = word(object, "digits", digit_form, "plain、hyphens、commas", faults);
        format.kana = word(object, "kana", kana_form, "full、half、hiragana", faults);
        format.width = word(object, "width", width_form, "half、full", faults);
        format.pad = object.integer("pad", false, 1, 40, 0);
        format.blank = object.text("blank", false);
        read_groups(object, format, faults);
        read_values(object, format, faults);
        if (format.date && format.digits)
            faults.add(object.place("digits"), "「date」と「digits」は一緒に使えません", "日付なら「date」だけにしてください");
    }
    object.refuse_unknown();
    return column;
}

void read_columns(ocr::ObjectReader& top, ExportProfile& profile, ocr::Faults& faults) {
    const Json* columns = top.find("columns");
    if (!columns || !columns->is_array() || columns->empty()) {
        faults.add(top.place("columns"), "書き出す列がありません", R"("columns": [ { "field": "項目の id", "header": "列名" } ] のように書いてください)");
        return;
    }
    std::set<std::string> headers;
    for (std::size_t i = 0; i < columns->size(); ++i) {
        const std::string place = top.place("columns") + "/" + std::to_string(i);
        auto column = read_column((*columns)[i], place, faults);
        if (profile.form.header && !column.header.empty() && !headers.insert(column.header).second)
            faults.add(place + "/header", "列名「" + column.header + "」が二つあります", "別の列名にしてください");
        std::u32string missing;
        if (profile.form.encoding == ExportEncoding::cp932) to_cp932(column.header + column.fixed + column.format.blank, missing);
        if (!missing.empty()) faults.add(place, "CP932 にない文字があります", "列名、fixed、blank の文字を置き換えてください");
        profile.columns.push_back(std::move(column));
    }
}

std::string nearest_field(const ocr::FormTemplate& form) {
    std::string words;
    for (const auto& field : form.fields) words += (words.empty() ? "" : "、") + field.id;
    return words;
}

void check_against(const ExportProfile& profile, const std::vector<ocr::FormTemplate>& forms, ocr::Faults& faults) {
    if (forms.empty() || profile.template_id.empty()) return;
    const auto* form = ocr::form_named(forms, profile.template_id);
    if (!form) {
        faults.add("/template", "帳票テンプレート「" + profile.template_id + "」がありません", "ワークスペースにあるテンプレートの id を書いてください");
        return;
    }
    for (std::size_t i = 0; i < profile.columns.size(); ++i) {
        const auto& column = profile.columns[i];
        if (column.field.empty()) continue;
        const std::string place = "/columns/" + std::to_string(i) + "/field";
        const auto* field = form->field(column.field);
        if (!field) faults.add(place, "項目「" + column.field + "」は帳票にありません", "使えるのは " + nearest_field(*form) + " です");
        else if (field->mask) faults.add(place, "項目「" + column.field + "」は伏せる項目（mask）なので、値がありません", "この列を消してください");
        if (!field) continue;
        const auto& values = column.format.values;
        for (const auto& option : field->options)
            if (!values.empty() && !values.count(option.value) && !field->pick_many)
                faults.add("/columns/" + std::to_string(i) + "/values", "選択肢「" + option.value + "」の置き換えがありません", "書き足してください");
    }
}

}  // namespace

ProfileReading read_profile(const std::filesystem::path& file, const std::vector<ocr::FormTemplate>& forms) {
    const auto unusable = [&](const char* what, const char* mend) {
        ocr::Faults faults(file);
        faults.add("", what, mend);
        return ProfileReading{std::nullopt, faults.take()};
    };
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !in) return unusable("書き出し設定を読めません", "ファイルの場所と読む権限を確かめてください");
    if (size > largest_profile) return unusable("書き出し設定が大きすぎます（1 MiB を超える）", "別のファイルを指定していないか確かめてください");
    return read_profile_text({std::istreambuf_iterator<char>(in), {}}, file, forms);
}

ProfileReading read_profile_text(const std::string& text, const std::filesystem::path& file, const std::vector<ocr::FormTemplate>& forms) {
    ocr::Faults faults(file);
    ProfileReading reading;
    try {
        const Json json = Json::parse(text);
        ExportProfile profile;
        profile.name = file.stem().string();
        ocr::ObjectReader top(json, "", faults);
        top.find("$schema");
        top.integer("formatVersion", true, 1, 1, 1);
        profile.title = top.text("title", true);
        profile.template_id = top.text("template", true);
        const auto unchecked = top.text("unchecked", false, "leave-out");
        profile.unchecked_too = unchecked == "write";
        if (unchecked != "write" && unchecked != "leave-out")
            faults.add("/unchecked", "知らない書き方「" + unchecked + "」です", "使えるのは leave-out（確認待ちは書かない）、write（そのまま書く）です");
        if (top.is_object()) {
            read_file_part(top, profile, faults);
            read_columns(top, profile, faults);
        }
        top.refuse_unknown();
        check_against(profile, forms, faults);
        if (!faults.fatal()) reading.profile = std::move(profile);
    } catch (const Json::parse_error& fault) {
        const auto before = std::min<std::size_t>(fault.byte, text.size());
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(before), '\n');
        faults.add(std::to_string(line) + " 行目", "JSON として読めません", "この行の近くの「,」「\"」「}」を確かめてください");
    }
    reading.faults = faults.take();
    return reading;
}

namespace {

Json json_of(const ExportColumn& column) {
    if (!column.fixed.empty() || (column.field.empty() && column.about.empty())) return {{"fixed", column.fixed}, {"header", column.header}};
    if (!column.about.empty()) return {{"about", column.about}, {"header", column.header}};
    Json json{{"field", column.field}, {"header", column.header}};
    const auto& format = column.format;
    if (format.date) json["date"] = name_of(*format.date);
    if (format.digits) json["digits"] = name_of(*format.digits);
    if (!format.groups.empty()) json["groups"] = format.groups;
    if (format.kana) json["kana"] = name_of(*format.kana);
    if (format.width) json["width"] = name_of(*format.width);
    if (format.pad > 0) json["pad"] = format.pad;
    if (!format.values.empty()) json["values"] = format.values;
    if (!format.blank.empty()) json["blank"] = format.blank;
    return json;
}

}  // namespace

std::string profile_text(const ExportProfile& profile) {
    Json file{{"format", name_of(profile.form.format)}};
    if (profile.form.format == ExportFormat::csv) file["encoding"] = name_of(profile.form.encoding);
    file["header"] = profile.form.header;
    if (profile.form.quote_all) file["quote_all"] = true;
    if (profile.form.separator == '\t') file["separator"] = "tab";
    Json columns = Json::array();
    for (const auto& column : profile.columns) columns.push_back(json_of(column));
    return Json{{"formatVersion", 1}, {"title", profile.title}, {"template", profile.template_id}, {"unchecked", profile.unchecked_too ? "write" : "leave-out"},
                {"file", file}, {"columns", columns}}
               .dump(2, ' ', false, Json::error_handler_t::replace) +
           "\n";
}

ExportProfile drafted_profile(const ocr::FormTemplate& form) {
    ExportProfile profile;
    profile.title = form.title + "の書き出し";
    profile.template_id = form.id;
    profile.form.encoding = ExportEncoding::utf8_bom;
    std::set<std::string> headers;
    for (const auto& field : form.fields) {
        if (field.mask || field.kind == ocr::FieldKind::image) continue;
        ExportColumn column;
        column.field = field.id;
        column.header = headers.insert(field.label).second ? field.label : field.id;
        if (field.kind == ocr::FieldKind::date) column.format.date = DateForm::iso;
        profile.columns.push_back(std::move(column));
    }
    return profile;
}

}  // namespace yorozu::desk
