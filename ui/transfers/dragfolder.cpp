#include "ui/transfers/dragfolder.h"

#include <QtCore/QDir>
#include <QtCore/QStandardPaths>
#include <QtCore/QUuid>

namespace inia::ui {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

QString lockOf(const QString& folder)
{
    return folder + QStringLiteral(".lock");
}

} // namespace

QString DragFolder::standardBase()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::CacheLocation))
        .filePath(QStringLiteral("dragged"));
}

DragFolder::DragFolder(const QString& path) : m_path(path), m_lock(lockOf(path))
{
    m_lock.setStaleLockTime(0); // it may be needed for long; the process that holds it tells
}

std::unique_ptr<DragFolder> DragFolder::create(const QString& base)
{
    if (!QDir().mkpath(base))
        return nullptr;
    QFile::setPermissions(base, ownerOnly);
    sweep(base);
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<DragFolder> folder(new DragFolder(QDir(base).filePath(name)));
    // The lock first: a folder without one is nobody's.
    if (!folder->m_lock.tryLock(0) || !QDir().mkpath(folder->m_path))
        return nullptr;
    return folder;
}

DragFolder::~DragFolder()
{
    if (m_lock.isLocked())
        QDir(m_path).removeRecursively();
}

void DragFolder::sweep(const QString& base)
{
    for (const QFileInfo& folder :
         QDir(base).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        QLockFile lock(lockOf(folder.filePath()));
        lock.setStaleLockTime(0);
        if (lock.tryLock(0))
            QDir(folder.filePath()).removeRecursively();
    }
}

} // namespace inia::ui
