#pragma once

#include <QtCore/QObject>

class QSocketNotifier;

namespace inia::cli {

/// Ctrl-C, SIGTERM and SIGHUP as a signal of the event loop, so that a command can take back what it has
/// begun. The first one is told; from then on the program ends at once by the next. What was ignored when the
/// program began (nohup) stays ignored. SIGXFSZ is ignored as well: writing fails instead. One at a time.
class Interruption final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Interruption)
public:
    explicit Interruption(QObject* parent = nullptr);
    ~Interruption() override;

    /// What a shell sees of a program that a signal has ended.
    [[nodiscard]] static int exitCode(int signalNumber) { return 128 + signalNumber; }

signals:
    void requested(int signalNumber);

private:
    int m_read = -1;
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace inia::cli
