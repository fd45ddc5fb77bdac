#pragma once

#include "core/resource/mergedcursor.h"
#include "core/resource/resource.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QTimer>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia::ui {

/// Rows of a store that are shown, in the order in which they are shown.
using RowOrder = std::vector<std::uint32_t>;

/// What has been arranged before by the same order: `order` covers the first `rows` rows.
struct Arrangement {
    RowOrder order;
    std::size_t rows = 0;
};

/// Filters and sorts in a worker thread what it has of the rows, beginning where `done` ends. Returns early
/// with a useless answer once `cancelled` says so.
using ArrangeJob = std::function<Arrangement(Arrangement done, const std::function<bool()>& cancelled)>;

/// Says whether texts contain another one, without regard to case. ASCII, which is nearly everything, is
/// compared as bytes; decoding a million names would take longer than the rest of the work.
class TextFilter final {
public:
    explicit TextFilter(const std::string& wanted);

    [[nodiscard]] bool matches(std::string_view text) const;

private:
    bool m_ascii;
    std::string m_wanted;
    QString m_wantedText;
};

/// Filters and sorts rows in a worker thread, one job at a time. Dropping it or starting another job forgets
/// the one under way.
class RowArranger final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowArranger)
public:
    explicit RowArranger(QObject* parent = nullptr);
    ~RowArranger() override;

    /// `done`: what the same order gave for the first rows; empty to begin anew.
    void start(ArrangeJob job, Arrangement done);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_stop != nullptr; }
    /// The answer, once arranged() has come.
    [[nodiscard]] Arrangement takeResult() { return std::move(m_result); }

signals:
    void arranged();

private:
    std::shared_ptr<std::atomic<bool>>
        m_stop; ///< of the job under way, for its thread to see; null without one
    Arrangement m_result;
};

/// A table over rows that come bit by bit: which of those that have come the view sees, and in which order.
///
/// Rows stand in the order in which they came until the subclass's order asks for another; that is worked out
/// in a worker thread and arrives as layoutChanged, with selection and current row kept.
class ArrangedTableModel : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ArrangedTableModel)
public:
    ~ArrangedTableModel() override;

    /// Rows that are shown; what a subclass shows besides comes behind them.
    [[nodiscard]] int shownRows() const { return static_cast<int>(shownCount()); }
    /// All rows that have come stand where they belong, or are filtered out.
    [[nodiscard]] bool isArranged() const { return m_covered == storedCount() && !m_arranger.isRunning(); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    /// The rows now stand as the order asks.
    void orderApplied();

protected:
    explicit ArrangedTableModel(QObject* parent);

    /// While the model is reset: there are no rows any more.
    void forgetArrangement();
    /// Rows have come: they are shown soon, together with those that come at the same time; or at once.
    void considerFlush();
    void flush();
    /// The subclass's order has changed.
    void reorder();
    [[nodiscard]] std::size_t storeRow(int row) const;
    [[nodiscard]] std::size_t shownCount() const { return m_arranged ? m_shown.size() : m_covered; }

    // What the subclass knows.
    [[nodiscard]] virtual std::size_t storedCount() const = 0;
    [[nodiscard]] virtual bool isServerOrder() const = 0;
    /// The order over the rows there are now; runs in a worker thread.
    [[nodiscard]] virtual ArrangeJob arrangeJob() const = 0;

private:
    void startArranging();
    void applyArrangement();
    void showRows(RowOrder next);
    void changeLayout(RowOrder next);

    RowArranger m_arranger;
    RowOrder m_shown;          ///< store rows by view row; unused while the view shows all in store order
    bool m_arranged = false;   ///< m_shown is in use
    std::size_t m_covered = 0; ///< store rows that the view has been told about, or that were filtered out
    QTimer m_flushTimer;
    QElapsedTimer m_sinceFlush;
};

/// What tables over a collection share: pages, their states, and which of the loaded rows the view sees in
/// which order. Owns the cursor that feeds it: opening something else or clearing the model ends the request
/// under way and no later answer shows up. The rows themselves are the subclass's.
///
/// Of several collections that are one list (MergedCursor), each that has failed is a row of its own behind
/// all others, whatever the order and the filter, until it is asked once more.
class ListingTableModel : public ArrangedTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListingTableModel)
public:
    using State = CollectionCursor::State;

    ~ListingTableModel() override;

    // What to load.
    void loadMore(const std::string& cause = "Load more");
    /// Goes on page by page until the listing is complete, fails or is cancelled.
    void loadAll();
    /// Asks for the page that failed once more; of several collections, for those of all that failed.
    void retry();
    /// Of several collections, one.
    void retryPart(std::size_t part);
    /// Asks for what is listed once more, for as many pages as there are, in the same order and with the same
    /// filter. False when nothing is listed.
    bool reload();
    /// Gives up the page under way; rows stay.
    void cancel();

    // How the listing is doing. Told by listingChanged().
    /// Pristine when nothing is open.
    [[nodiscard]] State state() const;
    [[nodiscard]] bool isLoadingAll() const { return m_loadAll; }
    /// Rows that have come, shown or not.
    [[nodiscard]] qint64 loadedCount() const { return static_cast<qint64>(storedCount()); }
    [[nodiscard]] int pages() const { return m_cursor ? m_cursor->pages() : 0; }
    [[nodiscard]] int requests() const { return (m_cursor ? m_cursor->requests() : 0) + m_otherRequests; }
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    /// Of several collections, how many have answered, and how many have not, and why.
    struct Parts {
        std::size_t all = 1;
        std::size_t answered = 0;
        std::size_t denied = 0;
        std::size_t failed = 0; ///< for another reason
    };
    [[nodiscard]] Parts parts() const;
    [[nodiscard]] bool isMerged() const { return m_cursor && m_cursor->isMerged(); }
    /// The collection whose failure the row tells; nothing for rows of a collection.
    [[nodiscard]] std::optional<std::size_t> failedPart(int row) const;
    [[nodiscard]] const MergedCursor::Part& part(std::size_t part) const { return m_cursor->parts()[part]; }
    [[nodiscard]] const Error& failure(std::size_t part) const { return *m_cursor->error(part); }
    /// The rows stand in an order, of those that have come.
    [[nodiscard]] virtual bool isSorted() const = 0;
    /// Of state Failed.
    [[nodiscard]] const std::optional<Error>& error() const;
    /// Id in the ExchangeLog of the newest call of this listing; 0 for none.
    [[nodiscard]] quint64 lastCallId() const { return m_cursor ? m_cursor->lastCallId() : 0; }

    /// Of the loaded rows, shows those that contain the text, without regard to case. While it is set the
    /// view does not fetch by itself: rows that do not match would let it run through everything there is.
    virtual void setContains(const QString& text) = 0;
    [[nodiscard]] virtual QString contains() const = 0;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    /// State, counts, error or place changed.
    void listingChanged();

protected:
    explicit ListingTableModel(QObject* parent);

    /// Begins a model reset and forgets cursor and rows shown; the subclass forgets its own and ends it.
    void beginListing();
    /// After that: asks for the first page.
    void openCursor(const Collection& listing, const std::string& cause);
    /// The same for several as one list.
    void openCursor(std::vector<MergedCursor::Part> parts, const std::string& cause);
    /// A listing that could not even be made: state Failed, no rows, no request.
    void failToOpen(Error error);
    [[nodiscard]] MergedCursor* cursor() const { return m_cursor.get(); }
    /// One that no page was asked for with.
    void countRequest() { ++m_otherRequests; }

private:
    // What the subclass knows.
    /// Between beginListing() and openCursor(): forgets the rows alone. Ends the reset.
    virtual void forgetRows() = 0;
    virtual void storePage(const CollectionPage& page, std::size_t part) = 0;
    /// What the inspector calls the thing whose pages are asked for.
    [[nodiscard]] virtual std::string placeName() const = 0;

    [[nodiscard]] bool goesOn() const { return m_loadAll || pages() < m_wantedPages; }
    void fetchPage(const std::string& cause);
    void acceptPage(const CollectionPage& page, std::size_t part);
    [[nodiscard]] MergedCursor::OptionsOf optionsFor(const std::string& cause) const;
    void showFailures();
    void followState();
    void goOn();

    Owned<MergedCursor> m_cursor;
    std::optional<Error> m_openError;
    std::vector<std::size_t> m_failedParts; ///< that have a row
    bool m_loadAll = false;
    int m_otherRequests = 0;
    int m_wantedPages = 0; ///< of a listing that was asked for once more
};

} // namespace inia::ui
