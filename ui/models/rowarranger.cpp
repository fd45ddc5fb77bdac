#include "ui/models/rowarranger.h"

#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

namespace inia::ui {

RowArranger::RowArranger(QObject* parent) : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &RowArranger::finish);
}

RowArranger::~RowArranger()
{
    m_watcher.future().cancel();
}

void RowArranger::start(ArrangeJob job, Arrangement done)
{
    cancel();
    // Shared, since the pool takes copyable functions only.
    auto promise = std::make_shared<QPromise<std::shared_ptr<Arrangement>>>();
    auto before = std::make_shared<Arrangement>(std::move(done));
    promise->start();
    m_running = true;
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, before, job = std::move(job)] {
        auto result = job(std::move(*before), [&promise] { return promise->isCanceled(); });
        promise->addResult(std::make_shared<Arrangement>(std::move(result)));
        promise->finish();
    });
}

void RowArranger::cancel()
{
    if (!m_running)
        return;
    m_running = false;
    m_watcher.future().cancel();
    // The watcher would still announce the end of the cancelled job.
    m_watcher.setFuture({});
}

void RowArranger::finish()
{
    if (!m_running || m_watcher.future().resultCount() == 0)
        return;
    m_running = false;
    m_result = std::move(*m_watcher.future().result());
    emit arranged();
}

} // namespace inia::ui
