#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/observe/exchangelog.h"
#include "core/observe/secretfinder.h"
#include "core/signing/signingcontext.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace inia {

/// What the calls of one client have in common: the keys and tokens they are signed with, and which of their
/// headers are secret. One thread.
class RedactionMemory final {
public:
    [[nodiscard]] std::shared_ptr<const SecretFinder> finder(const Credentials& credentials);
    /// As inia::isSecretHeader(), asked once for each name.
    [[nodiscard]] bool isSecretHeader(const std::string& name);

private:
    std::string m_secretKey;
    std::string m_sessionToken;
    std::shared_ptr<const SecretFinder> m_finder;
    std::unordered_map<std::string, bool> m_headers;
};

/// Takes the secrets out of everything that is told or kept of one call: what it sends and gets, the values
/// of both, its errors. Secret are the keys, tokens and signatures it is signed with; members of its
/// parameters and answers that SecretShapes knows; what URLs and headers hold (core/common/redaction.h). All
/// of them are replaced wherever they turn up and however they are spelled there, in one pass over the text
/// as it came. A body in which a secret of its own cannot be found is withheld.
class CallRedaction final {
public:
    explicit CallRedaction(std::shared_ptr<RedactionMemory> memory) : m_memory(std::move(memory)) {}

    /// What the call is about, and its parameters as they are sent.
    void setCall(const OperationModel& operation, const Value& params);
    /// What attempts are signed with from now on.
    void addCredentials(const Credentials& credentials);
    /// The signature or token that the request carries.
    void addSignature(const HttpRequest& request);

    [[nodiscard]] Value parameters();
    [[nodiscard]] HttpRequest requestHead(const HttpRequest& request);
    [[nodiscard]] HttpRequest request(const HttpRequest& request);
    [[nodiscard]] SigningRecord signing(const SigningRecord& record);
    [[nodiscard]] HttpResponse responseHead(const HttpResponse& response);
    /// `parsed` is what was read from it: an answer, or what an error says besides its message.
    [[nodiscard]] HttpResponse response(const HttpResponse& response, const std::optional<Error>& error,
                                        const Value& parsed);
    /// The answer that was parsed from the last response.
    [[nodiscard]] Value answer(const Value& value);
    /// What an error says besides its message; error() knows the secrets in it from then on.
    [[nodiscard]] Value errorResponse(const Error& error, const Value& value);
    /// With its causes.
    [[nodiscard]] Error error(const Error& error);

private:
    [[nodiscard]] const SecretFinder& own();
    [[nodiscard]] Shape errorShape(const Error& error) const;
    void find(SearchedText& text, SecretFinder::Text kind, std::vector<TextSpan>& spans);
    [[nodiscard]] std::string text(const std::string& text, SecretFinder::Text kind);
    [[nodiscard]] HttpHeaders headers(const HttpHeaders& headers, const Shape& shape,
                                      const SecretFinder* answer);
    [[nodiscard]] Value texts(const Value& value, SecretFinder::Text kind);
    [[nodiscard]] std::optional<Value> changedTexts(const Value& value, SecretFinder::Text kind);
    [[nodiscard]] QByteArray requestBody(const QByteArray& body);

    std::shared_ptr<RedactionMemory> m_memory;
    std::vector<std::shared_ptr<const SecretFinder>> m_credentials;
    OperationModel m_operation;
    Value m_params;
    bool m_isCollected = true; ///< the secrets of the parameters are in m_own
    bool m_paramsHoldSecrets = false;
    SecretFinder m_own;
    SecretFinder m_answered; ///< what the last answer or error told
    /// About the last answer: whether its values are to be looked into at all, and at every text.
    bool m_answerHoldsSecrets = true;
    bool m_answerTellsSecrets = true;
};

/// Tells the observers of a client about one call, redacted as CallObserver promises. Costs next to nothing
/// when there are none.
class CallNotifier final {
public:
    using Observers = std::vector<std::shared_ptr<CallObserver>>;
    /// `about` says what is known of the call before it begins; asked for when there are observers.
    CallNotifier(std::shared_ptr<RedactionMemory> memory, const Observers& observers,
                 const std::function<ObservedCall()>& about);

    /// See ObservedCall::number; 0 when nobody watches.
    [[nodiscard]] quint64 number() const { return m_call.number; }

    void beforeCall(const OperationModel& operation, const Value& params);
    void beforeSign(int attempt, const HttpRequest& request);
    /// The signed request as it leaves, and what it was signed with.
    void attemptBegun(const HttpRequest& request, const SigningRecord& record,
                      const Credentials& credentials);
    void responseReceived(const HttpResponse& response);
    /// `response` is null when none came; `parsed` is what was made of it, but for what is `unreadable`.
    void attemptEnded(const HttpResponse* response, TransportTiming timing, const std::optional<Error>& error,
                      const Value& parsed, const UnreadableValues& unreadable = {});
    void parsed(const Value& answer);
    void retrying(const ObservedRetry& retry);
    void finished(const std::optional<Error>& error);

    /// Errors and what they say besides their messages, without the secrets of the call; also when nobody
    /// watches it.
    [[nodiscard]] Error redacted(const Error& error) { return m_redaction.error(error); }
    [[nodiscard]] Value redacted(const Error& error, const Value& response)
    {
        return m_redaction.errorResponse(error, response);
    }

private:
    [[nodiscard]] bool isWatched() const { return !m_observers.empty(); }
    template <typename Tell>
    void each(const Tell& tell);

    Observers m_observers; ///< a copy: the call may outlive their list
    CallRedaction m_redaction;
    ObservedCall m_call;
    std::chrono::steady_clock::time_point m_started;
    ObservedRetry m_retry; ///< what led to the present attempt
    std::chrono::steady_clock::time_point m_attemptStarted;
    bool m_attemptRuns = false;
};

} // namespace inia
