#pragma once

#include "core/client/reply.h"

#include <QtCore/QPointer>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace inia {

/// Calls that a client makes for the sake of its other calls, each once for all who wait for its answer.
/// Lives in ClientParts, which the calls hold.
class SharedCalls final {
public:
    SharedCalls() = default;
    Q_DISABLE_COPY_MOVE(SharedCalls)

    using Start = std::function<ReplyPtr()>;
    using Callback = std::function<void(const Result<Value>&)>;
    /// Joins the call under way for `key`, or starts one. Calls back once, later; never if `context` died. A
    /// call nobody waits for any longer is given up.
    void join(const std::string& key, const Start& start, QObject* context, Callback callback);

private:
    struct Waiter {
        QPointer<QObject> guard; ///< lives as long as who waits
        Callback callback;
    };
    struct Request {
        ReplyPtr reply;
        std::vector<Waiter> waiters;
    };
    void finish(const std::string& key);
    void dropIfUnwanted(const std::string& key);

    std::map<std::string, Request> m_requests;
};

} // namespace inia
