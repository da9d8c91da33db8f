#include "workbench/desk/reading/reading_setup.h"

#include <algorithm>
#include <fstream>

#include "ocr/lexicon/csv_table.h"
#include "ocr/page/page.h"

namespace yorozu::desk {

namespace {

namespace fs = std::filesystem;

bool holds_templates(const fs::path& folder) {
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        if (it->path().extension() != ".json") continue;
        std::ifstream in(it->path());
        const std::string beginning{std::istreambuf_iterator<char>(in), {}};
        if (beginning.find("\"formatVersion\"") != std::string::npos && beginning.find("\"fields\"") != std::string::npos) return true;
    }
    return false;
}

bool is_template(const fs::path& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) return holds_templates(path);
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return ending == ".json";
}

void add_missing(ocr::LexiconSet& set, const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".csv" && !set.find(entry.path().stem().string())) files.push_back(entry.path());
    if (error)
        throw RequestFault("一覧のフォルダーを開けません: " + folder.string() + ": フォルダー名と読み取りの許可を確かめてください");
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) set.add(ocr::load_lexicon(file.stem().string(), file));
}

std::vector<std::string> list_names(const ocr::FieldTemplate& field) {
    std::vector<std::string> names;
    if (!field.lexicon.empty()) names.push_back(field.lexicon);
    for (const auto& rule : field.rules)
        if (rule.rule == "in")
            if (const auto found = rule.arguments.find("lexicon"); found != rule.arguments.end() && found->second.size() > 2)
                names.push_back(found->second.substr(1, found->second.size() - 2));
    return names;
}

}  // namespace

ReadingRequest sorted_request(const std::vector<fs::path>& templates, const std::vector<fs::path>& inputs) {
    ReadingRequest request;
    for (const fs::path& path : templates)
        (request.templates.empty() || is_template(path) ? request.templates : request.inputs).push_back(path);
    request.inputs.insert(request.inputs.end(), inputs.begin(), inputs.end());
    return request;
}

std::vector<ocr::FormTemplate> loaded_templates(const std::vector<fs::path>& files_or_folders, std::vector<std::string>& warnings) {
    for (const fs::path& path : files_or_folders) {
        std::error_code error;
        if (!fs::exists(path, error))
            throw RequestFault("テンプレートがありません: " + path.string() + ": ファイル名かフォルダー名を確かめてください");
    }
    ocr::TemplateSet set = ocr::load_templates(files_or_folders);
    std::string faults;
    for (const auto& fault : set.faults) {
        const std::string line = fault.what + ": " + fault.file.string() + (fault.place.empty() ? "" : " " + fault.place) + ": " + fault.mend;
        if (fault.warning) warnings.push_back(line);
        else faults += (faults.empty() ? "" : "\nyorozu: ") + line;
    }
    if (!faults.empty()) throw RequestFault(faults);
    if (set.forms.empty())
        throw RequestFault("テンプレートが見つかりません: " + (files_or_folders.empty() ? std::string() : files_or_folders.front().string()) +
                           ": \"formatVersion\": 1 のある .json を置いてください");
    for (std::size_t i = 0; i < set.forms.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (set.forms[i].id == set.forms[k].id)
                throw RequestFault("同じ id のテンプレートが二つあります（" + set.forms[i].id + "）: " + set.forms[i].file.string() + " と " +
                                   set.forms[k].file.string() + ": どちらかの id を変えてください");
    return std::move(set.forms);
}

std::vector<fs::path> loaded_inputs(const std::vector<fs::path>& inputs) {
    if (inputs.empty()) throw RequestFault("読むファイルがありません: INPUT: 画像、PDF またはフォルダーを指定してください");
    for (const fs::path& input : inputs) {
        std::error_code error;
        const bool there = fs::exists(input, error);
        if (!there) throw RequestFault("ファイルがありません: " + input.string() + ": ファイル名かフォルダー名を確かめてください");
        if (fs::is_directory(input, error)) {
            fs::directory_iterator open(input, error);
            if (error) throw RequestFault("フォルダーを開けません: " + input.string() + ": 読み取りの許可を確かめてください");
        }
    }
    auto files = ocr::scan_files(inputs);
    if (files.empty())
        throw RequestFault("画像が見つかりません: " + inputs.front().string() + ": PNG、JPEG、TIFF、PDF のあるフォルダーを指定してください");
    return files;
}

ocr::LexiconSet loaded_lexicons(const fs::path& named, const fs::path& workspace, const std::vector<ocr::FormTemplate>& forms) {
    ocr::LexiconSet set;
    std::error_code error;
    try {
        if (!named.empty()) {
            add_missing(set, named);
        } else {
            if (!workspace.empty() && fs::is_directory(workspace / "lexicons", error)) add_missing(set, workspace / "lexicons");
            for (const auto& form : forms) {
                fs::path folder = fs::absolute(form.file).parent_path();
                for (int up = 0; up < 3 && !folder.empty(); ++up, folder = folder.parent_path())
                    if (fs::is_directory(folder / "lexicons", error)) {
                        add_missing(set, folder / "lexicons");
                        break;
                    }
            }
        }
        for (const auto& form : forms)
            for (const auto& field : form.fields)
                for (const std::string& name : list_names(field)) {
                    const fs::path beside = form.file.parent_path() / name;
                    if (name.ends_with(".csv") && !set.find(name)) set.add(ocr::load_lexicon(name, beside));
                }
    } catch (const ocr::CsvFault& fault) {
        throw RequestFault(fault.what());
    }
    return set;
}

}  // namespace yorozu::desk
