#include "ui/models/rowarranger.h"

#include "core/async/background.h"

namespace inia::ui {

RowArranger::RowArranger(QObject* parent) : QObject(parent) {}

RowArranger::~RowArranger()
{
    cancel();
}

void RowArranger::start(ArrangeJob job, Arrangement done)
{
    cancel();
    m_stop = std::make_shared<std::atomic<bool>>(false);
    runInBackground(
        *QThreadPool::globalInstance(),
        [stop = m_stop, job = std::move(job), done = std::move(done)]() mutable {
            return job(std::move(done), [&stop] { return stop->load(); });
        },
        [this, stop = m_stop](Arrangement result) {
            if (*stop)
                return;
            m_stop.reset();
            m_result = std::move(result);
            emit arranged();
        });
}

void RowArranger::cancel()
{
    if (m_stop)
        *m_stop = true;
    m_stop.reset();
}

} // namespace inia::ui
