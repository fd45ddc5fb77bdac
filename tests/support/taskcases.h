#pragma once

#include "core/async/task.h"
#include "tests/support/faketransport.h"

#include <QtCore/QObject>

#include <functional>
#include <vector>

namespace inia::tests {

/// What Task promises, as a table of cases that every class of that kind goes through. A test class derives
/// from it and says which.
class TaskCases : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TaskCases)
public slots:
    /// Connected with a signal of the task.
    void drop()
    {
        ++m_heard;
        m_task.reset();
    }

protected:
    struct Kind {
        const char* name;
        std::function<Owned<Task>()> begin; ///< begun, in the session of the last renew()
    };
    explicit TaskCases(std::vector<Kind> table) : m_table(std::move(table)) {}
    /// A new session, which nobody has asked for anything.
    virtual void renew() = 0;
    /// Where all that is begun asks.
    [[nodiscard]] virtual FakeTransport& transport() = 0;

private slots:
    void initTestCase();
    void endsOnceForAllListeners_data() { kinds(); }
    void endsOnceForAllListeners();
    void cancelledAtEachStep_data() { kinds(); }
    void cancelledAtEachStep();
    void droppedInEachOfItsSignals_data() { kinds(); }
    void droppedInEachOfItsSignals();
    void droppedAtEachStep_data() { kinds(); }
    void droppedAtEachStep();

private:
    void kinds() const;
    [[nodiscard]] Owned<Task> start();

    std::vector<Kind> m_table;
    Owned<Task> m_task;
    int m_heard = 0;
};

} // namespace inia::tests
