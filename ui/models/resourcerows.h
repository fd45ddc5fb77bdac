#pragma once

#include "core/resource/collectioncursor.h"
#include "ui/models/resourcecolumn.h"
#include "ui/models/roworder.h"

#include <QtCore/Qt>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia::ui {

/// The loaded rows of a collection, page by page. A cheap copy is what a worker thread reads while more come.
class ResourceRows final {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const ResourceFacts& operator[](std::size_t row) const;
    /// `page` of `cursor`, whose resources are `resources`.
    void append(const CollectionCursor& cursor, const CollectionPage& page,
                const std::vector<Resource>& resources);

    /// What was read of a row later; copies that were taken before do not see it.
    void complete(std::size_t row, const Value& data);

private:
    using Page = std::vector<ResourceFacts>;

    std::vector<std::shared_ptr<const Page>> m_pages;
    std::vector<std::size_t> m_starts; ///< row of each page's first
    std::size_t m_size = 0;
};

/// Which rows are shown in which order. The default is all of them as the service sent them.
struct ResourceOrder {
    std::optional<ResourceColumn> column;
    Qt::SortOrder direction = Qt::AscendingOrder;
    /// Only rows in which a cell of `searched` contains this, without regard to case; empty for all.
    std::string contains;
    ResourceColumns searched;

    [[nodiscard]] bool isServerOrder() const { return !column && contains.empty(); }
};

/// As the other arrange(). Blanks come last in both directions.
[[nodiscard]] Arrangement arrange(const ResourceRows& rows, const ResourceOrder& order, Arrangement done,
                                  const std::function<bool()>& cancelled);

} // namespace inia::ui
