#pragma once

#include "ui/models/cursorptr.h"
#include "ui/models/objectarranger.h"
#include "ui/models/objectstore.h"
#include "ui/models/s3location.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

namespace inia::ui {

/// The objects and prefixes directly below a place in S3, page by page, as a table that stays quick with a
/// million rows. Owns the cursor that feeds it: opening another place or clearing the model ends the request
/// under way and no later answer shows up.
///
/// Rows stand in the order the service lists them until sortBy() or setContains() ask for another; that is
/// worked out in a worker thread and arrives as layoutChanged, with selection and current row kept.
class ObjectTableModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectTableModel)
public:
    enum Column { NameColumn, SizeColumn, ModifiedColumn, StorageClassColumn, ColumnCount };
    using State = CollectionCursor::State;

    explicit ObjectTableModel(QObject* parent = nullptr);
    ~ObjectTableModel() override;

    /// Forgets the old listing and asks for the first page. The listing's names are shown relative to
    /// `location.prefix`. Sorting and filter start anew.
    void open(const Collection& listing, S3Location location);
    /// A listing that could not even be made: state Failed, no rows, no request.
    void openFailed(S3Location location, Error error);
    void clear();

    // What to load.
    void loadMore(const std::string& cause = "Load more");
    /// Goes on page by page until the listing is complete, fails or is cancelled.
    void loadAll();
    /// Asks for the page that failed once more.
    void retry();
    /// Gives up the page under way; rows stay.
    void cancel();

    // How the listing is doing. Told by listingChanged().
    [[nodiscard]] const S3Location& location() const { return m_location; }
    /// Pristine when nothing is open.
    [[nodiscard]] State state() const;
    [[nodiscard]] bool isLoadingAll() const { return m_loadAll; }
    /// Rows that have come, shown or not.
    [[nodiscard]] qint64 loadedCount() const { return static_cast<qint64>(m_store.size()); }
    [[nodiscard]] int pages() const { return m_cursor ? m_cursor->pages() : 0; }
    [[nodiscard]] int requests() const { return m_cursor ? m_cursor->requests() : 0; }
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    /// Of state Failed.
    [[nodiscard]] const std::optional<Error>& error() const;
    /// Id in the ExchangeLog of the newest call of this listing; 0 for none.
    [[nodiscard]] quint64 lastCallId() const { return m_cursor ? m_cursor->lastCallId() : 0; }

    // Which rows in which order.
    [[nodiscard]] const ObjectOrder& order() const { return m_order; }
    /// Key::Server goes back to the order of the service.
    void sortBy(ObjectOrder::Key key, Qt::SortOrder direction);
    /// Of the loaded rows, shows those whose name contains the text, without regard to case. While it is set
    /// the view does not fetch by itself: rows that do not match would let it run through the whole bucket.
    void setContains(const QString& text);
    [[nodiscard]] bool isArranging() const { return m_arranger.isRunning(); }

    // Rows.
    [[nodiscard]] bool isPrefix(int row) const;
    /// The object's key, or the whole prefix.
    [[nodiscard]] std::string keyAt(int row) const;
    [[nodiscard]] qint64 sizeAt(int row) const { return record(row).size; }
    /// The row that shows this key or prefix; -1 when it is not loaded or filtered out.
    [[nodiscard]] int rowOf(std::string_view key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    /// From the view's header; a negative column means the service's order.
    void sort(int column, Qt::SortOrder direction) override;

signals:
    /// State, counts, error or location changed.
    void listingChanged();
    /// The rows now stand as order() asks.
    void orderApplied();

private:
    void fetchPage(const std::string& cause);
    void acceptPage(const CollectionPage& page);
    void followState();
    void reset(S3Location location);
    void setOrder(ObjectOrder order);

    // Letting loaded rows into the view.
    void considerFlush();
    void flush();
    void startArranging();
    void applyArrangement();
    void showRows(RowOrder next);
    void changeLayout(RowOrder next);

    [[nodiscard]] std::size_t shownCount() const { return m_arranged ? m_shown.size() : m_covered; }
    [[nodiscard]] std::size_t storeRow(int row) const;
    [[nodiscard]] const ObjectRecord& record(int row) const { return m_store.rows()[storeRow(row)]; }
    [[nodiscard]] QVariant nameData(std::size_t row, int role) const;
    [[nodiscard]] QVariant displayData(std::size_t row, int column) const;
    [[nodiscard]] QString exactText(std::size_t row, int column) const;

    S3Location m_location;
    CursorPtr m_cursor;
    std::optional<Error> m_openError;
    ObjectStore m_store;
    ObjectOrder m_order;
    ObjectArranger m_arranger;
    RowOrder m_shown;          ///< store rows by view row; unused while the view shows all in store order
    bool m_arranged = false;   ///< m_shown is in use
    std::size_t m_covered = 0; ///< store rows that the view has been told about, or that were filtered out
    QTimer m_flushTimer;
    QElapsedTimer m_sinceFlush;
    bool m_loadAll = false;
};

} // namespace inia::ui
