#pragma once

#include "core/common/error.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"
#include "core/observe/secretfinder.h"
#include "core/signing/signingrecord.h"

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

} // namespace inia
