#include "core/model/catalog.h"

#include "core/model/names.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QStringList>

namespace inia {

namespace {

QString findPack()
{
    const QString fromEnvironment = qEnvironmentVariable("INIA_MODEL_PACK");
    if (!fromEnvironment.isEmpty())
        return fromEnvironment;
    const QString beside =
        QCoreApplication::applicationDirPath() + QStringLiteral("/../share/inia/models.pack");
    if (QFileInfo::exists(beside))
        return beside;
    return QStringLiteral(INIA_BUILT_MODEL_PACK);
}

} // namespace

Catalog::Catalog(std::shared_ptr<const ModelPack> pack) : m_pack(std::move(pack)) {}

Result<std::shared_ptr<const Catalog>> Catalog::open(const QString& packPath)
{
    auto pack = ModelPack::open(packPath.isEmpty() ? findPack() : packPath);
    if (!pack)
        return pack.error();
    auto catalog = std::make_shared<Catalog>(std::move(pack).value());
    auto index = catalog->shared("index");
    if (!index)
        return index.error();
    catalog->m_index = std::move(index).value();
    return std::shared_ptr<const Catalog>(std::move(catalog));
}

std::vector<std::string> Catalog::services() const
{
    std::vector<std::string> names;
    for (const auto& [name, summary] : m_index->root()["services"].members())
        names.emplace_back(name);
    return names;
}

Node Catalog::summary(std::string_view service) const
{
    return m_index->root()["services"][service];
}

Error Catalog::unknownService(std::string_view name) const
{
    std::string message = "there is no service '" + std::string(name) + "'";
    const auto similar = similarNames(name, services());
    for (std::size_t i = 0; i < similar.size(); ++i)
        message += (i == 0 ? "; did you mean " : ", ") + similar[i];
    if (!similar.empty())
        message += '?';
    return makeError(ErrorKind::UnknownName, "UnknownService", std::move(message));
}

Result<std::shared_ptr<const ServiceModel>> Catalog::service(std::string_view name) const
{
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_services.find(name);
        if (found != m_services.end())
            return found->second;
    }
    auto document = part(name, "service-2");
    if (!document)
        return document.error();
    auto model = std::make_shared<const ServiceModel>(std::string(name), std::move(document).value());
    const std::lock_guard lock(m_mutex);
    return m_services.try_emplace(std::string(name), std::move(model)).first->second;
}

Result<std::shared_ptr<const Document>> Catalog::paginators(std::string_view service) const
{
    return part(service, "paginators-1");
}

Result<std::shared_ptr<const Document>> Catalog::waiters(std::string_view service) const
{
    return part(service, "waiters-2");
}

Result<std::shared_ptr<const Document>> Catalog::ruleSet(std::string_view service) const
{
    return part(service, "endpoint-rule-set-1");
}

Result<std::shared_ptr<const Document>> Catalog::resources(std::string_view service) const
{
    return part(service, "resources-1");
}

Result<std::shared_ptr<const Document>> Catalog::part(std::string_view service, std::string_view file) const
{
    const auto entry = summary(service)["parts"][file];
    if (!summary(service))
        return unknownService(service);
    if (!entry) {
        return makeError(ErrorKind::UnknownName, "NoSuchModel",
                         "service '" + std::string(service) + "' has no " + std::string(file));
    }
    return shared(std::string(entry.text()));
}

Result<std::shared_ptr<const Document>> Catalog::shared(const std::string& entry) const
{
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_documents.find(entry);
        if (found != m_documents.end())
            return found->second;
    }
    auto document = m_pack->document(entry);
    if (!document)
        return document.error();
    const std::lock_guard lock(m_mutex);
    return m_documents.try_emplace(entry, std::move(document).value()).first->second;
}

} // namespace inia
