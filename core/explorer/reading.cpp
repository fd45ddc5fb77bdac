#include "core/explorer/reading.h"

#include <algorithm>
#include <array>

namespace inia::explorer {

namespace {

bool isListOrMap(const Shape& shape)
{
    return shape.type() == ShapeType::List || shape.type() == ShapeType::Map;
}

std::string_view lastPart(std::string_view path)
{
    return path.substr(path.rfind('.') + 1);
}

/// The same noun, or one that begins or ends with the other.
bool areLike(std::string_view a, std::string_view b)
{
    return a == b || (a.size() > 3 && b.size() > 3 &&
                      (a.ends_with(b) || b.ends_with(a) || a.starts_with(b) || b.starts_with(a)));
}

template <typename Texts>
bool isOneOf(const Texts& texts, std::string_view text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// Where a dotted path of members leads; invalid when it is no plain one.
Shape resolved(Shape shape, std::string_view path)
{
    while (!path.empty() && shape.valid()) {
        const auto dot = std::min(path.find('.'), path.size());
        shape = shape.member(path.substr(0, dot));
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return shape;
}

std::vector<Shape::Member> membersOf(const Shape& shape)
{
    std::vector<Shape::Member> result;
    for (std::uint32_t i = 0; shape.valid() && i < shape.memberCount(); ++i)
        result.push_back(shape.memberAt(i));
    return result;
}

} // namespace

int Reading::rankOf(std::string_view noun, int otherwise) const
{
    for (const auto& [name, rank] : nouns) {
        if (name == noun)
            return rank;
    }
    return otherwise;
}

ParsedName ReadingReader::parse(std::string_view operation) const
{
    static constexpr std::array<std::string_view, 5> trailing{"associated", "attached", "belonging",
                                                              "assigned", "granted"};
    static constexpr std::array<std::string_view, 4> leading{"all", "my", "available", "current"};
    Words words = m_rules.wording.split(operation);
    ParsedName result;
    if (words.empty())
        return result;
    std::size_t at = 0;
    result.verb = words[at++];
    if (m_rules.prefixVerbs.contains(result.verb) && at < words.size())
        result.verb = words[at++];
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at));
    std::size_t cut = words.size();
    for (std::size_t i = 1; i < words.size() && cut == words.size(); ++i) {
        if (m_rules.prepositions.contains(words[i]))
            cut = i;
    }
    const auto cutAt = words.begin() + static_cast<std::ptrdiff_t>(cut);
    result.subject.assign(words.begin(), cutAt);
    if (cut < words.size())
        result.object.assign(cutAt + 1, words.end());
    if (!result.subject.empty() && isOneOf(trailing, result.subject.back()))
        result.subject.pop_back();
    if (!result.subject.empty() && isOneOf(leading, result.subject.front()))
        result.subject.erase(result.subject.begin());
    return result;
}

Words ReadingReader::qualifier(const OperationModel& operation) const
{
    static constexpr std::array<std::string_view, 12> anything{
        "resource", "account", "resources", "entity", "target", "arn",
        "id",       "name",    "user",      "all",    "member", "principal"};
    const Words& words = m_rules.wording.split(operation.name());
    if (words.size() < 3)
        return {};
    const auto at = std::find(words.begin() + 2, words.end(), "for");
    if (at == words.end() || at + 1 == words.end() || isOneOf(anything, words.back()))
        return {};
    const Words rest(at + 1, words.end());
    if (std::any_of(rest.begin(), rest.end(),
                    [this](const std::string& word) { return m_rules.prepositions.contains(word); }))
        return {};
    const auto noun = m_rules.wording.noun(rest);
    for (const auto& [name, shape] : membersOf(operation.input())) {
        const auto flat = m_rules.wording.flat(name);
        if (flat.find(noun.substr(0, 5)) != std::string::npos ||
            noun.find(flat.substr(0, 5)) != std::string::npos)
            return {};
    }
    return rest;
}

std::string ReadingReader::plainSubject(const Words& subject) const
{
    return m_rules.wording.noun(m_rules.wording.stripTelling(subject, m_rules.tellingSubject));
}

std::string ReadingReader::subjectNoun(const Words& subject) const
{
    const auto& wording = m_rules.wording;
    auto words = wording.stripTelling(stripVersion(subject), m_rules.tellingSubject);
    if (words.size() > 1 && wording.isPlural(words.back())) {
        auto [base, attribute] = wording.stripAttribute(words, m_rules.strongAttributes);
        if (!attribute.empty() && !m_rules.generic.contains(wording.noun(base)))
            words = std::move(base);
    }
    return wording.noun(words);
}

std::string ReadingReader::keyNoun(std::string_view path) const
{
    static const WordSet telling{"list", "set", "summary", "detail", "info"};
    const auto& words = m_rules.wording.split(lastPart(path));
    const auto base =
        m_rules.wording.stripAttribute(m_rules.wording.stripTelling(words, telling), m_rules.strongAttributes)
            .base;
    return m_rules.wording.noun(base.empty() ? words : base);
}

bool ReadingReader::isErrorList(std::string_view name) const
{
    static constexpr std::array<std::string_view, 4> endings{"errors", "failures", "exceptions", "warnings"};
    const auto flat = m_rules.wording.flat(name);
    return std::any_of(m_rules.errorLists.begin(), m_rules.errorLists.end(),
                       [&flat](const std::string& word) { return flat.starts_with(word); }) ||
           std::any_of(endings.begin(), endings.end(),
                       [&flat](std::string_view ending) { return flat.ends_with(ending); });
}

bool ReadingReader::isToken(std::string_view name) const
{
    return m_rules.tokens.contains(m_rules.wording.flat(name));
}

bool ReadingReader::hasToken(const Shape& output) const
{
    for (const auto& [name, shape] : membersOf(output)) {
        if (isToken(name))
            return true;
        if (shape.type() != ShapeType::Structure)
            continue;
        for (const auto& inner : membersOf(shape)) {
            if (isToken(inner.name))
                return true;
        }
    }
    return false;
}

std::vector<ReadingReader::Candidate> ReadingReader::pagedKeys(const OperationModel& operation) const
{
    std::vector<std::string_view> keys;
    const Node told = m_paginators[operation.name()]["result_key"];
    if (told.isText())
        keys.push_back(told.text());
    for (const auto key : told.items())
        keys.push_back(key.text());
    std::vector<Candidate> result;
    for (const auto key : keys) {
        const auto shape = resolved(operation.output(), key);
        if (shape.valid() && isListOrMap(shape) && !isErrorList(lastPart(key)))
            result.push_back({std::string(key), shape, false});
    }
    return result;
}

std::vector<ReadingReader::Candidate> ReadingReader::listsIn(const Shape& output) const
{
    std::vector<Candidate> result;
    for (const auto& [name, shape] : membersOf(output)) {
        if (isListOrMap(shape) && !isErrorList(name))
            result.push_back({std::string(name), shape, false});
    }
    for (const auto& [name, shape] : membersOf(output)) {
        if (shape.type() != ShapeType::Structure)
            continue;
        for (const auto& [inner, innerShape] : membersOf(shape)) {
            if (isListOrMap(innerShape) && !isErrorList(inner))
                result.push_back({std::string(name) + '.' + std::string(inner), innerShape, true});
        }
    }
    return result;
}

const ReadingReader::Candidate* ReadingReader::choose(const std::vector<Candidate>& candidates,
                                                      const std::string& subject, bool arePaged) const
{
    if (candidates.empty())
        return nullptr;
    for (const auto& candidate : candidates) {
        if (keyNoun(candidate.path) == subject)
            return &candidate;
    }
    for (const auto& candidate : candidates) {
        if (!subject.empty() && areLike(keyNoun(candidate.path), subject))
            return &candidate;
    }
    if (arePaged)
        return &candidates.front();
    std::vector<const Candidate*> top;
    std::vector<const Candidate*> all;
    for (const auto& candidate : candidates) {
        all.push_back(&candidate);
        if (!candidate.isNested)
            top.push_back(&candidate);
    }
    if (top.size() == 1)
        return top.front();
    std::vector<const Candidate*> ofStructures;
    for (const auto* candidate : top.empty() ? all : top) {
        if (candidate->shape.type() == ShapeType::List &&
            candidate->shape.element().type() == ShapeType::Structure)
            ofStructures.push_back(candidate);
    }
    if (ofStructures.size() == 1)
        return ofStructures.front();
    return top.empty() && all.size() == 1 ? all.front() : nullptr;
}

bool ReadingReader::isList(const Reading& reading, const Choice& choice, const Shape& output) const
{
    static constexpr std::array<std::string_view, 7> listing{"list", "search",   "lookup", "scan",
                                                             "find", "discover", "query"};
    const Candidate& chosen = *choice.candidate;
    const bool isMap = chosen.shape.type() == ShapeType::Map;
    const auto holder = std::string_view(chosen.path).substr(0, chosen.path.find('.'));
    const auto members = membersOf(output);
    const auto others = std::count_if(members.begin(), members.end(), [&](const Shape::Member& member) {
        return member.name != holder && !isToken(member.name);
    });
    if (isMap && !reading.isPlural && !choice.isPagedKey)
        return false;
    if (isOneOf(listing, reading.name.verb) || choice.isPagedKey)
        return true;
    if (choice.hasToken && (reading.isPlural || others == 0))
        return true;
    if (reading.isPlural && !chosen.isNested && !isMap) {
        // GetStages, DescribeTrails; but GetAccountSettings {limits, features} is one thing.
        return areLike(keyNoun(chosen.path), plainSubject(reading.name.subject)) || others <= 1;
    }
    if (reading.isPlural && isMap &&
        (reading.operation.starts_with("Batch") || reading.operation.starts_with("List")))
        return true;
    return !reading.isPlural && !chosen.isNested && others == 0 && !isMap;
}

void ReadingReader::findItems(Reading& reading, const Candidate& candidate) const
{
    reading.isMap = candidate.shape.type() == ShapeType::Map;
    reading.items = candidate.path + (reading.isMap ? "" : "[]");
    reading.element = reading.isMap ? candidate.shape.value() : candidate.shape.element();
    reading.keyNoun = keyNoun(candidate.path);
    const auto subject = plainSubject(reading.name.subject);
    if (reading.isMap || reading.element.type() != ShapeType::Structure || reading.keyNoun == subject)
        return;
    // A list of wrappers around the list that the operation is named for.
    std::vector<Shape::Member> inner;
    for (const auto& member : membersOf(reading.element)) {
        if (member.shape.type() == ShapeType::List && keyNoun(member.name) == subject &&
            member.shape.element().type() == ShapeType::Structure)
            inner.push_back(member);
    }
    if (inner.size() != 1)
        return;
    reading.items += '.' + std::string(inner.front().name) + "[]";
    reading.element = inner.front().shape.element();
    reading.keyNoun = keyNoun(inner.front().name);
}

void ReadingReader::findOne(Reading& reading, const Shape& output) const
{
    static constexpr std::array<std::string_view, 4> aboutTheCall{"requestid", "status", "statuscode",
                                                                  "responsemetadata"};
    const auto& wording = m_rules.wording;
    const auto subject = plainSubject(reading.name.subject);
    const auto members = membersOf(output);
    const auto toldNoun = [&](std::string_view name) {
        return wording.noun(wording.stripTelling(wording.split(name), m_rules.telling));
    };
    std::vector<Shape::Member> named;
    for (const auto& member : members) {
        if (member.shape.type() == ShapeType::Structure &&
            (members.size() == 1 ||
             (!reading.name.subject.empty() && areLike(toldNoun(member.name), subject))))
            named.push_back(member);
    }
    const auto twins = std::count_if(named.begin(), named.end(), [&](const Shape::Member& member) {
        return toldNoun(member.name) == subject;
    });
    std::vector<Shape::Member> exact;
    for (const auto& member : named) {
        const auto noun = wording.nounOf(member.name);
        if (twins <= 1 && (noun == subject || (noun.size() > 3 && subject.ends_with(noun))))
            exact.push_back(member);
    }
    if (exact.size() == 1)
        named = exact;
    std::vector<Shape::Member> others;
    for (const auto& member : members) {
        const auto flat = wording.flat(member.name);
        if (!m_rules.tokens.contains(flat) && !isOneOf(aboutTheCall, flat) &&
            (named.empty() || member.name != named.front().name))
            others.push_back(member);
    }
    // An answer that has the id, ARN or name of what was asked for at its top is the thing itself.
    const bool isItself = std::any_of(others.begin(), others.end(), [&](const Shape::Member& member) {
        const auto [base, attribute] =
            wording.stripAttribute(wording.split(member.name), m_rules.strongAttributes);
        const auto noun = wording.noun(base);
        return !attribute.empty() && subject.ends_with(noun) && member.shape.typeName() == "string";
    });
    const bool isOnlyArn =
        !exact.empty() && others.size() == 1 &&
        wording.stripAttribute(wording.split(others.front().name), m_rules.strongAttributes).attribute ==
            "arn";
    if (named.size() == 1 && (!isItself || isOnlyArn) && (others.size() <= 2 || !exact.empty())) {
        reading.one = named.front().name;
        reading.oneShape = named.front().shape;
    } else if (!members.empty()) {
        reading.one = "@";
        reading.oneShape = output;
    }
}

Reading ReadingReader::read(const OperationModel& operation) const
{
    static const QRegularExpression counted(
        QStringLiteral("^(List|Describe|Get|Search|BatchGet|Lookup|Query|Scan)"));
    Reading reading;
    reading.operation = operation.name();
    reading.name = parse(operation.name());
    reading.qualifier = qualifier(operation);
    const auto plain = stripVersion(reading.name.subject);
    reading.isPlural = !plain.empty() && m_rules.wording.isPlural(plain.back());
    const Shape& output = operation.output();
    const auto paged = pagedKeys(operation);
    const auto lists = listsIn(output);
    Choice choice;
    choice.isPagedKey = !paged.empty();
    choice.hasToken = hasToken(output);
    choice.candidate =
        choose(paged.empty() ? lists : paged, plainSubject(reading.name.subject), choice.isPagedKey);
    reading.isPaged = choice.isPagedKey || choice.hasToken;
    const auto members = membersOf(output);
    const bool holdsMany = m_paginators[operation.name()]["result_key"].kind() != Node::Kind::Null ||
                           std::any_of(members.begin(), members.end(),
                                       [](const Shape::Member& member) { return isListOrMap(member.shape); });
    reading.isCounted = holdsMany && found(counted, operation.name());
    const bool many = choice.candidate && isList(reading, choice, output);
    if (many)
        findItems(reading, *choice.candidate);
    findOne(reading, output);
    reading.kind = many ? Reading::Kind::List : members.empty() ? Reading::Kind::None : Reading::Kind::One;
    return reading;
}

std::string ReadingReader::primaryNoun(const Reading& reading, const WordSet& pluralNouns) const
{
    if (reading.name.subject.empty())
        return reading.keyNoun;
    auto noun = subjectNoun(reading.name.subject);
    if (!reading.qualifier.empty())
        noun += "for" + m_rules.wording.noun(reading.qualifier);
    if (!reading.isPlural && !reading.keyNoun.empty() && reading.keyNoun != noun &&
        pluralNouns.contains(noun) && !m_rules.generic.contains(reading.keyNoun))
        return reading.keyNoun;
    return noun;
}

void ReadingReader::findNouns(Reading& reading, const WordSet& pluralNouns) const
{
    const auto& wording = m_rules.wording;
    reading.primaryNoun = primaryNoun(reading, pluralNouns);
    reading.nouns = {{reading.primaryNoun, 0}};
    if (!reading.element.valid() || !reading.qualifier.empty())
        return;
    const auto add = [&](const std::string& noun, int rank) {
        if (!m_rules.generic.contains(noun) && noun.size() > 1 && reading.rankOf(noun, -1) < 0)
            reading.nouns.emplace_back(noun, rank);
    };
    if (reading.primaryNoun == subjectNoun(reading.name.subject))
        add(wording.noun(stripVersion(reading.name.subject)), 0);
    add(reading.keyNoun, 1);
    const auto& words = wording.split(reading.element.name());
    if (reading.element.type() == ShapeType::Structure) {
        add(wording.noun(wording.stripTelling(words, m_rules.telling)), 2);
        add(wording.noun(words), 2);
    } else {
        add(wording.noun(wording.stripAttribute(words, m_rules.strongAttributes).base), 2);
    }
}

} // namespace inia::explorer
