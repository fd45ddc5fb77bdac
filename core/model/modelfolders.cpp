#include "core/model/modelfolders.h"

#include "core/model/modelfile.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

#include <algorithm>

namespace inia {

namespace {

QString toPath(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Names come from the command line too, and must not lead out of the folder.
bool isFolderName(std::string_view name)
{
    return !name.empty() && name.front() != '.' && name.find_first_of("/\\") == std::string_view::npos;
}

bool hasModel(const QString& folder, std::string_view file)
{
    const QString path = folder + u'/' + toPath(file) + QStringLiteral(".json");
    return QFileInfo::exists(path) || QFileInfo::exists(path + QStringLiteral(".gz"));
}

QStringList subfolders(const QString& folder)
{
    return QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

void sortUnique(std::vector<std::string>& names)
{
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

} // namespace

std::vector<std::string> ModelFolders::services() const
{
    std::vector<std::string> names;
    for (const auto& folder : m_folders) {
        for (const auto& service : subfolders(toPath(folder))) {
            if (!versions(service.toStdString(), "service-2").empty())
                names.push_back(service.toStdString());
        }
    }
    sortUnique(names);
    return names;
}

std::vector<std::string> ModelFolders::versions(std::string_view service, std::string_view file) const
{
    std::vector<std::string> names;
    if (!isFolderName(service))
        return names;
    for (const auto& folder : m_folders) {
        const QString path = toPath(folder) + u'/' + toPath(service);
        for (const auto& version : subfolders(path)) {
            if (hasModel(path + u'/' + version, file))
                names.push_back(version.toStdString());
        }
    }
    sortUnique(names);
    return names;
}

Result<std::optional<ModelFolders::File>>
ModelFolders::read(std::string_view service, std::string_view version, std::string_view file) const
{
    if (!isFolderName(service) || !isFolderName(version))
        return std::optional<File>();
    for (const auto& folder : m_folders) {
        const QString path = toPath(folder) + u'/' + toPath(service) + u'/' + toPath(version);
        auto text = readModelFile(path, toPath(file));
        if (!text)
            return text.error();
        if (*text)
            return std::optional(File{std::move(**text), path.toStdString()});
    }
    return std::optional<File>();
}

} // namespace inia
