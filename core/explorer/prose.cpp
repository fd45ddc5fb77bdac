#include "core/explorer/prose.h"

#include <algorithm>

namespace inia::explorer {

namespace {

/// How far into a text a parameter's identity, and the kind of identifier, are looked for.
constexpr qsizetype nounReach = 300;
constexpr qsizetype kindReach = 400;
constexpr std::size_t mostToldValues = 60;

enum Kind { SaysArn = 1, SaysId = 2, SaysName = 4 };

QRegularExpression prosePattern(const char* pattern)
{
    return QRegularExpression(QString::fromLatin1(pattern), QRegularExpression::UseUnicodePropertiesOption);
}

/// The texts of the models are HTML of a simple kind: without tags, white space as one blank.
QString plainProse(std::string_view html)
{
    const QString text = toQString(html);
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'<') {
            const auto end = text.indexOf(u'>', i + 1);
            if (end > i + 1) {
                i = end;
                continue;
            }
        }
        if (!text[i].isSpace())
            result += text[i];
        else if (!result.isEmpty() && !result.endsWith(u' '))
            result += u' ';
    }
    if (result.endsWith(u' '))
        result.chop(1);
    return result;
}

Words lowerWords(const QString& text)
{
    static const QRegularExpression word(QStringLiteral("[A-Za-z]+"));
    Words result;
    for (auto matches = word.globalMatch(text); matches.hasNext();)
        result.push_back(matches.next().captured().toLower().toStdString());
    return result;
}

} // namespace

bool Prose::has(const QRegularExpression& expression) const
{
    return !m_text.isEmpty() && expression.match(m_text).hasMatch();
}

std::string Prose::findNoun() const
{
    const QString start = m_text.left(nounReach);
    auto match = m_rules.docsNoun.match(start);
    if (match.hasMatch()) {
        // "The X of the Y" is about the Y only when nothing but plain words stand in front.
        const QString before = start.left(match.capturedStart()).split(QStringLiteral(". ")).last();
        const auto words = lowerWords(before);
        const bool plain = std::all_of(words.begin(), words.end(), [this](const std::string& word) {
            return m_rules.wordsBefore.contains(word);
        });
        if (!plain)
            return {};
    } else {
        match = m_rules.docsFirst.match(start);
        if (!match.hasMatch())
            return {};
    }
    auto words = lowerWords(match.captured(1));
    static const WordSet empty{"amazon",   "aws",     "specific", "specified",
                               "existing", "desired", "web",      "services"};
    while (!words.empty() && empty.contains(words.front()))
        words.erase(words.begin());
    return m_rules.wording.noun(words);
}

const std::string& Prose::noun() const
{
    if (!m_noun)
        m_noun = findNoun();
    return *m_noun;
}

std::vector<std::string> Prose::findValues() const
{
    const auto match = m_rules.toldValues.match(m_text);
    if (!match.hasMatch())
        return {};
    static const QRegularExpression separator = prosePattern(R"(,|\||\bor\b|\band\b|\s)");
    static const QRegularExpression value = prosePattern(R"(\A[\w.-]+\z)");
    static const QRegularExpression edges(QStringLiteral("^[\". ]+|[\". ]+$"));
    std::vector<std::string> values;
    for (auto part : match.captured(1).split(separator)) {
        part.remove(edges);
        if (part.isEmpty())
            continue;
        if (!value.match(part).hasMatch())
            return {};
        values.push_back(part.toStdString());
    }
    if (values.size() < 2 || values.size() > mostToldValues)
        return {};
    return values;
}

const std::vector<std::string>& Prose::values() const
{
    if (!m_values)
        m_values = findValues();
    return *m_values;
}

int Prose::kinds() const
{
    static const QRegularExpression arn = prosePattern(R"(\bARNs?\b|Amazon Resource Name)");
    static const QRegularExpression id = prosePattern(R"(\b(IDs?|ids?|[Ii]dentifiers?)\b)");
    static const QRegularExpression name = prosePattern(R"((?<!Resource )\b[Nn]ames?\b)");
    if (!m_kinds) {
        const QString start = m_text.left(kindReach);
        m_kinds = (arn.match(start).hasMatch() ? SaysArn : 0) | (id.match(start).hasMatch() ? SaysId : 0) |
                  (name.match(start).hasMatch() ? SaysName : 0);
    }
    return *m_kinds;
}

bool Prose::saysArn() const
{
    return (kinds() & SaysArn) != 0;
}
bool Prose::saysId() const
{
    return (kinds() & SaysId) != 0;
}
bool Prose::saysName() const
{
    return (kinds() & SaysName) != 0;
}

const Prose& Library::of(std::string_view html) const
{
    if (html.empty())
        return m_none;
    auto& text = m_texts[html.data()];
    if (!text)
        text = std::make_unique<Prose>(m_rules, plainProse(html));
    return *text;
}

} // namespace inia::explorer
