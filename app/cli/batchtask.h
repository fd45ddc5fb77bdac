#pragma once

#include "app/cli/batchline.h"
#include "core/client/client.h"
#include "core/resource/resource.h"
#include "core/resource/resourcereply.h"

#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class QObject;

namespace inia::cli {

/// What a line is answered with: "response", "request" or "error", and its value.
struct BatchAnswer {
    std::string_view member;
    Value value;
    Value requests = {}; ///< of a resource line's dry run: the list of all that is known; else null
};

/// Something under way for a line; dropping it gives it up.
using BatchTask = std::shared_ptr<void>;
using BatchDone = std::function<void(const BatchAnswer&)>;

/// An error as an answer.
[[nodiscard]] BatchAnswer errorAnswer(const Error& error, const Value& response = {});

/// Starts what the line asks for by its kind: call, paginate, wait, presign, resource. `done` comes once,
/// from the event loop, while `context` and the task live.
[[nodiscard]] Result<BatchTask> startTask(const BatchLine& line, const Client& client, QObject* context,
                                          BatchDone done);

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
