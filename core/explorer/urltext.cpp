#include "core/explorer/urltext.h"

namespace inia::explorer {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Takes off what stands behind the first `mark`, and the mark.
QString takeBehind(QString& text, QChar mark)
{
    const auto at = text.indexOf(mark);
    if (at < 0)
        return {};
    QString behind = text.mid(at + 1);
    text.truncate(at);
    return behind;
}

} // namespace

UrlText splitUrl(const QString& url)
{
    UrlText result;
    QString rest = url.mid(url.indexOf(QStringLiteral("://")) + 3);
    result.fragment = takeBehind(rest, u'#');
    result.query = takeBehind(rest, u'?');
    const auto slash = rest.indexOf(u'/');
    result.path = slash < 0 ? QString() : rest.mid(slash);
    result.host = rest.left(slash).section(u'@', -1).section(u':', 0, 0).toLower();
    return result;
}

QString unquoted(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    QByteArray result;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const int high = bytes[i] == '%' && i + 2 < bytes.size() ? hexDigit(bytes[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(bytes[i + 2]) : -1;
        if (low < 0) {
            result += bytes[i];
            continue;
        }
        result += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return QString::fromUtf8(result);
}

QMap<QString, QString> queryItems(const QString& query)
{
    QMap<QString, QString> items;
    for (auto pair : query.split(u'&', Qt::SkipEmptyParts)) {
        pair.replace(u'+', u' ');
        const QString value = takeBehind(pair, u'=');
        const QString name = unquoted(pair);
        if (!items.contains(name))
            items.insert(name, unquoted(value));
    }
    return items;
}

} // namespace inia::explorer
