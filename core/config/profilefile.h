#pragma once

#include "core/common/result.h"
#include "core/config/environment.h"
#include "core/config/inifile.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// The config file and the credentials file, read once. Profiles come from both: a profile's values in the
/// credentials file lie over those in the config file, region included (as botocore has it).
///
/// In the config file [default], [profile NAME], [sso-session NAME] and [services NAME] count; the names are
/// split like shell words, so that quotes allow spaces; without them [profile Foo Bar] counts for nothing. A
/// name with half a quote in it ([profile Ann's]), which botocore passes over, is taken as it stands, with a
/// remark. In the credentials file every heading is a profile name. Where both are the same file each section
/// is read as what its heading says.
class ConfigFiles final {
public:
    /// Reads AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/config and ~/.aws/credentials.
    /// A missing file is an empty one, and so is one that is no regular file (/dev/null). A folder, a file
    /// that cannot be read, is larger than 64 MiB, is not UTF-8 or breaks the rules of parseIni() is an error
    /// of kind Configuration that names it.
    [[nodiscard]] static Result<ConfigFiles> load(const Environment& environment);
    /// The same from texts; the paths are for messages.
    [[nodiscard]] static Result<ConfigFiles> parse(std::string_view configText, std::string configPath,
                                                   std::string_view credentialsText,
                                                   std::string credentialsPath);
    /// The same where both are one file.
    [[nodiscard]] static Result<ConfigFiles> parse(std::string_view text, std::string path);
    /// Where load() looks.
    [[nodiscard]] static std::string configPath(const Environment& environment);
    [[nodiscard]] static std::string credentialsPath(const Environment& environment);

    [[nodiscard]] const std::string& configPath() const { return m_configPath; }
    [[nodiscard]] const std::string& credentialsPath() const { return m_credentialsPath; }

    /// Whether the files are still those that were read, by their size and time. Always for parsed texts.
    [[nodiscard]] bool isCurrent() const;
    /// Whether isCurrent() can be relied on: a file that was written just before it was read may have been
    /// written again in the same tick of the file system's clock, with as many bytes.
    [[nodiscard]] bool isSettled() const { return m_settled; }
    /// The same for the same contents alone. Nothing about them can be read from it.
    [[nodiscard]] const std::string& fingerprint() const { return m_fingerprint; }

    /// "default" first if it exists, then in file order, the config file before the credentials file.
    [[nodiscard]] const std::vector<std::string>& profileNames() const { return m_profileNames; }
    /// Null if there is none. Pointers are valid as long as this object is.
    [[nodiscard]] const Profile* profile(std::string_view name) const
    {
        const Profile* overlaid = lookUp(m_overlaid, name);
        return overlaid != nullptr ? overlaid : lookUp(m_configProfiles, name);
    }
    /// The profile as one file alone has it.
    [[nodiscard]] const Profile* configFileProfile(std::string_view name) const
    {
        return lookUp(m_configProfiles, name);
    }
    [[nodiscard]] const Profile* credentialsFileProfile(std::string_view name) const
    {
        return lookUp(m_credentialsProfiles, name);
    }
    [[nodiscard]] const ConfigSection* ssoSession(std::string_view name) const
    {
        return lookUp(m_ssoSessions, name);
    }
    /// In alphabetical order.
    [[nodiscard]] std::vector<std::string> ssoSessionNames() const;
    [[nodiscard]] const ConfigSection* services(std::string_view name) const
    {
        return lookUp(m_services, name);
    }
    /// A section of the config file that counts for nothing but was meant to be this profile, such as [dev],
    /// [Profile dev] or, without quotes, [profile my dev].
    [[nodiscard]] const ConfigSection* ignoredSection(std::string_view profile) const;

    /// Which kind of section a heading of the config file begins.
    struct Heading {
        enum class Kind { Profile, SsoSession, Services, Other };
        Kind kind = Kind::Other;
        std::string name;
        bool isPlain = true; ///< as botocore reads it
    };
    [[nodiscard]] static Heading readHeading(const std::string& text);

private:
    template <typename Section>
    using Sections = std::map<std::string, Section, std::less<>>;
    template <typename Section>
    [[nodiscard]] static const Section* lookUp(const Sections<Section>& sections, std::string_view name)
    {
        const auto found = sections.find(name);
        return found == sections.end() ? nullptr : &found->second;
    }

    [[nodiscard]] static ConfigFiles assembled(std::vector<ConfigSection> config,
                                               const std::vector<ConfigSection>& credentials,
                                               ConfigFiles files);
    void addConfigSection(ConfigSection section);
    void addConfigProfile(const Heading& heading, ConfigSection section);
    void overlayCredentials(const ConfigSection& section);

    std::string m_configPath;
    std::string m_credentialsPath;
    std::string m_fingerprint;
    bool m_settled = true;
    std::string m_stamp; ///< of the files when they were read; empty for texts
    std::vector<std::string> m_profileNames;
    Sections<Profile> m_overlaid; ///< those that the credentials file has
    Sections<Profile> m_configProfiles;
    Sections<Profile> m_credentialsProfiles;
    Sections<ConfigSection> m_ssoSessions;
    Sections<ConfigSection> m_services;
    Sections<ConfigSection> m_ignored;
};

/// The config files for all sessions of a program: read once for each change of them, not for each session.
/// For one thread.
class CurrentConfigFiles final {
public:
    /// As ConfigFiles::load().
    [[nodiscard]] Result<std::shared_ptr<const ConfigFiles>> load(const Environment& environment);

private:
    std::shared_ptr<const ConfigFiles> m_files;
};

/// The bytes of a config or credentials file as load() accepts them; "" where there is none.
[[nodiscard]] Result<std::string> readConfigText(const std::string& path);

/// Which profile a session works with, and who said so.
struct ProfileSelection {
    std::string name = "default";
    /// Chosen by the caller, not by a variable or by default: then AWS_ACCESS_KEY_ID and its companions
    /// do not count (botocore's rule).
    bool isExplicit = false;
    std::string variable; ///< the environment variable that named it, else empty
    Profile profile;      ///< empty if nobody asked for a profile and there is no [default]
    /// What in the files was meant for this profile and does not say so rightly, one sentence each.
    std::vector<std::string> warnings;
};

/// The profile asked for, else AWS_PROFILE, else AWS_DEFAULT_PROFILE, else "default". An empty request is
/// none. A profile somebody asked for has to exist (kind Configuration, code ProfileNotFound: names those
/// that do).
[[nodiscard]] Result<ProfileSelection> selectProfile(const std::optional<std::string>& requested,
                                                     const Environment& environment,
                                                     const ConfigFiles& files);

} // namespace inia
