#pragma once

#include "core/resource/collection.h"
#include "core/resource/collectioncursor.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>

namespace inia {

/// A batch action of a collection under way: a page is listed, one call is made for all on it, then the next
/// page is listed. A page without items ends it. Contract:
/// 1. finished() comes exactly once, never before Collection::batch() has returned; then result() is valid.
/// 2. After an error responses() still holds the answers so far; what they stand for has been done.
/// 3. Destroying it gives up the call under way; nothing is emitted then. It may be dropped in its own slot.
class BatchReply final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BatchReply)
public:
    /// See Collection::batch().
    [[nodiscard]] static BatchReplyPtr start(const Collection& collection, std::string_view action,
                                             Value params, CallOptions options);

    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// Valid after finished().
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    /// List of the answers, one a page.
    [[nodiscard]] const Value& responses() const { return m_responses; }
    void cancel();

signals:
    void finished();

private:
    friend struct BatchReplyDeleter;
    BatchReply(const Collection& collection, CallOptions options);

    void receiveState();
    void actOnPage();
    void receiveAnswer();
    void finish(Result<void> result);

    CollectionCursor m_cursor;
    CollectionPage m_page;
    ActionDefinition m_action;
    Value m_params;
    CallOptions m_options;
    ReplyPtr m_reply;
    Value m_responses = Value::emptyList();
    Result<void> m_result;
    bool m_finished = false;
};

} // namespace inia
