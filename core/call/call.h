#pragma once

#include "core/call/callattempts.h"
#include "core/call/caller.h"
#include "core/call/preparedrequest.h"
#include "core/call/requestbuilder.h"
#include "core/call/requestsigner.h"
#include "core/call/responsebody.h"
#include "core/observe/callredaction.h"
#include "core/quirks/quirks.h"

#include <memory>
#include <optional>
#include <string>

namespace inia {

/// One call from parameters to result: build, address and finish the request once, then per attempt sign,
/// send, parse, judge. A redirect addresses it again. See Reply for the contract.
class Call final : public Reply {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Call)
public:
    Call(Caller caller, std::string operation, Value params, CallOptions options);
    ~Call() override;

    /// Queues the first step; called once by Caller.
    void start();

    using OutlineReceiver = Caller::OutlineReceiver;
    /// Before start().
    void setOutlineReceiver(OutlineReceiver receiver) { m_outlineReceiver = std::move(receiver); }

    [[nodiscard]] const Result<Value>& result() const override;
    [[nodiscard]] quint64 callId() const override { return m_notifier.number(); }
    [[nodiscard]] int attempts() const override { return m_attempts ? m_attempts->count() : 0; }
    [[nodiscard]] const HttpRequest& preparedRequest() const override { return m_sent.request; }
    [[nodiscard]] const SigningRecord& signingRecord() const override { return m_sent.record; }
    [[nodiscard]] Value errorResponse() const override { return m_errorResponse; }
    [[nodiscard]] UnreadableValues unreadable() const override { return m_unreadable; }
    void cancel() override;
    void resume() override;

private:
    [[nodiscard]] ObservedCall about() const;
    // The steps, each of which starts the next one.
    void expire();
    void giveUp() override;
    void stop(Error error);
    void build();
    void address();
    void addressFor(const std::string& accountId);
    void discover();
    void complete();
    void digest();
    void digested(Result<PreparedRequest> prepared);
    void beginAttempt();
    void send(Result<SignedRequest> signedRequest);
    void transmit();
    void receive();
    void receiveAnswer();
    void take(Result<ParsedResponse> parsed);
    void takeParsed(Result<ParsedResponse> parsed);
    bool tellOutline(const HttpResponse& response);
    void failForMemory();
    void judge(ParsedResponse parsed, const HttpResponse& response);
    [[nodiscard]] Result<void> proof(const HttpResponse& response, const Value& result);
    void failAttempt(Error error, const HttpResponse* response);
    void askBucket(Error error);
    void settle(Error error, const HttpResponse* response);
    void retry(const Error& error, std::chrono::milliseconds delay);
    /// True unless Caller::mayGo() refuses; the call has ended then.
    [[nodiscard]] bool isAllowed();
    /// What an answer taught us, and the step that makes use of it.
    struct Lesson {
        AttemptKind kind;
        std::string text;
        void (Call::*step)();
    };
    [[nodiscard]] std::optional<Lesson> learn(const Error& error, const HttpResponse* response);
    void finish(Result<Value> result);

    [[nodiscard]] FeatureSet features(const Credentials& credentials) const;
    void retireTransport();

    Caller m_caller;
    const ClientContext& m_context;
    ClientMemory& m_memory;
    std::string m_operationName;
    Value m_params;
    CallOptions m_options;
    OperationModel m_operation;
    RequestBuilder m_builder;
    RequestSigner m_signer;
    CallNotifier m_notifier;
    std::optional<QuirkContext> m_quirks;
    std::optional<RegionRedirect> m_redirect;
    ReplyPtr m_bucketQuestion;              ///< where the bucket lives, while nobody has told
    std::shared_ptr<void> m_serverQuestion; ///< which server it lives on, likewise
    SerializedRequest m_serialized;
    PreparedRequest m_prepared;           ///< what every attempt signs anew
    std::optional<BodyDigests> m_digests; ///< while a body is read before it is sent
    SignedRequest m_sent;                 ///< the last attempt
    TransportReplyPtr m_transportReply;
    std::shared_ptr<ResponseStream> m_stream; ///< null when the answer is collected
    std::optional<Result<Value>> m_result;
    Value m_errorResponse;
    UnreadableValues m_unreadable;
    OutlineReceiver m_outlineReceiver;      ///< null once it was told
    std::optional<CallAttempts> m_attempts; ///< from the moment there is a request
    std::string m_signedWith;               ///< the key id of the last attempt
    bool m_keysRenewed = false;
    bool m_clockCorrected = false;
    bool m_isServerAsked = false;
    bool m_mayHaveBeenDone = false; ///< by any of the attempts
    bool m_discovered = false;      ///< the service itself told the address
    bool m_isLate = false;          ///< the service failed after it had begun to answer
};

} // namespace inia
