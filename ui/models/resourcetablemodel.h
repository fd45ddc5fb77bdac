#pragma once

#include "core/resource/mergedcursor.h"
#include "ui/models/listingtablemodel.h"
#include "ui/models/resourcelayouts.h"
#include "ui/models/resourcerows.h"

#include <set>

namespace inia::ui {

/// The resources of one collection, page by page. Which columns there are is worked out from the models and
/// from the first page, and can be chosen; a choice holds for all collections of the type.
class ResourceTableModel final : public ListingTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceTableModel)
public:
    explicit ResourceTableModel(ResourceLayouts layouts, QObject* parent = nullptr);
    ~ResourceTableModel() override;

    /// Where the user's choice of columns is kept; until then the model has one of its own.
    void setChoices(std::shared_ptr<ColumnChoices> choices) { m_choices = std::move(choices); }

    /// Forgets the old listing and asks for the first page. Sorting and filter start anew.
    void open(const Collection& collection);
    /// The same for one collection in several regions, with a column of the region first.
    void open(std::vector<MergedCursor::Part> regions);
    /// A collection that could not even be made: state Failed, no rows, no request.
    void openFailed(Error error);
    void clear();
    [[nodiscard]] const std::optional<Collection>& collection() const { return m_collection; }

    // Columns.
    [[nodiscard]] const ResourceColumns& columns() const { return m_columns; }
    /// Those one may add to columns(), in the order of the models.
    [[nodiscard]] ResourceColumns otherColumns() const;
    /// Those that are shown if nobody chooses.
    [[nodiscard]] ResourceColumns usualColumns() const;
    /// Adds a column at the end, or takes it out; the last one stays.
    void setColumnShown(const ResourceColumn& column, bool shown);
    /// Shows these, in this order; kept as the choice for the type. Nothing when there is none.
    void chooseColumns(ResourceColumns columns);
    /// The answers do not have what the column asks for: neither the rows nor the models know it.
    [[nodiscard]] bool isAbsent(int section) const;
    /// Of the sorted column; -1 in the order of the service.
    [[nodiscard]] int sortedSection() const;
    [[nodiscard]] Qt::SortOrder sortDirection() const { return m_order.direction; }
    /// What columns are kept by: "ec2.Instance", "ec2.Instance@regions". Empty while nothing is listed.
    [[nodiscard]] std::string typeKey() const;
    /// Back to what is shown if nobody chooses.
    void resetColumns();
    /// What a cell shows, and what it is exactly where that says more; also of rows that are no resources.
    [[nodiscard]] static QVariant displayData(const ResourceColumn& column, const Value& cell);
    [[nodiscard]] static QVariant exactText(const ResourceColumn& column, const Value& cell);
    /// As the user has made it; 0 where it was left alone.
    [[nodiscard]] int chosenWidth(int section) const;
    void chooseWidth(int section, int width);

    // Which rows in which order.
    /// By the cells that are shown.
    void setContains(const QString& text) override;
    [[nodiscard]] QString contains() const override;

    // Rows.
    /// All that have come, in the order of the service, as another thread may read them.
    [[nodiscard]] const ResourceRows& rows() const { return m_rows; }
    [[nodiscard]] const Resource& resourceAt(int row) const { return m_resources[storeRow(row)]; }
    /// As another thread may read it.
    [[nodiscard]] const ResourceFacts& factsAt(int row) const { return m_rows[storeRow(row)]; }
    /// The row of the resource whose last identifiers these are, joined by ","; -1 when it is not loaded or
    /// filtered out.
    [[nodiscard]] int rowOf(std::string_view id) const;
    /// All identifiers of the row, joined by ","; nothing for a region that failed.
    [[nodiscard]] std::string idOf(int row) const;
    /// What tells it from all others, of other regions too.
    [[nodiscard]] std::string keyOf(int row) const;

    /// Reads what the list did not say of these rows, each once, where one call tells of many; the rows
    /// change then. Until one fails.
    void completeRows(int first, int last);

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// From the view's header; a negative column means the service's order.
    void sort(int column, Qt::SortOrder direction) override;
    [[nodiscard]] bool isSorted() const override { return m_order.column.has_value(); }

signals:
    /// columns() are others now, after a reset or a change of columns.
    void columnsChosen();
    /// Rows could not be completed; they stay as the list brought them.
    void completionFailed(const inia::Error& error);

private:
    void forgetRows() override;
    [[nodiscard]] std::size_t storedCount() const override { return m_resources.size(); }
    void storePage(const CollectionPage& page, std::size_t part) override;
    [[nodiscard]] std::string placeName() const override;
    [[nodiscard]] bool isServerOrder() const override { return m_order.isServerOrder(); }
    [[nodiscard]] ArrangeJob arrangeJob() const override;

    void forget();
    void begin(std::optional<Collection> collection);
    [[nodiscard]] const ResourceColumns* choice() const;
    [[nodiscard]] QVariant failureData(std::size_t part, int section, int role) const;
    void startCompletion(const std::vector<std::size_t>& rows);
    void takeCompletion(const RowCompletion& completion, const std::vector<std::size_t>& rows);
    void dropCompletions();
    void removeColumn(int section);
    void replaceColumns(const ResourceColumns& columns);
    [[nodiscard]] bool isGone(std::size_t row) const;

    ResourceLayouts m_layouts;
    std::optional<Collection> m_collection;
    std::optional<ResourceDefinitions::Definition> m_type;
    std::optional<ColumnFinder> m_finder;
    ResourceColumns m_columns;
    std::shared_ptr<ColumnChoices> m_choices = std::make_shared<ColumnChoices>(); ///< never null
    ResourceRows m_rows;
    std::vector<Resource> m_resources;
    ResourceOrder m_order;
    std::set<std::size_t> m_completed; ///< rows that were asked for once more
    std::vector<Owned<RowCompletion>> m_completions;
    bool m_completes = true;     ///< no completion has failed
    bool m_isMerged = false;     ///< of several regions
    bool m_keepsColumns = false; ///< rows have been here: what a page brings moves no column
};

} // namespace inia::ui
