#pragma once

#include "core/common/result.h"

#include <QtCore/QByteArray>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// The user's own models in botocore's layout, FOLDER/service/version/service-2.json (or .json.gz), beside
/// those that are built in. Of equal files the one in the earlier folder counts. Reads the disk when asked;
/// folders that are not there are no error.
class ModelFolders final {
public:
    ModelFolders() = default;
    explicit ModelFolders(std::vector<std::string> folders) : m_folders(std::move(folders)) {}

    [[nodiscard]] bool empty() const { return m_folders.empty(); }
    [[nodiscard]] const std::vector<std::string>& folders() const { return m_folders; }
    /// Services that have a service-2 file in some version, sorted.
    [[nodiscard]] std::vector<std::string> services() const;
    /// Versions of a service that have that file, sorted.
    [[nodiscard]] std::vector<std::string> versions(std::string_view service, std::string_view file) const;

    struct File {
        QByteArray json;
        std::string place; ///< the folder it was found in, for messages
    };
    /// Nothing when no folder has the file. Fails (kind Model) when it cannot be read.
    [[nodiscard]] Result<std::optional<File>> read(std::string_view service, std::string_view version,
                                                   std::string_view file) const;

    friend bool operator==(const ModelFolders&, const ModelFolders&) = default;

private:
    std::vector<std::string> m_folders;
};

} // namespace inia
