#include "core/transfer/transfer.h"

namespace inia {

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
