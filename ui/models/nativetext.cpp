#include "ui/models/nativetext.h"

#include "core/dynamodb/itemjson.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

using dynamodb::NativeValue;
using Kind = NativeValue::Kind;

/// More would only be elided, at the price of shaping it.
constexpr qsizetype longestCell = 400;
constexpr qsizetype shownBytes = 24;

QString countOf(qsizetype count, const char* one, const char* many)
{
    return count == 1 ? QCoreApplication::translate("inia::ui::ItemsModel", one)
                      : QCoreApplication::translate("inia::ui::ItemsModel", many).arg(groupedNumber(count));
}

QString bytesText(const QByteArray& bytes)
{
    QString text = countOf(bytes.size(), "1 byte", "%1 bytes");
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
        return QCoreApplication::translate("inia::ui::ItemsModel", "Number set");
    return items.front().isBinary() ? QCoreApplication::translate("inia::ui::ItemsModel", "Binary set")
                                    : QCoreApplication::translate("inia::ui::ItemsModel", "String set");
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
        return QCoreApplication::translate("inia::ui::ItemsModel", "Null");
    case Kind::Bool:
        return QCoreApplication::translate("inia::ui::ItemsModel", "Boolean");
    case Kind::Text:
        return QCoreApplication::translate("inia::ui::ItemsModel", "String");
    case Kind::Binary:
        return QCoreApplication::translate("inia::ui::ItemsModel", "Binary");
    case Kind::List:
        return QCoreApplication::translate("inia::ui::ItemsModel", "List");
    case Kind::Map:
        return QCoreApplication::translate("inia::ui::ItemsModel", "Map");
    case Kind::Set:
        return setWords(value.items());
    default:
        return QCoreApplication::translate("inia::ui::ItemsModel", "Number");
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
        return countOf(count, "[ 1 item ]", "[ %1 items ]");
    case Kind::Set:
        return countOf(count, "{ 1 item }", "{ %1 items }");
    case Kind::Map:
        return countOf(count, "{ 1 attribute }", "{ %1 attributes }");
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
