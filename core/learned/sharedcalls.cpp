#include "core/learned/sharedcalls.h"

#include <algorithm>
#include <utility>

namespace inia {

void SharedCalls::join(const std::string& key, const Launch& launch, QObject* context, Answered callback)
{
    auto& request = m_requests[key];
    if (!request.call) {
        request.listener = std::make_unique<QObject>();
        request.call = launch([this, key](const Result<Value>& answer) { finish(key, answer); });
    }
    // A child dies with the context and still tells.
    auto* guard = new QObject(context);
    request.waiters.push_back({guard, std::move(callback)});
    QObject::connect(guard, &QObject::destroyed, request.listener.get(),
                     [this, key] { dropIfUnwanted(key); });
}

void SharedCalls::finish(const std::string& key, const Result<Value>& answer)
{
    const auto entry = m_requests.find(key);
    if (entry == m_requests.end())
        return;
    const Request request = std::move(entry->second);
    m_requests.erase(entry);
    for (const auto& waiter : request.waiters) {
        if (!waiter.guard)
            continue;
        delete waiter.guard.data();
        waiter.callback(answer);
    }
}

/// The call holds the client: it may not outlive those who wait for it.
void SharedCalls::dropIfUnwanted(const std::string& key)
{
    const auto entry = m_requests.find(key);
    if (entry == m_requests.end())
        return;
    const auto& waiters = entry->second.waiters;
    const bool unwanted = std::none_of(waiters.begin(), waiters.end(),
                                       [](const Waiter& waiter) { return !waiter.guard.isNull(); });
    if (unwanted)
        m_requests.erase(entry);
}

} // namespace inia
