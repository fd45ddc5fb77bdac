#include "ui/models/exchangefilter.h"

#include <algorithm>

namespace inia::ui {

namespace {

/// Whether one letter more, less or other, or two that changed places, makes one word of the other.
bool isOneLetterOff(const QString& a, const QString& b)
{
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype head = 0;
    while (head < shorter && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    const qsizetype restA = a.size() - head - tail;
    const qsizetype restB = b.size() - head - tail;
    const bool isSwapped = restA == 2 && restB == 2 && a[head] == b[head + 1] && a[head + 1] == b[head];
    return isSwapped || (restA + restB > 0 && restA <= 1 && restB <= 1);
}

/// The key's name in a word with a colon; empty when what stands there is none.
QString keyPart(QStringView word)
{
    const auto colon = word.indexOf(u':');
    const bool isName = colon > 0 && std::all_of(word.begin(), word.begin() + colon, [](QChar c) {
                            return c == u'-' || (c.toLower() >= u'a' && c.toLower() <= u'z');
                        });
    return isName ? word.left(colon).toString() : QString();
}

QString quoted(const QString& text)
{
    QString result(u'"');
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\';
        result += c;
    }
    return result + u'"';
}

bool hasBlank(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

QString writtenWord(const QString& word)
{
    const bool isPlain = !word.isEmpty() && !hasBlank(word) && !word.startsWith(u'"') &&
                         !word.startsWith(u'-') && !filterKeyNamed(keyPart(word));
    return isPlain ? word : quoted(word);
}

QString writtenValue(const QString& text)
{
    const bool isPlain = !hasBlank(text) && !text.startsWith(u'"') && !text.contains(u',');
    return isPlain ? text : quoted(text);
}

} // namespace

/// Goes through the text once.
class ExchangeFilter::Reader final {
public:
    explicit Reader(const QString& text) : m_text(text) {}

    [[nodiscard]] Result<ExchangeFilter> read(Span* wrong)
    {
        ExchangeFilter filter;
        for (skipBlanks(); m_at < m_text.size(); skipBlanks()) {
            const qsizetype begin = m_at;
            auto term = readTerm();
            if (!term) {
                if (wrong)
                    *wrong = {begin, m_at - begin};
                return term.error();
            }
            if (!isIdle(*term))
                filter.m_terms.push_back(std::move(*term));
        }
        filter.m_hint = m_hint;
        return filter;
    }

private:
    /// An empty word, such as an opened quote has: everything has it.
    [[nodiscard]] static bool isIdle(const FilterTerm& term)
    {
        return term.key == FilterKey::Word && term.values.front().text.isEmpty();
    }
    [[nodiscard]] bool isBlank(qsizetype at) const { return at >= m_text.size() || m_text[at].isSpace(); }
    [[nodiscard]] bool isAt(QChar character) const
    {
        return m_at < m_text.size() && m_text[m_at] == character;
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_at))
            ++m_at;
    }

    [[nodiscard]] Result<FilterTerm> readTerm()
    {
        FilterTerm term;
        if (isAt(u'-') && !isBlank(m_at + 1)) {
            term.isNegated = true;
            ++m_at;
        }
        const QString name = keyPart(QStringView(m_text).mid(m_at));
        const auto key = name.isEmpty() ? std::nullopt : filterKeyNamed(name);
        if (!key) {
            noteUnknown(name);
            term.values.push_back({FilterValue::Form::Text, readText(false)});
            return term;
        }
        term.key = *key;
        m_at += name.size() + 1;
        return readValues(std::move(term));
    }

    [[nodiscard]] Result<FilterTerm> readValues(FilterTerm term)
    {
        QStringList texts;
        do {
            texts.append(readValue());
        } while (isAt(u',') && (++m_at, true));
        // "status:403," is being typed, and an empty text would be in everything.
        if (texts.size() > 1)
            texts.removeAll(QString());
        if (texts.isEmpty())
            texts.append(QString());
        for (const auto& text : texts) {
            const auto value = filterValue(term.key, text);
            if (!value)
                return makeError(ErrorKind::Parameter, "InvalidFilter",
                                 filterValueHelp(term.key, text).toStdString());
            term.values.push_back(*value);
        }
        return term;
    }

    [[nodiscard]] QString readValue()
    {
        QString mark;
        if ((isAt(u'>') || isAt(u'<')) && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'"')
            mark = m_text[m_at++];
        return mark + readText(true);
    }

    [[nodiscard]] QString readText(bool endsAtComma)
    {
        if (isAt(u'"'))
            return readQuoted();
        const qsizetype begin = m_at;
        while (!isBlank(m_at) && !(endsAtComma && isAt(u',')))
            ++m_at;
        return m_text.mid(begin, m_at - begin);
    }

    [[nodiscard]] QString readQuoted()
    {
        QString text;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            text += m_text[m_at];
        }
        if (m_at >= m_text.size())
            note(QStringLiteral("The quote is closed at the end."));
        else
            ++m_at;
        return text;
    }

    void noteUnknown(const QString& name)
    {
        for (const auto key : filterKeys()) {
            if (isOneLetterOff(name.toLower(), filterKeyName(key)) && !name.isEmpty())
                note(filterKeyName(key) + QStringLiteral(":?"));
        }
    }
    void note(const QString& hint)
    {
        if (m_hint.isEmpty())
            m_hint = hint;
    }

    const QString& m_text;
    qsizetype m_at = 0;
    QString m_hint;
};

Result<ExchangeFilter> ExchangeFilter::parse(const QString& text, Span* wrong)
{
    return Reader(text).read(wrong);
}

bool ExchangeFilter::matches(const ExchangeCall& call, std::chrono::system_clock::time_point now) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const FilterTerm& term) { return termHolds(term, call, now); });
}

QString ExchangeFilter::written(const FilterTerm& term)
{
    const QString mark = term.isNegated ? QStringLiteral("-") : QString();
    if (term.key == FilterKey::Word)
        return mark + writtenWord(term.values.front().text);
    QStringList values;
    for (const auto& value : term.values)
        values.append(writtenValue(value.text));
    return mark + filterKeyName(term.key) + u':' + values.join(u',');
}

QString ExchangeFilter::text() const
{
    QStringList terms;
    for (const auto& term : m_terms)
        terms.append(written(term));
    return terms.join(u' ');
}

} // namespace inia::ui
