#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "workbench/desk/cases/case_attachments.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// Files of cases in the window. Contents are sealed: the vault's passphrase is asked for when a key is needed, and the key is kept for a
/// quarter of an hour after its last use, or until lock(). All work is off the window's thread.
class CaseFiles {
public:
    CaseFiles(wxWindow* owner, Session& session) : owner_(owner), session_(session) {}

    /// Asks for files when none are given.
    void add(const std::string& number, std::vector<std::filesystem::path> files);
    /// Asks where to; then the file can be opened from the message bar.
    void save(const std::string& number, const desk::Attachment& file);
    void take_off(const std::string& number, const desk::Attachment& file);  ///< can be undone
    void lock();
    bool open() const { return key_ != nullptr && session_.clock() - used_ < 15 * 60'000; }

    std::function<void(const std::string& number)> changed;

private:
    using Key = std::shared_ptr<const desk::GuardedBytes>;
    void with_key(std::function<void(Key)> then);
    void add_next(const std::string& number, std::vector<std::filesystem::path> files, Key key);
    void put(const std::string& number, const desk::Attachment& file, bool back);

    wxWindow* owner_;
    Session& session_;
    Key key_;
    store::TimeMs used_ = 0;
};

}  // namespace yorozu::gui
