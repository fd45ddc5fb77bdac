#pragma once

#include "core/resource/resourceanswer.h"
#include "core/resource/resourceextension.h"

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

} // namespace inia
