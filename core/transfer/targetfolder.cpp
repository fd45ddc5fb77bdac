#include "core/transfer/targetfolder.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

namespace inia {

namespace {

Error refused(const char* code, const QString& path, const char* why)
{
    return makeError(ErrorKind::Parameter, code,
                     path.toStdString() + " " + why + ". Nothing was written there.");
}

bool isBelow(const QString& path, const QString& folder)
{
    const QString base = folder.endsWith(u'/') ? folder : folder + u'/';
    return path == folder || path.startsWith(base);
}

/// One step down from `path`, which is canonical and stays so: what is one plain name (see localName) and no
/// link leads nowhere else, so that only links have to be followed.
Result<void> enter(QString& path, const QString& part, const QString& base)
{
    const QString next = QDir(path).filePath(part);
    QFileInfo info(next);
    if (!info.isSymLink() && !info.exists()) {
        const bool isMade = QDir(path).mkdir(part);
        info.refresh();
        if (!isMade && !info.isDir())
            return refused("BadTarget", next, "cannot be made");
    }
    if (!info.isDir())
        return refused("BadTarget", next, "is no folder, but the key needs one of that name");
    const QString canonical = info.isSymLink() ? info.canonicalFilePath() : next;
    if (!isBelow(canonical, base))
        return refused("OutsideTarget", next, "is a link that leads out of the target folder");
    path = canonical;
    return {};
}

} // namespace

Result<QString> pathBelow(const QString& folder, const LocalName& name)
{
    const QString base = QFileInfo(folder).canonicalFilePath();
    if (base.isEmpty() || !QFileInfo(base).isDir())
        return refused("BadTarget", folder, "is no folder");
    QString path = base;
    for (const QString& part : name.folders) {
        if (auto entered = enter(path, part, base); !entered)
            return entered.error();
    }
    return name.file.isEmpty() ? path : QDir(path).filePath(name.file);
}

} // namespace inia
