#pragma once

#include "ui/models/roworder.h"

#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>

#include <memory>

namespace inia::ui {

/// Filters and sorts rows in a worker thread, one job at a time. Dropping it or starting another job forgets
/// the one under way.
class RowArranger final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowArranger)
public:
    explicit RowArranger(QObject* parent = nullptr);
    ~RowArranger() override;

    /// `done`: what the same order gave for the first rows; empty to begin anew.
    void start(ArrangeJob job, Arrangement done);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// The answer, once arranged() has come.
    [[nodiscard]] Arrangement takeResult() { return std::move(m_result); }

signals:
    void arranged();

private:
    void finish();

    QFutureWatcher<std::shared_ptr<Arrangement>> m_watcher;
    Arrangement m_result;
    bool m_running = false;
};

} // namespace inia::ui
