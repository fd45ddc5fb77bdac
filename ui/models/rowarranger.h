#pragma once

#include "ui/models/roworder.h"

#include <QtCore/QObject>

#include <atomic>
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
    [[nodiscard]] bool isRunning() const { return m_stop != nullptr; }
    /// The answer, once arranged() has come.
    [[nodiscard]] Arrangement takeResult() { return std::move(m_result); }

signals:
    void arranged();

private:
    std::shared_ptr<std::atomic<bool>>
        m_stop; ///< of the job under way, for its thread to see; null without one
    Arrangement m_result;
};

} // namespace inia::ui
