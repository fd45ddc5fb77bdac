#pragma once

#include "core/common/result.h"
#include "core/waiting/waiter.h"

#include <QtCore/QEventLoop>

#include <memory>
#include <type_traits>

namespace inia {

/// Waits for a task (ReplyPtr, ResourceReplyPtr, BatchReplyPtr, NativeReplyPtr, a Transfer that was started)
/// and returns its result. For programs without a window only: it runs an event loop of its own, so that
/// nothing else that hangs on the caller goes on meanwhile. Where there is a window, connect to finished().
/// When the program ends before the task does, the error has kind Cancelled.
template <typename TaskPointer>
[[nodiscard]] auto await(const TaskPointer& task) -> std::remove_cvref_t<decltype(task->result())>
{
    using Task = typename std::pointer_traits<TaskPointer>::element_type;
    if (!task->isFinished()) {
        QEventLoop loop;
        QObject::connect(task.get(), &Task::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    if (!task->isFinished())
        return makeError(ErrorKind::Cancelled, "Cancelled", "The program ended while it was waiting.");
    return task->result();
}

/// The same for a waiter, which is started when it was not.
[[nodiscard]] inline Result<Value> await(const Owned<Waiter>& waiter)
{
    if (waiter->state() == Waiter::State::Pristine)
        waiter->start();
    return await<Owned<Waiter>>(waiter);
}

} // namespace inia
