#include "ui/models/resourcecolumn.h"

#include "core/text/ascii.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/valuepresentation.h"

#include <QtCore/QDateTime>

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

} // namespace inia::ui
