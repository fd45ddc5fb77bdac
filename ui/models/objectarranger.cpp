#include "ui/models/objectarranger.h"

#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

namespace inia::ui {

ObjectArranger::ObjectArranger(QObject* parent) : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ObjectArranger::finish);
}

ObjectArranger::~ObjectArranger()
{
    m_watcher.future().cancel();
}

void ObjectArranger::start(ObjectRows rows, ObjectOrder order, Arrangement done)
{
    cancel();
    // Shared, since the pool takes copyable functions only.
    auto promise = std::make_shared<QPromise<std::shared_ptr<Arrangement>>>();
    auto before = std::make_shared<Arrangement>(std::move(done));
    promise->start();
    m_running = true;
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, before, rows = std::move(rows), order = std::move(order)] {
        auto result = arrange(rows, order, std::move(*before), [&promise] { return promise->isCanceled(); });
        promise->addResult(std::make_shared<Arrangement>(std::move(result)));
        promise->finish();
    });
}

void ObjectArranger::cancel()
{
    if (!m_running)
        return;
    m_running = false;
    m_watcher.future().cancel();
    // The watcher would still announce the end of the cancelled job.
    m_watcher.setFuture({});
}

void ObjectArranger::finish()
{
    if (!m_running || m_watcher.future().resultCount() == 0)
        return;
    m_running = false;
    m_result = std::move(*m_watcher.future().result());
    emit arranged();
}

} // namespace inia::ui
