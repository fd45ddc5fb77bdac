#pragma once

#include <QtCore/QMetaObject>
#include <QtCore/QObject>
#include <QtCore/QRunnable>
#include <QtCore/QThreadPool>

#include <atomic>
#include <concepts>
#include <memory>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

namespace inia {

/// Counts what went from one thread to another through Qt's queues. Those order what happens before and after
/// them, but Qt's library is built without ThreadSanitizer, which sees nothing of it: these two make the same
/// order visible, at the price of one addition to a number. Always, so that what is watched is what is
/// shipped.
inline std::atomic<unsigned> threadHandOvers = 0;

/// By the thread that gives something away, when it is complete.
inline void published()
{
    threadHandOvers.fetch_add(1, std::memory_order_release);
}
/// By the thread that gets it, before it reads any of it.
inline void received()
{
    static_cast<void>(threadHandOvers.load(std::memory_order_acquire));
}

/// A function on its way into another thread's event loop, and what it needs there.
template <std::invocable Function>
class Message final {
public:
    Message(std::unique_ptr<QObject> receiver, Function function)
        : m_receiver(std::move(receiver)), m_function(std::move(function))
    {
    }
    /// Publishes at each step of its way: the last is into memory that Qt's own template has made for it.
    Message(Message&& other)
        : m_receiver(std::move(other.m_receiver)), m_function(std::move(other.m_function))
    {
        published();
    }
    Message& operator=(Message&&) = delete;
    /// Also where it was never delivered, because the loop has ended.
    ~Message() { received(); }

    void operator()()
    {
        received();
        m_function();
    }

private:
    std::unique_ptr<QObject> m_receiver; ///< may be null: somebody else's
    Function m_function;
};

/// Calls `function` in the thread of `receiver` by its event loop, unless `receiver` is destroyed before. May
/// be called by any thread for which something guarantees that the receiver is there until this returns.
template <std::invocable Function>
void postTo(QObject* receiver, Function function)
{
    Message message(nullptr, std::move(function));
    QMetaObject::invokeMethod(receiver, std::move(message), Qt::QueuedConnection);
}

/// Work for another thread, with what is to be done with its result in the thread that made this object.
/// What the worker posts to belongs to the message itself, which is handled and destroyed in the thread that
/// asked: no object of the asker is looked at from the other thread, so that it may die at any time.
template <std::invocable Work, std::invocable<std::invoke_result_t<Work&>> Done>
class BackgroundJob final : public QRunnable {
public:
    BackgroundJob(Work work, Done done)
        : m_work(std::move(work)), m_done(std::move(done)), m_receiver(std::make_unique<QObject>())
    {
    }

    void run() override
    {
        received();
        QObject* receiver = m_receiver.get();
        Message message(std::move(m_receiver),
                        [done = std::move(m_done), result = m_work()]() mutable { done(std::move(result)); });
        QMetaObject::invokeMethod(receiver, std::move(message), Qt::QueuedConnection);
    }

private:
    Work m_work;
    Done m_done;
    std::unique_ptr<QObject> m_receiver;
};

/// Runs `work` in a thread of `pool` and gives its result to `done` in this thread, by its event loop. There
/// is no way back: whoever may lose interest says so in something both functions share, or `done` looks
/// whether the asker still is there. `work` is destroyed in the other thread, `done` in this one. `work` must
/// not throw.
template <typename Work, typename Done>
void runInBackground(QThreadPool& pool, Work work, Done done)
{
    auto* job = new BackgroundJob<Work, Done>(std::move(work), std::move(done)); // the pool deletes it
    published();
    pool.start(job);
}

/// The same in a thread of its own, for work that waits for disks or networks and would keep a pool's threads
/// from those that compute. A system that has no more threads gives one of the global pool.
template <typename Work, typename Done>
void runInOwnThread(Work work, Done done)
{
    auto* job = new BackgroundJob<Work, Done>(std::move(work), std::move(done));
    published();
    try {
        std::thread([job] {
            job->run();
            delete job;
        }).detach();
    } catch (const std::system_error&) {
        QThreadPool::globalInstance()->start(job);
    }
}

} // namespace inia
