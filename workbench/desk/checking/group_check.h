#pragma once
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "workbench/desk/checking/verify.h"

namespace yorozu::desk {

/// One character of a field that waits, in the carpet of its likes.
struct GroupCell {
    std::int64_t document = 0;
    std::string field;
    int position = 0;            ///< in the field's characters, from 0
    int form_number = 0;
    std::string label;
    std::string read;
    double confidence = 0;
    std::string second;          ///< the next likely character
    double second_probability = 0;
    bool doubtful = false;
    ocr::BoxPx box_px;           ///< on the page as given

    using Place = std::tuple<std::int64_t, std::string, int>;
    Place place() const { return {document, field, position}; }
};

/// One line of the list of characters.
struct GroupCharacter {
    std::string character;
    int count = 0;               ///< of all cells
    int open = 0;                ///< that nobody confirmed yet
};

/// What came of a group that was accepted.
struct GroupSettled {
    int characters = 0;
    int fields = 0;              ///< settled with it: every character confirmed, and lists and rules agree
    int left = 0;                ///< all characters confirmed, but something else stands against the field: for 1 項目ずつ
};

/// Characters of many fields, like by like. Fields with masks, for ベリファイ, with unreadable characters or with doubts
/// that are no character's (struck out, two circles) are not in it; nor is free handwriting in kanji.
/// Uses the Verification's store; the two belong to one thread at a time.
class GroupCheck {
public:
    explicit GroupCheck(Verification& verification);  ///< reads the characters: about 0.5 ms a page

    /// Digits first, then letters and kana in their order.
    std::vector<GroupCharacter> characters() const;
    /// The open cells of a character: the doubtful ones first, least sure first, then by form. The order does not change
    /// while the GroupCheck lives.
    std::vector<GroupCell> cells(const std::string& character) const;
    /// The cells of one field, in their order.
    std::vector<GroupCell> field_cells(const GroupCell& cell) const;

    /// Confirms the cells as what they were read, those in `replaced` as that instead: one step, durable when it
    /// returns. Fields whose characters are all confirmed are decided when lists and rules agree. Throws StoreError.
    GroupSettled settle(const std::vector<GroupCell>& cells, const std::map<GroupCell::Place, std::string>& replaced, double seconds);
    /// Looks again what is open, after an undo or after fields were decided one by one.
    void refresh();

private:
    struct Field {
        std::string raw;
        std::vector<GroupCell> cells;
    };
    using FieldKey = std::pair<std::int64_t, std::string>;
    struct Finished {
        FieldKey key;
        std::string value;
    };
    std::optional<Finished> finished(const FieldKey& key, const std::map<GroupCell::Place, std::string>& settled) const;

    Verification& verification_;
    std::map<FieldKey, Field> fields_;
    std::map<GroupCell::Place, std::string> settled_;
    std::map<FieldKey, bool> waiting_;
    double unspent_seconds_ = 0;  ///< of steps that decided no field yet
};

}  // namespace yorozu::desk
