#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "workbench/desk/templates/template_blank.h"
#include "workbench/desk/templates/template_document.h"
#include "workbench/desk/templates/template_trial.h"

namespace yorozu::gui {

enum class DesignTool { select, comb, line, circle, check, crop };

/// What the panes of the designer share. They change the document through edit() only, and say what they chose.
struct DesignerState {
    bool open = false;
    bool may_edit = true;                     ///< else everything can be seen and tried, nothing changed
    desk::TemplateDocument document;
    desk::TemplateDocument::Places chosen;    ///< first: the one that others are aligned to
    int offer = -1;                           ///< the offer that is asked about
    int page = 1;
    std::vector<desk::TemplateFinding> findings;
    std::shared_ptr<const desk::Trial> trial;
    std::vector<ocr::BoxMm> differences;      ///< where a confusable form differs, while that is looked at
    bool show_ink = true, show_readings = true, snapping = true;

    using Edit = std::function<void(desk::TemplateDocument&)>;
    std::function<void(const Edit&)> edit;    ///< becomes a step that can be undone
    std::function<void()> chose;              ///< other fields, another offer or page

    const ocr::TemplatePage* paper() const {
        const auto& pages = document.form().pages;
        return open && page >= 1 && page <= static_cast<int>(pages.size()) ? &pages[static_cast<std::size_t>(page) - 1] : nullptr;
    }
    bool is_chosen(std::size_t at) const {
        for (const auto place : chosen)
            if (place == at) return true;
        return false;
    }
    /// The one field that is chosen, -1 when none or several are.
    int only() const { return chosen.size() == 1 ? static_cast<int>(chosen[0]) : -1; }
    const desk::Trial::Field* tried(std::size_t at) const {
        if (trial)
            for (const auto& field : trial->fields)
                if (field.at == at) return &field;
        return nullptr;
    }
    bool faulty(std::size_t at) const {
        for (const auto& finding : findings)
            if (finding.field == static_cast<int>(at) && !finding.warning) return true;
        return false;
    }
};

/// Japanese names of the kinds of format 1, in the order in which they are offered.
struct KindWord {
    ocr::FieldKind kind;
    const char* word;
};
const std::vector<KindWord>& kind_words();
const char* word_of(ocr::FieldKind kind);

}  // namespace yorozu::gui
