#pragma once

#include "core/common/result.h"

#include <QtCore/QFile>
#include <QtCore/QJsonObject>
#include <QtCore/QLockFile>

#include <functional>
#include <memory>
#include <string>

namespace inia {

/// A file of JSON objects, a line each, added at its end and brought to the disk when somebody asks for it,
/// so that at most the last line is lost. One process has it at a time, and its owner alone may read it:
/// names of buckets and files are nobody else's business.
class LineJournal final {
public:
    explicit LineJournal(const QString& path);

    [[nodiscard]] QString path() const { return m_file.fileName(); }
    /// False while another process has it. Makes the folder when it is missing.
    [[nodiscard]] bool lock();
    /// Each line that is an object, in order; others are passed over. A file that is not there has none.
    void read(const std::function<void(const QJsonObject&)>& take);
    /// Replaced as a whole by what `fill` appends.
    [[nodiscard]] bool
    rewrite(const std::function<void(const std::function<void(const QJsonObject&)>&)>& fill);
    /// To go on at its end, behind a line that may have been cut off. Made when it is not there.
    [[nodiscard]] bool openForMore();
    /// False when it does not fit on the disk.
    [[nodiscard]] bool append(const QJsonObject& record);
    /// Has all that was appended on the disk, then calls `done` by the event loop, unless `context` dies
    /// first. Waits in another thread.
    void sync(QObject* context, std::function<void(bool isDone)> done);
    [[nodiscard]] std::string errorText() const { return m_file.errorString().toStdString(); }

private:
    QFile m_file;
    QLockFile m_lock;
    bool m_isCut = false; ///< the last line
};

} // namespace inia
