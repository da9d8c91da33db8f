#pragma once
#include "tests/gui/screen.h"
#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/documents.h"

/// A batch 「大きな束」 of 3,000 forms with 12 fields each, one of them to check; without pictures.
inline void place_large_batch(const Home& home) {
    using namespace yorozu;
    desk::Workspace workspace(home.workspace, store::Access::write, 1);
    store::Documents documents(workspace.database());
    const store::ArrivedScan scan{std::string(64, 'a'), 1, "束.pdf"};
    documents.register_scans("大きな束", {&scan, 1}, 1);
    const auto file = documents.unread("大きな束").at(0).id;
    for (int page = 1; page <= 3000; ++page) {
        store::StoredReading reading;
        reading.page = page;
        reading.template_id = "koza-furikae-hagaki";
        for (int field = 0; field < 12; ++field)
            reading.fields.push_back({"f" + std::to_string(field), "1", field ? store::StoredStatus::accepted : store::StoredStatus::review, 0.9, "{}"});
        documents.add_reading(file, reading, 1);
    }
    documents.set_pages(scan.hash, 3000);
}
