#include "core/transfer/folderwalk.h"

#include "core/async/background.h"
#include "core/common/localpath.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSet>

#include <filesystem>
#include <system_error>
#include <utility>

namespace inia {

namespace {

constexpr qint64 mostNamed = 100;

/// Everything in a folder, sorted. Qt's own listing passes over names that are no UTF-8.
QStringList namesIn(const QString& folder)
{
    QStringList names;
    std::error_code problem;
    const std::filesystem::path path(folder.toStdU16String());
    for (std::filesystem::directory_iterator entry(path, problem), end; !problem && entry != end;
         entry.increment(problem)) {
#ifdef Q_OS_UNIX
        names.append(pathFromBytes(QByteArray::fromStdString(entry->path().filename().native())));
#else
        names.append(QString::fromStdU16String(entry->path().filename().u16string()));
#endif
    }
    names.sort();
    return names;
}

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
            leaveOut(info.filePath());
    }

private:
    void visitFolder(const QFileInfo& info, const QString& name)
    {
        // A folder that is its own ancestor is a circle of links.
        const QString canonical = info.canonicalFilePath();
        if (m_ancestors.contains(canonical) || !info.isReadable()) {
            leaveOut(info.filePath());
            return;
        }
        m_ancestors.insert(canonical);
        for (const QString& entry : namesIn(canonical)) {
            const QString path = info.filePath() + u'/' + entry;
            if (hasForeignBytes(entry))
                leaveOut(path);
            else
                visit(QFileInfo(path), name + u'/' + entry);
        }
        m_ancestors.remove(canonical);
    }
    void add(const QFileInfo& info, const QString& name)
    {
        m_found.files.push_back({info.absoluteFilePath(), name, info.size()});
        m_found.bytes += info.size();
    }
    void leaveOut(const QString& path)
    {
        if (m_found.leftOutCount++ < mostNamed)
            m_found.leftOut.append(QString::fromStdString(pathText(path)));
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
            end();
        });
}

/// What the other thread has found stays its own.
void FolderWalk::cancel()
{
    if (isFinished())
        return;
    *m_stopped = true;
    m_found = std::make_shared<Found>();
    m_result = makeError(ErrorKind::Cancelled, "Cancelled", "Looking through the folders was given up.");
    end();
}

} // namespace inia
