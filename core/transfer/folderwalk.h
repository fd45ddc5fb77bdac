#pragma once

#include "core/async/task.h"
#include "core/common/result.h"

#include <QtCore/QStringList>

#include <atomic>
#include <memory>
#include <vector>

namespace inia {

/// Looks through files and folders of the machine, beside the event loop: what an upload of them would send.
/// Links are followed once; what is neither file nor folder (pipes, sockets, devices), cannot be read, leads
/// in a circle or has a name that is no UTF-8, as keys are, is left out and named.
class FolderWalk final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderWalk)
public:
    struct File {
        QString path;
        QString
            name; ///< below the folder that was asked for, that folder's name included: "photos/2026/a.jpg"
        qint64 size = 0;
    };
    struct Found {
        std::vector<File> files;
        qint64 bytes = 0;
        QStringList leftOut; ///< paths, the first hundred
        qint64 leftOutCount = 0;
    };

    explicit FolderWalk(QStringList paths);
    ~FolderWalk() override;

    /// From another thread to here: finished() follows.
    void start();
    [[nodiscard]] const Found& found() const { return *m_found; }
    /// Fails when it was cancelled.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    void cancel() override;

private:
    void giveUp() override { *m_stopped = true; }

    QStringList m_paths;
    std::shared_ptr<Found> m_found;
    std::shared_ptr<std::atomic_bool> m_stopped;
    Result<void> m_result;
};

} // namespace inia
