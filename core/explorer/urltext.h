#pragma once

#include <QtCore/QMap>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace inia::explorer {

/// A URL in its parts, as they are written.
struct UrlText {
    QString host; ///< in lower case, without user, password and port
    QString path;
    QString query;
    QString fragment;
    [[nodiscard]] QStringList segments() const { return path.split(u'/', Qt::SkipEmptyParts); }
};

[[nodiscard]] UrlText splitUrl(const QString& url);
/// %XX decoded as UTF-8; what is no such escape stays as it is.
[[nodiscard]] QString unquoted(const QString& text);
/// {name: first value} of a query, decoded, "+" as a blank.
[[nodiscard]] QMap<QString, QString> queryItems(const QString& query);

} // namespace inia::explorer
