#include "core/config/profileselection.h"

#include "core/config/shellwords.h"

#include <algorithm>
#include <utility>

namespace inia {

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
