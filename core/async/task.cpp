#include "core/async/task.h"

namespace inia {

void Task::end()
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    QMetaObject::invokeMethod(this, &Task::finished, Qt::QueuedConnection);
}

void Task::abandon()
{
    disconnect();
    m_isFinished = true;
    giveUp();
}

} // namespace inia
