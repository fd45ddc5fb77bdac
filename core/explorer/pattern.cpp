#include "core/explorer/parameter.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <optional>

namespace inia::explorer {

namespace {

/// The pattern as PCRE reads it; nothing where Python refuses what PCRE does not.
std::optional<QString> fromPython(const QString& pattern)
{
    static const QString letters = QStringLiteral("AbBdDsSwWZafnrtvxuUN");
    static const QString classes = QStringLiteral("dDsSwW");
    QString result;
    bool inBrackets = false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if (c != u'\\' || i + 1 == pattern.size()) {
            if (c == u'[' && inBrackets) {
                result += QStringLiteral("\\["); // no POSIX classes
                continue;
            }
            if (c == u'[') {
                inBrackets = true;
                result += c;
                if (i + 1 < pattern.size() && pattern[i + 1] == u'^')
                    result += pattern[++i];
                if (i + 1 < pattern.size() && pattern[i + 1] == u']') {
                    result += QStringLiteral("\\]");
                    ++i;
                }
                continue;
            }
            if (c == u']')
                inBrackets = false;
            result += c;
            continue;
        }
        const QChar escaped = pattern[++i];
        const bool isLetter = escaped.unicode() < 128 && escaped.isLetter();
        if (isLetter && !letters.contains(escaped))
            return std::nullopt;
        if (escaped == u'u' && i + 4 < pattern.size()) {
            result += QStringLiteral("\\x{") + pattern.mid(i + 1, 4) + u'}';
            i += 4;
            continue;
        }
        result += c;
        result += escaped;
        // [\w-.]: a range that begins with a class
        if (inBrackets && classes.contains(escaped) && i + 2 < pattern.size() && pattern[i + 1] == u'-' &&
            pattern[i + 2] != u']')
            return std::nullopt;
    }
    static const QRegularExpression lateFlags(QStringLiteral("(?<=.)\\(\\?[aiLmsux]+\\)"));
    if (lateFlags.match(pattern).hasMatch())
        return std::nullopt;
    return result;
}

/// Where a pattern's alternatives begin and end: its "|" outside all brackets.
struct Cut {
    QStringList parts;
    qsizetype firstClosing = -1; ///< where the first group at the top ends
};

Cut cutAtBars(const QString& text)
{
    Cut cut;
    int depth = 0;
    bool escaped = false;
    bool inBrackets = false;
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (escaped) {
            escaped = false;
        } else if (c == u'\\') {
            escaped = true;
        } else if (inBrackets) {
            inBrackets = c != u']';
        } else if (c == u'[') {
            inBrackets = true;
        } else if (c == u'(') {
            ++depth;
        } else if (c == u')') {
            if (--depth == 0 && cut.firstClosing < 0)
                cut.firstClosing = i;
        } else if (c == u'|' && depth == 0) {
            cut.parts.append(text.mid(start, i - start));
            start = i + 1;
        }
    }
    cut.parts.append(text.mid(start));
    return cut;
}

/// The alternatives of a pattern, also of one that is a single group.
QStringList alternatives(const QString& pattern)
{
    QString text = pattern.trimmed();
    for (;;) {
        if (text.startsWith(u'^'))
            text.remove(0, 1);
        if (text.endsWith(u'$'))
            text.chop(1);
        const auto cut = cutAtBars(text);
        if (cut.parts.size() > 1 || !text.startsWith(u'(') || cut.firstClosing != text.size() - 1)
            return cut.parts;
        const qsizetype opening = text.startsWith(QStringLiteral("(?:")) ? 3 : 1;
        text = text.mid(opening, text.size() - opening - 1);
    }
}

} // namespace

Taken takenBy(const Rules& rules, std::string_view pattern)
{
    if (pattern.empty())
        return {};
    const QString text = toQString(pattern);
    const auto translated = fromPython(text);
    if (!translated)
        return {};
    const QRegularExpression whole(QRegularExpression::anchoredPattern(*translated),
                                   QRegularExpression::UseUnicodePropertiesOption);
    if (!whole.isValid())
        return {};
    Taken taken;
    taken.other = std::any_of(rules.plainSamples.begin(), rules.plainSamples.end(),
                              [&whole](const std::string& sample) { return found(whole, sample); });
    const auto parts = taken.other ? QStringList() : alternatives(text);
    static const QRegularExpression anything(QStringLiteral("[a-zA-Z0-9]"));
    taken.other =
        taken.other || (parts.size() > 1 && std::any_of(parts.begin(), parts.end(), [](const QString& part) {
                            return !part.contains(QStringLiteral("arn"), Qt::CaseInsensitive) &&
                                   anything.match(part).hasMatch();
                        }));
    taken.arn = text.contains(QStringLiteral("arn"), Qt::CaseInsensitive) || found(whole, rules.arnSample);
    if (taken.arn || taken.other)
        return taken;
    // A form that no sample has.
    QString colons = text;
    return {colons.remove(QStringLiteral("(?:")).contains(u':'), true};
}

} // namespace inia::explorer
