#include "core/config/environment.h"

#include <QtCore/QProcessEnvironment>

#include <algorithm>
#include <utility>

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>
#endif

namespace inia {

namespace {

/// The account's home folder, for processes that run without HOME (services, containers).
std::string accountHome()
{
#ifdef Q_OS_UNIX
    if (const passwd* entry = getpwuid(getuid()); entry != nullptr && entry->pw_dir != nullptr)
        return entry->pw_dir;
#endif
    return {};
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

Environment::Environment(Variables variables, std::string fallbackHome, Platform platform)
    : m_variables(std::move(variables)), m_fallbackHome(std::move(fallbackHome)), m_platform(platform)
{
}

Environment Environment::fromProcess()
{
    Variables variables;
    const QProcessEnvironment process = QProcessEnvironment::systemEnvironment();
    const QStringList names = process.keys();
    for (const QString& name : names) {
        // Names have no case on Windows; the AWS_* names are looked up in capitals.
        const QString key = nativePlatform() == Platform::Windows ? name.toUpper() : name;
        variables.insert_or_assign(key.toStdString(), process.value(name).toStdString());
    }
    return Environment(std::move(variables), accountHome());
}

std::optional<std::string> Environment::find(std::string_view name) const
{
    const auto found = m_variables.find(name);
    if (found == m_variables.end() || found->second.empty())
        return std::nullopt;
    return found->second;
}

std::string Environment::home() const
{
    if (auto home = find("HOME"))
        return *home;
    if (m_platform == Platform::Windows) {
        if (auto profile = find("USERPROFILE"))
            return *profile;
        const auto drive = find("HOMEDRIVE");
        const auto path = find("HOMEPATH");
        if (drive && path)
            return *drive + *path;
    }
    return m_fallbackHome;
}

std::string Environment::expandVariables(std::string_view path) const
{
    std::string result;
    while (!path.empty()) {
        const std::size_t dollar = std::min(path.find('$'), path.size());
        result += path.substr(0, dollar);
        path.remove_prefix(dollar);
        if (path.empty())
            break;
        const bool braced = path.size() > 1 && path[1] == '{';
        const std::size_t start = braced ? 2 : 1;
        std::size_t end = start;
        while (end < path.size() && (braced ? path[end] != '}' : isNameCharacter(path[end])))
            ++end;
        const bool closed = !braced || end < path.size();
        const std::size_t after = closed && braced ? end + 1 : end;
        const auto value = closed ? find(path.substr(start, end - start)) : std::nullopt;
        result += value ? std::string_view(*value) : path.substr(0, after);
        path.remove_prefix(after);
    }
    return result;
}

std::string Environment::expandPath(std::string_view path) const
{
    std::string expanded = expandVariables(path);
    const bool tilde = !expanded.empty() && expanded[0] == '~';
    const bool own =
        expanded.size() == 1 || (expanded.size() > 1 && (expanded[1] == '/' || expanded[1] == '\\'));
    if (tilde && own)
        return home() + expanded.substr(1);
    return expanded;
}

std::string Environment::awsFile(std::string_view name) const
{
    const std::string separator = m_platform == Platform::Windows ? "\\" : "/";
    return home() + separator + ".aws" + separator + std::string(name);
}

} // namespace inia
