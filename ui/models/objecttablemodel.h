#pragma once

#include "core/s3/objectstore.h"
#include "core/s3/s3location.h"
#include "ui/models/listingtablemodel.h"
#include "ui/models/objectorder.h"

namespace inia::ui {

/// The objects and prefixes directly below a place in S3, page by page, as a table that stays quick with a
/// million rows.
class ObjectTableModel final : public ListingTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectTableModel)
public:
    enum Column { NameColumn, SizeColumn, ModifiedColumn, StorageClassColumn, ColumnCount };

    explicit ObjectTableModel(QObject* parent = nullptr);
    ~ObjectTableModel() override;

    /// Forgets the old listing and asks for the first page. The listing's names are shown relative to
    /// `location.prefix`. Sorting and filter start anew.
    void open(const Collection& listing, S3Location location);
    /// A listing that could not even be made: state Failed, no rows, no request.
    void openFailed(S3Location location, Error error);
    void clear();
    [[nodiscard]] const S3Location& location() const { return m_location; }

    // Which rows in which order.
    [[nodiscard]] const ObjectOrder& order() const { return m_order; }
    /// Key::Server goes back to the order of the service.
    void sortBy(ObjectOrder::Key key, Qt::SortOrder direction);
    /// By the objects' names.
    void setContains(const QString& text) override;
    [[nodiscard]] QString contains() const override;

    // Rows.
    /// All that have come, in the order of the service.
    [[nodiscard]] const ObjectRows& rows() const { return m_store.rows(); }
    [[nodiscard]] bool isPrefix(int row) const;
    /// The object's key, or the whole prefix.
    [[nodiscard]] std::string keyAt(int row) const;
    [[nodiscard]] qint64 sizeAt(int row) const { return record(row).size; }
    /// The row that shows this key or prefix; -1 when it is not loaded or filtered out.
    [[nodiscard]] int rowOf(std::string_view key) const;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// From the view's header; a negative column means the service's order.
    void sort(int column, Qt::SortOrder direction) override;
    [[nodiscard]] bool isSorted() const override { return m_order.key != ObjectOrder::Key::Server; }

private:
    void forgetRows() override;
    [[nodiscard]] std::size_t storedCount() const override { return m_store.size(); }
    void storePage(const CollectionPage& page) override;
    [[nodiscard]] std::string placeName() const override;
    [[nodiscard]] bool isServerOrder() const override { return m_order.isServerOrder(); }
    [[nodiscard]] ArrangeJob arrangeJob() const override;

    void reset(S3Location location);
    void setOrder(ObjectOrder order);
    [[nodiscard]] const ObjectRecord& record(int row) const { return m_store.rows()[storeRow(row)]; }
    [[nodiscard]] QVariant nameData(std::size_t row, int role) const;
    [[nodiscard]] QVariant displayData(std::size_t row, int column) const;
    [[nodiscard]] QString exactText(std::size_t row, int column) const;

    S3Location m_location;
    ObjectStore m_store;
    ObjectOrder m_order;
};

} // namespace inia::ui
