#include "core/transfer/filecommit.h"

#include "core/transfer/localname.h"

#include <QtCore/QFileInfo>

#include <filesystem>
#include <system_error>

#ifdef Q_OS_UNIX
#include <unistd.h>
#else
#include <io.h>
#endif

namespace inia {

namespace {

std::filesystem::path native(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

Error failed(const QString& path, const std::string& why)
{
    return makeError(ErrorKind::Parameter, "UnwritableTarget",
                     "The download could not be put in its place " + path.toStdString() + ": " + why + ".");
}

bool bringToDisk(QFile& file)
{
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#else
    return ::_commit(file.handle()) == 0;
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

Result<QString> commitFile(QFile& file, const QString& path, ExistingTarget policy)
{
    if (!bringToDisk(file))
        return failed(path, std::generic_category().message(errno));
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

} // namespace inia
