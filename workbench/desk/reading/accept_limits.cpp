#include "workbench/desk/reading/accept_limits.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "workbench/desk/people/session.h"
#include "workbench/desk/reading/stored_reading.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {

namespace {

using Json = nlohmann::ordered_json;

constexpr double largest_limit = 0.05;
/// No threshold falls below this, whatever the data say: a reader that doubts is not to be believed.
constexpr double lowest_threshold = 0.9;
/// Above every confidence: nothing of this kind is accepted any more.
constexpr double nothing_accepted = 1.01;

RequestFault broken(const std::filesystem::path& file, const std::string& what) {
    return RequestFault("自動確定のしきい値が壊れています: " + file.string() + "（" + what +
                        "）: このファイルを消すと既定に戻ります。そのあと yorozu train thresholds で学び直せます");
}

/// The upper 95 % bound of a Poisson mean when `seen` were seen: P(X ≤ seen | bound) = 0.05.
double upper_bound_of(int seen) {
    double low = 0, high = 20 + 3.0 * seen;
    for (int step = 0; step < 60; ++step) {
        const double mean = (low + high) / 2;
        double term = std::exp(-mean), sum = term;
        for (int k = 1; k <= seen; ++k) sum += term *= mean / k;
        (sum > 0.05 ? low : high) = mean;
    }
    return high;
}

/// Wrong ones that are expected of a field that is accepted.
double expected_wrong(const JudgedField& field) { return field.verified ? !field.right : 1 - field.confidence; }

KindThreshold retuned_kind(ocr::FieldKind kind, std::vector<JudgedField> fields, double limit, double before) {
    KindThreshold result;
    result.kind = kind;
    result.before = result.after = before;
    result.fields = static_cast<int>(fields.size());
    std::erase_if(fields, [](const JudgedField& field) { return field.held_back; });
    std::stable_sort(fields.begin(), fields.end(), [](const JudgedField& a, const JudgedField& b) { return a.confidence > b.confidence; });
    double wrong = 0;
    bool people_found = false;
    std::size_t at = 0;
    for (; at < fields.size() && fields[at].confidence >= before; ++at) {
        wrong += expected_wrong(fields[at]);
        result.accepted_wrong += fields[at].verified && !fields[at].right;
        people_found = people_found || fields[at].verified;
    }
    result.accepted_before = result.accepted_after = static_cast<int>(at);
    result.most_wrong_after = at > 0 ? wrong / static_cast<double>(at) : 0;
    for (std::size_t i = at; i < fields.size(); ++i) result.verified += fields[i].verified && fields[i].confidence >= lowest_threshold;

    if (result.accepted_wrong > 0 && result.most_wrong_after > limit) {
        // Up, to where what is left keeps the limit.
        result.after = nothing_accepted;
        result.accepted_after = 0;
        result.most_wrong_after = 0;
        double sum = 0;
        for (std::size_t i = 0; i < at; ++i) {
            sum += expected_wrong(fields[i]);
            const bool last_of_equals = i + 1 == at || fields[i + 1].confidence < fields[i].confidence;
            if (!last_of_equals || sum > limit * static_cast<double>(i + 1)) continue;
            result.after = fields[i].confidence;
            result.accepted_after = static_cast<int>(i + 1);
            result.most_wrong_after = sum / static_cast<double>(i + 1);
        }
        return result;
    }
    // Down, as far as people's word goes.
    int added = 0, added_wrong = 0;
    for (std::size_t i = at; i < fields.size() && fields[i].confidence >= lowest_threshold; ++i) {
        if (fields[i].verified) {
            ++added;
            added_wrong += !fields[i].right;
        }
        // Equal confidences are taken together or not at all.
        const bool last_of_equals = i + 1 == fields.size() || fields[i + 1].confidence < fields[i].confidence;
        if (added == 0 || !last_of_equals) continue;
        const double most = wrong + upper_bound_of(added_wrong);
        if (most > limit * static_cast<double>(static_cast<int>(at) + added)) continue;
        result.after = fields[i].confidence;
        result.accepted_after = static_cast<int>(i + 1);
        result.verified_wrong = added_wrong;
        result.most_wrong_after = most / static_cast<double>(static_cast<int>(at) + added);
    }
    return result;
}

/// Held back for its confidence alone.
bool only_unsure(const ocr::FieldReading& read) {
    return !read.doubt && std::all_of(read.reasons.begin(), read.reasons.end(), [](const std::string& reason) {
        return reason == ocr::reason_unsure || ocr::is_note(reason);
    });
}

}  // namespace

std::filesystem::path accept_limits_file(const Workspace& workspace) { return workspace.folder() / "accept-limits.json"; }

AcceptLimits accept_limits(const Workspace& workspace) {
    const auto file = accept_limits_file(workspace);
    std::ifstream in(file, std::ios::binary);
    if (!in) return {};
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    AcceptLimits limits;
    const Json json = Json::parse(bytes, nullptr, false);
    if (!json.is_object() || json.value("formatVersion", 0) != 1) throw broken(file, "formatVersion 1 の JSON ではありません");
    for (const auto& [key, value] : json.items()) {
        if (key == "formatVersion") continue;
        if (key == "errorLimit" && value.is_number() && value >= 0 && value <= largest_limit) limits.error_limit = value;
        else if (key == "leastConfidence" && value.is_object()) {
            for (const auto& [name, least] : value.items()) {
                const auto kind = ocr::field_kind(name);
                if (!kind || !least.is_number() || least < lowest_threshold) throw broken(file, "leastConfidence の " + name);
                limits.least_confidence[*kind] = least;
            }
        } else throw broken(file, key);
    }
    return limits;
}

ocr::AcceptRule accept_rule(const Workspace& workspace, std::string today) {
    const AcceptLimits limits = accept_limits(workspace);
    return {limits.error_limit, std::move(today), limits.least_confidence};
}

void keep_accept_limits(Workspace& workspace, const AcceptLimits& limits) {
    if (!(limits.error_limit >= 0 && limits.error_limit <= largest_limit))
        throw RequestFault("使えない値です: 自動確定の誤りの上限: 0 から 0.05 までの割合にしてください（0.001 は 0.1 %）");
    require(workspace, {Right::it});
    Json least = Json::object();
    for (const auto& [kind, confidence] : limits.least_confidence) least[std::string(ocr::name_of(kind))] = confidence;
    WholeFile file(accept_limits_file(workspace));
    file.write(Json{{"formatVersion", 1}, {"errorLimit", limits.error_limit}, {"leastConfidence", std::move(least)}}.dump(1) + "\n");
    file.place();
}

std::vector<KindThreshold> retuned(const std::vector<JudgedField>& fields, const AcceptLimits& limits) {
    std::map<ocr::FieldKind, std::vector<JudgedField>> by_kind;
    for (const auto& field : fields) by_kind[field.kind].push_back(field);
    std::vector<KindThreshold> all;
    for (auto& [kind, own] : by_kind) {
        const auto learnt = limits.least_confidence.find(kind);
        const double usual = ocr::AcceptRule{limits.error_limit, "", {}}.least_confidence_of(kind);
        KindThreshold one = retuned_kind(kind, std::move(own), limits.error_limit, usual);
        // Compared with what held until now, learnt from the usual one.
        if (learnt != limits.least_confidence.end()) one.before = learnt->second;
        all.push_back(one);
    }
    return all;
}

std::vector<KindThreshold> train_thresholds(Workspace& workspace, bool keep) {
    if (keep) require(workspace, {Right::it});
    AcceptLimits limits = accept_limits(workspace);
    const auto forms = workspace.templates();
    store::Documents documents(workspace.database());
    std::vector<JudgedField> fields;
    for (const auto& batch : documents.batches())
        for (const auto& document : documents.documents(batch.name, store::FieldDetail::whole)) {
            const auto form = std::find_if(forms.begin(), forms.end(), [&](const auto& f) { return f.id == document.reading.template_id; });
            if (form == forms.end() || document.erased) continue;
            for (const auto& stored : document.reading.fields) {
                const ocr::FieldTemplate* field = form->field(stored.id);
                if (!field || field->mask || field->kind == ocr::FieldKind::image || stored.status == store::StoredStatus::blank) continue;
                const store::Decision* decision = document.decision(stored.id);
                if (decision && (decision->faults_paper() || !decision->settles())) decision = nullptr;
                JudgedField judged;
                judged.kind = field->kind;
                judged.confidence = stored.confidence;
                judged.verified = decision != nullptr;
                judged.right = decision && ocr::normal_value(*field, decision->value) == ocr::normal_value(*field, stored.value);
                judged.held_back = stored.status == store::StoredStatus::review && !only_unsure(field_read_again(stored));
                fields.push_back(judged);
            }
        }
    const auto result = retuned(fields, limits);
    if (!keep) return result;
    limits.least_confidence.clear();
    for (const auto& one : result)
        if (one.after != ocr::AcceptRule{limits.error_limit, "", {}}.least_confidence_of(one.kind)) limits.least_confidence[one.kind] = one.after;
    keep_accept_limits(workspace, limits);
    return result;
}

}  // namespace yorozu::desk
