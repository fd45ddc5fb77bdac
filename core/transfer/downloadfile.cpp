#include "core/transfer/downloadfile.h"

#include "core/async/background.h"
#include "core/common/localpath.h"
#include "core/transfer/downloadpart.h"
#include "core/transfer/localname.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QStorageInfo>
#include <QtCore/QThreadPool>

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#else
#include <io.h>
#endif

namespace inia {

namespace {

constexpr int mostAttempts = 100;
constexpr auto onlyNew = QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered;

/// What a temporary name begins with: the name, or as much of it as leaves room for the digits.
QString temporaryStem(const QString& path)
{
    constexpr qsizetype suffixSize = 9;
    return firstBytesOf(QFileInfo(path).fileName(), longestFileName - suffixSize);
}

QString temporaryPath(const QString& path)
{
    const QString name =
        temporaryStem(path) +
        QStringLiteral(".%1").arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
    return QFileInfo(path).dir().filePath(name);
}

std::filesystem::path native(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

Error failed(const QString& path, const std::string& why)
{
    return makeError(ErrorKind::Parameter, "UnwritableTarget",
                     "The download could not be put in its place " + path.toStdString() + ": " + why + ".");
}

std::error_code bringToDisk(const QFile& file)
{
#ifdef Q_OS_UNIX
    const bool isDone = ::fsync(file.handle()) == 0;
#else
    const bool isDone = ::_commit(file.handle()) == 0;
#endif
    return isDone ? std::error_code() : std::error_code(errno, std::generic_category());
}

/// Fewer are cheaper one by one, and leave alone what other programs have still to write.
constexpr std::size_t worthTheWhole = 4;

/// The file system's number; 0 for all where none can be brought to disk whole.
quint64 diskOf(const QFile& file)
{
#ifdef Q_OS_LINUX
    struct stat status {};
    return ::fstat(file.handle(), &status) == 0 ? status.st_dev : 0;
#else
    return 0;
#endif
}

/// All of the file system that `file` is on, for the price of little more than one file.
bool bringAllToDisk(const QFile& file)
{
#ifdef Q_OS_LINUX
    return ::syncfs(file.handle()) == 0;
#else
    return false;
#endif
}

/// A new name in one step, which fails when it is taken. File systems without hard links leave a moment
/// between looking and renaming.
std::error_code moveToFree(const QString& from, const QString& to)
{
    std::error_code problem;
    std::filesystem::create_hard_link(native(from), native(to), problem);
    if (!problem) {
        std::filesystem::remove(native(from), problem);
        return {};
    }
    if (problem == std::errc::file_exists || QFileInfo::exists(to) || QFileInfo(to).isSymLink())
        return std::make_error_code(std::errc::file_exists);
    std::filesystem::rename(native(from), native(to), problem);
    return problem;
}

/// After it has been brought to disk.
Result<QString> moveToPlace(QFile& file, const QString& path, ExistingTarget policy)
{
    const QString from = file.fileName();
    file.close();
    std::error_code problem;
    if (policy == ExistingTarget::Overwrite) {
        std::filesystem::rename(native(from), native(path), problem);
        return problem ? Result<QString>(failed(path, problem.message())) : path;
    }
    constexpr int mostNames = 10'000;
    for (int number = 0; number < mostNames; ++number) {
        const QString target = number == 0 ? path : numberedPath(path, number, longestFileName);
        problem = moveToFree(from, target);
        if (!problem)
            return target;
        if (policy == ExistingTarget::Fail || problem != std::errc::file_exists)
            break;
    }
    return failed(path,
                  problem == std::errc::file_exists ? "there is a file of that name now" : problem.message());
}

struct NewFile {
    QByteArray bytes;
    QString path;
    ExistingTarget policy = ExistingTarget::Fail;
    std::shared_ptr<QFile> file; ///< once it is written
};

Result<std::shared_ptr<QFile>> written(const NewFile& wanted)
{
    if (auto good = checkTarget(wanted.path, wanted.policy); !good)
        return good.error();
    auto file = makeTemporary(wanted.path);
    if (!file)
        return file;
    if (writeWhole(**file, {wanted.bytes.constData(), static_cast<std::size_t>(wanted.bytes.size())}))
        return file;
    Error error = writeError(wanted.path, **file);
    (*file)->remove();
    return error;
}

/// What became of each of them, in their order.
std::vector<std::error_code> bringToDisk(const std::vector<NewFile>& round)
{
    std::vector<std::error_code> problems(round.size());
    std::map<quint64, std::vector<std::size_t>> disks;
    for (std::size_t i = 0; i < round.size(); ++i) {
        if (round[i].file)
            disks[diskOf(*round[i].file)].push_back(i);
    }
    for (const auto& [disk, files] : disks) {
        if (files.size() >= worthTheWhole && bringAllToDisk(*round[files.front()].file))
            continue;
        for (const std::size_t i : files)
            problems[i] = bringToDisk(*round[i].file);
    }
    return problems;
}

std::vector<Result<QString>> putInPlace(std::vector<NewFile>& round)
{
    std::vector<Result<QString>> results;
    results.reserve(round.size());
    for (NewFile& wanted : round) {
        auto file = written(wanted);
        results.push_back(file ? Result<QString>(wanted.path) : file.error());
        if (file)
            wanted.file = *std::move(file);
    }
    const auto problems = bringToDisk(round);
    for (std::size_t i = 0; i < round.size(); ++i) {
        QFile* file = round[i].file.get();
        if (!file)
            continue;
        results[i] = problems[i] ? Result<QString>(failed(round[i].path, problems[i].message()))
                                 : moveToPlace(*file, round[i].path, round[i].policy);
        if (!results[i])
            file->remove();
    }
    return results;
}

} // namespace

QString numberedPath(const QString& path, int number, qsizetype most)
{
    const qsizetype name = path.lastIndexOf(u'/') + 1;
    qsizetype dot = path.lastIndexOf(u'.');
    if (dot <= name)
        dot = path.size();
    QString stem = path.mid(name, dot - name);
    const QString end = QStringLiteral(" (%1)").arg(number) + path.mid(dot);
    if (most > 0)
        stem = firstBytesOf(stem, std::max<qsizetype>(1, most - end.toUtf8().size()));
    return path.left(name) + stem + end;
}

Error targetError(const char* code, const QString& path, const std::string& why)
{
    return makeError(ErrorKind::Parameter, code, pathText(path) + " " + why);
}

Result<void> checkTarget(const QString& path, ExistingTarget policy)
{
    if (hasForeignBytes(path))
        return targetError("BadTarget", path, "is no name in UTF-8. Choose another one.");
    const QFileInfo target(path);
    if (target.fileName().toUtf8().size() > longestFileName)
        return targetError("BadTarget", path,
                           "is a longer name than file systems take, which is " +
                               std::to_string(longestFileName) + " bytes. Choose a shorter one.");
    const QFileInfo folder(target.path());
    if (!folder.isDir())
        return targetError("BadTarget", target.path(), "is no folder. Choose one that is there.");
    const bool isThere = target.exists() || target.isSymLink();
    if (isThere && !target.isSymLink() && !target.isFile())
        return targetError("BadTarget", path,
                           "is a folder or a special file, which a download never replaces.");
    if (isThere && policy == ExistingTarget::Fail)
        return targetError("TargetExists", path,
                           "exists already. Overwrite it, keep both or choose another name.");
    return {};
}

Error writeError(const QString& path, const QFile& file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError;
    return targetError(isFull ? "DiskFull" : "UnwritableTarget", path,
                       "cannot be written: " + file.errorString().toStdString() + ".");
}

Result<std::shared_ptr<QFile>> makeTemporary(const QString& path)
{
    auto file = std::make_shared<QFile>();
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        file->setFileName(temporaryPath(path));
        if (file->open(onlyNew))
            return file;
        if (!QFileInfo::exists(file->fileName()))
            break;
    }
    return writeError(path, *file);
}

bool isTemporaryName(const QString& name, const QString& path)
{
    static const QRegularExpression suffix(QStringLiteral("^\\.[0-9a-f]{8}$"));
    const QString stem = temporaryStem(path);
    return name.startsWith(stem) && suffix.match(name.mid(stem.size())).hasMatch();
}

struct FileCommits::State {
    QThreadPool thread;
    std::vector<NewFile> waiting;
    std::vector<Done> told; ///< of those
    bool isBusy = false;
};

FileCommits::FileCommits() : m_state(std::make_shared<State>())
{
    m_state->thread.setMaxThreadCount(1);
}

FileCommits::~FileCommits() = default;

void FileCommits::add(QByteArray bytes, const QString& path, ExistingTarget policy, Done done)
{
    m_state->waiting.push_back({std::move(bytes), path, policy, {}});
    m_state->told.push_back(std::move(done));
    if (!m_state->isBusy)
        begin(m_state);
}

void FileCommits::begin(const std::shared_ptr<State>& state)
{
    state->isBusy = true;
    auto work = [round = std::exchange(state->waiting, {})]() mutable { return putInPlace(round); };
    auto told = [weak = std::weak_ptr(state),
                 told = std::exchange(state->told, {})](const std::vector<Result<QString>>& results) {
        for (std::size_t i = 0; i < results.size(); ++i)
            told[i](results[i]);
        const auto known = weak.lock();
        if (!known)
            return;
        known->isBusy = false;
        if (!known->waiting.empty())
            begin(known);
    };
    runInBackground(state->thread, std::move(work), std::move(told));
}

void FileCommits::nameWritten(std::shared_ptr<QFile> file, const QString& path, ExistingTarget policy,
                              Done done)
{
    runInOwnThread(
        [file = std::move(file), path, policy] {
            const auto problem = bringToDisk(*file);
            return problem ? Result<QString>(failed(path, problem.message()))
                           : moveToPlace(*file, path, policy);
        },
        [done = std::move(done)](const Result<QString>& result) { done(result); });
}

namespace {

/// Looking for the free space takes longer than writing less than this, which tells of a full disk as well.
constexpr qint64 worthLooking = qint64(1024) * 1024;
constexpr auto existing = QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered;

Result<void> checkSpace(const QString& path, qint64 size)
{
    if (size < worthLooking)
        return {};
    const QStorageInfo storage(QFileInfo(path).path());
    if (!storage.isValid() || storage.bytesAvailable() < 0 || storage.bytesAvailable() >= size)
        return {};
    return targetError("DiskFull", path,
                       "needs " + std::to_string(size) + " bytes, and " +
                           std::to_string(storage.bytesAvailable()) +
                           " are free there. Nothing was written; free some space or choose another folder.");
}

} // namespace

DownloadFile::DownloadFile(QString path, ExistingTarget policy, std::shared_ptr<FileCommits> commits)
    : m_path(std::move(path)),
      m_policy(policy),
      m_commits(std::move(commits)),
      m_place(std::make_shared<Place>(Place{m_path, false}))
{
}

Result<void> DownloadFile::make(qint64 size)
{
    if (auto good = checkTarget(m_path, m_policy); !good)
        return good;
    if (auto enough = checkSpace(m_path, size); !enough)
        return enough;
    auto file = makeTemporary(m_path);
    if (!file)
        return file.error();
    m_file = *std::move(file);
    return {};
}

Result<void> DownloadFile::open(qint64 size)
{
    discard();
    if (!m_commits || size > mostInMemory)
        return make(size);
    // What is not to be replaced should not come in vain.
    if (m_policy == ExistingTarget::Fail) {
        if (auto good = checkTarget(m_path, m_policy); !good)
            return good;
    }
    m_small.emplace();
    m_small->reserve(size);
    return {};
}

Result<void> DownloadFile::write(qint64 offset, std::string_view bytes)
{
    if (m_small) {
        const auto end = offset + static_cast<qint64>(bytes.size());
        if (end <= mostInMemory) {
            m_small->resize(std::max<qsizetype>(m_small->size(), end));
            std::copy(bytes.begin(), bytes.end(), m_small->begin() + offset);
            return {};
        }
        // Longer than was said.
        const QByteArray earlier = *std::exchange(m_small, std::nullopt);
        if (auto made = make(end); !made)
            return made;
        if (auto written = write(0, {earlier.constData(), static_cast<std::size_t>(earlier.size())});
            !written)
            return written;
    }
    if (!m_file)
        return targetError("UnwritableTarget", m_path, "is not open.");
    if (!m_file->seek(offset) || !writeWhole(*m_file, bytes))
        return writeError(m_path, *m_file);
    return {};
}

void DownloadFile::commit(QObject* context, std::function<void(Result<void>)> done)
{
    auto told = [context = QPointer<QObject>(context), place = m_place,
                 done = std::move(done)](const Result<QString>& result) {
        if (!context)
            return;
        if (result)
            *place = {*result, true};
        done(result ? Result<void>() : Result<void>(result.error()));
    };
    if (m_small)
        m_commits->add(*m_small, m_path, m_policy, std::move(told));
    else
        FileCommits::nameWritten(m_file, m_path, m_policy, std::move(told));
}

std::shared_ptr<const RequestBody> DownloadFile::written(qint64 size) const
{
    return m_file ? std::make_shared<const FileBody>(m_file->fileName(), 0, size) : nullptr;
}

void DownloadFile::discard()
{
    m_small.reset();
    if (!m_file)
        return;
    m_file->close();
    if (!m_place->isFinal)
        m_file->remove();
    m_file.reset();
}

/// The folder is that of the path: a name alone cannot lead anywhere else.
Value DownloadFile::resumePoint() const
{
    if (!m_file || m_place->isFinal)
        return {};
    return Value::map({{"temporaryName", QFileInfo(m_file->fileName()).fileName().toStdString()}});
}

bool DownloadFile::reopen(const Value& resumePoint, qint64 size)
{
    const QString name = QString::fromStdString(resumePoint["temporaryName"].text());
    const QFileInfo info(QFileInfo(m_path).dir(), name);
    if (!isTemporaryName(name, m_path) || !checkTarget(m_path, m_policy) || info.isSymLink() ||
        !info.isFile() || info.size() > size)
        return false;
    auto file = std::make_shared<QFile>(info.filePath());
    if (!file->open(existing))
        return false;
    m_file = std::move(file);
    return true;
}

void DownloadFile::removeLeftover(const QString& path, const Value& resumePoint)
{
    const QString name = QString::fromStdString(resumePoint["temporaryName"].text());
    if (isTemporaryName(name, path))
        QFile::remove(QFileInfo(path).dir().filePath(name));
}

} // namespace inia
