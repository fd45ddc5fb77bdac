#pragma once

#include <QtCore/QObject>

#include <concepts>
#include <memory>
#include <utility>

namespace inia {

/// Something under way that ends once: a call, a walk through pages, a wait, a transfer, a sign-in. What all
/// of them promise:
/// 1. Who holds the Owned pointer owns the work. One thread, no exceptions, no event loop inside.
/// 2. finished() comes exactly once, to all who listen, and by the event loop: never during the call that
///    started or cancelled it. The result is there from isFinished() on.
/// 3. cancel() makes it end with kind Cancelled, unless it has ended; some take back first what they began.
/// 4. Dropping the pointer gives the work up: nothing is emitted any more and nothing more is asked for, what
///    is under way is let go. That may happen inside any of its own signals.
class Task : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Task)
public:
    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    virtual void cancel() = 0;
    /// Called by Owned alone.
    void abandon();

signals:
    void finished();

protected:
    explicit Task(QObject* parent = nullptr) : QObject(parent) {}
    /// The result is there: finished() follows. Nothing the second time.
    void end();
    /// It was dropped: lets go of what is under way, without a word and without asking for anything. It
    /// counts as finished then.
    virtual void giveUp() = 0;

private:
    bool m_isFinished = false;
};

/// What is no task but runs: it can be told to stop.
template <typename T>
concept Stoppable = requires(T object)
{
    object.cancel();
};

/// The only deleter of all that runs: silent and without a further request at once, gone with the next turn
/// of the event loop.
struct LetGo {
    template <typename T>
    void operator()(T* object) const
    {
        if (!object)
            return;
        if constexpr (std::derived_from<T, Task>) {
            object->abandon();
        } else {
            static_assert(Stoppable<T>);
            object->disconnect();
            object->cancel();
        }
        object->deleteLater();
    }
};
template <typename T>
using Owned = std::unique_ptr<T, LetGo>;

template <typename T, typename... Arguments>
[[nodiscard]] Owned<T> makeOwned(Arguments&&... arguments)
{
    return Owned<T>(new T(std::forward<Arguments>(arguments)...));
}

} // namespace inia
