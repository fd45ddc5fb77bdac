#include "core/transfer/folderwalk.h"

#include "core/async/background.h"
#include "core/common/localpath.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QMetaObject>
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

namespace {

/// Directory buckets (S3 Express) list in no order and know no StartAfter.
bool isDirectoryBucket(const std::string& bucket)
{
    return bucket.ends_with("--x-s3");
}

} // namespace

PrefixListing::PrefixListing(const Client& client, std::string bucket, std::string prefix, Position from,
                             std::function<void(const Result<Page>&)> done)
    : m_bucket(std::move(bucket)),
      m_prefix(std::move(prefix)),
      m_from(std::move(from)),
      m_done(std::move(done))
{
    Value params = Value::map({{"Bucket", m_bucket}});
    if (!m_prefix.empty())
        params.insert("Prefix", m_prefix);
    if (!m_from.token.empty())
        params.insert("ContinuationToken", m_from.token);
    else if (!m_from.after.empty())
        params.insert("StartAfter", m_from.after);
    if (m_from.token.empty() && !m_from.after.empty() && isDirectoryBucket(m_bucket)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_isCancelled)
                    return;
                Error error = problem("NoStartAfter", "comes in no order, so that it cannot be gone on with "
                                                      "after the program has ended. Download it anew");
                error.kind = ErrorKind::Unsupported;
                m_done(error);
            },
            Qt::QueuedConnection);
        return;
    }
    CallOptions options;
    options.cause = "Download folder";
    options.target = m_prefix.empty() ? m_bucket : m_prefix;
    m_reply = client.call("ListObjectsV2", std::move(params), std::move(options));
    connect(m_reply.get(), &Reply::finished, this, &PrefixListing::answered);
}

Error PrefixListing::problem(const char* code, const std::string& what) const
{
    Error error =
        makeError(ErrorKind::Parse, code, "The list of s3://" + m_bucket + '/' + m_prefix + ' ' + what + '.');
    error.operation = "ListObjectsV2";
    return error;
}

void PrefixListing::cancel()
{
    m_isCancelled = true;
    m_reply.reset();
}

void PrefixListing::answered()
{
    const Result<Value>& answer = m_reply->result();
    m_done(answer ? read(*answer) : Result<Page>(answer.error()));
}

Result<PrefixListing::Page> PrefixListing::read(const Value& answer) const
{
    Page page;
    const std::string* last = &m_from.after;
    for (const Value& object : answer["Contents"].items()) {
        const std::string& key = object["Key"].text();
        if (!last->empty() && key <= *last && !isDirectoryBucket(m_bucket))
            return problem("UnorderedList", (key == *last ? "repeats the key " + key
                                                          : "goes back from " + *last + " to " + key) +
                                                ": such a list may never end");
        last = &key;
        page.objects.push_back({key, object["Size"].toInt()});
    }
    page.isLast = !answer["IsTruncated"].toBool();
    if (page.isLast)
        return page;
    page.token = answer["NextContinuationToken"].text();
    if (!page.token.empty() && page.token == m_from.token)
        return problem("RepeatedToken", "names the same next page again and again");
    // Servers of the first version of the list know keys alone.
    if (page.token.empty() && page.objects.empty())
        return problem("MissingToken", "is not complete, but the server does not say how to go on");
    return page;
}

} // namespace inia
