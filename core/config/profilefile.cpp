#include "core/config/profilefile.h"

#include "core/config/inifile.h"
#include "core/config/shellwords.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QStringDecoder>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

/// Far more than anybody writes by hand; stops a mistaken path from being read into memory.
constexpr qint64 largestFile = 1024 * 1024;

Error fileError(const std::string& path, const std::string& what)
{
    return makeError(ErrorKind::Configuration, "ConfigFileError", path + ": " + what);
}

Result<std::string> readText(const std::string& path)
{
    const QString name = QString::fromStdString(path);
    const QFileInfo info(name);
    if (info.isDir())
        return fileError(path, "this is a folder, not a file; remove it, or name the right file in "
                               "AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE");
    if (!info.isFile())
        return std::string();
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        return fileError(path, "the file cannot be read (" + file.errorString().toStdString() +
                                   "); check its permissions");
    }
    const QByteArray bytes = file.read(largestFile + 1);
    if (bytes.size() > largestFile)
        return fileError(path, "the file is larger than 1 MiB and is no AWS config file");
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(bytes);
    if (decoder.hasError() || decoded.contains(QChar(0)))
        return fileError(path, "the file is not UTF-8 text; save it as UTF-8");
    return bytes.toStdString();
}

} // namespace

std::string ConfigFiles::configPath(const Environment& environment)
{
    const auto path = environment.find("AWS_CONFIG_FILE");
    return path ? environment.expandPath(*path) : environment.awsFile("config");
}

std::string ConfigFiles::credentialsPath(const Environment& environment)
{
    const auto path = environment.find("AWS_SHARED_CREDENTIALS_FILE");
    return path ? environment.expandPath(*path) : environment.awsFile("credentials");
}

Result<ConfigFiles> ConfigFiles::load(const Environment& environment)
{
    const std::string config = configPath(environment);
    const std::string credentials = credentialsPath(environment);
    auto configText = readText(config);
    if (!configText)
        return configText.error();
    auto credentialsText = readText(credentials);
    if (!credentialsText)
        return credentialsText.error();
    return parse(*configText, config, *credentialsText, credentials);
}

Result<ConfigFiles> ConfigFiles::parse(std::string_view configText, std::string configPath,
                                       std::string_view credentialsText, std::string credentialsPath)
{
    ConfigFiles files;
    files.m_configPath = std::move(configPath);
    files.m_credentialsPath = std::move(credentialsPath);
    auto config = parseIni(configText, files.m_configPath);
    if (!config)
        return config.error();
    auto credentials = parseIni(credentialsText, files.m_credentialsPath);
    if (!credentials)
        return credentials.error();
    for (ConfigSection& section : *config)
        files.addConfigSection(std::move(section));
    files.m_profiles = files.m_configProfiles;
    for (ConfigSection& section : *credentials)
        files.overlayCredentials(std::move(section));
    auto& names = files.m_profileNames;
    std::stable_partition(names.begin(), names.end(),
                          [](const std::string& name) { return name == "default"; });
    return files;
}

void ConfigFiles::addConfigProfile(const std::string& name, ConfigSection section)
{
    section.name = name;
    if (!m_configProfiles.contains(name))
        m_profileNames.push_back(name);
    // [default] and [profile default] are not merged: the later one in the file wins.
    m_configProfiles.insert_or_assign(name, Profile{std::move(section)});
}

void ConfigFiles::addConfigSection(ConfigSection section)
{
    const std::string heading = section.name;
    if (heading == "default") {
        addConfigProfile(heading, std::move(section));
        return;
    }
    // The prefix is looked for as botocore does: at the very beginning, and before the words are split.
    const auto words = splitShellWords(heading);
    const bool named = words && words->size() == 2;
    if (named && heading.starts_with("profile")) {
        addConfigProfile(words->at(1), std::move(section));
    } else if (named && (heading.starts_with("sso-session") || heading.starts_with("services"))) {
        section.name = words->at(1);
        auto& target = heading.starts_with("services") ? m_services : m_ssoSessions;
        target.insert_or_assign(words->at(1), std::move(section));
    } else {
        m_ignored.insert_or_assign(heading, std::move(section));
    }
}

void ConfigFiles::overlayCredentials(ConfigSection section)
{
    const std::string name = section.name;
    const auto [existing, isNew] = m_profiles.try_emplace(name, Profile{section});
    if (isNew) {
        m_profileNames.push_back(name);
    } else {
        for (const auto& [key, value] : section.values)
            existing->second.values.insert_or_assign(key, value);
    }
    m_credentialsProfiles.insert_or_assign(name, Profile{std::move(section)});
}

} // namespace inia
