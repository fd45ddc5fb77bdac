#include "ui/models/valuepresentation.h"

#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace inia::ui {

namespace {

/// More would only be elided, at the price of shaping it.
constexpr qsizetype longestLine = 500;
constexpr std::size_t namedMembers = 4;

QString shortened(QString text)
{
    if (text.size() > longestLine)
        text = text.left(longestLine) + QChar(u'…');
    return text;
}

QString timeText(Timestamp time)
{
    const auto whole = QDateTime::fromSecsSinceEpoch(time.seconds, Qt::UTC);
    if (time.nanoseconds == 0)
        return whole.toString(Qt::ISODate);
    QString fraction = QStringLiteral("%1").arg(time.nanoseconds, 9, 10, QLatin1Char('0'));
    while (fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    return whole.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.")) + fraction + QLatin1Char('Z');
}

QString doubleText(double number)
{
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

QString listLine(std::size_t count)
{
    if (count == 0)
        return QStringLiteral("[ ]");
    if (count == 1)
        return QCoreApplication::translate("inia::ui::ValueTreeModel", "[ 1 item ]");
    return QCoreApplication::translate("inia::ui::ValueTreeModel", "[ %1 items ]")
        .arg(groupedNumber(static_cast<qint64>(count)));
}

QString mapLine(const ValueMap& members)
{
    if (members.empty())
        return QStringLiteral("{ }");
    QStringList names;
    for (const auto& [name, value] : members) {
        if (names.size() == static_cast<qsizetype>(namedMembers)) {
            names.append(QString(QChar(u'…')));
            break;
        }
        names.append(toOneLine(name));
    }
    return QStringLiteral("{ ") + names.join(QStringLiteral(", ")) + QStringLiteral(" }");
}

} // namespace

ValueType valueType(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return ValueType::Null;
    case Value::Kind::Bool:
        return ValueType::Boolean;
    case Value::Kind::Int:
    case Value::Kind::Double:
        return ValueType::Number;
    case Value::Kind::Text:
        return ValueType::String;
    case Value::Kind::Blob:
        return ValueType::Blob;
    case Value::Kind::Time:
        return ValueType::Timestamp;
    case Value::Kind::List:
        return ValueType::List;
    case Value::Kind::Map:
        return ValueType::Map;
    }
    return ValueType::Null;
}

QString valueTypeName(const Value& value)
{
    // The words of the service models, which are not translated.
    static constexpr const char* names[] = {"null", "boolean",   "integer", "float", "string",
                                            "blob", "timestamp", "list",    "map"};
    return QLatin1String(names[static_cast<int>(value.kind())]);
}

QString valueLine(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return QStringLiteral("null");
    case Value::Kind::Text: {
        // Cut before it is decoded: a body of megabytes may be one text.
        const auto text = std::string_view(value.text()).substr(0, 4 * longestLine);
        return QLatin1Char('"') + shortened(toOneLine(text)) + QLatin1Char('"');
    }
    case Value::Kind::Blob:
        return QCoreApplication::translate("inia::ui::ValueTreeModel", "%1 bytes")
            .arg(groupedNumber(value.blob().size()));
    case Value::Kind::List:
        return listLine(value.size());
    case Value::Kind::Map:
        return mapLine(value.members());
    default:
        return valuePlainText(value);
    }
}

QString valuePlainText(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return QStringLiteral("null");
    case Value::Kind::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case Value::Kind::Int:
        return QString::number(value.toInt());
    case Value::Kind::Double:
        return doubleText(value.toDouble());
    case Value::Kind::Text:
        return toQString(value.text());
    case Value::Kind::Blob:
        return QString::fromLatin1(value.blob().toBase64());
    case Value::Kind::Time:
        return timeText(value.time());
    case Value::Kind::List:
    case Value::Kind::Map:
        break;
    }
    return {};
}

} // namespace inia::ui
