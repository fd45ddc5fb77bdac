#pragma once

#include "core/resource/actionrequest.h"
#include "core/resource/resourcereply.h"

#include <QtCore/QObject>

#include <deque>
#include <memory>
#include <vector>

namespace inia {

/// What is called for these resources: the type's batch action of that name where there are several and it
/// needs no data of theirs, else the action itself. Valid as long as the resources and `action`.
[[nodiscard]] const ActionDefinition& calledAction(const std::vector<Resource>& resources,
                                                   const ActionDefinition& action);

/// One action on one or many resources under way: a call for each, or, where the type has a batch action of
/// that name, one call for as many as it takes. Goes on behind a failure. A Task; cancel() begins nothing new
/// and drops what is under way, which counts as failed: nobody knows whether the service has done it.
class ActionJob final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActionJob)

public:
    struct Failure {
        std::size_t resource; ///< index
        Error error;
        quint64 callId; ///< 0 when nothing was sent or recorded
    };

    /// `resources` are of one type and at least one. `cause` is shown in the inspector.
    ActionJob(std::vector<Resource> resources, ActionDefinition action, Value params, std::string cause,
              QObject* parent = nullptr);
    ~ActionJob() override;

    void start();
    void cancel() override;

    [[nodiscard]] const std::vector<Resource>& resources() const { return m_resources; }
    [[nodiscard]] const ActionDefinition& action() const { return m_action; }
    /// Calls of the action that all of it takes.
    [[nodiscard]] std::size_t callCount() const { return m_callCount; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }

    /// Resources answered for, well or badly.
    [[nodiscard]] std::size_t done() const { return m_done; }
    [[nodiscard]] const std::vector<Failure>& failures() const { return m_failures; }
    /// Those of which the service has not said that it failed.
    [[nodiscard]] std::vector<Resource> succeeded() const;
    /// What came out of an action on one resource without a batch action; empty data otherwise.
    [[nodiscard]] const ResourceAnswer& answer() const { return m_answer; }
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

signals:
    void progressed();

private:
    struct Running {
        std::vector<std::size_t> resources;
        ResourceReplyPtr single; ///< or
        ReplyPtr batch;
    };

    void giveUp() override;
    void startMore();
    void startBatch(BatchCall call);
    void startSingle(std::size_t resource);
    void receiveBatch(const Reply* reply);
    void receiveSingle(const ResourceReply* reply);
    void failAll(const std::vector<std::size_t>& resources, const Error& error, quint64 callId);
    void takeFailures(const std::vector<std::size_t>& resources, const Value& response, quint64 callId);
    void settle(std::size_t count);
    [[nodiscard]] CallOptions options(std::size_t resource) const;

    std::vector<Resource> m_resources;
    ActionDefinition m_action;
    const ActionDefinition* m_batch = nullptr; ///< in the resources' definition
    Value m_params;
    std::string m_cause;
    std::deque<BatchCall> m_waiting; ///< of single resources when there is no batch
    std::size_t m_callCount = 0;
    std::vector<std::unique_ptr<Running>> m_running;
    std::vector<Failure> m_failures;
    ResourceAnswer m_answer;
    std::size_t m_done = 0;
    quint64 m_lastCallId = 0;
    bool m_cancelled = false;
};

} // namespace inia
