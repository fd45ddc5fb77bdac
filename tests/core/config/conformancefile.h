#pragma once

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QString>

#include <optional>

namespace inia::test {

/// Conformance data lies beside the source tree and may be absent; tests then skip.
inline std::optional<QJsonDocument> readConformance(const QString& path)
{
    QFile file(QStringLiteral(INIA_CONFORMANCE_DIR "/") + path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QJsonDocument::fromJson(file.readAll());
}

/// What a test function says that found none.
constexpr const char* noConformance = "no conformance data in " INIA_CONFORMANCE_DIR;

} // namespace inia::test
