#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "ocr/lexicon/csv_table.h"
#include "ocr/read.h"

namespace yorozu::desk {

/// What is really on the pages: a CSV `source,page,template` + field ids; columns beginning with x- are notes. Rows by
/// source and page.
struct Truth {
    struct Row {
        std::string template_id;  ///< "" for a page that fits none of the forms
        std::map<std::string, std::string> values;
        bool met = false;         ///< a document was compared with it
    };
    std::map<std::pair<std::string, int>, Row> rows;

    Row* find(const ocr::Document& document);  ///< by the source as given, else by its file name
};

using TruthFault = ocr::CsvFault;
/// Throws TruthFault naming file and line (wrong heading, number of columns, page, a row twice, broken bytes).
Truth load_truth(const std::filesystem::path& csv);

/// One field that was compared.
struct ComparedField {
    std::string kind;        ///< format 1's name
    std::string id;
    bool blank = false;      ///< the truth is empty
    bool right = false;
    bool accepted = false;
    bool called_blank = false;  ///< status blank: nobody looks at it
    double confidence = 0;
    int characters = 0;      ///< of the truth
    int wrong_characters = 0;///< edit distance to it, at most `characters` counted
    std::string source;
    int page = 1;
};

/// Sums over fields of one kind (or all).
struct EvaluationRow {
    std::size_t fields = 0;        ///< that hold something
    std::size_t right = 0;
    std::size_t characters = 0;
    std::size_t wrong_characters = 0;
    std::size_t blanks = 0;        ///< that are empty in truth
    std::size_t blanks_right = 0;
    std::size_t accepted = 0;      ///< of `fields`, without a person
    std::size_t wrong_accepted = 0;///< wrong ones that no person would see: accepted, or called blank

    double right_share() const;
    double characters_share() const;
    double accepted_share() const;
    double wrong_accepted_share() const;  ///< of those that no person sees
    std::size_t unseen = 0;        ///< accepted or called blank, true blanks included
};

/// A point of the curve: when only the surest fields are taken without a person.
struct CurvePoint {
    double confidence = 0;   ///< fields at least this sure are taken; 0: those that are held back, too
    double review_share = 0; ///< filled fields a person looks at
    double error_share = 0;  ///< wrong among those taken
    std::size_t taken = 0, wrong = 0;
};

/// Fields with a confidence in [from, to).
struct ReliabilityBin {
    double from = 0, to = 1;
    double mean_confidence = 0;
    std::size_t fields = 0, wrong = 0;
};

class Evaluation {
public:
    Evaluation(Truth truth, const std::vector<ocr::FormTemplate>& forms) : truth_(std::move(truth)), forms_(forms) {}

    void add(const ocr::Document& document);

    std::map<std::string, EvaluationRow> by_kind() const;
    std::map<std::string, EvaluationRow> by_field() const;  ///< "template/field id"
    EvaluationRow all() const;
    /// Filled fields by falling confidence; fields that rules, doubts or lists hold back are taken last.
    std::vector<CurvePoint> curve() const;
    /// How often what was said with a confidence is wrong, by kind and for "all": filled fields with a reading, in bins
    /// that grow finer towards 1, empty ones left out. Fields that doubts hold back count by their confidence, too.
    std::map<std::string, std::vector<ReliabilityBin>> reliability() const;
    const std::vector<ComparedField>& fields() const { return fields_; }

    std::size_t pages = 0;
    std::size_t pages_without_truth = 0;
    std::size_t wrong_template = 0;   ///< a form was taken for another one, or a foreign page for a form
    std::size_t refused = 0;          ///< a known form was not recognised
    std::size_t rightly_refused = 0;
    std::size_t failed = 0;
    std::size_t truth_not_met() const;

private:
    void compare(const ocr::Document& document, const ocr::FormTemplate& form, const Truth::Row& row);

    Truth truth_;
    const std::vector<ocr::FormTemplate>& forms_;
    std::vector<ComparedField> fields_;
};

/// Fewest insertions, deletions and replacements of characters that turn one text into the other (Levenshtein 1966).
int edit_distance(std::string_view first, std::string_view second);

}  // namespace yorozu::desk
