#include "resources/modelpack/packbuilder.h"

#include "core/model/servicemodel.h"

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>

namespace inia {

namespace {

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string compactJson(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

Result<void> PackBuilder::addPart(const QString& service, const QString& version, const QString& name,
                                  std::string& partsJson)
{
    const QByteArray json = m_source.read(service, version, name);
    if (json.isEmpty())
        return {};
    const QByteArray extras = m_source.read(service, version, name + QStringLiteral(".sdk-extras"));
    const std::string entry = (service + u'/' + version + u'/' + name).toStdString();
    auto image = compileDocument(view(json), entry, {CompileOptions::Documentation::Drop, view(extras)});
    if (!image)
        return image.error();
    const bool isRuleSet = name == QStringLiteral("endpoint-rule-set-1");
    // Most rule sets differ in a few names only.
    if (isRuleSet && m_ruleSetDictionary.empty())
        m_ruleSetDictionary = entry;
    m_models.add(entry, *image,
                 isRuleSet && entry != m_ruleSetDictionary ? m_ruleSetDictionary : std::string());
    if (name == QStringLiteral("service-2")) {
        auto docs = compileDocument(view(json), entry, {CompileOptions::Documentation::Only, {}});
        if (!docs)
            return docs.error();
        m_docs.add(service.toStdString(), *docs);
    }
    partsJson += (partsJson.empty() ? "\"" : ",\"") + name.toStdString() + "\":\"" + entry + '"';
    return {};
}

Result<void> PackBuilder::addSummary(const QString& service, const QStringList& versions,
                                     const std::string& partsJson)
{
    const QByteArray json = m_source.read(service, versions.last(), QStringLiteral("service-2"));
    const QByteArray extras = m_source.read(service, versions.last(), QStringLiteral("service-2.sdk-extras"));
    auto image = compileDocument(view(json), service.toStdString(),
                                 {CompileOptions::Documentation::Drop, view(extras)});
    if (!image)
        return image.error();
    auto document = Document::fromImage(std::move(image).value());
    if (!document)
        return document.error();
    const ServiceModel model(service.toStdString(), *document);
    const QJsonObject summary{
        {QStringLiteral("serviceId"), toQString(model.serviceId())},
        {QStringLiteral("fullName"), toQString(model.metadata()["serviceFullName"].text())},
        {QStringLiteral("protocol"), toQString(model.protocol())},
        {QStringLiteral("apiVersions"), QJsonArray::fromStringList(versions)},
        {QStringLiteral("operationCount"), static_cast<int>(model.operations().size())},
    };
    std::string text = compactJson(summary);
    text.pop_back();
    m_indexJson += (m_indexJson.empty() ? "\"" : ",\"") + service.toStdString() + "\":" + text +
                   ",\"parts\":{" + partsJson + "}}";
    return {};
}

Result<void> PackBuilder::addService(const QString& service)
{
    const auto versions = m_source.versions(service);
    if (versions.isEmpty())
        return {};
    std::string parts;
    for (const auto& name :
         {QStringLiteral("service-2"), QStringLiteral("paginators-1"), QStringLiteral("waiters-2"),
          QStringLiteral("endpoint-rule-set-1"), QStringLiteral("resources-1")}) {
        if (auto added = addPart(service, versions.last(), name, parts); !added)
            return added;
    }
    ++m_serviceCount;
    return addSummary(service, versions, parts);
}

Result<void> PackBuilder::addSharedFiles()
{
    for (const auto& name : {QStringLiteral("partitions"), QStringLiteral("endpoints"),
                             QStringLiteral("sdk-default-configuration")}) {
        auto image = compileDocument(view(m_source.readShared(name)), name.toStdString(),
                                     {CompileOptions::Documentation::Drop, {}});
        if (!image)
            return image.error();
        m_models.add(name.toStdString(), *image);
    }
    return {};
}

Result<void> PackBuilder::write(const QString& folder)
{
    auto index = compileDocument("{\"services\":{" + m_indexJson + "}}", "the index");
    if (!index)
        return index.error();
    m_models.add("index", *index);
    if (!QDir().mkpath(folder))
        return makeError(ErrorKind::Model, "CannotWrite", "cannot make the folder " + folder.toStdString());
    if (auto written = m_docs.write(folder + QStringLiteral("/docs.pack")); !written)
        return written;
    QSaveFile notice(folder + QStringLiteral("/NOTICE.botocore"));
    if (!notice.open(QIODevice::WriteOnly) || notice.write(m_source.licenceNotice()) < 0 || !notice.commit())
        return makeError(ErrorKind::Model, "CannotWrite", "cannot write " + notice.fileName().toStdString());
    // Last, because its presence tells the build that all is there.
    return m_models.write(folder + QStringLiteral("/models.pack"));
}

} // namespace inia
