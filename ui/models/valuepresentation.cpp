#include "ui/models/valuepresentation.h"

#include "core/dynamodb/itemtext.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace inia::ui {

namespace {

class ValueTexts {
    Q_DECLARE_TR_FUNCTIONS(Values)
};

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
        return ValueTexts::tr("[ 1 item ]");
    return ValueTexts::tr("[ %1 items ]").arg(groupedNumber(static_cast<qint64>(count)));
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
        return ValueTexts::tr("%1 bytes").arg(groupedNumber(value.blob().size()));
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

namespace {

using dynamodb::NativeValue;
using Kind = NativeValue::Kind;

/// More would only be elided, at the price of shaping it.
constexpr qsizetype longestCell = 400;
constexpr qsizetype shownBytes = 24;

QString countOf(qsizetype count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(groupedNumber(count));
}

QString bytesText(const QByteArray& bytes)
{
    QString text = countOf(bytes.size(), ValueTexts::tr("1 byte"), ValueTexts::tr("%1 bytes"));
    if (!bytes.isEmpty())
        text += QStringLiteral("  ") + QString::fromLatin1(bytes.left(shownBytes).toHex(' '));
    return bytes.size() > shownBytes ? text + QChar(u'…') : text;
}

/// Decoded only as far as it is shown: a text may have 400 KB.
QString shortText(const std::string& text)
{
    const QString shown = toOneLine(std::string_view(text).substr(0, 4 * longestCell));
    const bool isCut = shown.size() > longestCell || text.size() > std::size_t{4 * longestCell};
    return isCut ? shown.left(longestCell) + QChar(u'…') : shown;
}

/// JSON's manner in one line, ended as soon as it is long enough.
class LineWriter final {
public:
    void write(const NativeValue& value)
    {
        switch (value.kind()) {
        case Kind::Text:
            m_line += u'"' + shortText(value.text()) + u'"';
            break;
        case Kind::List:
            items(u'[', value.items(), u']');
            break;
        case Kind::Set:
            items(u'{', value.items(), u'}');
            break;
        case Kind::Map:
            members(value.members());
            break;
        default:
            m_line += nativeCellText(value);
        }
    }

    [[nodiscard]] QString take()
    {
        return isFull() ? m_line.left(longestCell) + QChar(u'…') : std::move(m_line);
    }

private:
    [[nodiscard]] bool isFull() const { return m_line.size() > longestCell; }

    void items(QChar begin, const NativeValue::List& all, QChar end)
    {
        m_line += begin;
        for (const auto& item : all) {
            if (isFull())
                return;
            if (&item != &all.front())
                m_line += QStringLiteral(", ");
            write(item);
        }
        m_line += end;
    }

    void members(const NativeValue::Members& all)
    {
        m_line += u'{';
        for (const auto& member : all) {
            if (isFull())
                return;
            if (&member != &all.front())
                m_line += QStringLiteral(", ");
            m_line += toOneLine(member.first) + QStringLiteral(": ");
            write(member.second);
        }
        m_line += u'}';
    }

    QString m_line;
};

QString setWords(const NativeValue::List& items)
{
    if (items.empty() || items.front().isNumber())
        return ValueTexts::tr("Number set");
    return items.front().isBinary() ? ValueTexts::tr("Binary set") : ValueTexts::tr("String set");
}

} // namespace

QString nativeTypeName(const NativeValue& value)
{
    switch (value.kind()) {
    case Kind::Null:
        return QStringLiteral("NULL");
    case Kind::Bool:
        return QStringLiteral("BOOL");
    case Kind::Text:
        return QStringLiteral("S");
    case Kind::Binary:
        return QStringLiteral("B");
    case Kind::List:
        return QStringLiteral("L");
    case Kind::Map:
        return QStringLiteral("M");
    case Kind::Set:
        return value.size() == 0 ? QStringLiteral("NS") : nativeTypeName(value.items().front()) + u'S';
    default:
        return QStringLiteral("N");
    }
}

QString nativeTypeWords(const NativeValue& value)
{
    switch (value.kind()) {
    case Kind::Null:
        return ValueTexts::tr("Null");
    case Kind::Bool:
        return ValueTexts::tr("Boolean");
    case Kind::Text:
        return ValueTexts::tr("String");
    case Kind::Binary:
        return ValueTexts::tr("Binary");
    case Kind::List:
        return ValueTexts::tr("List");
    case Kind::Map:
        return ValueTexts::tr("Map");
    case Kind::Set:
        return setWords(value.items());
    default:
        return ValueTexts::tr("Number");
    }
}

ValueType nativeValueType(const NativeValue& value)
{
    switch (value.kind()) {
    case Kind::Null:
        return ValueType::Null;
    case Kind::Bool:
        return ValueType::Boolean;
    case Kind::Text:
        return ValueType::String;
    case Kind::Binary:
        return ValueType::Blob;
    case Kind::List:
    case Kind::Set:
        return ValueType::List;
    case Kind::Map:
        return ValueType::Map;
    default:
        return ValueType::Number;
    }
}

QString nativeCellText(const NativeValue& value)
{
    switch (value.kind()) {
    case Kind::Null:
        return QStringLiteral("null");
    case Kind::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case Kind::Number:
        return toQString(value.number().text());
    case Kind::Text:
        return shortText(value.text());
    case Kind::Binary:
        return bytesText(value.binary());
    default:
        break;
    }
    LineWriter writer;
    writer.write(value);
    return writer.take();
}

QString nativeTreeLine(const NativeValue& value)
{
    const auto count = static_cast<qsizetype>(value.size());
    switch (value.kind()) {
    case Kind::Text:
        return u'"' + shortText(value.text()) + u'"';
    case Kind::List:
        return countOf(count, ValueTexts::tr("[ 1 item ]"), ValueTexts::tr("[ %1 items ]"));
    case Kind::Set:
        return countOf(count, ValueTexts::tr("{ 1 item }"), ValueTexts::tr("{ %1 items }"));
    case Kind::Map:
        return countOf(count, ValueTexts::tr("{ 1 attribute }"), ValueTexts::tr("{ %1 attributes }"));
    default:
        return nativeCellText(value);
    }
}

QString nativePlainText(const NativeValue& value)
{
    if (value.isText())
        return toQString(value.text());
    if (value.isBinary())
        return QString::fromLatin1(value.binary().toBase64());
    return toQString(dynamodb::toPlainJson(value));
}

} // namespace inia::ui
