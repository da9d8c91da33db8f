#include <algorithm>
#include <cmath>

#include "ocr/form/form_index.h"
#include "ocr/form/pixels.h"
#include "ocr/form/registration.h"

namespace yorozu::ocr {
namespace {

/// What a page must show of a form to be taken for it. Set from the right, foreign, altered and blank pages of tests/form
/// and of samples/scans.
constexpr double least_score = 0.72;
constexpr double least_chosen_score = 0.40;  ///< when a person chose the form
constexpr double least_over_chance = 0.30;
constexpr double least_contrast = 0.20;
constexpr double most_contradicted = 0.025;
constexpr double most_contradicted_cells = 2;
constexpr double most_missing = 0.35;
constexpr double most_foreign_rules_mm = 90;
constexpr double most_foreign_rules = 0.08;

/// Where people write, other ink is expected: it hides pale lines and pulls at the search. It counts this much.
constexpr double weight_where_written = 0.3;

struct Trial {
    const Candidate* candidate = nullptr;
    Registration registration;
    double contradicted = 0;       ///< share of the form's ink in whose place other ink stands
    double contradicted_cells = 0;
};

/// Whether fields take most of the square of a cell.
bool written_over(const Candidate& candidate, cv::Point2f centre) {
    const double half = cell_mm / 2, x = centre.x / work_px_per_mm, y = centre.y / work_px_per_mm;
    const cv::Rect2d cell(x - half, y - half, cell_mm, cell_mm);
    double covered = 0;
    for (const FieldTemplate& field : candidate.form->fields)
        if (field.page == candidate.page) covered += (cell & cv::Rect2d(field.box_mm.x, field.box_mm.y, field.box_mm.width, field.box_mm.height)).area();
    return covered > 0.4 * cell.area();
}

Trial trial_of(const PageView& view, const Candidate& candidate, const CoarseGuess& guess) {
    Trial trial{&candidate, register_form(view, *candidate.ink, guess), 0, 0};
    for (const auto& place : trial.registration.agreement.contradictions) {
        const double weight = written_over(candidate, place.centre) ? weight_where_written : 1;
        trial.contradicted += weight * place.share;
        trial.contradicted_cells += weight;
    }
    return trial;
}

/// Other print where the form's should be: another title, another edition.
bool contradicts(const Trial& trial) { return trial.contradicted > most_contradicted && trial.contradicted_cells > most_contradicted_cells; }

bool acceptable(const Trial& trial) {
    const Agreement& a = trial.registration.agreement;
    return a.score >= least_score && a.score - a.chance >= least_over_chance && a.contrast >= least_contrast &&
           !contradicts(trial) && a.missing <= most_missing;
}

/// The page shows what only the first form has, and does not show what only the second has.
bool clearly_first(const Trial& first, const Trial& second) {
    constexpr int least_points = 30;
    const OnlyInk ink = only_ink(first.registration, *first.candidate->ink, second.registration, *second.candidate->ink);
    const bool first_tells = ink.points_first >= least_points, second_tells = ink.points_second >= least_points;
    if (!first_tells && !second_tells) return false;
    const bool first_seen = !first_tells || ink.share_first >= 0.75 * first.registration.agreement.typical;
    const bool second_seen = second_tells && ink.share_second >= 0.55;
    return first_seen && !second_seen;
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

std::string refusal(const Trial* best) {
    if (!best) return "どの帳票テンプレートとも合いません（共通する印刷が見つかりません）";
    const auto& a = best->registration.agreement;
    const std::string name = "「" + best->candidate->form->title + "」";
    if (contradicts(*best) && a.score >= least_score)
        return name + "に似ていますが、印刷の " + percent(best->contradicted) + " が別の内容です（別の版か、別の帳票です）";
    if (a.missing > most_missing && a.score < least_score)
        return name + "の印刷の " + percent(a.missing) + " が写っていません（紙が欠けているか、写りが薄すぎます）";
    return "どの帳票テンプレートとも合いません（最も近い" + name + "でも印刷の " + percent(a.score) + " しか合いません）";
}

bool nearly_empty(const PageView& view) {
    const cv::Mat mask = ink_map(view.coarse.grey).mask;
    return cv::countNonZero(mask) < 0.001 * static_cast<double>(mask.total());
}

/// The forms worth a full search. A quick vote keeps the cost from growing with every template that an office has.
std::vector<const Candidate*> shortlist(const PageView& view, const std::vector<Candidate>& candidates) {
    constexpr std::size_t most = 5;
    std::vector<const Candidate*> all;
    for (const auto& candidate : candidates) all.push_back(&candidate);
    if (all.size() <= most) return all;
    std::vector<std::pair<int, const Candidate*>> ranking;
    for (const auto* candidate : all) ranking.emplace_back(likeness(view, *candidate->ink), candidate);
    std::stable_sort(ranking.begin(), ranking.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    all.clear();
    for (std::size_t i = 0; i < most; ++i) all.push_back(ranking[i].second);
    return all;
}

void describe_turn(const cv::Matx33d& blank_to_page, const TemplatePage& paper, double stretch_down, FormMatch& match) {
    const double x = paper.blank_image.width / 2.0, y = paper.blank_image.height / 2.0;
    const auto here = apply(blank_to_page, x, y);
    const auto right = apply(blank_to_page, x + 1, y) - here, below = apply(blank_to_page, x, y + 1) - here;
    // The mean of how the two axes turned; rows further apart (fax) are brought together first.
    const double turned = std::atan2(right.y * stretch_down - below.x, right.x + below.y * stretch_down) * 180 / CV_PI;
    const double quarter = std::round(turned / 90) * 90;
    match.turn_deg = std::fmod(quarter + 360, 360);
    match.skew_deg = turned - quarter;
}

}  // namespace

std::string Candidate::name() const { return form->pages.size() > 1 ? form->id + " p" + std::to_string(page) : form->id; }

FormIndex::FormIndex(const std::vector<FormTemplate>& forms) : impl_(std::make_unique<Impl>()) {
    // Workers share the cores page by page; OpenCV's own threads would only fight with them.
    cv::setNumThreads(1);
    for (const auto& form : forms)
        for (std::size_t i = 0; i < form.pages.size(); ++i)
            impl_->candidates.push_back({&form, static_cast<int>(i) + 1, blank_ink_of(form.pages[i])});
}
void place_form(FormMatch& match, const Candidate& candidate, const cv::Matx33d& work_to_page, double stretch_down) {
    const auto& paper = candidate.paper();
    const cv::Matx33d blank_to_work = scaling(work_px_per_mm / paper.px_per_mm, static_cast<double>(candidate.ink->size.height) / paper.blank_image.height);
    cv::Matx33d transform = work_to_page * blank_to_work;
    transform *= 1 / transform(2, 2);
    match.form = candidate.form;
    match.template_page = candidate.page;
    std::copy_n(transform.val, 9, match.transform.begin());
    describe_turn(transform, paper, stretch_down, match);
}

FormIndex::~FormIndex() = default;
FormIndex::FormIndex(FormIndex&&) noexcept = default;

namespace {

/// Who says that the page is a form of ours.
enum class Sorter { program, person };

FormMatch search(const Page& page, const FormIndex& index, Sorter sorter) {
    FormMatch match;
    const auto& candidates = index.impl().candidates;
    if (candidates.empty()) {
        match.why_not = "帳票テンプレートが一つもありません";
        return match;
    }
    if (page.image.empty() || std::min(page.image.width, page.image.height) < 100) {
        match.why_not = "画像が小さすぎます";
        return match;
    }
    const PageView view(page);
    if (nearly_empty(view)) {
        match.why_not = "白紙です";
        return match;
    }
    struct Attempt {
        const Candidate* candidate;
        CoarseGuess guess;
    };
    std::vector<Attempt> attempts;
    for (const Candidate* candidate : shortlist(view, candidates))
        for (const auto& guess : coarse_guesses(view, *candidate->ink)) attempts.push_back({candidate, guess});
    std::stable_sort(attempts.begin(), attempts.end(), [](const auto& a, const auto& b) { return a.guess.agreeing > b.guess.agreeing; });

    std::vector<Trial> trials;
    int tried = 0;
    for (const auto& attempt : attempts) {
        const auto same = [&](const Trial& trial) { return trial.candidate == attempt.candidate; };
        const auto before = std::find_if(trials.begin(), trials.end(), same);
        if (before != trials.end() && acceptable(*before)) continue;
        // Once a form is found, others are worth a look only if as many of their features agree.
        const bool found = std::any_of(trials.begin(), trials.end(), [](const Trial& trial) { return acceptable(trial); });
        if ((found && attempt.guess.agreeing < 0.4 * attempts.front().guess.agreeing) || ++tried > 6) continue;
        Trial trial = trial_of(view, *attempt.candidate, attempt.guess);
        if (before == trials.end())
            trials.push_back(std::move(trial));
        else if (trial.registration.agreement.score > before->registration.agreement.score)
            *before = std::move(trial);
    }
    // The score counts; among forms that all fit, the ink that only one of them has.
    std::sort(trials.begin(), trials.end(), [](const Trial& a, const Trial& b) { return a.registration.agreement.score > b.registration.agreement.score; });
    for (std::size_t i = 1; i < trials.size(); ++i)
        if (trials[i].registration.agreement.score >= least_score && clearly_first(trials[i], trials[0])) std::swap(trials[0], trials[i]);
    if (trials.empty()) {
        match.why_not = refusal(nullptr);
        return match;
    }
    const Trial& best = trials.front();
    match.score = best.registration.agreement.score;
    match.margin = match.score;
    if (trials.size() > 1) {
        match.runner_up = trials[1].candidate->form->id;
        match.margin = match.score - trials[1].registration.agreement.score;
    }
    if (sorter == Sorter::person ? best.registration.agreement.score < least_chosen_score : !acceptable(best)) {
        match.why_not = refusal(&best);
        return match;
    }
    for (std::size_t i = 1; sorter == Sorter::program && i < trials.size(); ++i) {
        if (trials[i].registration.agreement.score < least_score || clearly_first(best, trials[i])) continue;
        match.why_not = "「" + best.candidate->form->title + "」と「" + trials[i].candidate->form->title + "」のどちらか判断できません";
        return match;
    }
    const double foreign = foreign_rules_mm(best.registration, *best.candidate->ink);
    if (sorter == Sorter::program && foreign > std::max(most_foreign_rules_mm, most_foreign_rules * best.candidate->ink->ruled_mm)) {
        match.why_not = "「" + best.candidate->form->title + "」に似ていますが、テンプレートにない罫線が約 " + std::to_string(std::lround(foreign)) +
                        " mm あります（別の版か、別の帳票です）";
        return match;
    }
    const auto& work_to_page = best.registration.work_to_page;
    place_form(match, *best.candidate, work_to_page, view.stretch_down);
    const double x = best.candidate->ink->size.width / 2.0, y = best.candidate->ink->size.height / 2.0;
    const double page_px = cv::norm(apply(work_to_page, x + 1, y) - apply(work_to_page, x, y));
    match.residual_px = best.registration.agreement.residual * page_px;
    return match;
}

}  // namespace

FormMatch find_form(const Page& page, const FormIndex& index) { return search(page, index, Sorter::program); }
FormMatch find_chosen_form(const Page& page, const FormIndex& index) { return search(page, index, Sorter::person); }

std::vector<Confusable> confusable_templates(const std::vector<FormTemplate>& forms) {
    std::vector<Confusable> result;
    const FormIndex index(forms);
    const auto& candidates = index.impl().candidates;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        Page blank;
        blank.image = candidates[i].paper().blank_image;
        const PageView view(blank);
        for (std::size_t j = 0; j < candidates.size(); ++j) {
            if (i == j) continue;
            double likeness = 0;
            for (const auto& guess : coarse_guesses(view, *candidates[j].ink)) {
                const auto a = register_form(view, *candidates[j].ink, guess).agreement;
                if (a.contrast >= least_contrast) likeness = std::max(likeness, a.score);
            }
            if (likeness < least_score) continue;
            const auto known = std::find_if(result.begin(), result.end(), [&](const Confusable& pair) {
                return pair.first == candidates[j].name() && pair.second == candidates[i].name();
            });
            if (known == result.end())
                result.push_back({candidates[i].name(), candidates[j].name(), likeness});
            else
                known->likeness = std::max(known->likeness, likeness);
        }
    }
    std::sort(result.begin(), result.end(), [](const Confusable& a, const Confusable& b) { return a.likeness > b.likeness; });
    return result;
}

}  // namespace yorozu::ocr
