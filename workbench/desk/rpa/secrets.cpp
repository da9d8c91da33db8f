#include "workbench/desk/rpa/secrets.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "workbench/desk/reading/reading_setup.h"

namespace yorozu::desk {

Secrets::Secrets(const std::filesystem::path& file) {
    if (file.empty()) return;
    struct stat status {};
    if (stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        throw RequestFault("秘密の値のファイルがありません: " + file.string() + ": 名前=値 の行を書いたファイルを指定してください");
    if (status.st_mode & (S_IRWXG | S_IRWXO))
        throw RequestFault("秘密の値のファイルをほかの人も読めます: " + file.string() + ": chmod 600 で自分だけが読めるようにしてください");
    std::ifstream in(file);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line[0] == '#') continue;
        const auto cut = line.find('=');
        if (cut == std::string::npos || cut == 0)
            throw RequestFault("秘密の値のファイルが正しくありません: " + file.string() + " " + std::to_string(number) + " 行目: 名前=値 の形にしてください");
        named_[line.substr(0, cut)] = line.substr(cut + 1);
    }
}

std::optional<std::string> Secrets::find(const std::string& name) const {
    if (const auto found = named_.find(name); found != named_.end()) return found->second;
    if (const char* value = std::getenv(("YOROZU_SECRET_" + name).c_str())) return value;
    return vault_ ? vault_->find(name) : std::nullopt;
}

}  // namespace yorozu::desk
