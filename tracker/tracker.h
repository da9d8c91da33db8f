#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

/// Another tracker (課題管理) as one HTTP interface: entries are looked for, made, read and changed. Neither Redmine nor kintone
/// takes a key that makes a repeated request harmless, so whoever makes an entry looks for it by our number first, and reads
/// it again after an answer that did not come. Nothing here repeats a request that changes something.
namespace yorozu::tracker {

/// Why something could not be done. what() is "what: where: mend" in Japanese, without the key and without what stands in an entry.
struct TrackerFault : std::runtime_error {
    enum class Kind {
        settings,     ///< address, key, rights, form: no entry will go; a person mends the settings
        environment,  ///< network, server: the same again later
        refused,      ///< this entry was not taken; others may be
        gone,         ///< this entry is not there (any more), or must not be seen
        stopped,      ///< by the stop token
    };
    /// `maybe_done`: the request may have done its work all the same.
    TrackerFault(Kind why, const std::string& what, const std::string& where, const std::string& mend, bool possible = false)
        : std::runtime_error(what + ": " + where + ": " + mend), kind(why), maybe_done(possible) {}
    Kind kind;
    bool maybe_done;
};

/// Where the tracker is and how it calls things.
struct TrackerPlace {
    enum class System { redmine, kintone } system = System::redmine;
    std::string url;                      ///< "https://redmine.example.lg.jp/soudan"
    bool unencrypted = false;             ///< http:// to another machine is wanted: the key can be read on the way
    std::filesystem::path certificates;   ///< PEM of the office's own authority; "" : the system's
    std::string project;                  ///< Redmine: the project's identifier
    std::string tracker;                  ///< Redmine: the name of its tracker (トラッカー); "" : the project's first
    int app = 0;                          ///< kintone: the app's number
    std::string number_field;             ///< where our case number goes: name of a custom field, or a field code
    /// What may be read and written: Redmine "subject", "description", "status", "priority" and names of custom fields; kintone field codes.
    std::vector<std::string> fields;
    std::chrono::milliseconds patience{60'000};  ///< for one answer
};

/// One remark under an entry.
struct Remark {
    std::string id;
    std::string author;
    std::string text;          ///< with \n
    std::int64_t at = 0;       ///< ms since 1970-01-01 UTC
    bool confidential = false; ///< Redmine's private notes
};

/// What somebody changed in the entry, as far as the tracker tells (Redmine's journals).
struct FieldChange {
    std::string field;  ///< as in TrackerPlace::fields
    std::string before, after;
    std::string author;
    std::string journal;  ///< of the remark that it came with; grows
};

/// One entry, in the tracker's own words.
struct Entry {
    std::string id = {};
    std::string number = {};                        ///< our case number as it stands there; "" : none
    std::map<std::string, std::string> fields = {}; ///< those of TrackerPlace::fields that the entry has; line ends are \n
    std::string author = {};
    std::int64_t created = 0;                  ///< ms since 1970-01-01 UTC
    std::string changed = {};                       ///< when, as the tracker writes it: later is greater as text
    std::string revision = {};                      ///< kintone's; "" elsewhere
    std::vector<Remark> remarks = {};               ///< oldest first; only of read()
    std::vector<FieldChange> changes = {};          ///< oldest first; only of read()
    std::string journal = {};                       ///< newest journal's id; only of read()
};

/// An entry to be made.
struct NewEntry {
    std::string number;
    std::map<std::string, std::string> fields;
};

/// Everything may throw TrackerFault. One thread at a time.
class Tracker {
public:
    virtual ~Tracker() = default;

    /// Looks at the tracker's form before anything is written: are all fields there, is the key good, can entries be looked for by number?
    /// Unknown fields are silently ignored on writing by both systems, so this is asked before each sync. Throws {settings}.
    /// `values`: per field the values that are going to be written; unknown ones throw as well.
    virtual void check(const std::map<std::string, std::vector<std::string>>& values) = 0;
    /// Entries that have one of the numbers, in no order; a number may be there twice.
    virtual std::vector<Entry> with_numbers(std::span<const std::string> numbers) = 0;
    /// Entries that were changed at `since` (an Entry::changed) or later; "" : all. Oldest id first.
    virtual std::vector<Entry> changed_since(const std::string& since) = 0;
    /// One entry with its remarks. Throws {gone}.
    virtual Entry read(const std::string& id) = 0;
    /// So many may be made by one request, all of them or none.
    virtual std::size_t at_once() const = 0;
    /// Makes the entries, at most at_once(); their ids in the same order.
    virtual std::vector<std::string> make(std::span<const NewEntry> entries) = 0;
    /// Changes the fields that are named; "" empties one. `number` "" : left as it is.
    virtual void change(const Entry& entry, const std::map<std::string, std::string>& fields, const std::string& number) = 0;
    virtual void remark(const std::string& id, const std::string& text) = 0;
    /// A line for people: 「Redmine（soudan）」.
    virtual std::string name() const = 0;
};

/// Throws TrackerFault{settings}: no usable address. The key is kept as long as the object lives.
std::unique_ptr<Tracker> open_tracker(const TrackerPlace& place, std::string_view key, std::stop_token stop = {});

}  // namespace yorozu::tracker
