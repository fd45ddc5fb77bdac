#pragma once

#include "core/dynamodb/nativeclient.h"
#include "core/paging/pagecursor.h"

#include <QtCore/QObject>

#include <chrono>
#include <optional>
#include <string>

namespace inia::dynamodb {

/// One page of a scan or query as it came.
struct ItemPage {
    NativeValue::List items;  ///< each a map
    std::int64_t scanned = 0; ///< items looked at for it
};

/// Read capacity units, as ConsumedCapacity tells them, summed over pages.
struct ConsumedCapacity {
    double total = 0;
    double index = 0;     ///< of it, by indexes
    bool isKnown = false; ///< some servers tell none
};

/// Walks a scan or query page by page, from LastEvaluatedKey to LastEvaluatedKey, in the manner of
/// PageCursor: keeps the key and sums, not items; one call at a time; destroying it cancels that call.
///
/// A filter may leave pages without items. Those are walked on by themselves, a bounded number of them, so
/// that neither an empty page looks like an empty table nor a rare match runs through the whole of it.
class ItemCursor final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemCursor)
public:
    using State = PageCursor::State;
    /// Pages without items after which fetchNextPage() stops in state More.
    static constexpr int emptyPagesInOneGo = 12;

    /// `operation` is "Scan" or "Query".
    ItemCursor(NativeClient client, std::string operation, NativeValue params);

    [[nodiscard]] State state() const { return m_state; }
    /// The error of state Failed; fetchNextPage() asks for the same page again.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] int pages() const { return m_pages; }
    /// Calls made, failed ones included.
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] std::int64_t scanned() const { return m_scanned; }
    [[nodiscard]] std::int64_t matched() const { return m_matched; }
    [[nodiscard]] const ConsumedCapacity& capacity() const { return m_capacity; }
    /// Time spent waiting for answers.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    /// Id of the newest call in the ExchangeLog; 0 before the first.
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

    /// Starts the next page. Does nothing while Loading or when Complete.
    void fetchNextPage(const std::string& cause);
    /// Gives up the page under way: state More (Pristine before the first page), nothing emitted.
    void cancel();

signals:
    /// Also between the pages of one go, while the state stays Loading.
    void stateChanged();
    /// Before the stateChanged() that follows it; never for a page without items.
    void pageReady(const inia::dynamodb::ItemPage& page);

private:
    void ask();
    void finishPage();
    void addUp(const NativeValue& answer);
    void setState(State state);

    NativeClient m_client;
    std::string m_operation;
    NativeValue m_params; ///< of the next page
    NativeReplyPtr m_reply;
    std::optional<Error> m_error;
    std::string m_cause;
    ConsumedCapacity m_capacity;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::milliseconds m_elapsed{0};
    std::int64_t m_scanned = 0;
    std::int64_t m_matched = 0;
    quint64 m_lastCallId = 0;
    quint64 m_firstCallId = 0;
    State m_state = State::Pristine;
    int m_pages = 0;
    int m_requests = 0;
    int m_emptyPages = 0; ///< in this go
};

} // namespace inia::dynamodb
