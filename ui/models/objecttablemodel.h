#pragma once

#include "core/listing/listedrows.h"
#include "core/objects/objectversions.h"
#include "core/s3/s3listing.h"
#include "ui/models/listingtablemodel.h"

#include <QtCore/QString>
#include <QtCore/Qt>

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace inia::ui {

// How a row of an object listing reads. Sizes and times stay numbers; the delegates format them.

/// Relative to the listing's prefix. The object that stands for the prefix itself (key "logs/" in "logs/")
/// goes by the prefix's last part.
[[nodiscard]] QString objectLabel(const ObjectStore& store, std::size_t row);
/// Name of a drawing, by kind and file name extension.
[[nodiscard]] QString objectIconName(const ObjectRows& rows, std::size_t row);
/// "50,524,971 bytes"; empty for prefixes.
[[nodiscard]] QString sizeTooltip(std::int64_t bytes);
/// "2026-07-14T10:00:03.000Z"; empty when unknown.
[[nodiscard]] QString timeTooltip(std::int64_t milliseconds);

/// Which rows are shown in which order. The default is all of them as the service sent them.
struct ObjectOrder {
    enum class Key { Server, Name, Size, Modified, StorageClass, Rank };

    Key key = Key::Server;
    Qt::SortOrder direction = Qt::AscendingOrder;
    /// Only names that contain this, without regard to case; empty for all.
    std::string contains;

    [[nodiscard]] bool isServerOrder() const { return key == Key::Server && contains.empty(); }
    friend bool operator==(const ObjectOrder&, const ObjectOrder&) = default;
};

/// What a table of found objects knows of each row besides: a number for its place, another for its change.
struct RowMarks {
    std::uint16_t place = 0;
    std::uint16_t change = 0;
};

/// Filters and sorts the rows; equal ones stay in the order they came. Rows that `done` covers are not looked
/// at again but merged with the new ones. Meant for a worker thread; returns early with a useless answer once
/// `cancelled` says so. Key::Rank sorts by `ranks`, one for each row.
[[nodiscard]] Arrangement arrange(const ObjectRows& rows, const ObjectOrder& order, Arrangement done,
                                  const std::function<bool()>& cancelled,
                                  const std::vector<std::uint16_t>& ranks = {});

/// The objects and prefixes directly below a place in S3, page by page, as a table that stays quick with a
/// million rows.
class ObjectTableModel final : public ListingTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectTableModel)
public:
    /// The version is a column where versions are listed.
    enum Column { NameColumn, SizeColumn, ModifiedColumn, StorageClassColumn, VersionColumn, ColumnCount };

    explicit ObjectTableModel(QObject* parent = nullptr);
    ~ObjectTableModel() override;

    /// Forgets the old listing and asks for the first page. The listing's names are shown relative to
    /// `location.prefix`. Sorting and filter start anew. `areVersions`: it lists versions and delete markers.
    void open(const Collection& listing, S3Location location, bool areVersions = false);
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
    [[nodiscard]] bool areVersions() const { return m_areVersions; }
    /// Of a list of versions: the row's, which is no prefix.
    [[nodiscard]] ObjectVersion versionAt(int row) const;
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
    void storePage(const CollectionPage& page, std::size_t part) override;
    [[nodiscard]] std::string placeName() const override;
    [[nodiscard]] bool isServerOrder() const override { return m_order.isServerOrder(); }
    [[nodiscard]] ArrangeJob arrangeJob() const override;

    void reset(S3Location location, bool areVersions = false);
    void setOrder(ObjectOrder order);
    [[nodiscard]] const ObjectRecord& record(int row) const { return m_store.rows()[storeRow(row)]; }
    [[nodiscard]] ObjectStore emptyStore() const;
    [[nodiscard]] QString versionText(std::size_t row) const;
    [[nodiscard]] QVariant nameData(std::size_t row, int role) const;
    [[nodiscard]] QVariant displayData(std::size_t row, int column) const;
    [[nodiscard]] QString exactText(std::size_t row, int column) const;

    S3Location m_location;
    bool m_areVersions = false;
    ObjectStore m_store;
    ObjectOrder m_order;
};

/// Objects that were found in one or many places, as a table like that of a folder, with the bucket of each.
/// Of one place names are relative to it. Of a comparison each row says what has become of it.
class FoundObjectsModel final : public ArrangedTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FoundObjectsModel)
public:
    enum Column {
        NameColumn,
        BucketColumn,
        SizeColumn,
        ModifiedColumn,
        StorageClassColumn,
        ChangeColumn,
        ColumnCount
    };
    enum class Change : std::uint8_t { None, New, Changed, Gone };

    explicit FoundObjectsModel(QObject* parent = nullptr);
    ~FoundObjectsModel() override;

    /// Forgets all rows. `prefix`: what all keys begin with.
    void begin(const std::string& prefix, bool hasChanges);
    /// They are seen soon.
    void append(const std::string& bucket, const ListedRows& rows, Change change = Change::None);
    /// Those that have come are seen at once.
    void showAll() { flush(); }

    [[nodiscard]] std::size_t found() const { return m_store.size(); }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }
    /// Rows of a comparison that are of this kind.
    [[nodiscard]] std::size_t count(Change change) const
    {
        return m_counts[static_cast<std::size_t>(change)];
    }

    [[nodiscard]] S3Location locationAt(int row) const;
    [[nodiscard]] qint64 sizeAt(int row) const;
    [[nodiscard]] std::string storageClassAt(int row) const;
    [[nodiscard]] Change changeAt(int row) const;

    struct Row {
        std::string bucket;
        std::string key;
        std::int64_t size = 0;
        std::int64_t modified = 0;
        std::string storageClass;
        Change change = Change::None;
    };
    /// Gives one row after the other, as they stand now; false behind the last. For any thread.
    using Reader = std::function<bool(Row& row)>;
    [[nodiscard]] Reader reader() const;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// A negative column means the order in which they came.
    void sort(int column, Qt::SortOrder direction) override;
    [[nodiscard]] bool isSorted() const { return !m_order.isServerOrder(); }

private:
    [[nodiscard]] std::size_t storedCount() const override { return m_store.size(); }
    [[nodiscard]] bool isServerOrder() const override { return m_order.isServerOrder(); }
    [[nodiscard]] ArrangeJob arrangeJob() const override;
    [[nodiscard]] QString exactText(std::size_t row, int column) const;

    ObjectStore m_store;
    std::vector<std::string> m_buckets;
    std::vector<RowMarks> m_marks; ///< of each row of the store
    std::array<std::size_t, 4> m_counts{};
    std::int64_t m_bytes = 0;
    bool m_hasChanges = false;
    ObjectOrder m_order;
    int m_sortColumn = -1;
};

} // namespace inia::ui
