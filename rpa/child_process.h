#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

// Private to the engine: programs as our children, which end when we end, however we end.
namespace yorozu::rpa {

/// Full path of a program, searched in PATH if it has no slash; "" if there is none that we may run.
std::string found_program(const std::string& program);

/// Our environment without our secrets (YOROZU_SECRET_…): no program that we drive has a need to know them.
std::map<std::string, std::string> child_environment();

struct ChildStart {
    std::vector<std::string> command;                  ///< full path and words
    std::map<std::string, std::string> environment;    ///< the whole of it
    int output = -1;                                   ///< becomes its standard output; -1: /dev/null
    int input = -1;                                    ///< becomes its standard input; -1: /dev/null
    bool ends_with_us = true;                          ///< killed by the system when the calling thread ends
};
/// The process id; its own process group. Throws StepFailure (environment) if no process can be made.
int start_child(const ChildStart& start);

/// A private folder and its keeper: a process that waits until we end, however we end, then ends every process that
/// names the folder in its arguments or had it in its environment when it started, and deletes the folder.
class KeptFolder {
public:
    /// `name` begins the folder's name. Under $TMPDIR, or /tmp where that path is too long for the sockets inside.
    explicit KeptFolder(const std::string& name);
    ~KeptFolder();
    KeptFolder(const KeptFolder&) = delete;
    KeptFolder& operator=(const KeptFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    int keeper_ = -1;
    int pipe_ = -1;
};

}  // namespace yorozu::rpa
