#include "ui/panels/resourcefacts.h"

#include "core/explorer/omnibox.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "core/protocol/jsonwriter.h"
#include "core/resource/actionjob.h"
#include "core/resource/requestparams.h"
#include "core/resource/resource.h"
#include "core/text/ascii.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcelayouts.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/valuepresentation.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace inia::ui {

QString identifierText(const Resource& resource)
{
    return resource.identifiers().empty() ? QString() : toQString(plainCell(resource.identifiers().back()));
}

std::string arnOf(const Resource& resource)
{
    for (const auto& identifier : resource.identifiers()) {
        if (identifier.text().starts_with("arn:"))
            return identifier.text();
    }
    const std::string own[] = {"Arn", "ARN", resource.type() + "Arn", resource.type() + "ARN",
                               resource.type() + "Id"};
    for (const auto& name : own) {
        if (resource.data()[name].text().starts_with("arn:"))
            return resource.data()[name].text();
    }
    // SQS keeps it among the attributes it answers with.
    const std::string& attribute = resource.data()["Attributes"][resource.type() + "Arn"].text();
    return attribute;
}

Value wholeValue(const Resource& resource)
{
    Value whole = Value::emptyMap();
    const auto& definitions = resource.definition().identifiers;
    for (std::size_t i = 0; i < definitions.size(); ++i)
        whole.insert(definitions[i].name, resource.identifiers()[i]);
    for (const auto& [name, value] : resource.data().members())
        whole.insert(name, value);
    return whole;
}

QString resourceJson(const Resource& resource)
{
    return toQString(toJson(wholeValue(resource), JsonStyle::indented()));
}

namespace {

class ResourceFactsTexts {
    Q_DECLARE_TR_FUNCTIONS(ResourceFacts)
};

bool isNested(const Value& value)
{
    return value.isList() || value.isMap();
}

bool isRaw(std::string_view member, const Value& value)
{
    return value.isText() && (member.ends_with("Id") || member.ends_with("Arn") || member.ends_with("ARN") ||
                              member.ends_with("Url") || value.text().starts_with("arn:"));
}

constexpr qsizetype longText = 40;

// Maps of names and texts, such as the attributes of a queue, are lists of facts themselves.
bool isFactMap(const Resource& resource, const std::string& member)
{
    const auto& shape = resource.definition().shape;
    if (shape.empty())
        return false;
    const Shape found = resource.client().model().shape(shape).member(member);
    if (!found.valid() || found.type() != ShapeType::Map)
        return false;
    const auto& values = resource.data()[member].members();
    return std::none_of(values.begin(), values.end(),
                        [](const auto& entry) { return isNested(entry.second); });
}

// The word of a structure that says how the resource is: "running" of {"Code": 16, "Name": "running"}.
Value stateOf(std::string_view member, const Value& value)
{
    if (!value.isMap() || !(member == "State" || member == "Status"))
        return {};
    return value["Name"].isText() ? value["Name"] : value["Code"];
}

// "1784023203" of an attribute that is a time, maybe with a fraction.
Value readTime(std::string_view name, const Value& value)
{
    const std::string& text = value.text();
    const std::string seconds = text.substr(0, text.find('.'));
    const bool digits = seconds.size() == 10 && std::all_of(seconds.begin(), seconds.end(), ascii::isDigit);
    return digits && name.ends_with("Timestamp") ? Value(Timestamp{std::stoll(seconds), 0}) : value;
}

qint64 milliseconds(const Value& time)
{
    constexpr qint64 msPerSecond = 1000;
    constexpr qint64 nsPerMs = 1'000'000;
    return time.time().seconds * msPerSecond + time.time().nanoseconds / nsPerMs;
}

// As a person reads it; the exact value is the tooltip's.
QString shownText(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Bool:
        return value.toBool() ? ResourceFactsTexts::tr("Yes") : ResourceFactsTexts::tr("No");
    case Value::Kind::Int:
        return groupedNumber(value.toInt());
    case Value::Kind::Time:
        return dateText(milliseconds(value));
    case Value::Kind::Blob:
        return valueLine(value);
    default:
        return toOneLine(valuePlainText(value));
    }
}

KeyValue factRow(const QString& key, const Value& value, bool mono)
{
    KeyValue row;
    row.key = key;
    row.value = shownText(value);
    row.exact = value.isTime() ? exactDateText(milliseconds(value)) : toOneLine(valuePlainText(value));
    row.mono = mono;
    if (mono || row.value.size() > longText)
        row.copy = valuePlainText(value);
    return row;
}

// As the tables have it: a word with a dot; the service's own spelling is the tooltip's.
void sayState(KeyValue& row, const std::string& state, const ResourceLayouts& layouts)
{
    if (row.value != shownText(state))
        return; // they differ
    row.value = toOneLine(stateLabel(state));
    row.health = layouts.health(state);
}

// Times and numbers with a unit, as the tables draw them; the service's own figure is the tooltip's.
void sayMeasure(KeyValue& row, const ResourceDefinition& type, const std::string& member, const Value& value)
{
    const auto column = std::find_if(type.columns.begin(), type.columns.end(),
                                     [&member](const auto& known) { return known.path == member; });
    if (row.value != shownText(value))
        return; // they differ
    if (column == type.columns.end()) {
        // What no table shows has no unit, but a number that is so much ms is a time of this century.
        constexpr std::int64_t year2001 = 1'000'000'000'000;
        constexpr std::int64_t year2128 = 5'000'000'000'000;
        const bool isNamedSo = member.ends_with("Time") || member.ends_with("Timestamp");
        if (isNamedSo && value.kind() == Value::Kind::Int && value.toInt() > year2001 &&
            value.toInt() < year2128) {
            row.value = dateText(value.toInt());
            row.exact = exactDateText(value.toInt());
        }
        return;
    }
    const bool isTime = column->kind == "time";
    const auto kind = isTime ? ColumnKind::Date : kindOfUnit(column->unit).value_or(ColumnKind::Number);
    const QVariant measured = measuredCell(kind, column->unit, value);
    if (measured.isValid()) {
        const qint64 figure = measured.toLongLong();
        row.value = isTime                         ? dateText(figure)
                    : kind == ColumnKind::Duration ? durationText(figure)
                                                   : sizeText(figure);
        if (isTime)
            row.exact = exactDateText(figure);
    }
    const QString unit = toOneLine(column->unit);
    if (isTime || unit.isEmpty() || !value.isNumber())
        return;
    if (measured.isValid())
        row.exact += u' ' + unit;
    else
        row.value += u' ' + unit;
}

KeyValueSection factMapSection(const std::string& member, const Value& map)
{
    KeyValueSection section{toOneLine(memberLabel(member)), {}};
    for (const auto& [name, value] : map.members()) {
        section.rows.push_back(
            factRow(toOneLine(memberLabel(name)), readTime(name, value), isRaw(name, value)));
    }
    return section;
}

KeyValue multipleRow(const QString& key)
{
    KeyValue row;
    row.key = key;
    row.value = ResourceFactsTexts::tr("(multiple)");
    return row;
}

bool areAlike(const std::vector<Resource>& resources)
{
    return std::all_of(resources.begin(), resources.end(),
                       [&](const Resource& resource) { return resource.type() == resources.front().type(); });
}

// What a table of the type shows first comes first here too.
std::vector<AttributeDefinition> inOrder(std::vector<AttributeDefinition> attributes,
                                         const ResourceColumns& foremost)
{
    const auto rank = [&foremost](const AttributeDefinition& attribute) {
        const auto found = std::find_if(foremost.begin(), foremost.end(), [&](const ResourceColumn& column) {
            return column.source == ResourceColumn::Source::Member &&
                   column.key.substr(0, column.key.find('.')) == attribute.member;
        });
        return found - foremost.begin();
    };
    std::stable_sort(attributes.begin(), attributes.end(),
                     [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return attributes;
}

// Adds a row of what the resources share; none where nobody has a value.
template <typename Find>
void addShared(KeyValueSection& section, const QString& key, const std::vector<Resource>& resources, bool raw,
               const Find& find)
{
    const Value first = find(resources.front());
    const bool same = std::all_of(resources.begin(), resources.end(),
                                  [&](const Resource& resource) { return find(resource) == first; });
    if (!same)
        section.rows.push_back(multipleRow(key));
    else if (!first.isNull() && !isNested(first) && !(first.isText() && first.text().empty()))
        section.rows.push_back(factRow(key, first, raw));
}

} // namespace

std::vector<KeyValueSection> resourceSections(const std::vector<Resource>& resources,
                                              const ResourceLayouts& layouts)
{
    // Comparing very many would take longer than a turn of the event loop may.
    if (resources.empty() || resources.size() > mostCompared || !areAlike(resources))
        return {};
    const ResourceDefinition& type = resources.front().definition();
    KeyValueSection identifiers{ResourceFactsTexts::tr("Identifiers"), {}};
    for (std::size_t i = 0; i < type.identifiers.size(); ++i) {
        addShared(identifiers, toOneLine(memberLabel(type.identifiers[i].name)), resources, true,
                  [i](const Resource& resource) { return resource.identifiers()[i]; });
    }
    KeyValueSection attributes{ResourceFactsTexts::tr("Attributes"), {}};
    for (const auto& attribute : inOrder(type.attributes, layouts.columns(type))) {
        const auto find = [&attribute](const Resource& resource) {
            const Value& value = resource.data()[attribute.member];
            const Value state = stateOf(attribute.member, value);
            return state.isNull() ? value : state;
        };
        const Value first = find(resources.front());
        // What only repeats an identifier says nothing new.
        const auto& ids = resources.front().identifiers();
        if (!attribute.identifier.empty() || std::find(ids.begin(), ids.end(), first) != ids.end())
            continue;
        const auto before = attributes.rows.size();
        addShared(attributes, toOneLine(memberLabel(attribute.member)), resources,
                  isRaw(attribute.member, first), find);
        if (attributes.rows.size() > before && isStateMember(attribute.member) && first.isText())
            sayState(attributes.rows.back(), first.text(), layouts);
        else if (attributes.rows.size() > before)
            sayMeasure(attributes.rows.back(), type, attribute.member, first);
    }
    std::vector<KeyValueSection> sections;
    for (auto* section : {&identifiers, &attributes}) {
        if (!section->rows.empty())
            sections.push_back(std::move(*section));
    }
    for (const auto& attribute : type.attributes) {
        const Value& map = resources.front().data()[attribute.member];
        if (resources.size() == 1 && map.size() > 0 && isFactMap(resources.front(), attribute.member))
            sections.push_back(factMapSection(attribute.member, map));
    }
    return sections;
}

std::vector<std::pair<QString, Value>> nestedAttributes(const Resource& resource)
{
    const Value tags = tagsOf(resource.data());
    std::vector<std::pair<QString, Value>> nested;
    for (const auto& attribute : resource.definition().attributes) {
        const Value& value = resource.data()[attribute.member];
        const bool isTags = !tags.isNull() && value == tags;
        const bool isShown =
            isFactMap(resource, attribute.member) || !stateOf(attribute.member, value).isNull();
        if (isNested(value) && value.size() > 0 && !isTags && !isShown)
            nested.emplace_back(toOneLine(memberLabel(attribute.member)), value);
    }
    return nested;
}

namespace {

constexpr std::size_t mostLinks = 24;
constexpr int deepestLink = 6;

void collectLinks(const Value& value, int depth, std::vector<std::string>& links)
{
    if (links.size() >= mostLinks || depth > deepestLink)
        return;
    if (value.isText() && explorer::isLink(value.text()) &&
        std::find(links.begin(), links.end(), value.text()) == links.end())
        links.emplace_back(value.text());
    for (const auto& [name, member] : value.members())
        collectLinks(member, depth + 1, links);
    for (const auto& item : value.items())
        collectLinks(item, depth + 1, links);
}

} // namespace

std::vector<DetailRead> detailReads(const Resource& resource)
{
    const auto& model = resource.client().model();
    const bool hasTags = !tagsOf(resource.data()).isNull();
    std::vector<DetailRead> reads;
    for (const auto& action : resource.definition().actions) {
        const auto operation = model.operation(action.request.operation);
        if (action.rule != ActionRule::Read || effectOf(operation).effect != Effect::Read ||
            operation.hasStreamingOutput() || askedInputs(action.request, model).requiredCount > 0 ||
            lacksIdentifiers(resource, action.request))
            continue;
        const auto verb = action.name.find('_');
        const std::string rest = verb == std::string::npos ? action.name : action.name.substr(verb + 1);
        const bool isTags = rest.starts_with("tags_") || rest.ends_with("_tags") || rest == "tags";
        if (isTags && hasTags)
            continue;
        reads.push_back(
            {action.name, isTags ? ResourceFactsTexts::tr("Tags") : toOneLine(memberLabel(rest))});
    }
    return reads;
}

std::vector<std::string> linksOf(const Resource& resource)
{
    std::vector<std::string> links;
    collectLinks(resource.data(), 0, links);
    const std::string arn = arnOf(resource);
    std::erase_if(links, [&](const std::string& link) {
        const auto& ids = resource.identifiers();
        return link == arn || std::any_of(ids.begin(), ids.end(),
                                          [&](const Value& id) { return id.isText() && id.text() == link; });
    });
    return links;
}

std::vector<ResourceLink> resourceLinks(const Resource& resource)
{
    std::vector<ResourceLink> links;
    for (const auto& reference : resource.definition().references) {
        const auto answer = resource.reference(reference.name);
        if (!answer)
            continue;
        for (const auto& target : answer->resources) {
            // An answer may name a placement group "", which is none.
            if (!target.identifiers().empty() && !lastIdentifier(target).isEmpty())
                links.push_back({toOneLine(memberLabel(reference.name)), target});
        }
    }
    return links;
}

} // namespace inia::ui
