#pragma once
#include <map>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// What is asked again and again: fields of a case, ready to be taken.
struct StandardQuestion {
    std::string name;
    std::map<std::string, std::string> fields;
    std::string who = {};      ///< wrote it last
    TimeMs changed = 0;
};

/// What one person wants to see in the list of cases; what stands in `filter` is the desk's.
struct CaseView {
    std::string name;
    std::map<std::string, std::string> filter;

    friend bool operator==(const CaseView&, const CaseView&) = default;
};

/// What a help desk keeps beside its cases. Writes are on disk when they return; those to questions are in the audit log by name.
class HelpDesk {
public:
    explicit HelpDesk(Database& database) : database_(database) {}

    std::vector<StandardQuestion> questions() const;  ///< by name
    void keep(const StandardQuestion& question);      ///< replaces that of the same name
    bool remove_question(const std::string& name, const std::string& who, TimeMs now);

    std::vector<CaseView> views(const std::string& person) const;  ///< by name
    void keep_view(const std::string& person, const CaseView& view);
    bool remove_view(const std::string& person, const std::string& name);

private:
    Database& database_;
};

}  // namespace yorozu::store
