#include "workbench/desk/reading/batch_pages.h"

#include <map>

#include "workbench/desk/reading/listed_forms.h"
#include "workbench/store/checking.h"

namespace yorozu::desk {

std::vector<store::BatchCounts> batches(Workspace& workspace) {
    const store::Documents documents(workspace.database());
    auto all = documents.batches();
    std::erase_if(all, [&](const store::BatchCounts& batch) { return !may_see(workspace, documents.department(batch.name).value_or("")); });
    return all;
}

void view_pages(Workspace& workspace, const std::string& batch) {
    permit_batch(workspace, {Right::clerk, Right::checker}, "view", batch, "ページの画像");
}

std::vector<ListedPage> batch_pages(Workspace& workspace, const std::string& batch) {
    require(workspace, {Right::clerk, Right::checker}, store::Documents(workspace.database()).department(batch).value_or(""));
    std::map<std::string, std::string> titles;
    for (const auto& form : listed_forms(workspace)) titles[form.id] = form.title;
    store::Checking checking(workspace.database());
    std::map<std::int64_t, int> waiting;
    for (const auto& field : checking.waiting(batch)) ++waiting[field.document];
    std::vector<ListedPage> pages;
    for (const auto& page : checking.pages(batch)) {
        ListedPage listed{page.document, page.source, page.page, page.template_id.value_or(""), {}, page.template_page, page.why_not, page.failed, 0};
        const auto title = titles.find(listed.template_id);
        listed.form = title == titles.end() ? listed.template_id : title->second;
        if (const auto found = waiting.find(page.document); found != waiting.end()) listed.waiting = found->second;
        pages.push_back(std::move(listed));
    }
    return pages;
}

}  // namespace yorozu::desk
