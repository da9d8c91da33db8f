#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "ocr/record/record.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// From when on a reading is taken without a person: the office's limit of wrong ones, and what was learnt by kind. In the
/// workspace's `accept-limits.json`; without the file, the defaults.
struct AcceptLimits {
    double error_limit = ocr::AcceptRule{}.error_limit;      ///< share of wrong ones among accepted fields
    std::map<ocr::FieldKind, double> least_confidence;       ///< by train_thresholds; other kinds follow the limit

    friend bool operator==(const AcceptLimits&, const AcceptLimits&) = default;
};

std::filesystem::path accept_limits_file(const Workspace& workspace);
/// Throws RequestFault for a broken file.
AcceptLimits accept_limits(const Workspace& workspace);
/// What reading into this workspace accepts; `today` is an ISO date.
ocr::AcceptRule accept_rule(const Workspace& workspace, std::string today);
/// Wants the right it. Throws RequestFault for a limit outside 0…0.05, ExportFailure when the disk refuses.
void keep_accept_limits(Workspace& workspace, const AcceptLimits& limits);

/// One filled field as it was read, with what a person said of it.
struct JudgedField {
    ocr::FieldKind kind = ocr::FieldKind::text;
    double confidence = 0;
    bool held_back = false;  ///< not for its confidence alone: a rule, a doubt, a list
    bool verified = false;   ///< a person said what is on the paper
    bool right = false;      ///< and it is what was read
};

/// What retuning says of one kind.
struct KindThreshold {
    ocr::FieldKind kind = ocr::FieldKind::text;
    double before = 1, after = 1;          ///< least confidence that is accepted
    int fields = 0;                        ///< filled ones
    int accepted_before = 0, accepted_after = 0;
    int verified = 0;                      ///< below the old threshold, held back for their confidence alone
    int verified_wrong = 0;                ///< of those taken in addition
    int accepted_wrong = 0;                ///< people found wrong though accepted before
    double most_wrong_after = 0;           ///< share of wrong ones that is not exceeded (95 %), by this data
};

/// New thresholds, by kind. A threshold goes down only as far as people's word carries it: the wrong ones among all accepted
/// then, counted as Σ(1 − confidence) of those accepted before (people's word where there is one) and as the upper 95 % bound
/// (Poisson) of those added, must stay within the limit. It goes up where people found more wrong ones than the limit
/// allows. Without people's word nothing moves.
std::vector<KindThreshold> retuned(const std::vector<JudgedField>& fields, const AcceptLimits& limits);

/// retuned() over all that people decided in this workspace; unreadable and defective papers and masked fields are left out. `keep`: writes
/// the new thresholds (wants the right it). Thresholds are learnt anew each time from all there is, not from the last ones.
std::vector<KindThreshold> train_thresholds(Workspace& workspace, bool keep);

}  // namespace yorozu::desk
