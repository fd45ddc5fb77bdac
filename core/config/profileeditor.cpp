#include "core/config/profileeditor.h"

#include "core/common/localpath.h"
#include "core/config/inifile.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

#include <memory>
#include <utility>

namespace inia {

namespace {

using File = ProfileEditor::File;
using Heading = ConfigFiles::Heading;

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Error notWritten(const std::string& path, const QString& why)
{
    return makeError(ErrorKind::Configuration, "ConfigFileNotWritten",
                     path + " could not be written (" + why.toStdString() + "); it is as it was before.");
}

/// Where the file really is: renaming over a link would replace the link.
QString targetOf(const QString& path)
{
    const QFileInfo info(path);
    if (info.exists())
        return info.canonicalFilePath();
    return info.isSymLink() ? info.symLinkTarget() : path;
}

Result<std::unique_ptr<QSaveFile>> prepared(const std::string& path, const std::string& text, bool isSecret)
{
    const QString target = targetOf(QString::fromStdString(path));
    const QFileInfo info(target);
    if (info.exists() && !info.isFile())
        return notWritten(path, QStringLiteral("it is no regular file"));
    if (!makePrivateFolder(info.path()))
        return notWritten(path, QStringLiteral("its folder cannot be made"));
    auto file = std::make_unique<QSaveFile>(target);
    const bool isPrivate = isSecret || !info.exists();
    const auto permissions = isPrivate ? ownerOnly : info.permissions();
    if (!file->open(QIODevice::WriteOnly) || !file->setPermissions(permissions))
        return notWritten(path, file->errorString());
    const auto size = static_cast<qint64>(text.size());
    if (file->write(text.data(), size) != size || !file->flush())
        return notWritten(path, file->errorString());
    return file;
}

std::string newHeading(File file, Heading::Kind kind, const std::string& name)
{
    if (kind == Heading::Kind::SsoSession)
        return "sso-session " + quotedWord(name);
    if (file == File::Credentials || name == "default")
        return name;
    return "profile " + quotedWord(name);
}

} // namespace

Result<ProfileEditor> ProfileEditor::open(const Environment& environment)
{
    const auto load = [](const std::string& path) -> Result<Document> {
        auto text = readConfigText(path);
        if (!text)
            return text.error();
        auto edit = IniEdit::parse(*text, path);
        if (!edit)
            return edit.error();
        return Document{path, std::move(text).value(), std::move(edit).value()};
    };
    const auto configPath = ConfigFiles::configPath(environment);
    const auto credentialsPath = ConfigFiles::credentialsPath(environment);
    auto config = load(configPath);
    if (!config)
        return config.error();
    ProfileEditor editor;
    editor.m_config = std::move(config).value();
    const auto target = [](const std::string& path) {
        return QFileInfo(targetOf(QString::fromStdString(path))).absoluteFilePath();
    };
    if (target(configPath) == target(credentialsPath))
        return editor;
    auto credentials = load(credentialsPath);
    if (!credentials)
        return credentials.error();
    editor.m_credentials = std::move(credentials).value();
    return editor;
}

ProfileEditor::Document& ProfileEditor::document(File file)
{
    return file == File::Credentials && m_credentials ? *m_credentials : m_config;
}

const ProfileEditor::Document& ProfileEditor::document(File file) const
{
    return file == File::Credentials && m_credentials ? *m_credentials : m_config;
}

std::vector<std::string> ProfileEditor::headings(File file, const std::string& profile) const
{
    std::vector<std::string> found;
    const bool isCredentials = file == File::Credentials && m_credentials;
    for (const auto& section : document(file).edit.sections()) {
        const auto heading = ConfigFiles::readHeading(section.name);
        const bool isMeant = isCredentials
                                 ? section.name == profile
                                 : heading.kind == Heading::Kind::Profile && heading.name == profile;
        // In a file that is both, a bare heading is a profile as well.
        const bool isBare = !m_credentials && heading.kind == Heading::Kind::Other && section.name == profile;
        if (isMeant || isBare)
            found.push_back(section.name);
    }
    return found;
}

Result<std::string> ProfileEditor::heading(File file, const std::string& profile) const
{
    const auto found = headings(file, profile);
    if (found.size() > 1) {
        return makeError(ErrorKind::Configuration, "ProfileTwice",
                         document(file).path + " has the profile " + profile + " twice, as [" + found[0] +
                             "] and [" + found[1] + "]; put both together first.");
    }
    const bool isCredentials = file == File::Credentials && m_credentials;
    return found.empty()
               ? newHeading(isCredentials ? File::Credentials : File::Config, Heading::Kind::Profile, profile)
               : found.front();
}

bool ProfileEditor::hasProfile(const std::string& name) const
{
    return !headings(File::Config, name).empty() || !headings(File::Credentials, name).empty();
}

Result<void> ProfileEditor::check(const std::string& name, bool isNew) const
{
    const bool fits = !name.empty() && iniTrimmed(name) == name && name != "DEFAULT" &&
                      name.find_first_of("[]\r\n\t") == std::string::npos;
    if (!fits) {
        return makeError(ErrorKind::Parameter, "BadProfileName",
                         name.empty() ? std::string("A profile needs a name.")
                                      : "A profile cannot have the name \"" + name +
                                            "\": no brackets, tabs, line breaks or blanks at its ends, and "
                                            "not DEFAULT.");
    }
    if (isNew && hasProfile(name))
        return makeError(ErrorKind::Parameter, "ProfileExists",
                         "There is a profile " + name + " already. Choose another name.");
    return {};
}

Result<void> ProfileEditor::change(File file, const std::string& profile,
                                   const std::vector<KeyChange>& changes)
{
    if (auto fits = check(profile, false); !fits)
        return fits;
    const auto section = heading(file, profile);
    if (!section)
        return section.error();
    return document(file).edit.change(*section, changes);
}

Result<void> ProfileEditor::changeSsoSession(const std::string& name, const std::vector<KeyChange>& changes)
{
    if (auto fits = check(name, false); !fits)
        return fits;
    std::string section = newHeading(File::Config, Heading::Kind::SsoSession, name);
    for (const auto& each : m_config.edit.sections()) {
        const auto heading = ConfigFiles::readHeading(each.name);
        if (heading.kind == Heading::Kind::SsoSession && heading.name == name)
            section = each.name;
    }
    return m_config.edit.change(section, changes);
}

Result<void> ProfileEditor::derive(
    const std::string& profile, const std::string& name,
    const std::function<Result<void>(IniEdit& file, const std::string& old, const std::string& heading)>& act)
{
    if (auto fits = check(name, true); !fits)
        return fits;
    const ProfileEditor before = *this;
    const auto files =
        m_credentials ? std::vector{File::Config, File::Credentials} : std::vector{File::Config};
    for (const File file : files) {
        const auto old = heading(file, profile);
        auto done = old ? act(document(file).edit, *old, newHeading(file, Heading::Kind::Profile, name))
                        : old.error();
        if (!done) {
            *this = before;
            return done;
        }
    }
    return {};
}

Result<void> ProfileEditor::rename(const std::string& profile, const std::string& name)
{
    return derive(profile, name, [&](IniEdit& file, const std::string& old, const std::string& heading) {
        auto done = file.rename(old, heading);
        std::vector<std::string> followers;
        for (const auto& section : file.sections()) {
            if (section.text("source_profile") == profile)
                followers.push_back(section.name);
        }
        for (const auto& follower : followers) {
            if (done)
                done = file.change(follower, {{"source_profile", name, {}}});
        }
        return done;
    });
}

Result<void> ProfileEditor::duplicate(const std::string& profile, const std::string& name)
{
    return derive(profile, name, [](IniEdit& file, const std::string& old, const std::string& heading) {
        return file.duplicate(old, heading);
    });
}

Result<void> ProfileEditor::remove(const std::string& profile)
{
    for (const File file : {File::Config, File::Credentials}) {
        for (const auto& section : headings(file, profile)) {
            if (auto done = document(file).edit.remove(section); !done)
                return done;
        }
    }
    return {};
}

Result<ConfigFiles> ProfileEditor::files() const
{
    const auto& config = m_config.edit.text();
    return m_credentials
               ? ConfigFiles::parse(config, m_config.path, m_credentials->edit.text(), m_credentials->path)
               : ConfigFiles::parse(config, m_config.path);
}

Result<void> ProfileEditor::save()
{
    std::vector<std::pair<Document*, File>> changed;
    if (m_credentials)
        changed.emplace_back(&*m_credentials, File::Credentials);
    changed.emplace_back(&m_config, m_credentials ? File::Config : File::Credentials);
    std::erase_if(changed, [](const auto& each) { return each.first->original == each.first->edit.text(); });
    std::vector<std::unique_ptr<QSaveFile>> files;
    for (const auto& [document, file] : changed) {
        const auto now = readConfigText(document->path);
        if (!now)
            return now.error();
        if (*now != document->original) {
            return makeError(ErrorKind::Configuration, "ConfigFileChanged",
                             document->path +
                                 " was changed by another program since it was read. Nothing was "
                                 "written; look at the profile again.");
        }
        auto ready = prepared(document->path, document->edit.text(), file == File::Credentials);
        if (!ready)
            return ready.error();
        files.push_back(std::move(ready).value());
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        Document& document = *changed[i].first;
        if (!files[i]->commit())
            return notWritten(document.path, files[i]->errorString());
        document.original = document.edit.text();
    }
    return {};
}

} // namespace inia
