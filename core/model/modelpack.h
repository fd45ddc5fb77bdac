#pragma once

#include "core/model/document.h"

#include <QtCore/QByteArray>
#include <QtCore/QFile>
#include <QtCore/QString>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

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
