#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <concepts>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace inia {

/// A call that a client makes for the sake of another one, in the background.
struct Question {
    std::string operation;
    Value params;
    std::string cause; ///< see CallOptions::cause
};
using Answered = std::function<void(const Result<Value>&)>;
/// Asks the client's service. Calls back once, later; dropping what comes back gives the call up.
using Ask = std::function<std::shared_ptr<void>(const Question& question, Answered answered)>;

/// A call that has begun (a ReplyPtr), as what an Ask gives back.
template <typename Call, typename Deleter>
[[nodiscard]] std::shared_ptr<void> tellingAnswer(std::unique_ptr<Call, Deleter> call, Answered answered)
{
    const auto* begun = call.get();
    QObject::connect(begun, &Call::finished, begun,
                     [begun, answered = std::move(answered)] { answered(begun->result()); });
    return std::shared_ptr<Call>(std::move(call));
}

/// Calls that a client makes for the sake of its other calls, each once for all who wait for its answer.
/// Lives in ClientMemory, which the calls hold.
class SharedCalls final {
public:
    SharedCalls() = default;
    Q_DISABLE_COPY_MOVE(SharedCalls)

    using Launch = std::function<std::shared_ptr<void>(Answered answered)>;
    /// Joins the call under way for `key`, or starts one. Calls back once, later; never if `context` died. A
    /// call nobody waits for any longer is given up.
    void join(const std::string& key, const Launch& launch, QObject* context, Answered callback);
    /// The same with a start() that gives a ReplyPtr.
    template <std::invocable Start>
    void join(const std::string& key, Start start, QObject* context, Answered callback)
    {
        const Launch launch = [&start](Answered answered) {
            return tellingAnswer(start(), std::move(answered));
        };
        join(key, launch, context, std::move(callback));
    }

private:
    struct Waiter {
        QPointer<QObject> guard; ///< lives as long as who waits
        Answered callback;
    };
    struct Request {
        std::shared_ptr<void> call;
        std::unique_ptr<QObject> listener; ///< hears of guards that die
        std::vector<Waiter> waiters;
    };
    void finish(const std::string& key, const Result<Value>& answer);
    void dropIfUnwanted(const std::string& key);

    std::map<std::string, Request> m_requests;
};

} // namespace inia
