#include "core/config/profilefile.h"

#include "core/config/inifile.h"
#include "core/text/ascii.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QStringDecoder>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

/// Far more than the generators of profiles for thousands of accounts write; stops a mistaken path from being
/// read into memory.
constexpr qint64 largestFile = qint64(64) * 1024 * 1024;

Error fileError(const std::string& path, const std::string& what)
{
    return makeError(ErrorKind::Configuration, "ConfigFileError", path + ": " + what);
}

bool isSameFile(const std::string& a, const std::string& b)
{
    const QString canonical = QFileInfo(QString::fromStdString(a)).canonicalFilePath();
    return !canonical.isEmpty() && canonical == QFileInfo(QString::fromStdString(b)).canonicalFilePath();
}

std::string fingerprintOf(std::string_view config, std::string_view credentials)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto text : {config, credentials}) {
        hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
        hash.addData(QByteArrayView("\0", 1));
    }
    return hash.result().toHex().toStdString();
}

/// Changes whenever somebody writes one of the files.
std::string stampOf(const std::string& config, const std::string& credentials)
{
    std::string stamp;
    for (const auto& path : {config, credentials}) {
        const QFileInfo info(QString::fromStdString(path));
        stamp += info.exists() ? std::to_string(info.size()) + ' ' +
                                     std::to_string(info.lastModified().toMSecsSinceEpoch()) + ';'
                               : std::string("none;");
    }
    return stamp;
}

/// Nobody has written to the files for longer than any file system's clock may stand still.
bool haveSettled(const std::string& config, const std::string& credentials)
{
    constexpr int tickMs = 100;
    const QDateTime settled = QDateTime::currentDateTime().addMSecs(-tickMs);
    return QFileInfo(QString::fromStdString(config)).lastModified() < settled &&
           QFileInfo(QString::fromStdString(credentials)).lastModified() < settled;
}

/// What is left of a heading that was meant to be a profile's: "Profile: Dev" -> "dev".
std::string meantName(std::string_view heading)
{
    auto name = ascii::lowered(heading);
    constexpr std::string_view word = "profile";
    if (name.starts_with(word))
        name.erase(0, word.size());
    return std::string(ascii::trimmed(name, " \t:=\"'"));
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
    // Before they are read: what is written meanwhile counts as a change.
    auto stamp = stampOf(config, credentials);
    const bool settled = haveSettled(config, credentials);
    auto configText = readConfigText(config);
    if (!configText)
        return configText.error();
    auto credentialsText = readConfigText(credentials);
    if (!credentialsText)
        return credentialsText.error();
    auto parsed = isSameFile(config, credentials) ? parse(*configText, config)
                                                  : parse(*configText, config, *credentialsText, credentials);
    if (parsed) {
        parsed->m_credentialsPath = credentials;
        parsed->m_stamp = std::move(stamp);
        parsed->m_settled = settled;
    }
    return parsed;
}

Result<ConfigFiles> ConfigFiles::parse(std::string_view text, std::string path)
{
    ConfigFiles files;
    files.m_fingerprint = fingerprintOf(text, {});
    auto sections = parseIni(text, path);
    files.m_configPath = path;
    files.m_credentialsPath = std::move(path);
    if (!sections)
        return sections.error();
    std::vector<ConfigSection> keys;
    for (const ConfigSection& section : *sections) {
        const auto heading = readHeading(section.name);
        if (heading.kind == Heading::Kind::SsoSession || heading.kind == Heading::Kind::Services)
            continue;
        keys.push_back(section);
        if (heading.kind == Heading::Kind::Profile)
            keys.back().name = heading.name;
    }
    files = assembled(std::move(sections).value(), keys, std::move(files));
    files.m_ignored.clear(); // each of them is a profile of the credentials file
    return files;
}

Result<ConfigFiles> ConfigFiles::parse(std::string_view configText, std::string configPath,
                                       std::string_view credentialsText, std::string credentialsPath)
{
    ConfigFiles files;
    files.m_configPath = std::move(configPath);
    files.m_credentialsPath = std::move(credentialsPath);
    files.m_fingerprint = fingerprintOf(configText, credentialsText);
    auto config = parseIni(configText, files.m_configPath);
    if (!config)
        return config.error();
    auto credentials = parseIni(credentialsText, files.m_credentialsPath);
    if (!credentials)
        return credentials.error();
    return assembled(std::move(config).value(), *credentials, std::move(files));
}

ConfigFiles ConfigFiles::assembled(std::vector<ConfigSection> config,
                                   const std::vector<ConfigSection>& credentials, ConfigFiles files)
{
    for (ConfigSection& section : config)
        files.addConfigSection(std::move(section));
    for (const ConfigSection& section : credentials)
        files.overlayCredentials(section);
    auto& names = files.m_profileNames;
    std::stable_partition(names.begin(), names.end(),
                          [](const std::string& name) { return name == "default"; });
    return files;
}

ConfigFiles::Heading ConfigFiles::readHeading(const std::string& text)
{
    if (text == "default")
        return {Heading::Kind::Profile, text};
    static constexpr std::pair<std::string_view, Heading::Kind> kinds[]{
        {"profile", Heading::Kind::Profile},
        {"sso-session", Heading::Kind::SsoSession},
        {"services", Heading::Kind::Services}};
    for (const auto& [word, kind] : kinds) {
        // The prefix is looked for as botocore does: at the very beginning, and before the words are split.
        if (!text.starts_with(word))
            continue;
        if (const auto words = splitShellWords(text); words && words->size() == 2)
            return {kind, words->at(1)};
        const auto name = text.find_first_not_of(" \t", word.size());
        if (name != std::string::npos && name > word.size() &&
            text.find_first_of(" \t", name) == std::string::npos)
            return {kind, text.substr(name), false};
    }
    return {Heading::Kind::Other, text};
}

void ConfigFiles::addConfigProfile(const Heading& heading, ConfigSection section)
{
    const auto known = m_configProfiles.find(heading.name);
    if (known == m_configProfiles.end())
        m_profileNames.push_back(heading.name);
    else if (!heading.isPlain && known->second.remark.empty())
        return;
    // [default] and [profile default] are not merged: the later one in the file wins.
    m_configProfiles.insert_or_assign(heading.name, Profile{std::move(section)});
}

void ConfigFiles::addConfigSection(ConfigSection section)
{
    const auto heading = readHeading(section.name);
    if (!heading.isPlain) {
        const auto word = section.name.substr(0, section.name.find_first_of(" \t"));
        section.remark = section.place() + ": AWS tools pass over [" + section.name + "]; write [" + word +
                         ' ' + quotedWord(heading.name) + "].";
    }
    section.name = heading.name;
    switch (heading.kind) {
    case Heading::Kind::Profile:
        addConfigProfile(heading, std::move(section));
        break;
    case Heading::Kind::SsoSession:
        m_ssoSessions.insert_or_assign(heading.name, std::move(section));
        break;
    case Heading::Kind::Services:
        m_services.insert_or_assign(heading.name, std::move(section));
        break;
    case Heading::Kind::Other:
        m_ignored.insert_or_assign(heading.name, std::move(section));
    }
}

bool ConfigFiles::isCurrent() const
{
    return m_stamp.empty() || m_stamp == stampOf(m_configPath, m_credentialsPath);
}

std::vector<std::string> ConfigFiles::ssoSessionNames() const
{
    std::vector<std::string> names;
    for (const auto& [name, section] : m_ssoSessions)
        names.push_back(name);
    return names;
}

const ConfigSection* ConfigFiles::ignoredSection(std::string_view profile) const
{
    if (const auto* same = lookUp(m_ignored, profile))
        return same;
    const auto wanted = ascii::lowered(profile);
    for (const auto& [heading, section] : m_ignored) {
        if (meantName(heading) == wanted)
            return &section;
    }
    return nullptr;
}

void ConfigFiles::overlayCredentials(const ConfigSection& section)
{
    const std::string name = section.name;
    if (const Profile* known = profile(name)) {
        auto& overlaid = m_overlaid.try_emplace(name, *known).first->second;
        for (const auto& [key, value] : section.values)
            overlaid.values.insert_or_assign(key, value);
    } else {
        m_overlaid.emplace(name, Profile{section});
        m_profileNames.push_back(name);
    }
    const auto [keys, isFirst] = m_credentialsProfiles.try_emplace(name, Profile{section});
    if (isFirst)
        return;
    for (const auto& [key, value] : section.values)
        keys->second.values.insert_or_assign(key, value);
}

Result<std::shared_ptr<const ConfigFiles>> CurrentConfigFiles::load(const Environment& environment)
{
    const bool isSame = m_files && m_files->configPath() == ConfigFiles::configPath(environment) &&
                        m_files->credentialsPath() == ConfigFiles::credentialsPath(environment);
    if (isSame && m_files->isSettled() && m_files->isCurrent())
        return m_files;
    auto files = ConfigFiles::load(environment);
    if (!files)
        return files.error();
    m_files = std::make_shared<const ConfigFiles>(std::move(files).value());
    return m_files;
}

Result<std::string> readConfigText(const std::string& path)
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
        return fileError(path, "the file is larger than 64 MiB and is no AWS config file");
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(bytes);
    if (decoder.hasError() || decoded.contains(QChar(0)))
        return fileError(path, "the file is not UTF-8 text; save it as UTF-8");
    return bytes.toStdString();
}

namespace {

std::string existingProfiles(const ConfigFiles& files)
{
    constexpr std::size_t mostNames = 20;
    const auto& all = files.profileNames();
    std::string names;
    for (std::size_t i = 0; i < std::min(all.size(), mostNames); ++i)
        names += (names.empty() ? "" : ", ") + all[i];
    if (all.size() > mostNames)
        names += " and " + std::to_string(all.size() - mostNames) + " more";
    const std::string places = files.configPath() + " and " + files.credentialsPath();
    if (names.empty())
        return " There are no profiles in " + places + ".";
    return " Profiles in " + places + ": " + names + ".";
}

/// What to write for a section that counts for nothing.
std::string meantFor(const ConfigSection& section, const std::string& profile)
{
    return section.place() + " has [" + section.name + "], which has to be [profile " + quotedWord(profile) +
           "] in that file.";
}

Error profileNotFound(const ProfileSelection& selection, const ConfigFiles& files)
{
    std::string message = "There is no profile \"" + selection.name + "\"";
    if (!selection.variable.empty())
        message += ", which " + selection.variable + " asks for";
    message += ".";
    if (const ConfigSection* section = files.ignoredSection(selection.name))
        message += " " + meantFor(*section, selection.name);
    return makeError(ErrorKind::Configuration, "ProfileNotFound", message + existingProfiles(files));
}

} // namespace

Result<ProfileSelection> selectProfile(const std::optional<std::string>& requested,
                                       const Environment& environment, const ConfigFiles& files)
{
    ProfileSelection selection;
    if (requested && !requested->empty()) {
        selection.name = *requested;
        selection.isExplicit = true;
    } else {
        for (const char* variable : {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}) {
            if (const auto name = environment.find(variable)) {
                selection.name = *name;
                selection.variable = variable;
                break;
            }
        }
    }
    const ConfigSection* ignored = files.ignoredSection(selection.name);
    if (ignored != nullptr && files.configFileProfile(selection.name) == nullptr)
        selection.warnings.push_back(meantFor(*ignored, selection.name));
    if (const Profile* profile = files.profile(selection.name)) {
        selection.profile = *profile;
        if (!profile->remark.empty())
            selection.warnings.push_back(profile->remark);
    } else if (selection.isExplicit || !selection.variable.empty()) {
        return profileNotFound(selection, files);
    }
    selection.profile.name = selection.name;
    return selection;
}

} // namespace inia
