#include "resources/modelpack/definitionpacker.h"

#include "core/jmespath/jsontext.h"

#include <QtCore/QFile>

#include <cstdio>

namespace inia {

namespace {

std::string_view toView(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<std::shared_ptr<const Document>> readDocument(const ModelSource& source, const QString& service,
                                                     const QString& version, const QString& name)
{
    const auto json = source.read(service, version, name);
    const auto extras = source.read(service, version, name + QStringLiteral(".sdk-extras"));
    if (!json || !extras)
        return json ? extras.error() : json.error();
    if (json->isEmpty())
        return std::shared_ptr<const Document>();
    auto image = compileDocument(toView(*json), (service + u'/' + name).toStdString(),
                                 {CompileOptions::Documentation::Keep, toView(*extras)});
    if (!image)
        return image.error();
    return Document::fromImage(std::move(*image));
}

/// With its documentation, which the models in the pack are without.
Result<explorer::ServiceSource> readService(const ModelSource& source, const std::string& name)
{
    const auto service = QString::fromStdString(name);
    const auto versions = source.versions(service);
    if (versions.isEmpty())
        return makeError(ErrorKind::Model, "NoSuchModel", "there is no model of " + name);
    auto model = readDocument(source, service, versions.last(), QStringLiteral("service-2"));
    auto paginators = readDocument(source, service, versions.last(), QStringLiteral("paginators-1"));
    if (!model || !paginators)
        return model ? paginators.error() : model.error();
    return explorer::ServiceSource{name, versions.last().toStdString(),
                                   std::make_shared<const ServiceModel>(name, *model), *paginators};
}

std::string percent(int part, int whole)
{
    char text[16];
    std::snprintf(text, sizeof(text), "%.1f %%", whole == 0 ? 0.0 : 100.0 * part / whole);
    return text;
}

} // namespace

Result<std::unique_ptr<DefinitionPacker>> DefinitionPacker::make(const ModelSource& source,
                                                                 const QString& folder)
{
    std::unique_ptr<DefinitionPacker> packer(new DefinitionPacker);
    auto builder = explorer::DefinitionBuilder::make(
        {contents(folder + QStringLiteral("/rules.json")), contents(folder + QStringLiteral("/effects.json")),
         contents(folder + QStringLiteral("/borrowed.json")),
         [folder](const std::string& service) {
             return contents(folder + QStringLiteral("/services/") + QString::fromStdString(service) +
                             QStringLiteral(".json"));
         }},
        [&source](const std::string& service) { return readService(source, service); });
    if (!builder)
        return builder.error();
    packer->m_builder = std::move(*builder);
    return packer;
}

Result<DefinitionPacker::Entry> DefinitionPacker::add(const QString& service)
{
    auto built = m_builder->build(service.toStdString());
    if (!built)
        return built.error();
    m_reports.push_back(built->report);
    return Entry{jmespath::jsonText(built->document), jmespath::jsonText(built->roots),
                 std::move(built->problems)};
}

std::string DefinitionPacker::report() const
{
    int counted = 0, unreachable = 0, lists = 0, unreachableLists = 0, roots = 0, withRoot = 0, withItems = 0,
        withAnything = 0;
    std::string rows;
    for (const auto& service : m_reports) {
        counted += service.counted;
        unreachable += service.unreachable;
        lists += service.lists;
        unreachableLists += service.unreachableLists;
        roots += service.roots;
        withRoot += service.roots > 0 ? 1 : 0;
        withItems += service.roots > 0 || service.isBorrowing ? 1 : 0;
        withAnything += service.roots > 0 || service.isBorrowing || service.facts > 0 ? 1 : 0;
        const auto& note = service.isBorrowing ? "items of another service" : service.reason;
        rows += "| " + service.service + " | " + std::to_string(service.operations) + " | " +
                std::to_string(service.counted - service.unreachable) + " of " +
                std::to_string(service.counted) + " | " + std::to_string(service.types) + " | " +
                std::to_string(service.roots) + (note.empty() ? " | |\n" : " | " + note + " |\n");
    }
    const auto of = [](int part, int whole) {
        return std::to_string(part) + " of " + std::to_string(whole) + " (" + percent(part, whole) + ')';
    };
    const int services = static_cast<int>(m_reports.size());
    return "| | |\n| --- | --- |\n| list operations that can be reached | " +
           of(counted - unreachable, counted) + " |\n| those of them that list for certain | " +
           of(lists - unreachableLists, lists) + " |\n| services with a list of their own | " +
           of(withRoot, services) + " |\n| with one, or with items of another service | " +
           of(withItems, services) + " |\n| with anything at all | " + of(withAnything, services) +
           " |\n| lists that need no item | " + std::to_string(roots) +
           " |\n\n| service | operations | lists reached | types | at the root | |\n| --- | --- | --- | --- "
           "| --- "
           "| --- |\n" +
           rows;
}

} // namespace inia
