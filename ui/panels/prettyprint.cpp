#include "ui/panels/prettyprint.h"

#include <QtCore/QStringDecoder>

namespace inia::ui {

namespace {

constexpr int indentWidth = 2;
constexpr int bytesPerLine = 16;

void breakLine(QString& out, int depth)
{
    if (!out.isEmpty())
        out += u'\n';
    out += QString(qsizetype(depth) * indentWidth, u' ');
}

// One piece of an XML text: a tag with its brackets, or the characters up to the next one.
QStringView nextPiece(QStringView text)
{
    if (!text.startsWith(u'<')) {
        const auto tag = text.indexOf(u'<');
        return tag < 0 ? text : text.first(tag);
    }
    const QLatin1StringView closing = text.startsWith(QLatin1StringView("<!--")) ? QLatin1StringView("-->")
                                      : text.startsWith(QLatin1StringView("<![CDATA["))
                                          ? QLatin1StringView("]]>")
                                          : QLatin1StringView(">");
    const auto end = text.indexOf(closing);
    return end < 0 ? text : text.first(end + closing.size());
}

bool opens(QStringView piece)
{
    return piece.startsWith(u'<') && !piece.startsWith(QLatin1StringView("</")) &&
           !piece.startsWith(QLatin1StringView("<?")) && !piece.startsWith(QLatin1StringView("<!")) &&
           !piece.endsWith(QLatin1StringView("/>"));
}

// The end of the string that begins at `start` with a quote.
qsizetype stringEnd(QStringView text, qsizetype start)
{
    for (qsizetype i = start + 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            return i + 1;
    }
    return text.size();
}

qsizetype skipSpace(QStringView text, qsizetype from)
{
    while (from < text.size() && text[from].isSpace())
        ++from;
    return from;
}

} // namespace

QString prettyXml(QStringView text)
{
    QString out;
    int depth = 0;
    bool justOpened = false; // an element that has only text so far stays on its line
    bool inlineText = false;
    while (!text.isEmpty()) {
        const QStringView piece = nextPiece(text);
        text = text.sliced(piece.size());
        if (!piece.startsWith(u'<')) {
            if (piece.trimmed().isEmpty() && !(justOpened && text.startsWith(QLatin1StringView("</"))))
                continue;
            inlineText = justOpened && text.startsWith(QLatin1StringView("</"));
            if (!inlineText)
                breakLine(out, depth);
            out += inlineText ? piece : piece.trimmed();
            continue;
        }
        const bool closes = piece.startsWith(QLatin1StringView("</"));
        if (closes)
            depth = qMax(0, depth - 1);
        if (!closes || !(justOpened || inlineText))
            breakLine(out, depth);
        out += piece;
        inlineText = false;
        justOpened = opens(piece);
        if (justOpened)
            ++depth;
    }
    return out;
}

QString prettyJson(QStringView text)
{
    QString out;
    int depth = 0;
    for (qsizetype i = skipSpace(text, 0); i < text.size(); i = skipSpace(text, i)) {
        const QChar c = text[i];
        if (c == u'"') {
            const auto end = stringEnd(text, i);
            out += text.sliced(i, end - i);
            i = end;
            continue;
        }
        ++i;
        if (c == u'{' || c == u'[') {
            out += c;
            const auto next = skipSpace(text, i);
            if (next < text.size() && (text[next] == u'}' || text[next] == u']')) {
                out += text[next];
                i = next + 1;
            } else {
                breakLine(out, ++depth);
            }
        } else if (c == u'}' || c == u']') {
            depth = qMax(0, depth - 1);
            breakLine(out, depth);
            out += c;
        } else {
            out += c;
            if (c == u',')
                breakLine(out, depth);
            else if (c == u':')
                out += u' ';
        }
    }
    return out;
}

QString prettyBody(const QString& text, const QString& contentType)
{
    const auto start = skipSpace(text, 0);
    const QChar first = start < text.size() ? text[start] : QChar();
    if (contentType.contains(QLatin1StringView("xml")) || first == u'<')
        return prettyXml(text);
    if (contentType.contains(QLatin1StringView("json")) || first == u'{' || first == u'[')
        return prettyJson(text);
    return text;
}

bool isReadableText(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return false;
    for (const QChar c : text) {
        if (c.unicode() < 0x20 && !c.isSpace())
            return false;
    }
    return true;
}

QString hexDump(const QByteArray& bytes)
{
    QString out;
    for (qsizetype offset = 0; offset < bytes.size(); offset += bytesPerLine) {
        const QByteArray line = bytes.mid(offset, bytesPerLine);
        QString characters;
        for (const char c : line)
            characters += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
        if (offset > 0)
            out += u'\n';
        out += QStringLiteral("%1  %2  %3")
                   .arg(offset, 8, 16, QLatin1Char('0'))
                   .arg(QLatin1StringView(line.toHex(' ')), -(bytesPerLine * 3 - 1))
                   .arg(characters);
    }
    return out;
}

} // namespace inia::ui
