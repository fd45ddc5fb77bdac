#include "ui/models/columnkinds.h"

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

} // namespace inia::ui
