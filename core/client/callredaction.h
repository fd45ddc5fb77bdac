#pragma once

#include "core/client/secretshapes.h"
#include "core/common/error.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"
#include "core/signing/signingrecord.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Takes the secrets out of what one call sends and gets: keys and tokens, members that are secret, wherever
/// they turn up and however they are spelled there. A body in which a secret cannot be found is withheld.
class CallRedaction final {
public:
    explicit CallRedaction(std::shared_ptr<SecretShapes> shapes) : m_shapes(std::move(shapes)) {}

    /// What the call is about, and its parameters as they are sent.
    void setCall(const OperationModel& operation, const Value& params);
    /// What attempts are signed with from now on.
    void addCredentials(const Credentials& credentials);

    [[nodiscard]] Value parameters() const;
    [[nodiscard]] Value answer(const Value& value) const;
    [[nodiscard]] HttpRequest requestHead(const HttpRequest& request) const;
    /// With its body; one that is not in memory is only named.
    [[nodiscard]] HttpRequest request(const HttpRequest& request) const;
    [[nodiscard]] SigningRecord signing(const SigningRecord& record) const;
    [[nodiscard]] HttpResponse responseHead(const HttpResponse& response) const;
    /// With its body. `parsed` is what was made of it, `error` why nothing was.
    [[nodiscard]] HttpResponse response(const HttpResponse& response, const std::optional<Error>& error,
                                        const Value& parsed) const;

private:
    [[nodiscard]] QByteArray body(const QByteArray& body, const Shape& shape, const Value& parsed) const;

    std::shared_ptr<SecretShapes> m_shapes;
    OperationModel m_operation;
    Value m_params;
    std::vector<std::string> m_secrets; ///< keys and tokens of the call, removed wherever they turn up
};

} // namespace inia
