#include "core/transfer/transfer.h"

#include <QtCore/QMetaObject>
#include <QtCore/QPointer>

#include <algorithm>
#include <deque>
#include <utility>

namespace inia {

struct TransferSlots::Slot::State : std::enable_shared_from_this<TransferSlots::Slot::State> {
    struct Waiter {
        QPointer<QObject> context;
        std::function<void(Slot)> granted;
    };

    void grant()
    {
        while (free > 0 && !waiters.empty()) {
            Waiter waiter = std::move(waiters.front());
            waiters.pop_front();
            if (!waiter.context)
                continue;
            --free;
            // Who dies before the event comes gives the place back with the event.
            auto slot = std::make_shared<Slot>(Slot(shared_from_this()));
            QMetaObject::invokeMethod(
                waiter.context, [slot, granted = std::move(waiter.granted)] { granted(std::move(*slot)); },
                Qt::QueuedConnection);
        }
    }

    int free = 0;
    std::deque<Waiter> waiters;
};

TransferSlots::Slot& TransferSlots::Slot::operator=(Slot&& other) noexcept
{
    if (this != &other) {
        release();
        m_state = std::move(other.m_state);
    }
    return *this;
}

void TransferSlots::Slot::release()
{
    const auto state = std::exchange(m_state, nullptr);
    if (!state)
        return;
    ++state->free;
    state->grant();
}

TransferSlots::TransferSlots(int count) : m_state(std::make_shared<Slot::State>())
{
    m_state->free = std::max(1, count);
}

TransferSlots::~TransferSlots() = default;

void TransferSlots::acquire(QObject* context, std::function<void(Slot)> granted)
{
    m_state->waiters.push_back({context, std::move(granted)});
    m_state->grant();
}

void Transfer::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged();
}

void Transfer::setProgress(qint64 done, qint64 total)
{
    if (m_done == done && m_total == total)
        return;
    m_done = done;
    m_total = total;
    emit progressed(done, total);
}

void Transfer::settle()
{
    m_isSettling = true;
    emit settling();
}

void Transfer::finish(Result<Value> result)
{
    if (isFinished())
        return;
    m_result = std::move(result);
    const bool isCancelled = !*m_result && m_result->error().kind == ErrorKind::Cancelled;
    setState(*m_result ? State::Succeeded : isCancelled ? State::Cancelled : State::Failed);
    end();
}

} // namespace inia
