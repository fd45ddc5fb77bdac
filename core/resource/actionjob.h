#pragma once

#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "core/resource/resourcedefinition.h"
#include "core/resource/resourcereply.h"

#include <QtCore/QObject>

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace inia {

class Resource;
class ServiceModel;

/// What an action does: its operation's effect, or the stronger one that its own name promises ("delete" for
/// an operation called Unassign...), and a write for what can be started again. Programmed actions read when
/// they download and write otherwise.
[[nodiscard]] EffectVerdict effectOf(const ActionDefinition& action, const ServiceModel& model);

/// What is left to ask a person who wants to run an action.
struct AskedInputs {
    Shape input;                    ///< the operation's; invalid when it takes nothing
    std::vector<std::string> names; ///< members of `input` to ask for: required ones first, then as modelled
    std::size_t requiredCount = 0;  ///< how many of `names` are required
};

/// The members of the operation's input that the definition does not fill in. Idempotency tokens are filled
/// in by the client and so never required.
[[nodiscard]] AskedInputs askedInputs(const RequestDefinition& request, const ServiceModel& model);

/// One call of a batch action for some of the resources chosen.
struct BatchCall {
    std::vector<std::size_t> resources; ///< indices of those it is for
    Value params;
};

/// The calls that run a batch action on exactly these resources, at most `atMost` a call: what
/// Collection::batch() sends for a page. Resources of different parents or regions do not
/// share a call. `params` take
/// the place of those that the definition fills in.
[[nodiscard]] std::vector<BatchCall> batchCalls(const std::vector<Resource>& resources,
                                                const ActionDefinition& action, const Value& params,
                                                std::size_t atMost);

/// How many items a call takes: the model's `max` of the list that the definition fills; else 1000, as many
/// as the longest page.
[[nodiscard]] std::size_t batchLimit(const ActionDefinition& action, const ServiceModel& model);

/// An item that a batch call says it has not done although the call succeeded.
struct BatchFailure {
    Value item; ///< as the answer has it: {"Key", "Code", "Message"}
    std::string code;
    std::string message;
};

/// Lists in the answer whose items have a code and a message, such as Errors of DeleteObjects and Failed of
/// DeleteMessageBatch.
[[nodiscard]] std::vector<BatchFailure> batchFailures(const ActionDefinition& action,
                                                      const ServiceModel& model, const Value& response);

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
