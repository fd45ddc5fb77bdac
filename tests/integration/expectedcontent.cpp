#include "tests/integration/expectedcontent.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>

#include <algorithm>

namespace inia::tests {

namespace {

std::string text(const QJsonValue& value)
{
    return value.toString().toStdString();
}

ExpectedBucket bucketFrom(const QJsonObject& object)
{
    ExpectedBucket bucket;
    for (const auto& key : object[QStringLiteral("keys")].toArray())
        bucket.keys.push_back(text(key));
    bucket.versions = object[QStringLiteral("versions")].toInt();
    bucket.deleteMarkers = object[QStringLiteral("delete_markers")].toInt();
    const auto bodies = object[QStringLiteral("bodies")].toObject();
    for (auto body = bodies.begin(); body != bodies.end(); ++body)
        bucket.bodies.emplace(body.key().toStdString(), QByteArray::fromBase64(body->toString().toLatin1()));
    return bucket;
}

} // namespace

ExpectedFolder folderOf(const ExpectedBucket& bucket, const std::string& prefix, const std::string& delimiter)
{
    ExpectedFolder folder;
    for (const auto& key : bucket.keys) {
        if (!key.starts_with(prefix))
            continue;
        const auto end = key.find(delimiter, prefix.size());
        if (end == std::string::npos)
            folder.keys.push_back(key);
        else if (const auto common = key.substr(0, end + delimiter.size());
                 folder.prefixes.empty() || folder.prefixes.back() != common)
            folder.prefixes.push_back(common);
    }
    return folder;
}

Result<ExpectedContent> ExpectedContent::of(const char* server)
{
    QProcess python;
    python.start(QString::fromLocal8Bit(qgetenv("INIA_TEST_PYTHON")),
                 {QStringLiteral(INIA_SOURCE_DIR "/tests/integration/expected_content.py"),
                  QString::fromLatin1(server)});
    const bool done = python.waitForFinished() && python.exitStatus() == QProcess::NormalExit;
    const auto document = QJsonDocument::fromJson(python.readAllStandardOutput());
    if (!done || python.exitCode() != 0 || !document.isObject()) {
        return makeError(ErrorKind::Configuration, "NoContent",
                         "expected_content.py does not say what the server should hold: " +
                             python.errorString().toStdString() + "\n" +
                             python.readAllStandardError().toStdString());
    }
    ExpectedContent content;
    const auto buckets = document.object();
    for (auto bucket = buckets.begin(); bucket != buckets.end(); ++bucket)
        content.buckets.emplace(bucket.key().toStdString(), bucketFrom(bucket->toObject()));
    return content;
}

} // namespace inia::tests
