#include "core/identity/sourcecontext.h"

#include "core/config/inifile.h"

namespace inia {

Error signInRequired(const std::string& why, const std::string& profile)
{
    return makeError(ErrorKind::Credentials, "SignInRequired",
                     why + " Sign in with: inia-cli login --profile " + quotedWord(profile));
}

void tellPerson(const SourceContext& context, const std::string& notice)
{
    if (context.prompt && !notice.empty())
        context.prompt->tell(notice);
}

std::string profilePlace(const SourceContext& context, const std::string& profile)
{
    const Profile* found = context.files->profile(profile);
    return "profile \"" + profile + "\" (" + (found != nullptr ? found->place() : "not in any file") + ")";
}

const ConfigValue* profileValue(const SourceContext& context, const std::string& profile,
                                std::string_view key)
{
    const Profile* found = context.files->profile(profile);
    const ConfigValue* value = found != nullptr ? found->find(key) : nullptr;
    return value != nullptr && !value->text.empty() ? value : nullptr;
}

Error sourceConfigError(std::string message)
{
    return makeError(ErrorKind::Configuration, "InvalidConfigError", std::move(message));
}

} // namespace inia
