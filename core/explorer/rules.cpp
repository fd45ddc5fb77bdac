#include "core/explorer/rules.h"

#include "core/model/document.h"

#include <cmath>

namespace inia::explorer {

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

} // namespace inia::explorer
