#include "app/cli/resumefile.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"

#include <QtCore/QFile>
#include <QtCore/QSaveFile>

namespace inia::cli {

namespace {

/// What the file holds stands below this name, so that no other file is ever taken for one and replaced.
constexpr char member[] = "IniaTransfer";

Error fileError(const QString& path, const std::string& problem)
{
    return makeError(ErrorKind::Parameter, "ResumeFile",
                     "The file of --resume, " + path.toStdString() + ", " + problem);
}

} // namespace

Result<Value> ResumeFile::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return Value();
    if (!file.open(QIODevice::ReadOnly))
        return fileError(m_path, "cannot be read: " + file.errorString().toStdString());
    auto point = parseJson(file.readAll().toStdString());
    if (!point || !(*point)[member].isMap())
        return fileError(m_path, "does not say where a transfer stands. Remove it to begin anew.");
    return (*point)[member];
}

Result<void> ResumeFile::write(const Value& point) const
{
    if (point.isNull()) {
        QFile::remove(m_path);
        return {};
    }
    QSaveFile file(m_path);
    constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    const QByteArray text = QByteArray::fromStdString(toJson(Value::map({{member, point}})) + "\n");
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) ||
        file.write(text) != text.size() || !file.commit())
        return fileError(m_path, "cannot be written: " + file.errorString().toStdString());
    return {};
}

} // namespace inia::cli
