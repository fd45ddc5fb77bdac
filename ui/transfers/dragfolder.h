#pragma once

#include <QtCore/QLockFile>
#include <QtCore/QString>

#include <memory>

namespace inia::ui {

// A folder of the user's cache, for files that another program takes from here. It goes with this; what a
// crash has left of others goes when the next one is made, or by sweep(), and stays out of /tmp meanwhile.
class DragFolder final {
public:
    // Where they are: below the program's cache, readable for its owner alone.
    [[nodiscard]] static QString standardBase();
    // Below `base`, which is made; null when that cannot be.
    [[nodiscard]] static std::unique_ptr<DragFolder> create(const QString& base);
    // Removes what programs have left that do not run any more.
    static void sweep(const QString& base);

    ~DragFolder();
    Q_DISABLE_COPY_MOVE(DragFolder)

    [[nodiscard]] const QString& path() const { return m_path; }

private:
    explicit DragFolder(const QString& path);

    QString m_path;
    QLockFile m_lock; // beside the folder: whose process runs
};

} // namespace inia::ui
