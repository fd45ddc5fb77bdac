#pragma once

#include "core/observe/exchange.h"

#include <QtCore/QByteArray>

#include <string>

namespace inia {

/// A body as it may leave the program: without what its names say is secret, or left out.
struct ExportedBody {
    QByteArray bytes;
    bool isText = true; ///< UTF-8
    bool isRewritten = false;
    std::string leftOut; ///< why; empty when it is there
};

[[nodiscard]] ExportedBody exportedRequestBody(const ExchangeCall& call, const ExchangeAttempt& attempt);
/// Answers of calls that reveal secrets are left out, and those that could not be read, in which nobody knows
/// what stands.
[[nodiscard]] ExportedBody exportedAnswerBody(const ExchangeCall& call, const ExchangeAttempt& attempt);

} // namespace inia
