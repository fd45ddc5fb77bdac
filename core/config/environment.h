#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// The environment variables a program runs with, as a value: nothing else in core asks the process.
/// A variable that is set to nothing counts as unset, as in most AWS SDKs (botocore takes an empty
/// AWS_PROFILE for the name of a profile).
class Environment final {
public:
    enum class Platform { Posix, Windows };
    using Variables = std::map<std::string, std::string, std::less<>>;

    Environment() = default;
    /// `fallbackHome` is the home folder when no variable names one.
    explicit Environment(Variables variables, std::string fallbackHome = {},
                         Platform platform = nativePlatform());
    /// What this process was started with.
    [[nodiscard]] static Environment fromProcess();
    [[nodiscard]] static constexpr Platform nativePlatform()
    {
#ifdef _WIN32
        return Platform::Windows;
#else
        return Platform::Posix;
#endif
    }

    /// The variable's value, never empty.
    [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
    /// HOME; on Windows then USERPROFILE, then HOMEDRIVE with HOMEPATH. Empty if there is none.
    [[nodiscard]] std::string home() const;
    /// The path with $NAME and ${NAME} replaced (unknown ones stay) and a leading "~" turned into home().
    /// "~user" stays as it is.
    [[nodiscard]] std::string expandPath(std::string_view path) const;
    /// A file in ~/.aws, such as "config".
    [[nodiscard]] std::string awsFile(std::string_view name) const;

private:
    [[nodiscard]] std::string expandVariables(std::string_view path) const;

    Variables m_variables;
    std::string m_fallbackHome;
    Platform m_platform = nativePlatform();
};

} // namespace inia
