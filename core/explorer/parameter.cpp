#include "core/explorer/parameter.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace inia::explorer {

namespace {

constexpr int deepestWalk = 3;

std::optional<std::int64_t> wholeNumber(Node node)
{
    return node.kind() == Node::Kind::Int ? std::optional(node.toInt()) : std::nullopt;
}

std::vector<std::string_view> textsOf(Node list)
{
    std::vector<std::string_view> result;
    for (const auto item : list.items())
        result.push_back(item.text());
    return result;
}

/// "Name" of "{Name}" and "{Name+}"; empty for other segments, and for labels that are no plain word.
std::string_view labelOf(std::string_view segment)
{
    if (!segment.starts_with('{') || !segment.ends_with('}'))
        return {};
    segment = segment.substr(1, segment.size() - 2);
    if (segment.ends_with('+'))
        segment.remove_suffix(1);
    return segment.find('-') == std::string_view::npos ? segment : std::string_view();
}

std::vector<std::string_view> segmentsIn(std::string_view path)
{
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const auto slash = std::min(path.find('/'), path.size());
        if (slash > 0)
            parts.push_back(path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return parts;
}

/// The structure that a parameter stands in; nothing at the top.
std::optional<std::string_view> parentOf(const Parameter& parameter)
{
    const auto dot = parameter.path.rfind('.');
    return dot == std::string::npos ? std::nullopt
                                    : std::optional(std::string_view(parameter.path).substr(0, dot));
}

} // namespace

bool isTellingShape(const Rules& rules, std::string_view name)
{
    static const QRegularExpression plain(
        QStringLiteral("^(non(empty|blank)|bounded|generic|max|min|length|string)"));
    const auto flat = rules.wording.flat(name);
    return !rules.plainShapes.contains(flat) && !name.starts_with("__") && !found(plain, flat);
}

Taken ParameterReader::takenBy(std::string_view pattern) const
{
    const auto [entry, isNew] = m_taken.try_emplace(pattern);
    if (isNew)
        entry->second = explorer::takenBy(m_rules, pattern);
    return entry->second;
}

Parameter ParameterReader::make(std::string path, std::string_view name, Shape shape, bool isList) const
{
    const auto& wording = m_rules.wording;
    Parameter result;
    result.path = std::move(path);
    result.name = name;
    result.isList = isList;
    result.shape = shape;
    result.type = shape.typeName();
    auto words = wording.split(name);
    result.nameNoun = wording.noun(words);
    if (isList && !words.empty())
        words.back() = wording.singular(words.back());
    result.flat = joined(words);
    auto [base, attribute] = wording.stripAttribute(words, m_rules.strongAttributes);
    result.noun = wording.noun(base);
    result.attribute = std::move(attribute);
    const auto whole = wording.stripAttribute(wording.split(name), m_rules.strongAttributes);
    if (!whole.base.empty())
        result.nameNoun = wording.noun(whole.base);
    const auto own = shape.reference()["documentation"].text();
    result.docs = &m_library.of(own.empty() ? shape.target()["documentation"].text() : own);
    const Node values =
        shape.target()["enum"].size() > 0 ? shape.target()["enum"] : shape.reference()["enum"];
    result.values = textsOf(values);
    result.takes = result.isText() ? takenBy(shape.target()["pattern"].text()) : Taken{false, true};
    result.isToken = shape.reference()["idempotencyToken"].toBool();
    result.most = wholeNumber(shape.target()["max"]);
    result.least = wholeNumber(shape.target()["min"]);
    result.isBare = m_rules.strongAttributes.contains(result.flat);
    result.isGeneric = m_rules.generic.contains(result.noun);
    result.isTelling = isTellingShape(m_rules, shape.name());
    if (result.isTelling) {
        result.shapeNoun =
            wording.noun(wording.stripAttribute(wording.split(shape.name()), m_rules.strongAttributes).base);
        if (m_rules.generic.contains(result.shapeNoun))
            result.shapeNoun.clear();
    }
    return result;
}

Parameter ParameterReader::renamed(const Parameter& parameter, std::string_view name) const
{
    Parameter result = parameter;
    const auto& words = m_rules.wording.split(name);
    result.flat = joined(words);
    auto [base, attribute] = m_rules.wording.stripAttribute(words, m_rules.strongAttributes);
    result.noun = m_rules.wording.noun(base);
    result.attribute = std::move(attribute);
    result.isBare = m_rules.strongAttributes.contains(result.flat);
    result.isGeneric = m_rules.generic.contains(result.noun);
    return result;
}

std::optional<Parameter> ParameterReader::at(const OperationModel& operation, std::string_view path) const
{
    Shape shape = operation.input();
    std::string_view name;
    bool isList = false;
    for (auto rest = path; !rest.empty();) {
        const auto dot = std::min(rest.find('.'), rest.size());
        name = rest.substr(0, dot);
        rest.remove_prefix(std::min(dot + 1, rest.size()));
        isList = name.ends_with("[]");
        if (isList)
            name.remove_suffix(2);
        shape = shape.valid() ? shape.member(name) : Shape();
        if (isList && shape.valid())
            shape = shape.element();
        if (!shape.valid())
            return std::nullopt;
    }
    return make(std::string(path), name, shape, isList);
}

ParameterReader::Segments ParameterReader::segmentsOf(std::string_view uri) const
{
    const auto& wording = m_rules.wording;
    const auto parts = segmentsIn(uri.substr(0, uri.find('?')));
    Segments result;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto label = labelOf(parts[i]);
        if (label.empty() || parts[i - 1].starts_with('{'))
            continue;
        std::string together(parts[i - 1]);
        if (i > 2 && parts[i - 2].starts_with('{') && !parts[i - 3].starts_with('{'))
            together = wording.nounOf(parts[i - 3]) + wording.nounOf(parts[i - 1]);
        result[std::string(label)] = {std::string(parts[i - 1]), std::move(together)};
    }
    return result;
}

void ParameterReader::place(Parameter& parameter, const Segments& segments, std::string_view name,
                            const Shape& member) const
{
    const auto location = member.reference()["locationName"].text(name);
    auto entry = segments.find(location);
    if (entry == segments.end())
        entry = segments.find(name);
    if (entry == segments.end())
        return;
    parameter.segment = entry->second.name;
    parameter.segments = entry->second.joined;
    parameter.segmentNoun = m_rules.wording.nounOf(parameter.segment);
}

void ParameterReader::walkList(const Walk& walk, std::string_view name, const Shape& list,
                               const std::string& path, int depth) const
{
    const auto item = list.element();
    const auto flat = m_rules.wording.flat(name);
    const bool narrows =
        (flat.ends_with("filter") || flat.ends_with("filters") || flat.ends_with("criteria")) &&
        list.target()["min"].toInt() == 0;
    if (item.type() == ShapeType::Structure && item.required().size() > 0 && depth < deepestWalk &&
        !item.isUnion() && !narrows) {
        this->walk(walk, item, textsOf(item.required()), path + "[].", depth + 1);
    } else if (item.type() == ShapeType::Structure || item.type() == ShapeType::List ||
               item.type() == ShapeType::Map) {
        walk.found.push_back(make(path, name, list, true));
    } else {
        Parameter parameter = make(path + "[]", name, item, true);
        const auto own = list.reference()["documentation"].text();
        if (!own.empty())
            parameter.docs = &m_library.of(own);
        parameter.most = wholeNumber(list.target()["max"]);
        parameter.least = wholeNumber(list.target()["min"]);
        place(parameter, walk.segments, name, list);
        walk.found.push_back(std::move(parameter));
    }
}

void ParameterReader::walkMember(const Walk& walk, std::string_view name, const Shape& member,
                                 const std::string& path, int depth) const
{
    if (member.type() == ShapeType::List) {
        walkList(walk, name, member, path, depth);
        return;
    }
    if (member.type() != ShapeType::Structure) {
        walk.found.push_back(make(path, name, member, false));
        place(walk.found.back(), walk.segments, name, member);
        return;
    }
    const bool isWhole = member.isUnion() || member.isDocument();
    if (!isWhole && member.required().size() > 0 && depth < deepestWalk) {
        this->walk(walk, member, textsOf(member.required()), path + '.', depth + 1);
        return;
    }
    walk.found.push_back(make(path, name, member, false));
    walk.found.back().isUnion = isWhole;
}

void ParameterReader::walk(const Walk& walk, const Shape& shape, const std::vector<std::string_view>& names,
                           const std::string& path, int depth) const
{
    for (const auto name : names) {
        const auto member = shape.member(name);
        if (member.valid())
            walkMember(walk, name, member, path + std::string(name), depth);
    }
}

std::deque<Parameter> ParameterReader::collect(const OperationModel& operation,
                                               const std::vector<std::string_view>& names) const
{
    std::deque<Parameter> result;
    if (!operation.input().valid())
        return result;
    const auto segments = segmentsOf(operation.node()["http"]["requestUri"].text());
    walk({segments, result}, operation.input(), names, {}, 0);
    return result;
}

std::deque<Parameter> ParameterReader::required(const OperationModel& operation) const
{
    return collect(operation, operation.input().valid() ? textsOf(operation.input().required())
                                                        : std::vector<std::string_view>());
}

std::deque<Parameter> ParameterReader::optional(const OperationModel& operation) const
{
    const Shape& input = operation.input();
    const auto required = input.valid() ? textsOf(input.required()) : std::vector<std::string_view>();
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; input.valid() && i < input.memberCount(); ++i) {
        const auto [name, shape] = input.memberAt(i);
        if (std::find(required.begin(), required.end(), name) == required.end() &&
            shape.type() != ShapeType::Structure && shape.type() != ShapeType::Map)
            names.push_back(name);
    }
    auto all = collect(operation, names);
    // One member alone of a structure that needs several says nothing.
    std::map<std::string, int, std::less<>> siblings;
    for (const auto& parameter : all) {
        if (const auto parent = parentOf(parameter))
            ++siblings[std::string(*parent)];
    }
    std::deque<Parameter> result;
    for (auto& parameter : all) {
        const auto parent = parentOf(parameter);
        if (!parent || siblings.find(*parent)->second == 1)
            result.push_back(std::move(parameter));
    }
    return result;
}

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
