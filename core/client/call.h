#pragma once

#include "core/client/callrecorder.h"
#include "core/client/clientparts.h"
#include "core/client/quirks.h"
#include "core/client/reply.h"
#include "core/client/requestbuilder.h"

#include <memory>
#include <optional>
#include <string>

namespace inia {

/// One call from parameters to result: prepare once, then per attempt address, credentials, sign, send,
/// parse, judge. Every attempt is addressed and signed anew. See Reply for the contract.
class Call final : public Reply {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Call)
public:
    Call(std::shared_ptr<ClientParts> parts, std::string operation, Value params, CallOptions options);
    ~Call() override;

    /// Queues the first step; called once by Client.
    void start();

    [[nodiscard]] bool isFinished() const override { return m_result.has_value(); }
    [[nodiscard]] const Result<Value>& result() const override;
    [[nodiscard]] quint64 callId() const override { return m_recorder.id(); }
    [[nodiscard]] int attempts() const override { return m_attempt; }
    [[nodiscard]] const HttpRequest& preparedRequest() const override { return m_request; }
    [[nodiscard]] const SigningRecord& signingRecord() const override { return m_signing; }
    void cancel() override;

private:
    void prepare();
    void beginAttempt(std::chrono::milliseconds delayBefore, std::string reason);
    void signAndSend(const Result<Credentials>& credentials, std::chrono::milliseconds delayBefore,
                     const std::string& reason);
    void addSdkHeaders();
    void receive();
    void retireTransport();
    void judge(ParsedResponse parsed, const HttpResponse& response);
    void failAttempt(Error error, const HttpResponse* response);
    [[nodiscard]] bool redirected(const Error& error, const HttpResponse& response);
    [[nodiscard]] bool clockCorrected(const Error& error, const HttpResponse& response);
    [[nodiscard]] std::optional<RetryDecision> retryDecision(const Error& error,
                                                             const HttpResponse* response);
    void finish(Result<Value> result);

    std::shared_ptr<ClientParts> m_parts;
    std::string m_operationName;
    Value m_params;
    CallOptions m_options;
    OperationModel m_operation;
    RequestBuilder m_builder;
    CallRecorder m_recorder;
    std::optional<QuirkContext> m_quirks;
    SerializedRequest m_serialized;
    std::optional<std::string> m_region; ///< where the service said the resource lives
    RequestBuilder::Addressed m_addressed;
    HttpRequest m_request;
    SigningRecord m_signing;
    TransportReplyPtr m_transportReply;
    std::optional<Result<Value>> m_result;
    std::string m_invocationId;
    int m_attempt = 0;
    int m_lastRetryCost = 0;
    bool m_redirected = false;
    bool m_clockCorrected = false;
};

} // namespace inia
