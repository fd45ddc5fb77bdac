#pragma once

#include "app/cli/batchtask.h"
#include "core/resource/batchreply.h"
#include "core/resource/collectioncursor.h"
#include "core/resource/resourcereply.h"

#include <QtCore/QObject>

#include <memory>
#include <string>
#include <vector>

namespace inia::cli {

/// A line of kind resource under way.
class ResourceTask final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceTask)
public:
    ResourceTask(const BatchLine& line, Resource resource, BatchDone done);

    /// Starts what the line asks for; fails when it makes no sense.
    [[nodiscard]] Result<void> start();
    /// Gives it up and deletes it later; allowed while it answers.
    void drop();

private:
    [[nodiscard]] Result<void> startGet();
    void getNext();
    [[nodiscard]] Result<void> startAction();
    void finishAction();
    [[nodiscard]] Result<void> startCollection();
    [[nodiscard]] Result<void> startWait();
    [[nodiscard]] Result<Collection> collection() const;
    void walk(const Collection& collection);
    void prepareCall(const std::string& operation, Value params);
    void finish(const BatchAnswer& answer);
    void finishReply(const Error& error);
    void finishDry(const Reply* reply);
    [[nodiscard]] CallOptions callOptions() const;

    BatchLine m_line;
    Resource m_resource;
    BatchDone m_done;
    std::vector<std::string> m_names; ///< still to get, the last one first
    Value m_response;
    ResourceReplyPtr m_reply;
    BatchReplyPtr m_batch;
    ReplyPtr m_call; ///< of a dry run
    Owned<CollectionCursor> m_cursor;
    Owned<Waiter> m_waiter;
};

} // namespace inia::cli
