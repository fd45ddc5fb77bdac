#pragma once

#include "core/config/environment.h"
#include "core/config/iniedit.h"
#include "core/config/profilefile.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Writes profiles and sign-ins into the config file and the credentials file. Changes are collected and
/// written by save(), both files or none as far as the system lets us: into a file beside, brought to disk,
/// renamed. What a change does not name stays byte for byte (see IniEdit).
///
/// A file that is a link is written where it points to. New files and the credentials file are for their
/// owner alone; the config file keeps its mode.
class ProfileEditor final {
public:
    enum class File { Config, Credentials };

    /// Reads both files. Fails where one of them cannot be read or is malformed, with its name and line.
    [[nodiscard]] static Result<ProfileEditor> open(const Environment& environment);

    [[nodiscard]] bool hasProfile(const std::string& name) const;
    /// Makes the profile in that file if it is not there.
    [[nodiscard]] Result<void> change(File file, const std::string& profile,
                                      const std::vector<KeyChange>& changes);
    [[nodiscard]] Result<void> changeSsoSession(const std::string& name,
                                                const std::vector<KeyChange>& changes);
    /// In both files; profiles that name it as their source follow.
    [[nodiscard]] Result<void> rename(const std::string& profile, const std::string& name);
    [[nodiscard]] Result<void> duplicate(const std::string& profile, const std::string& name);
    [[nodiscard]] Result<void> remove(const std::string& profile);

    /// What the files will say, as it is read.
    [[nodiscard]] Result<ConfigFiles> files() const;
    /// Fails with the code ConfigFileChanged where somebody else has written a file since it was read.
    /// Nothing is written then. Blocks for the disk.
    [[nodiscard]] Result<void> save();

private:
    struct Document {
        std::string path;
        std::string original;
        IniEdit edit;
    };

    [[nodiscard]] Document& document(File file);
    [[nodiscard]] const Document& document(File file) const;
    [[nodiscard]] std::vector<std::string> headings(File file, const std::string& profile) const;
    /// The heading of that profile, or the one it would get.
    [[nodiscard]] Result<std::string> heading(File file, const std::string& profile) const;
    [[nodiscard]] Result<void> check(const std::string& name, bool isNew) const;
    /// Makes a profile of that name out of the other in each file, in both or in none.
    [[nodiscard]] Result<void> derive(const std::string& profile, const std::string& name,
                                      const std::function<Result<void>(IniEdit& file, const std::string& old,
                                                                       const std::string& heading)>& act);

    Document m_config;
    std::optional<Document> m_credentials; ///< none: both are the same file
};

} // namespace inia
