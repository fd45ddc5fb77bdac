#include "core/config/profileselection.h"

#include <utility>

namespace inia {

namespace {

std::string existingProfiles(const ConfigFiles& files)
{
    std::string names;
    for (const std::string& name : files.profileNames())
        names += (names.empty() ? "" : ", ") + name;
    const std::string places = files.configPath() + " and " + files.credentialsPath();
    if (names.empty())
        return " There are no profiles in " + places + ".";
    return " Profiles in " + places + ": " + names + ".";
}

Error profileNotFound(const ProfileSelection& selection, const ConfigFiles& files)
{
    std::string message = "There is no profile \"" + selection.name + "\"";
    if (!selection.variable.empty())
        message += ", which " + selection.variable + " asks for";
    message += ".";
    if (const ConfigSection* section = files.ignoredSection(selection.name)) {
        message += " " + section->file + ", line " + std::to_string(section->line) + " has [" +
                   selection.name + "], which has to be [profile " + selection.name + "] in that file.";
    }
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
    if (const Profile* profile = files.profile(selection.name))
        selection.profile = *profile;
    else if (selection.isExplicit || !selection.variable.empty())
        return profileNotFound(selection, files);
    selection.profile.name = selection.name;
    return selection;
}

} // namespace inia
