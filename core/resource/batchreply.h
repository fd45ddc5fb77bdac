#pragma once

#include "core/resource/collection.h"
#include "core/resource/collectioncursor.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>

namespace inia {

/// A batch action of a collection under way: a page is listed, one call is made for all on it, then the next
/// page is listed. A page without items ends it. A Task; after an error responses() still holds the answers
/// so far: what they stand for has been done.
class BatchReply final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BatchReply)
public:
    /// See Collection::batch().
    [[nodiscard]] static BatchReplyPtr start(const Collection& collection, std::string_view action,
                                             Value params, CallOptions options);

    /// Valid after finished().
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    /// List of the answers, one a page.
    [[nodiscard]] const Value& responses() const { return m_responses; }
    void cancel() override;

private:
    BatchReply(const Collection& collection, CallOptions options);

    void giveUp() override;
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
};

} // namespace inia
