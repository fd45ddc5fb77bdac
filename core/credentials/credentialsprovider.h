#pragma once

#include "core/common/result.h"
#include "core/credentials/credentials.h"

#include <QtCore/QtGlobal>

#include <functional>

class QObject;

namespace inia {

/// A source of credentials. Asked before every attempt, so that keys renewed in between are used at once.
class CredentialsProvider {
public:
    CredentialsProvider() = default;
    virtual ~CredentialsProvider() = default;
    Q_DISABLE_COPY_MOVE(CredentialsProvider)

    using Callback = std::function<void(const Result<Credentials>&)>;
    /// Calls back once, possibly before it returns when the keys are at hand; never if `context` died.
    virtual void resolve(QObject* context, Callback callback) = 0;
};

} // namespace inia
