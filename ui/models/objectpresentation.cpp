#include "ui/models/objectpresentation.h"

#include "core/s3/s3location.h"
#include "core/text/ascii.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::ui {

namespace {

using NamePair = std::pair<std::string_view, std::string_view>;

constexpr std::array<NamePair, 11> storageClassNames{{
    {"STANDARD", "Standard"},
    {"STANDARD_IA", "Standard-IA"},
    {"ONEZONE_IA", "One Zone-IA"},
    {"INTELLIGENT_TIERING", "Intelligent-Tiering"},
    {"GLACIER", "Glacier Flexible"},
    {"GLACIER_IR", "Glacier Instant"},
    {"DEEP_ARCHIVE", "Glacier Deep Archive"},
    {"REDUCED_REDUNDANCY", "Reduced Redundancy"},
    {"EXPRESS_ONEZONE", "Express One Zone"},
    {"OUTPOSTS", "Outposts"},
    {"SNOW", "Snow"},
}};

constexpr std::array<NamePair, 38> extensionIcons{{
    {"gz", "file-zip"},      {"zip", "file-zip"},   {"bz2", "file-zip"},   {"xz", "file-zip"},
    {"zst", "file-zip"},     {"tar", "file-zip"},   {"tgz", "file-zip"},   {"7z", "file-zip"},
    {"rar", "file-zip"},     {"jar", "file-zip"},   {"txt", "file-text"},  {"md", "file-text"},
    {"log", "file-text"},    {"html", "file-text"}, {"htm", "file-text"},  {"xml", "file-text"},
    {"css", "file-text"},    {"py", "file-text"},   {"js", "file-text"},   {"yaml", "file-text"},
    {"yml", "file-text"},    {"pdf", "file-text"},  {"json", "file-data"}, {"jsonl", "file-data"},
    {"ndjson", "file-data"}, {"csv", "file-data"},  {"tsv", "file-data"},  {"parquet", "file-data"},
    {"avro", "file-data"},   {"orc", "file-data"},  {"db", "file-data"},   {"sqlite", "file-data"},
    {"png", "image"},        {"jpg", "image"},      {"jpeg", "image"},     {"gif", "image"},
    {"svg", "image"},        {"webp", "image"},
}};

/// Behind the last dot, in lower case; empty for names without one and for long tails.
std::string extension(std::string_view name)
{
    constexpr std::size_t longest = 8;
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos || name.size() - dot > longest)
        return {};
    return ascii::lowered(name.substr(dot + 1));
}

} // namespace

QString objectLabel(const ObjectStore& store, std::size_t row)
{
    const auto name = store.rows().name(row);
    if (name.empty())
        return toOneLine(S3Location{{}, store.prefix()}.lastPart());
    return toOneLine(name);
}

QString objectIconName(const ObjectRows& rows, std::size_t row)
{
    if (rows[row].kind == ObjectKind::Prefix)
        return QStringLiteral("folder");
    const auto tail = extension(rows.name(row));
    const auto found = std::find_if(extensionIcons.begin(), extensionIcons.end(),
                                    [&tail](const NamePair& icon) { return icon.first == tail; });
    return found != extensionIcons.end() ? toQString(found->second) : QStringLiteral("file");
}

QString storageClassText(std::string_view storageClass)
{
    const auto found = std::find_if(storageClassNames.begin(), storageClassNames.end(),
                                    [&](const NamePair& names) { return names.first == storageClass; });
    return toQString(found != storageClassNames.end() ? found->second : storageClass);
}

QString sizeTooltip(std::int64_t bytes)
{
    if (bytes < 0)
        return {};
    return QCoreApplication::translate("inia::ui::ObjectTableModel", "%1 bytes").arg(groupedNumber(bytes));
}

QString timeTooltip(std::int64_t milliseconds)
{
    if (milliseconds == ObjectRows::noTime)
        return {};
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace inia::ui
