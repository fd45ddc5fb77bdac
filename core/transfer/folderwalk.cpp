#include "core/transfer/folderwalk.h"

#include "core/async/background.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSet>

#include <utility>

namespace inia {

namespace {

constexpr qint64 mostNamed = 100;

/// The walk itself, in its own thread.
class Walk final {
public:
    Walk(FolderWalk::Found& found, const std::atomic_bool& stopped) : m_found(found), m_stopped(stopped) {}

    void visit(const QFileInfo& info, const QString& name)
    {
        if (m_stopped)
            return;
        if (info.isDir())
            visitFolder(info, name);
        else if (info.isFile() && info.isReadable())
            add(info, name);
        else
            leaveOut(info);
    }

private:
    void visitFolder(const QFileInfo& info, const QString& name)
    {
        // A folder that is its own ancestor is a circle of links.
        const QString canonical = info.canonicalFilePath();
        if (m_ancestors.contains(canonical) || !info.isReadable()) {
            leaveOut(info);
            return;
        }
        m_ancestors.insert(canonical);
        const auto everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        for (const QFileInfo& entry : QDir(info.filePath()).entryInfoList(everything, QDir::Name))
            visit(entry, name + u'/' + entry.fileName());
        m_ancestors.remove(canonical);
    }
    void add(const QFileInfo& info, const QString& name)
    {
        m_found.files.push_back({info.absoluteFilePath(), name, info.size()});
        m_found.bytes += info.size();
    }
    void leaveOut(const QFileInfo& info)
    {
        if (m_found.leftOutCount++ < mostNamed)
            m_found.leftOut.append(info.filePath());
    }

    FolderWalk::Found& m_found;
    const std::atomic_bool& m_stopped;
    QSet<QString> m_ancestors;
};

} // namespace

FolderWalk::FolderWalk(QStringList paths)
    : m_paths(std::move(paths)),
      m_found(std::make_shared<Found>()),
      m_stopped(std::make_shared<std::atomic_bool>(false))
{
}

FolderWalk::~FolderWalk()
{
    *m_stopped = true;
}

void FolderWalk::start()
{
    runInOwnThread(
        [paths = m_paths, found = m_found, stopped = m_stopped] {
            Walk walk(*found, *stopped);
            for (const QString& path : paths) {
                const QFileInfo info(QDir::cleanPath(path));
                walk.visit(info, info.fileName());
            }
            return true;
        },
        [this, stopped = m_stopped](bool) {
            if (*stopped)
                return;
            m_isFinished = true;
            emit finished();
        });
}

} // namespace inia
