#include "workbench/desk/checking/cell_pictures.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <thread>

#include "ocr/page/page.h"
#include "ocr/page/picture.h"
#include "workbench/desk/reading/stored_reading.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {
namespace {

constexpr int cell_height_px = 72;  ///< of a stored picture: sharp at the largest size of the carpet

}  // namespace

CellPictures::CellPictures(const std::filesystem::path& workspace, Clock clock, std::function<void()> arrived)
    : arrived_(std::move(arrived)),
      workers_(workspace, std::move(clock), std::clamp(std::thread::hardware_concurrency(), 1u, 4u),
               [this](Workspace& own, std::int64_t document) { make(own, document); }) {}

void CellPictures::want(const std::vector<GroupCell>& cells) {
    std::vector<std::int64_t> documents;
    {
        const std::lock_guard lock(mutex_);
        by_document_.clear();
        for (const auto& cell : cells) {
            if (made_.count(cell.place())) continue;
            auto& of_document = by_document_[cell.document];
            if (of_document.empty()) documents.push_back(cell.document);
            of_document.push_back(cell);
        }
    }
    workers_.want(std::move(documents));
}

std::shared_ptr<const ocr::Image> CellPictures::find(const GroupCell& cell) const {
    const std::lock_guard lock(mutex_);
    const auto found = made_.find(cell.place());
    return found == made_.end() ? nullptr : found->second;
}

void CellPictures::make(Workspace& workspace, std::int64_t id) {
    std::vector<GroupCell> cells;
    {
        const std::lock_guard lock(mutex_);
        cells = std::move(by_document_[id]);
        by_document_.erase(id);
    }
    std::vector<std::pair<GroupCell::Place, std::shared_ptr<const ocr::Image>>> made;
    try {
        const auto document = store::Documents(workspace.database()).document(id, store::FieldDetail::value);
        const double turn = match_read_again(document, nullptr).turn_deg;
        const int degrees = (360 - static_cast<int>(turn + 0.5)) % 360;
        ocr::PageReader reader(workspace.scans().path_of(document.hash));
        reader.start_at(document.reading.page);
        std::optional<ocr::Page> page;
        while (auto result = reader.next())
            if (auto* read = std::get_if<ocr::Page>(&*result); read && read->number == document.reading.page) {
                page = std::move(*read);
                break;
            }
        for (const auto& cell : cells) {
            auto image = std::make_shared<ocr::Image>();
            if (page) {
                ocr::BoxPx box = cell.box_px;
                const int pad = std::max(4, std::max(box.width, box.height) / 5);
                box = {box.x - pad, box.y - pad, box.width + 2 * pad, box.height + 2 * pad};
                auto upright = ocr::turned(ocr::cropped(page->image, box), degrees);
                if (upright.height > cell_height_px) upright = ocr::shrunk(upright, std::max(1, upright.width * cell_height_px / upright.height));
                *image = std::move(upright);
            }
            made.emplace_back(cell.place(), std::move(image));
        }
    } catch (const std::exception&) {
        made.clear();
        for (const auto& cell : cells) made.emplace_back(cell.place(), std::make_shared<ocr::Image>());
    }
    {
        const std::lock_guard lock(mutex_);
        for (auto& [place, image] : made) made_[place] = std::move(image);
    }
    arrived_();
}

std::vector<double> shape_distances(const std::vector<std::shared_ptr<const ocr::Image>>& pictures) {
    constexpr int side = 16;
    std::vector<std::vector<double>> shapes;
    std::vector<double> mean(side * side, 0);
    for (const auto& picture : pictures) {
        std::vector<double> shape(side * side, 0);
        if (picture && !picture->empty()) {
            const auto& image = *picture;
            // Dark against the paper of this very cell, averaged into 16 × 16.
            std::vector<int> counts(side * side, 0);
            for (int y = 0; y < image.height; ++y)
                for (int x = 0; x < image.width; ++x) {
                    const auto* pixel = image.pixels.data() + static_cast<std::size_t>(y) * image.row_bytes() + static_cast<std::size_t>(x) * image.channels;
                    const auto at = static_cast<std::size_t>(y * side / image.height * side + x * side / image.width);
                    shape[at] += 255 - *std::min_element(pixel, pixel + image.channels);
                    ++counts[at];
                }
            double most = 1;
            for (std::size_t i = 0; i < shape.size(); ++i) {
                if (counts[i]) shape[i] /= counts[i];
                most = std::max(most, shape[i]);
            }
            for (auto& value : shape) value /= most;
        }
        for (std::size_t i = 0; i < shape.size(); ++i) mean[i] += shape[i] / static_cast<double>(pictures.size());
        shapes.push_back(std::move(shape));
    }
    std::vector<double> distances;
    for (const auto& shape : shapes) {
        double sum = 0;
        for (std::size_t i = 0; i < shape.size(); ++i) sum += (shape[i] - mean[i]) * (shape[i] - mean[i]);
        distances.push_back(std::sqrt(sum));
    }
    double average = 0, spread = 0;
    for (const double each : distances) average += each / static_cast<double>(distances.size());
    for (const double each : distances) spread += (each - average) * (each - average) / static_cast<double>(distances.size());
    spread = std::sqrt(std::max(spread, 1e-9));
    for (double& each : distances) each = (each - average) / spread;
    return distances;
}

}  // namespace yorozu::desk
