#pragma once

#include "core/async/task.h"
#include "core/call/calloptions.h"
#include "core/client/client.h"
#include "core/resource/resource.h"

#include <QtCore/QObject>

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// What a list did not say of its rows, read for many of them by one call: clusters of ECS are listed by
/// their ARNs, DescribeClusters says what they are. Only what was inferred of a service knows such calls.
class RowCompletion final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowCompletion)
public:
    /// Of how many rows of a type one call tells; 0 where none does.
    [[nodiscard]] static std::size_t mostAtOnce(const ResourceDefinition& type);

    /// Rows of one list, at most mostAtOnce() of their type.
    RowCompletion(std::vector<Resource> rows, CallOptions options);

    void start();
    void cancel() override;

    /// From finished() on: the data of each row, in their order; null for those that the answer does not
    /// have.
    [[nodiscard]] const Result<std::vector<Value>>& result() const { return m_result; }
    [[nodiscard]] quint64 callId() const { return m_reply ? m_reply->callId() : 0; }

protected:
    void giveUp() override;

private:
    void receive();

    std::vector<Resource> m_rows;
    CallOptions m_options;
    ReplyPtr m_reply;
    Result<std::vector<Value>> m_result;
};

/// Several collections of one type walked as one: EC2's instances of each region. Each part has a cursor of
/// its own, and a few are asked at once; a part that fails fails alone, and can be asked once more. All of it
/// is Complete only when every part is. Of one part it does what that part's cursor does.
class MergedCursor final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MergedCursor)
public:
    using State = PageCursor::State;
    /// Parts with a page under way.
    static constexpr std::size_t mostAtOnce = 6;

    struct Part {
        std::string name;              ///< of a region; empty for the only one
        Result<Collection> collection; ///< or why there is none
    };
    /// Options of the call for a page, from 1, of a part.
    using OptionsOf = std::function<CallOptions(const std::string& part, int page)>;

    /// At least one part.
    explicit MergedCursor(std::vector<Part> parts);

    [[nodiscard]] const std::vector<Part>& parts() const { return m_parts; }
    [[nodiscard]] bool isMerged() const { return m_parts.size() > 1; }
    /// Of one part. Failed where there is no collection.
    [[nodiscard]] State state(std::size_t part) const;
    /// Of a part in state Failed.
    [[nodiscard]] const std::optional<Error>& error(std::size_t part) const;

    /// Loading while a page is under way or waits for its turn, More while a part has more, Failed when a
    /// part has failed and the others have ended.
    [[nodiscard]] State state() const;
    /// Of state Failed: the first part's that has one.
    [[nodiscard]] const std::optional<Error>& error() const;
    /// Sums over the parts.
    [[nodiscard]] int pages() const;
    [[nodiscard]] int requests() const;
    /// Time in which something was under way.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    /// The newest there is.
    [[nodiscard]] quint64 lastCallId() const;

    /// Starts the next page of each part that has more; in state Failed those that failed once more. Nothing
    /// while Loading or when Complete.
    void fetchNextPage(OptionsOf options);
    /// Asks a part that has failed once more, whatever the others do.
    void retry(std::size_t part, OptionsOf options);
    /// Parts go on by themselves until there are `last` pages in all; see PageCursor for the only one. An
    /// empty function ends it.
    void setReadAhead(OptionsOf options, int last = std::numeric_limits<int>::max());
    /// Gives up what is under way and what waits: nothing is emitted.
    void cancel();
    /// Resources of a page, made when asked for.
    [[nodiscard]] std::vector<Resource> resources(const CollectionPage& page, std::size_t part) const;

signals:
    /// Of a part, and so perhaps of all.
    void stateChanged();
    void pageReady(const inia::CollectionPage& page, std::size_t part);

private:
    void startWaiting();
    void follow(std::size_t part);
    [[nodiscard]] std::size_t underWay() const;

    std::vector<Part> m_parts;
    std::vector<Owned<CollectionCursor>> m_cursors; ///< null where there is no collection
    std::vector<std::optional<Error>> m_openErrors; ///< there
    std::optional<Error> m_noError;
    std::deque<std::size_t> m_waiting;
    OptionsOf m_options;
    bool m_goesOn = false;
    int m_lastPage = 0;
    std::optional<std::chrono::steady_clock::time_point> m_since; ///< while Loading
    std::chrono::milliseconds m_elapsed{0};
};

} // namespace inia
