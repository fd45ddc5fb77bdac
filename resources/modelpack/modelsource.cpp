#include "resources/modelpack/modelsource.h"

#include "core/model/modelfiles.h"

#include <QtCore/QFile>

namespace inia {

namespace {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<QByteArray> orEmpty(Result<std::optional<QByteArray>> text)
{
    if (!text)
        return text.error();
    return text->value_or(QByteArray());
}

QString packageRoot(const QDir& folder, const QString& package)
{
    QStringList candidates{folder.path()};
    for (const auto& name : folder.entryList({package + QStringLiteral("-*")}, QDir::Dirs, QDir::Name))
        candidates.prepend(folder.filePath(name));
    for (const auto& candidate : candidates) {
        if (QDir(candidate).exists(package + QStringLiteral("/data")))
            return candidate;
    }
    return {};
}

} // namespace

Result<ModelSource> ModelSource::find(const QString& folder)
{
    const QString botocore = packageRoot(QDir(folder), QStringLiteral("botocore"));
    const QString boto3 = packageRoot(QDir(folder), QStringLiteral("boto3"));
    if (botocore.isEmpty() || boto3.isEmpty()) {
        return makeError(ErrorKind::Model, "NoModelSource",
                         folder.toStdString() + " holds no unpacked " +
                             (botocore.isEmpty() ? "botocore" : "boto3") +
                             " package; packaging/fetch-models.sh puts both there");
    }
    ModelSource source;
    source.m_botocore = QDir(botocore);
    source.m_boto3 = QDir(boto3);
    return source;
}

QStringList ModelSource::services() const
{
    return QDir(m_botocore.filePath(QStringLiteral("botocore/data")))
        .entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

QStringList ModelSource::versions(const QString& service) const
{
    const QDir folder(m_botocore.filePath(QStringLiteral("botocore/data/") + service));
    QStringList result;
    for (const auto& version : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir versionFolder(folder.filePath(version));
        if (versionFolder.exists(QStringLiteral("service-2.json")) ||
            versionFolder.exists(QStringLiteral("service-2.json.gz")))
            result.append(version);
    }
    return result;
}

Result<QByteArray> ModelSource::read(const QString& service, const QString& version,
                                     const QString& name) const
{
    const bool fromBoto3 = name == QStringLiteral("resources-1");
    const QDir& root = fromBoto3 ? m_boto3 : m_botocore;
    const QString package = fromBoto3 ? QStringLiteral("boto3") : QStringLiteral("botocore");
    return orEmpty(
        readModelFile(root.filePath(package + QStringLiteral("/data/") + service + u'/' + version), name));
}

Result<QByteArray> ModelSource::readShared(const QString& name) const
{
    return orEmpty(readModelFile(m_botocore.filePath(QStringLiteral("botocore/data")), name));
}

QByteArray ModelSource::licenceNotice() const
{
    QByteArray notice;
    for (const auto& root : {m_botocore, m_boto3}) {
        for (const auto& name :
             {QStringLiteral("NOTICE"), QStringLiteral("LICENSE.txt"), QStringLiteral("LICENSE")}) {
            const QByteArray text = readFile(root.filePath(name));
            if (!text.isEmpty())
                notice += root.dirName().toUtf8() + ": " + name.toUtf8() + "\n\n" + text + "\n\n";
        }
    }
    return notice;
}

} // namespace inia
