#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/checking/verify.h"

namespace yorozu::desk {

/// A field that two people enter independently, as one person sees it: nothing of the reading, nothing of the other's.
struct FieldToEnter {
    FieldToCheck field;                ///< without value and characters
    enum class Turn { first, second, difference } turn = Turn::first;
    std::vector<std::string> entered;  ///< for `difference` alone: what the two entered ("空欄" is "")
};

struct EntryDone {
    bool settled = false;              ///< the two agree, or a third decided
    bool differs = false;              ///< a third person must look
};

/// ベリファイ: two different people enter a field without seeing each other's value; what agrees is settled, what differs
/// is shown to a third. The same person never does two of the three. Beside a Verification, whose person it is.
class DoubleEntry {
public:
    explicit DoubleEntry(Verification& verification) : verification_(verification) {}

    /// Marks a field of the batch; "" marks (or frees) every field that can be typed. Throws StoreError{request} for a
    /// masked field, a seal or a picture.
    void mark(const std::string& field, bool marked);
    std::vector<std::string> marked() const;

    /// What this person can do now, in the order of pages: fields that nobody or one other person entered, and
    /// differences between two others.
    std::vector<WaitingField> queue() const;
    /// Throws StoreError{request} when the person has entered the field already.
    FieldToEnter open(const WaitingField& field) const;

    /// "" means blank. Durable when it returns. Whoever of two comes second, be it by an instant, is the second: the
    /// two are compared. Throws StoreError{request} when two others entered it since it was opened: a third must see both.
    EntryDone enter(const FieldToEnter& field, const std::string& typed, double seconds);
    EntryDone unreadable(const FieldToEnter& field, double seconds);

private:
    EntryDone keep(const FieldToEnter& field, const std::string& kind, const std::string& value, double seconds);
    EntryDone compare_and_keep(const FieldToEnter& field, const std::string& kind, const std::string& value, double seconds);

    Verification& verification_;
};

}  // namespace yorozu::desk
