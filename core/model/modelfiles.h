#pragma once

#include "core/common/result.h"
#include "core/model/document.h"

#include <QtCore/QByteArray>
#include <QtCore/QFile>
#include <QtCore/QString>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Text of FOLDER/NAME.json, else of FOLDER/NAME.json.gz unpacked; nothing when neither is there. Fails
/// (kind Model) when a file that is there cannot be read or unpacked, or unpacks to more than 256 MiB.
[[nodiscard]] Result<std::optional<QByteArray>> readModelFile(const QString& folder, const QString& name);

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

/// The file that holds every compiled model: memory-mapped, each entry a zstd frame that is decompressed
/// when asked for. Entries are named "s3/2006-03-01/service-2", "partitions", ...; entry "index" lists the
/// services. Immutable and safe to read from several threads.
///
/// Layout: magic "INIAPACK", u32 format version, u32 entry count, then for each entry u64 offset,
/// u32 compressed size, u32 raw size, u32 number of the entry that is its zstd dictionary (noDictionary for
/// none), u32 name length and the name padded to 4 bytes; frames follow. Entries stand in name order.
class ModelPack final {
public:
    static constexpr std::uint32_t formatVersion = 2;
    static constexpr std::uint32_t noDictionary = 0xFFFFFFFF;

    /// Fails (kind Model) with what to do when the file is missing, damaged or of another version.
    [[nodiscard]] static Result<std::shared_ptr<const ModelPack>> open(const QString& path);

    [[nodiscard]] bool contains(std::string_view entry) const { return find(entry) != nullptr; }
    [[nodiscard]] Result<std::shared_ptr<const Document>> document(std::string_view entry) const;
    /// The bytes of an entry that is no document; empty when there is no such entry or it is damaged.
    [[nodiscard]] QByteArray bytes(std::string_view entry) const;
    [[nodiscard]] QString path() const { return m_file.fileName(); }

private:
    struct Entry {
        std::string_view name; ///< in the mapped file
        std::uint64_t offset = 0;
        std::uint32_t compressedSize = 0;
        std::uint32_t rawSize = 0;
        std::uint32_t dictionary = noDictionary;
    };

    ModelPack() = default;
    [[nodiscard]] bool readEntries();
    /// Null when there is no such entry.
    [[nodiscard]] const Entry* find(std::string_view name) const;
    /// Empty when the entry is damaged.
    [[nodiscard]] QByteArray image(const Entry& entry) const;

    QFile m_file;
    const char* m_bytes = nullptr;
    std::uint64_t m_size = 0;
    std::vector<Entry> m_entries; ///< by name, as in the file
};

/// Collects entries and writes them as a pack; the file appears whole or not at all.
class ModelPackWriter final {
public:
    enum class Favour {
        Size,  ///< smallest file
        Speed, ///< large images unpack in two thirds of the time and take a fifth more room
    };
    explicit ModelPackWriter(Favour favour) : m_favour(favour) {}

    /// `dictionary` names an entry that looks much like this one and has no dictionary itself.
    void add(std::string name, QByteArray image, std::string dictionary = {});
    [[nodiscard]] Result<void> write(const QString& path);

private:
    struct Entry {
        QByteArray image;
        QByteArray frame;
        std::string dictionary;
    };
    void compress();
    [[nodiscard]] std::uint32_t position(const std::string& name) const;
    [[nodiscard]] int level(const QByteArray& image) const;

    Favour m_favour;
    std::map<std::string, Entry> m_entries;
};

} // namespace inia
