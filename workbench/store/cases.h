#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// A case (相談) is what its events say. An event is never changed or deleted; what was wrong is said again by an event that
/// names the old one (`corrects`). Words of `changes`: see case_fields().
///
///     kind          what happened                            changes
///     received      the case came in                         all fields that were known
///     field         fields were typed                        those fields
///     note, hearing, first-answer                            –   (text, minutes)
///     stage         it went on, was closed or declined       stage; with the last two outcome or reason
///     link, unlink  it belongs to something                  link: "scenario/koza-furikae"
///     attach        a file was added                         attachment, bytes, sha256 (StoredAttachment); its name as text
///     detach        it is not to be shown any more           attachment
///     merged        the same as another, which goes on       merged: the other's number
///     absorbed      another was merged into this one         absorbed: the other's number; its minutes go along
///     withdrawn     takes `corrects` back                    –
struct StoredCaseEvent {
    std::int64_t id = 0;           ///< given by the store
    std::string kind = "note";
    std::map<std::string, std::string> changes = {};
    std::string text = {};
    double minutes = 0;            ///< that people spent
    std::int64_t corrects = 0;     ///< id of the event that this one stands in for; 0: none
    bool internal = false;         ///< 内部: not for counter departments
    std::string who = {};
    TimeMs at = 0;                 ///< when it happened
    TimeMs entered = 0;            ///< when it was written down; given by the store
};

/// A case as its events leave it.
struct StoredCase {
    std::int64_t id = 0;
    std::string number;                         ///< "R6-0027", given by whoever adds it, unique
    std::map<std::string, std::string> fields;  ///< of case_fields(); none is missing
    TimeMs received = 0;
    TimeMs first_answer = 0;                    ///< 0: none yet
    TimeMs closed = 0;                          ///< 0: open
    double minutes = 0;
    TimeMs changed = 0;                         ///< its newest event
    std::int64_t last_event = 0;
    std::string merged_into = {};               ///< number of the case that stands for it now; "" : none. Such a case is closed

    const std::string& field(const std::string& name) const { return fields.at(name); }
    bool open() const { return closed == 0; }
};

struct CaseLink {
    std::string kind;    ///< "flow", "template", "scenario", "case"
    std::string target;  ///< id, or the other case's number
    TimeMs at = 0;

    friend bool operator==(const CaseLink&, const CaseLink&) = default;
};

/// A file of a case. Its bytes were sealed before they came here; the store has no key.
struct StoredAttachment {
    std::int64_t id = 0;
    std::string name;          ///< as the file was called
    std::int64_t bytes = 0;    ///< before it was sealed
    std::string sha256;        ///< of the sealed parts one after the other, in hexadecimal
    std::string who;
    TimeMs at = 0;
    std::int64_t event = 0;    ///< that added it

    friend bool operator==(const StoredAttachment&, const StoredAttachment&) = default;
};

/// Names of a case's fields: title, body, requester, department, counter ("1", "0"), channel, category, system, priority, assignee,
/// stage, reason, outcome, solution, next_action, next_date (ISO day), external (its number in another tracker).
const std::vector<std::string>& case_fields();
constexpr const char* closed_stages[] = {"done", "declined"};

/// What the events make of a case; pure. Events in the order in which they were written.
StoredCase case_of(std::int64_t id, const std::string& number, std::span<const StoredCaseEvent> events);
/// The events that hold: each replaced by its last correction, those taken back left out.
std::vector<StoredCaseEvent> holding(std::span<const StoredCaseEvent> events);
std::vector<CaseLink> links_of(std::span<const StoredCaseEvent> events);
/// Those that were not taken off again, in the order in which they came.
std::vector<StoredAttachment> attachments_of(std::span<const StoredCaseEvent> events);
/// Numbers of the cases that were merged into this one.
std::vector<std::string> absorbed_by(std::span<const StoredCaseEvent> events);

/// A case to be added: its events, the first one `received`.
struct NewCase {
    std::string number;
    std::vector<StoredCaseEvent> events;
    std::string tracker = {};   ///< where it came from, with its number there: kept in the same transaction, so that a broken-off
    std::string external = {};  ///< import makes no doubles (CaseSync); "": from nowhere else
    std::map<std::string, std::string> base = {};
};

/// Spellings that count as the same: the key under which a text is indexed and looked for (width, kana …).
using SearchKey = std::string (*)(const std::string&);

/// Consultation cases with their index. Writes are on disk when they return, each with its audit entry (who and which case,
/// never what stands there).
class Cases {
public:
    Cases(Database& database, SearchKey key) : database_(database), key_(key) {}

    /// All or none. Throws StoreError{request}: a number is taken. Returns the ids.
    std::vector<std::int64_t> add(std::span<const NewCase> cases, TimeMs now);
    /// Adds events to a case, all or none. `seen`: the last event that the writer knew of, 0 to write in any case; when somebody
    /// else's came meanwhile and changes one of the same fields, nothing is kept and StoreError{request} says so. Also refused: a
    /// correction of an event that is another case's or was corrected already.
    void append(std::int64_t id, std::span<const StoredCaseEvent> events, TimeMs now, std::int64_t seen = 0);
    /// The same for several cases, all or none.
    using CaseEvents = std::pair<std::int64_t, std::vector<StoredCaseEvent>>;
    void append_all(std::span<const CaseEvents> cases, TimeMs now);

    /// Adds a file with its event, all or nothing, however the program ends: `next_part` is asked for sealed parts (1 MiB or less each) until
    /// there is none; what it throws ends the whole. Returns the attachment's id.
    struct NewAttachment {
        std::string name, who;
        std::int64_t bytes = 0;
        TimeMs at = 0;
    };
    std::int64_t attach(std::int64_t id, const NewAttachment& file, TimeMs now, const std::function<std::optional<std::string>()>& next_part);
    /// The sealed parts in order. False: they are not those that were added (missing, changed); what was taken must not be kept.
    bool read_attachment(const StoredAttachment& attachment, const std::function<void(const std::string& part)>& take) const;

    /// Deletes the bytes of files whose time is over, all or none, with their audit entries; those that can be seen are taken off first, so that
    /// the history says so. What was erased before is left alone.
    void erase_attachments(std::int64_t id, std::span<const std::int64_t> attachments, const std::string& who, const std::string& detail, TimeMs now);

    std::optional<StoredCase> find(const std::string& number) const;
    std::optional<StoredCase> find_external(const std::string& external) const;
    /// Which cases to list: received in [from, before), open ones only if wished.
    struct Among {
        TimeMs from = 0;
        TimeMs before = INT64_MAX;
        bool open = false;
        bool merged = false;           ///< also those that were merged into others
        std::string next_until = {};   ///< ISO day: only those whose next date is that day or before; "" : any
    };
    /// As they stand, newest receipt first.
    std::vector<StoredCase> all(const Among& among) const;
    std::vector<StoredCase> all() const { return all({}); }
    /// The newest case of the department says so; false when there is none.
    bool counter_department(const std::string& department) const;
    std::vector<StoredCase> with_ids(std::span<const std::int64_t> ids) const;  ///< in the order of ids
    std::vector<StoredCaseEvent> events(std::int64_t id) const;                 ///< oldest first, corrected ones too
    std::vector<CaseLink> links(std::int64_t id) const;
    /// Numbers of the cases that link to it, newest first.
    std::vector<std::string> linked_to(const std::string& kind, const std::string& target) const;
    /// The highest running number of "R6-…", 0: none.
    int last_number(const std::string& year) const;
    std::int64_t count() const;

    /// Ids of the cases that have all words (each a substring, under the key) in title, body, history or solution; newest first, at
    /// most `most`. Words of three characters and more come from the trigram index, shorter ones from that of pairs.
    std::vector<std::int64_t> search(std::span<const std::string> words, int most) const;
    /// Cases that share pairs of characters with the text, best first, with the weight of what they share: each pair counts log(1 + cases /
    /// cases that have it), and 1 is all pairs of the text that any case has. For lists while typing.
    std::vector<std::pair<std::int64_t, double>> alike(const std::string& text, int most) const;

    /// Makes the index of all cases where there is none.
    void index_all();
    /// Numbers of the cases whose kept state or index is not what their events say, or whose attachments are not as they were added; empty: sound.
    std::vector<std::string> faults() const;

private:
    void write_event(std::int64_t id, const StoredCaseEvent& event, TimeMs now);
    void append_inside(std::int64_t id, std::span<const StoredCaseEvent> events, TimeMs now, std::int64_t seen);
    void keep_state(const StoredCase& state, std::span<const StoredCaseEvent> events, bool is_new);
    void keep_links(std::int64_t id, std::span<const StoredCaseEvent> events);

    Database& database_;
    SearchKey key_;
};

}  // namespace yorozu::store
