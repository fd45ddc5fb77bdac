#include "core/explorer/rules.h"

#include "core/model/document.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inia::explorer {

Wording::Wording(QRegularExpression token, std::map<std::string, std::string, std::less<>> irregularPlurals,
                 WordSet singularInS)
    : m_token(std::move(token)),
      m_irregularPlurals(std::move(irregularPlurals)),
      m_singularInS(std::move(singularInS))
{
}

const Words& Wording::split(std::string_view name) const
{
    const auto [entry, isNew] = m_split.try_emplace(std::string(name));
    if (isNew) {
        for (auto matches = m_token.globalMatch(toQString(name)); matches.hasNext();)
            entry->second.push_back(matches.next().captured().toLower().toStdString());
    }
    return entry->second;
}

std::string Wording::flat(std::string_view name) const
{
    return joined(split(name));
}

std::string Wording::singular(std::string_view word) const
{
    const auto irregular = m_irregularPlurals.find(word);
    if (irregular != m_irregularPlurals.end())
        return irregular->second;
    if (word.size() < 3 || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") ||
        m_singularInS.contains(word))
        return std::string(word);
    if (word.ends_with("ies"))
        return std::string(word.substr(0, word.size() - 3)) + 'y';
    static constexpr std::array<std::string_view, 5> inEs{"sses", "xes", "ches", "shes", "zzes"};
    const bool takesEs = std::any_of(inEs.begin(), inEs.end(),
                                     [word](std::string_view ending) { return word.ends_with(ending); });
    return std::string(word.substr(0, word.size() - (takesEs ? 2 : 1)));
}

std::string Wording::noun(const Words& words) const
{
    if (words.empty())
        return {};
    std::string result;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        result += words[i];
    return result + singular(words.back());
}

Stripped Wording::stripAttribute(const Words& words, const WordSet& attributes) const
{
    const auto size = words.size();
    const auto isAttribute = [&](std::size_t index) { return attributes.contains(singular(words[index])); };
    const auto first = [&words](std::size_t count) {
        return Words(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
    };
    if (size >= 3 && words[size - 2] == "or" && isAttribute(size - 1) && isAttribute(size - 3))
        return {first(size - 3), "any"};
    const bool isSet =
        size >= 2 && (words[size - 1] == "list" || words[size - 1] == "set") && isAttribute(size - 2);
    const auto count = isSet ? size - 1 : size;
    if (count > 0 && isAttribute(count - 1))
        return {first(count - 1), singular(words[count - 1])};
    return {first(count), {}};
}

Words Wording::stripTelling(Words words, const WordSet& telling) const
{
    while (words.size() > 1 && telling.contains(singular(words.back())))
        words.pop_back();
    return words;
}

bool Wording::standsIn(const Words& few, const Words& many) const
{
    std::size_t at = 0;
    for (const auto& word : few) {
        const auto wanted = singular(word);
        while (at < many.size() && singular(many[at]) != wanted)
            ++at;
        if (at++ == many.size())
            return false;
    }
    return !few.empty();
}

std::string joined(const Words& words, std::string_view separator)
{
    std::string result;
    for (const auto& word : words) {
        if (!result.empty())
            result += separator;
        result += word;
    }
    return result;
}

Words stripVersion(Words words)
{
    const auto size = words.size();
    const bool isVersion =
        size > 2 && words[size - 2] == "v" &&
        std::all_of(words[size - 1].begin(), words[size - 1].end(), [](char c) { return ascii::isDigit(c); });
    if (isVersion)
        words.resize(size - 2);
    return words;
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool found(const QRegularExpression& expression, std::string_view text)
{
    return expression.match(toQString(text)).hasMatch();
}

namespace {

/// Python's escapes of characters as PCRE wants them.
QString asPcre(std::string_view pattern)
{
    static const QRegularExpression escape(QStringLiteral(R"(\\u([0-9A-Fa-f]{4}))"));
    return toQString(pattern).replace(escape, QStringLiteral("\\x{\\1}"));
}

class RuleReader final {
public:
    explicit RuleReader(Node root) : m_root(root) {}

    [[nodiscard]] const std::string& problem() const { return m_problem; }

    Node at(std::string_view group, std::string_view name, Node::Kind kind)
    {
        const Node node = m_root[group][name];
        return node.kind() == kind ? node : missing(group, name);
    }
    Rules::Texts texts(std::string_view group, std::string_view name)
    {
        return textsOf(at(group, name, Node::Kind::List));
    }
    WordSet set(std::string_view group, std::string_view name)
    {
        const auto list = texts(group, name);
        return {list.begin(), list.end()};
    }
    Rules::Table table(std::string_view group, std::string_view name)
    {
        return tableOf(at(group, name, Node::Kind::Map));
    }
    QRegularExpression expression(std::string_view group, std::string_view name)
    {
        const Node node = at(group, name, Node::Kind::Map);
        return compiled(node["regex"].text(), node["ignoreCase"].toBool(),
                        std::string(group) + '/' + std::string(name));
    }
    int score(std::string_view name)
    {
        const Node node = m_root["scores"][name];
        if (node.kind() != Node::Kind::Int)
            missing("scores", name);
        return static_cast<int>(node.toInt());
    }
    std::vector<Unit> units(std::string_view name)
    {
        std::vector<Unit> result;
        for (const auto pair : at("columns", "units", Node::Kind::Map)[name].items())
            result.push_back({std::string(pair.at(0).text()),
                              compiled(pair.at(1).text(), false, "columns/units/" + std::string(name))});
        return result;
    }
    static Rules::Texts textsOf(Node list)
    {
        Rules::Texts result;
        for (const auto item : list.items())
            result.emplace_back(item.text());
        return result;
    }
    static Rules::Table tableOf(Node map)
    {
        Rules::Table result;
        for (const auto& [key, value] : map.members())
            result.emplace(key, value.text());
        return result;
    }

private:
    QRegularExpression compiled(std::string_view pattern, bool ignoreCase, const std::string& place)
    {
        auto options = QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::NoPatternOption;
        if (ignoreCase)
            options |= QRegularExpression::CaseInsensitiveOption;
        QRegularExpression result(asPcre(pattern), options);
        result.optimize();
        if (pattern.empty() || !result.isValid())
            m_problem = place + " is no expression: " + result.errorString().toStdString();
        return result;
    }
    Node missing(std::string_view group, std::string_view name)
    {
        m_problem = std::string(group) + '/' + std::string(name) + " is missing or of another kind";
        return {};
    }

    Node m_root;
    std::string m_problem;
};

void readNouns(RuleReader& reader, Rules& rules)
{
    rules.wording = Wording(reader.expression("words", "TOKEN"), reader.table("words", "IRREGULAR"),
                            reader.set("words", "IS_WORDS"));
    rules.account = reader.set("nouns", "ACCOUNT");
    rules.region = reader.set("nouns", "REGION");
    rules.tokens = reader.set("nouns", "TOKENS");
    rules.sizes = reader.set("nouns", "SIZES");
    rules.locale = reader.table("nouns", "LOCALE");
    rules.errorLists = reader.texts("nouns", "ERROR_LISTS");
    rules.fromTime = reader.texts("nouns", "FROM");
    rules.toTime = reader.texts("nouns", "TO");
    rules.qualifiers = reader.texts("nouns", "QUALIFIERS");
    rules.attributes = reader.set("nouns", "ATTRIBUTES");
    rules.strongAttributes = reader.set("nouns", "STRONG_ATTRIBUTES");
    rules.generic = reader.set("nouns", "GENERIC");
    rules.prefixVerbs = reader.set("nouns", "PREFIX_VERBS");
    rules.prepositions = reader.set("nouns", "PREPOSITIONS");
    rules.readingVerbs = reader.set("nouns", "READING");
    rules.telling = reader.set("nouns", "TELLING");
    rules.tellingSubject = reader.set("nouns", "TELLING_SUBJECT");
}

void readParameters(RuleReader& reader, Rules& rules)
{
    rules.scalars = reader.set("items", "SCALARS");
    rules.wrappers = reader.set("items", "WRAPPERS");
    rules.plainShapes = reader.set("items", "PLAIN_SHAPES");
    for (const auto& [type, list] : reader.at("items", "COMPATIBLE", Node::Kind::Map).members())
        rules.compatible.emplace(type, RuleReader::textsOf(list));
    rules.asked = reader.expression("items", "ASKED");
    rules.arnSample = reader.at("parameters", "ARN_SAMPLE", Node::Kind::Text).text();
    rules.plainSamples = reader.texts("parameters", "PLAIN_SAMPLES");
    rules.oneOfOperation = reader.expression("parameters", "ONE_OF_OPERATION");
    rules.oneOfParameter = reader.expression("parameters", "ONE_OF_PARAMETER");
    rules.defaulted = reader.expression("parameters", "DEFAULTED");
    rules.regionValue = reader.expression("parameters", "REGION_VALUE");
    rules.toldValues = reader.expression("parameters", "VALUES");
    rules.implied = reader.expression("documentation", "IMPLIED");
    rules.notAlone = reader.expression("documentation", "NOT_ALONE");
    rules.docsFirst = reader.expression("documentation", "DOCS_FIRST");
    rules.docsNoun = reader.expression("documentation", "DOCS_NOUN");
    rules.wordsBefore = reader.set("documentation", "BEFORE");
    rules.leastScore = reader.score("least");
    rules.givesWayBelow = reader.score("givesWayBelow");
    rules.scopedNeeds = reader.score("scopedNeeds");
    rules.oneOfNeeds = reader.score("oneOfNeeds");
    rules.ancestorNeeds = reader.score("ancestorNeeds");
    for (const auto item : reader.at("scores", "actionNeeds", Node::Kind::List).items())
        rules.actionNeeds.push_back(static_cast<int>(item.toInt()));
    rules.actionNeeds.resize(3);
}

void readColumns(RuleReader& reader, Rules& rules)
{
    for (const auto& [name, score] : reader.at("columns", "scores", Node::Kind::Map).members())
        rules.columnScores.emplace(name, score.toDouble(static_cast<double>(score.toInt())));
    rules.state = reader.expression("columns", "STATE");
    rules.stateNot = reader.expression("columns", "STATE_NOT");
    rules.type = reader.expression("columns", "TYPE");
    rules.created = reader.expression("columns", "CREATED");
    rules.modified = reader.expression("columns", "MODIFIED");
    rules.zone = reader.expression("columns", "ZONE");
    rules.size = reader.expression("columns", "SIZE");
    rules.version = reader.expression("columns", "VERSION");
    rules.never = reader.expression("columns", "NEVER");
    rules.passing = reader.expression("columns", "PASSING");
    rules.createdExactly = reader.set("columns", "CREATED_EXACT");
    rules.descriptions = reader.set("columns", "DESCRIPTION");
    for (const auto& [health, list] : reader.at("columns", "health", Node::Kind::Map).members()) {
        for (const auto word : list.items())
            rules.health.insert_or_assign(std::string(word.text()), std::string(health));
    }
    rules.unitsByName = reader.units("byName");
    rules.unitsByDocumentation = reader.units("byDocumentation");
}

} // namespace

Result<std::shared_ptr<const Rules>> Rules::read(std::string_view json)
{
    const auto document = Document::fromJson(json, "rules.json");
    if (!document)
        return document.error();
    RuleReader reader((*document)->root());
    auto rules = std::make_shared<Rules>();
    readNouns(reader, *rules);
    readParameters(reader, *rules);
    readColumns(reader, *rules);
    rules->hardVerbs = reader.set("effects", "HARD");
    rules->effectReads = reader.set("effects", "READS");
    rules->secretName = reader.expression("effects", "SECRET_NAME");
    rules->secretNot = reader.expression("effects", "SECRET_NOT");
    for (const auto& [ending, goal] : reader.at("links", "wellKnown", Node::Kind::Map).members())
        rules->wellKnown.push_back(
            {std::string(ending), RuleReader::textsOf(goal.at(0)), std::string(goal.at(1).text())});
    for (const auto& [word, title] : (*document)->root()["titles"].members())
        rules->titles.emplace(word, title.text());
    if (!reader.problem().empty())
        return makeError(ErrorKind::Model, "BrokenRules", "rules.json: " + reader.problem());
    return std::shared_ptr<const Rules>(std::move(rules));
}

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
