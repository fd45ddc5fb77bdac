#include "ui/models/resourcelayouts.h"

#include "core/resource/resourcedefinition.h"
#include "core/text/ascii.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/valuepresentation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>

namespace inia::ui {

namespace {

struct Measure {
    std::string_view unit;
    ColumnKind kind;
    std::int64_t factor;
};

constexpr std::int64_t binaryStep = 1024;
constexpr std::int64_t microsecondsPerMs = 1000;
constexpr std::int64_t microsecondsPerSecond = 1'000'000;
// GB are told as they are, since nobody says whether a service counts in 1,000 or 1,024.
constexpr std::array measures{
    Measure{"B", ColumnKind::Size, 1},
    Measure{"KiB", ColumnKind::Size, binaryStep},
    Measure{"MiB", ColumnKind::Size, binaryStep* binaryStep},
    Measure{"GiB", ColumnKind::Size, binaryStep* binaryStep* binaryStep},
    Measure{"TiB", ColumnKind::Size, binaryStep* binaryStep* binaryStep* binaryStep},
    Measure{"ms", ColumnKind::Duration, microsecondsPerMs},
    Measure{"s", ColumnKind::Duration, microsecondsPerSecond},
    Measure{"min", ColumnKind::Duration, 60 * microsecondsPerSecond},
    Measure{"h", ColumnKind::Duration, 3600 * microsecondsPerSecond},
    Measure{"d", ColumnKind::Duration, 24 * 3600 * microsecondsPerSecond},
};

bool isRawText(std::string_view path)
{
    const auto last = lastPart(path);
    return last.ends_with("Id") || last.ends_with("Arn") || last.ends_with("ARN") || last.ends_with("Url") ||
           last.ends_with("ETag") || last.ends_with("Fingerprint") || last.ends_with("Token");
}

ColumnKind scalarKind(std::string_view path, bool text, bool number, bool time)
{
    if (time)
        return ColumnKind::Date;
    if (number)
        return lastPart(path).ends_with("Bytes") ? ColumnKind::Size : ColumnKind::Number;
    if (text && isStateMember(path))
        return ColumnKind::State;
    return text && isRawText(path) ? ColumnKind::Mono : ColumnKind::Text;
}

} // namespace

bool isStateMember(std::string_view path)
{
    const auto last = lastPart(path);
    if (last == "Name" || last == "Code") {
        const auto owner = path.substr(0, path.size() - std::min(path.size(), last.size() + 1));
        return lastPart(owner) == "State" || lastPart(owner) == "Status";
    }
    return last.ends_with("State") || last.ends_with("Status") || last == "StateValue" || last == "state" ||
           last == "status";
}

std::optional<ColumnKind> kindOfUnit(std::string_view unit)
{
    const auto* found = std::find_if(measures.begin(), measures.end(),
                                     [unit](const Measure& measure) { return measure.unit == unit; });
    return found == measures.end() ? std::nullopt : std::optional(found->kind);
}

std::int64_t factorOfUnit(std::string_view unit)
{
    const auto* found = std::find_if(measures.begin(), measures.end(),
                                     [unit](const Measure& measure) { return measure.unit == unit; });
    return found == measures.end() ? 1 : found->factor;
}

QVariant measuredCell(ColumnKind kind, std::string_view unit, const Value& cell)
{
    if (kind == ColumnKind::Date && cell.isText()) {
        const auto time = QDateTime::fromString(QString::fromStdString(cell.text()), Qt::ISODateWithMs);
        return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
    }
    if (!cell.isNumber())
        return {};
    if (kind == ColumnKind::Date) {
        // A number that would be a time after the year 5000 counts milliseconds.
        constexpr double leastMilliseconds = 1e11;
        const double number = cell.toDouble();
        return static_cast<qlonglong>(std::abs(number) >= leastMilliseconds ? number : number * 1000);
    }
    if (kind != ColumnKind::Size && kind != ColumnKind::Duration)
        return {};
    const double whole = cell.toDouble() * static_cast<double>(factorOfUnit(unit));
    constexpr double most = 9e18;
    return whole >= 0 && whole <= most ? QVariant(static_cast<qlonglong>(whole)) : QVariant();
}

std::string_view lastPart(std::string_view path)
{
    const auto dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

bool isScalar(ShapeType type)
{
    return type != ShapeType::Structure && type != ShapeType::List && type != ShapeType::Map &&
           type != ShapeType::Unknown && type != ShapeType::Blob;
}

bool isNameLike(std::string_view identifier)
{
    return identifier == "name" || identifier == "key" || identifier.ends_with("_name") ||
           identifier.ends_with("_key");
}

ColumnKind memberKind(std::string_view path, ShapeType type)
{
    const bool number = type == ShapeType::Int || type == ShapeType::Long || type == ShapeType::Float ||
                        type == ShapeType::Double;
    return scalarKind(path, type == ShapeType::Text, number, type == ShapeType::Time);
}

ColumnKind memberKind(std::string_view path, const Value& sample)
{
    return scalarKind(path, sample.isText(), sample.isNumber(), sample.isTime());
}

namespace {

Value tagValue(const Value& data, std::string_view key)
{
    const Value tags = tagsOf(data);
    for (const auto& tag : tags.items()) {
        if (tag["Key"].text() == key)
            return tag["Value"];
    }
    return {};
}

Value identifierOf(const ResourceFacts& row, std::string_view name)
{
    if (!row.names)
        return {};
    const auto found = std::find(row.names->begin(), row.names->end(), name);
    const auto place = static_cast<std::size_t>(found - row.names->begin());
    return place < row.identifiers.size() ? row.identifiers[place] : Value();
}

} // namespace

Value memberAt(const Value& data, std::string_view path)
{
    const Value* value = &data;
    while (!path.empty()) {
        const auto dot = path.find('.');
        value = value->members().find(path.substr(0, dot));
        if (value == nullptr)
            return {};
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    }
    return *value;
}

Value tagsOf(const Value& data)
{
    for (const auto* name : {"Tags", "TagSet", "TagList"}) {
        const Value* tags = data.members().find(name);
        if (tags != nullptr && tags->isList() && (tags->size() == 0 || (*tags)[0]["Key"].isText()))
            return *tags;
    }
    return {};
}

Value cellValue(const ResourceColumn& column, const ResourceFacts& row)
{
    switch (column.source) {
    case ResourceColumn::Source::Title: {
        const Value identifier = identifierOf(row, column.key);
        return identifier.isText() ? Value(shortIdentifier(identifier.text())) : identifier;
    }
    case ResourceColumn::Source::Identifier:
        return identifierOf(row, column.key);
    case ResourceColumn::Source::Tag: {
        const Value value = tagValue(row.data, column.key);
        return value.text().empty() ? Value() : value;
    }
    case ResourceColumn::Source::Expression: {
        const auto found = column.expression ? column.expression->search(row.data) : Result<Value>(Value());
        return found ? *found : Value();
    }
    case ResourceColumn::Source::Region:
        return row.region ? Value(*row.region) : Value();
    case ResourceColumn::Source::Member:
        break;
    }
    return memberAt(row.data, column.key);
}

Result<ResourceColumn> typedColumn(const std::string& path, const std::string& label, const Value& sample)
{
    ResourceColumn column;
    column.key = std::string(ascii::trimmed(path));
    column.label = label.empty() ? column.key : label;
    auto expression = Expression::parse(column.key);
    if (!expression)
        return expression.error();
    const bool isMember = !column.key.empty() && column.key.front() != '.' &&
                          std::all_of(column.key.begin(), column.key.end(), [](char c) {
                              return ascii::isLetterOrDigit(c) || c == '.' || c == '_';
                          });
    column.source = isMember ? ResourceColumn::Source::Member : ResourceColumn::Source::Expression;
    column.kind = memberKind(column.key, sample);
    if (!isMember)
        column.expression = *std::move(expression);
    return column;
}

std::string columnTitle(const ResourceColumn& column)
{
    const bool isBytes = column.kind == ColumnKind::Size && column.unit.empty();
    const std::string unit = isBytes ? "B" : column.unit;
    return unit.empty() ? column.label : column.label + " (" + unit + ')';
}

std::string plainCell(const Value& cell)
{
    if (cell.isText())
        return cell.text();
    return cell.isNull() ? std::string() : valuePlainText(cell).toStdString();
}

namespace {

class ColumnChoiceTexts {
    Q_DECLARE_TR_FUNCTIONS(ColumnChoices)
};

Error wrong(const QString& where, const char* what)
{
    return makeError(ErrorKind::Configuration, "BadLayout",
                     "resourcetables.json, " + where.toStdString() + ": " + what);
}

ResourceColumn parseColumn(const std::string& text, const std::string& label)
{
    ResourceColumn column;
    if (text == "tags") {
        column.source = ResourceColumn::Source::Tag;
        return column;
    }
    if (text.starts_with("tag:")) {
        column.source = ResourceColumn::Source::Tag;
        column.key = text.substr(4);
        column.label = column.key;
    } else if (text.starts_with("@")) {
        column.source = ResourceColumn::Source::Identifier;
        column.key = text.substr(1);
        column.label = memberLabel(column.key);
    } else {
        column.key = text;
        column.label = memberLabel(text);
    }
    if (!label.empty())
        column.label = label;
    return column;
}

/// "State.Name" or ["State.Name", "Label"] or ["Size", "Size", "size"].
Result<ResourceColumn> readColumn(const QString& where, const QJsonValue& value)
{
    if (value.isString())
        return parseColumn(value.toString().toStdString(), {});
    const QJsonArray parts = value.toArray();
    if (parts.size() < 2 || parts.size() > 3 || !parts.at(0).isString() || !parts.at(1).isString())
        return wrong(where, "a column is a path, or a list of path, label and maybe kind.");
    ResourceColumn column =
        parseColumn(parts.at(0).toString().toStdString(), parts.at(1).toString().toStdString());
    if (parts.size() == 3 && parts.at(2) != QLatin1String("size"))
        return wrong(where, "the only kind is \"size\".");
    if (parts.size() == 3)
        column.kind = ColumnKind::Size;
    return column;
}

} // namespace

Result<ResourceLayouts> ResourceLayouts::parse(const QByteArray& json)
{
    QJsonParseError error{};
    const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return wrong(QStringLiteral("byte %1").arg(error.offset), "not JSON.");
    ResourceLayouts layouts;
    layouts.readHealth(root.value(QStringLiteral("health")).toObject());
    const QJsonObject tables = root.value(QStringLiteral("tables")).toObject();
    for (auto table = tables.begin(); table != tables.end(); ++table) {
        for (const QJsonValue value : table.value().toArray()) {
            auto column = readColumn(table.key(), value);
            if (!column)
                return column.error();
            layouts.m_columns[table.key().toStdString()].push_back(std::move(column).value());
        }
    }
    return layouts;
}

void ResourceLayouts::readHealth(const QJsonObject& health)
{
    static constexpr std::array<std::pair<const char*, Health>, 6> kinds{{{"good", Health::Good},
                                                                          {"coming", Health::Coming},
                                                                          {"changing", Health::Changing},
                                                                          {"off", Health::Off},
                                                                          {"gone", Health::Gone},
                                                                          {"bad", Health::Bad}}};
    for (const auto& [name, kind] : kinds) {
        for (const QJsonValue value : health.value(QLatin1String(name)).toArray()) {
            const std::string word = value.toString().toStdString();
            if (word.starts_with("*"))
                m_endings[word.substr(1)] = kind;
            else
                m_health[word] = kind;
        }
    }
}

ResourceLayouts ResourceLayouts::builtIn()
{
    QFile file(QStringLiteral(":/inia/resourcetables.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto layouts = parse(file.readAll());
    return layouts ? std::move(layouts).value() : ResourceLayouts();
}

const ResourceColumns& ResourceLayouts::columns(const ResourceDefinition& type) const
{
    static const ResourceColumns none;
    const auto found = m_columns.find(type.service + "." + type.name);
    return found != m_columns.end() ? found->second : none;
}

Health ResourceLayouts::health(std::string_view state) const
{
    const std::string word = ascii::lowered(state);
    if (const auto found = m_health.find(word); found != m_health.end())
        return found->second;
    for (const auto& [ending, health] : m_endings) {
        if (word.ends_with(ending))
            return health;
    }
    return Health::Unknown;
}

namespace {

using Source = ResourceColumn::Source;

// No type of resource is called so.
constexpr QLatin1StringView widthsName("widths");
constexpr int widestColumn = 10'000;

template <typename Enum>
using Names = std::pair<Enum, const char*>;

constexpr std::array<Names<Source>, 6> sources{{{Source::Title, "title"},
                                                {Source::Identifier, "identifier"},
                                                {Source::Member, "member"},
                                                {Source::Tag, "tag"},
                                                {Source::Expression, "jmespath"},
                                                {Source::Region, "region"}}};
// Those that columns of resources can be.
constexpr std::array<Names<ColumnKind>, 9> kinds{{{ColumnKind::Name, "name"},
                                                  {ColumnKind::Text, "text"},
                                                  {ColumnKind::Secondary, "secondary"},
                                                  {ColumnKind::Number, "number"},
                                                  {ColumnKind::Size, "size"},
                                                  {ColumnKind::Date, "date"},
                                                  {ColumnKind::Duration, "duration"},
                                                  {ColumnKind::Mono, "mono"},
                                                  {ColumnKind::State, "state"}}};

template <typename Table, typename Enum>
QString nameOf(const Table& table, Enum value)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [value](const auto& entry) { return entry.first == value; });
    return found == table.end() ? QString() : QString::fromLatin1(found->second);
}

template <typename Table>
auto valueOf(const Table& table, const QJsonValue& name) -> std::optional<decltype(table[0].first)>
{
    for (const auto& [value, known] : table) {
        if (name.toString() == QLatin1StringView(known))
            return value;
    }
    return std::nullopt;
}

QJsonObject toObject(const ResourceColumn& column)
{
    QJsonObject object{{QStringLiteral("source"), nameOf(sources, column.source)},
                       {QStringLiteral("key"), QString::fromStdString(column.key)},
                       {QStringLiteral("label"), QString::fromStdString(column.label)},
                       {QStringLiteral("kind"), nameOf(kinds, column.kind)}};
    if (!column.unit.empty())
        object.insert(QStringLiteral("unit"), QString::fromStdString(column.unit));
    return object;
}

std::optional<ResourceColumn> fromObject(const QJsonValue& object)
{
    const auto source = valueOf(sources, object[QStringLiteral("source")]);
    const auto kind = valueOf(kinds, object[QStringLiteral("kind")]);
    if (!source || !kind)
        return std::nullopt;
    ResourceColumn column{*source, object[QStringLiteral("key")].toString().toStdString(),
                          object[QStringLiteral("label")].toString().toStdString(), *kind};
    column.unit = object[QStringLiteral("unit")].toString().toStdString();
    if (column.source == Source::Expression) {
        // One that is wrong stays, blank, for its editor to say what is wrong with it.
        if (auto expression = Expression::parse(column.key))
            column.expression = *std::move(expression);
    }
    return column;
}

ResourceColumns fromArray(const QJsonArray& array)
{
    ResourceColumns columns;
    for (const auto object : array) {
        if (auto column = fromObject(object))
            columns.push_back(*std::move(column));
    }
    return columns;
}

QJsonArray toArray(const ResourceColumns& columns)
{
    QJsonArray list;
    for (const auto& column : columns)
        list.append(toObject(column));
    return list;
}

} // namespace

ColumnChoices ColumnChoices::fromJson(const QByteArray& json)
{
    ColumnChoices choices;
    const QJsonObject types = QJsonDocument::fromJson(json).object();
    const QJsonObject allWidths = types[widthsName].toObject();
    for (auto type = allWidths.begin(); type != allWidths.end(); ++type) {
        const QJsonObject widths = type.value().toObject();
        for (auto column = widths.begin(); column != widths.end(); ++column)
            choices.setWidth(type.key().toStdString(), column.key().toStdString(), column.value().toInt());
    }
    for (auto type = types.begin(); type != types.end(); ++type) {
        ResourceColumns columns = fromArray(type.value().toArray());
        if (!columns.empty())
            choices.choose(type.key().toStdString(), std::move(columns));
    }
    return choices;
}

QByteArray ColumnChoices::toJson() const
{
    QJsonObject types;
    for (const auto& [type, columns] : m_columns) {
        types.insert(QString::fromStdString(type), toArray(columns));
    }
    QJsonObject allWidths;
    for (const auto& [type, widths] : m_widths) {
        QJsonObject columns;
        for (const auto& [column, width] : widths)
            columns.insert(QString::fromStdString(column), width);
        allWidths.insert(QString::fromStdString(type), columns);
    }
    if (!allWidths.isEmpty())
        types.insert(widthsName, allWidths);
    return QJsonDocument(types).toJson(QJsonDocument::Compact);
}

QByteArray ColumnChoices::shared(const std::string& type, const ResourceColumns& columns)
{
    return QJsonDocument(QJsonObject{{QString::fromStdString(type), toArray(columns)}}).toJson();
}

Result<ResourceColumns> ColumnChoices::fromShared(const std::string& type, const QByteArray& text)
{
    QJsonParseError problem;
    const QJsonObject types = QJsonDocument::fromJson(text, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return makeError(ErrorKind::Parameter, "BadColumns",
                         ColumnChoiceTexts::tr("That is no JSON: %1, character %2.")
                             .arg(problem.errorString())
                             .arg(problem.offset)
                             .toStdString());
    ResourceColumns columns = fromArray(types[QString::fromStdString(type)].toArray());
    if (columns.empty())
        return makeError(
            ErrorKind::Parameter, "BadColumns",
            ColumnChoiceTexts::tr("There are no columns for %1 in it.").arg(toQString(type)).toStdString());
    return columns;
}

int ColumnChoices::width(const std::string& type, const std::string& column) const
{
    const auto widths = m_widths.find(type);
    if (widths == m_widths.end())
        return 0;
    const auto found = widths->second.find(column);
    return found == widths->second.end() ? 0 : found->second;
}

void ColumnChoices::setWidth(const std::string& type, const std::string& column, int width)
{
    if (width > 0 && width <= widestColumn)
        m_widths[type][column] = width;
}

std::string ColumnChoices::nameOf(const ResourceColumn& column)
{
    return inia::ui::nameOf(sources, column.source).toStdString() + ':' + column.key;
}

const ResourceColumns* ColumnChoices::find(const std::string& type) const
{
    const auto found = m_columns.find(type);
    return found == m_columns.end() ? nullptr : &found->second;
}

} // namespace inia::ui
