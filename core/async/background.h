#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
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

/// A slot of an object that another thread is connected with, too. Qt may leave it to that thread to destroy
/// what has been disconnected.
template <typename Function>
class DroppedElsewhere final {
public:
    explicit DroppedElsewhere(Function function) : m_function(std::move(function)) { published(); }
    DroppedElsewhere(DroppedElsewhere&& other) noexcept : m_function(std::move(other.m_function))
    {
        published();
    }
    DroppedElsewhere(const DroppedElsewhere&) = delete;
    DroppedElsewhere& operator=(const DroppedElsewhere&) = delete;
    DroppedElsewhere& operator=(DroppedElsewhere&&) = delete;
    ~DroppedElsewhere() { received(); }

    template <typename... Arguments>
    requires std::invocable<Function&, Arguments...>
    void operator()(Arguments&&... arguments)
    {
        m_function(std::forward<Arguments>(arguments)...);
        published();
    }

private:
    Function m_function;
};

/// Something to be done by the thread of a Mailbox.
class Message : public QEvent {
public:
    Message() : QEvent(QEvent::User) {}
    virtual void deliver() = 0;
};

/// Where other threads put messages for the thread it was made in. What waits in it when it dies is dropped.
class Mailbox final : public QObject {
public:
    Mailbox() = default;
    Q_DISABLE_COPY_MOVE(Mailbox)
    ~Mailbox() override { received(); }

    bool event(QEvent* event) override
    {
        received();
        if (event->type() != QEvent::User)
            return QObject::event(event);
        static_cast<Message*>(event)->deliver();
        return true;
    }
};

/// A function, and the mailbox it goes to when that is nobody else's.
template <std::invocable Function>
class FunctionMessage final : public Message {
public:
    FunctionMessage(Function function, std::unique_ptr<Mailbox> mailbox)
        : m_mailbox(std::move(mailbox)), m_function(std::move(function))
    {
    }
    Q_DISABLE_COPY_MOVE(FunctionMessage)
    ~FunctionMessage() override { received(); } // it may never have been delivered
    void deliver() override { m_function(); }

private:
    std::unique_ptr<Mailbox> m_mailbox;
    Function m_function;
};

/// Calls `function` in the thread of `mailbox`, by its event loop, and destroys it there. For any thread to
/// which something guarantees that the mailbox is there until this returns. An event and no queued call: of
/// that the posting thread keeps a share, and may be the one to destroy what it holds.
template <std::invocable Function>
void postTo(Mailbox& mailbox, Function function, std::unique_ptr<Mailbox> owned = nullptr)
{
    auto* message = new FunctionMessage<Function>(std::move(function), std::move(owned)); // Qt deletes it
    published();
    QCoreApplication::postEvent(&mailbox, message);
}

/// Work for another thread, with what is to be done with its result in the thread that made this object.
/// What the worker posts to belongs to the message itself, which is handled and destroyed in the thread that
/// asked: no object of the asker is looked at from the other thread, so that it may die at any time.
template <std::invocable Work, std::invocable<std::invoke_result_t<Work&>> Done>
class BackgroundJob final : public QRunnable {
public:
    BackgroundJob(Work work, Done done)
        : m_work(std::move(work)), m_done(std::move(done)), m_mailbox(std::make_unique<Mailbox>())
    {
    }

    void run() override
    {
        received();
        Mailbox& mailbox = *m_mailbox;
        postTo(
            mailbox, [done = std::move(m_done), result = m_work()]() mutable { done(std::move(result)); },
            std::move(m_mailbox));
    }

private:
    Work m_work;
    Done m_done;
    std::unique_ptr<Mailbox> m_mailbox;
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
