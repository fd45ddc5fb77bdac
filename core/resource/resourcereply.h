#pragma once

#include "core/resource/resource.h"
#include "core/resource/resourcedefinitions.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>

namespace inia {

/// An action or attribute of a resource under way, with the load it may need first; a Task. In a dry run the
/// first call that would be made is prepared, and call() holds its request.
class ResourceReply final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceReply)
public:
    /// See Resource::get() and Resource::act().
    [[nodiscard]] static ResourceReplyPtr get(Resource resource, std::string_view name, CallOptions options);
    [[nodiscard]] static ResourceReplyPtr act(Resource resource, std::string_view action, const Value& params,
                                              CallOptions options);
    /// An action with parameters as they travel, or with the error of having none.
    [[nodiscard]] static ResourceReplyPtr actWith(Resource resource, std::string_view action,
                                                  Result<Value> params, CallOptions options);

    /// Valid after finished().
    [[nodiscard]] const Result<ResourceAnswer>& result() const { return m_result; }
    [[nodiscard]] const Resource& resource() const { return m_resource; }
    /// Of the action ("PutItem"); empty for what is no modelled action.
    [[nodiscard]] std::string_view operation() const
    {
        return m_action ? std::string_view(m_action->request.operation) : std::string_view();
    }
    /// The newest call; null when none was needed.
    [[nodiscard]] const Reply* call() const { return m_reply.get(); }
    /// What runs in place of a call: the transfer behind upload_file and the like; null for other actions.
    [[nodiscard]] const Task* work() const { return m_work.task.get(); }
    /// Calls made, a load included.
    [[nodiscard]] int calls() const { return m_calls; }
    void cancel() override;

private:
    ResourceReply(Resource resource, CallOptions options);

    void giveUp() override;
    void begin(bool needsData);
    void beginWork(std::string_view action, const Value& params);
    void proceed();
    void follow(ReplyPtr reply, void (ResourceReply::*receiver)());
    void receiveLoad();
    void receiveAnswer();
    [[nodiscard]] Result<ResourceAnswer> answer(const Value& response) const;
    void finish(Result<ResourceAnswer> result);
    void finishLater(Result<ResourceAnswer> result);

    Resource m_resource;
    CallOptions m_options;
    std::string m_name;                       ///< of the attribute or reference
    std::optional<ActionDefinition> m_action; ///< nothing: get or load
    bool m_isLoad = false;
    Value m_params; ///< of the caller, then of the call
    ReplyPtr m_reply;
    ResourceExtension::Work m_work; ///< of an action that is more than one call
    Result<ResourceAnswer> m_result;
    int m_calls = 0;
};

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
