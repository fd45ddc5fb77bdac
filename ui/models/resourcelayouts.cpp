#include "ui/models/resourcelayouts.h"

#include "core/resource/resourcedefinition.h"
#include "core/text/ascii.h"
#include "ui/models/resourcenames.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <array>

namespace inia::ui {

namespace {

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

} // namespace inia::ui
