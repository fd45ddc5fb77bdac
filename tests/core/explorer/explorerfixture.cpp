#include "tests/core/explorer/explorerfixture.h"

#include "core/model/modelfiles.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

namespace inia::tests {

namespace {

/// Folder of a service's newest model; empty without an unpacked botocore.
QString botocoreVersion(const QString& service)
{
    const QDir root(QStringLiteral(INIA_BOTOCORE_DIR));
    for (const auto& package : root.entryList({QStringLiteral("botocore-*")}, QDir::Dirs)) {
        const QDir folder(root.filePath(package + QStringLiteral("/botocore/data/") + service));
        const auto versions = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        if (!versions.isEmpty())
            return folder.filePath(versions.last());
    }
    return {};
}

} // namespace

QByteArray specificationFile(const QString& name)
{
    QFile file(QStringLiteral(INIA_SOURCE_DIR "/resources/definitions/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const explorer::Rules> projectRules()
{
    const auto rules = explorer::Rules::read(specificationFile(QStringLiteral("rules.json")).toStdString());
    return rules ? *rules : nullptr;
}

Result<explorer::DefinitionBuilder::Built> SmallModels::build(const std::string& service) const
{
    const auto text = [](const std::map<std::string, std::string>& texts, const std::string& name) {
        const auto entry = texts.find(name);
        return entry == texts.end() ? std::string() : entry->second;
    };
    const auto read = [&](const std::string& name) -> Result<explorer::ServiceSource> {
        auto model = Document::fromJson(text(models, name), name);
        if (!model)
            return model.error();
        const auto paged = text(paginators, name);
        auto pages = Document::fromJson(paged.empty() ? "{}" : paged, name);
        if (!pages)
            return pages.error();
        return explorer::ServiceSource{name, "2026-01-01", std::make_shared<const ServiceModel>(name, *model),
                                       *pages};
    };
    auto builder = explorer::DefinitionBuilder::make(
        {specificationFile(QStringLiteral("rules.json")), specificationFile(QStringLiteral("effects.json")),
         QByteArray::fromStdString(borrowed),
         [&](const std::string& name) { return QByteArray::fromStdString(text(definitions, name)); }},
        read);
    return builder ? (*builder)->build(service) : builder.error();
}

std::string botocoreFile(const QString& service, const QString& name)
{
    const QDir folder(botocoreVersion(service));
    const auto text = readModelFile(folder.path(), name);
    return text && *text ? (*text)->toStdString() : std::string();
}

std::unique_ptr<explorer::DefinitionBuilder> botocoreBuilder()
{
    if (botocoreVersion(QStringLiteral("s3")).isEmpty())
        return nullptr;
    const auto document = [](const QString& service, const QString& name) {
        const auto json = botocoreFile(service, name);
        const auto extras = botocoreFile(service, name + QStringLiteral(".sdk-extras"));
        auto image = compileDocument(json.empty() ? "{}" : json, name.toStdString(),
                                     {CompileOptions::Documentation::Keep, extras});
        return image ? Document::fromImage(std::move(*image))
                     : Result<std::shared_ptr<const Document>>(image.error());
    };
    auto builder = explorer::DefinitionBuilder::make(
        {specificationFile(QStringLiteral("rules.json")), specificationFile(QStringLiteral("effects.json")),
         specificationFile(QStringLiteral("borrowed.json")),
         [](const std::string& name) {
             return specificationFile(QStringLiteral("services/") + QString::fromStdString(name) +
                                      QStringLiteral(".json"));
         }},
        [document](const std::string& name) -> Result<explorer::ServiceSource> {
            const auto service = QString::fromStdString(name);
            auto model = document(service, QStringLiteral("service-2"));
            auto pages = document(service, QStringLiteral("paginators-1"));
            if (!model || !pages)
                return model ? pages.error() : model.error();
            return explorer::ServiceSource{name, QDir(botocoreVersion(service)).dirName().toStdString(),
                                           std::make_shared<const ServiceModel>(name, *model), *pages};
        });
    return builder ? std::move(*builder) : nullptr;
}

std::shared_ptr<const Catalog> packedCatalog()
{
    static const auto catalog = [] {
        const auto path = qEnvironmentVariable("INIA_MODEL_PACK");
        auto opened = QFile::exists(path) ? Catalog::open(path)
                                          : Result<std::shared_ptr<const Catalog>>(makeError(
                                                ErrorKind::Model, "NoPack", "this build has no models"));
        return opened ? *opened : nullptr;
    }();
    return catalog;
}

Value packedDefinition(const std::string& service)
{
    const auto catalog = packedCatalog();
    const auto document =
        catalog ? catalog->explorer(service)
                : Result<std::shared_ptr<const Document>>(makeError(ErrorKind::Model, "NoPack", {}));
    return document ? (*document)->root().toValue() : Value();
}

} // namespace inia::tests
