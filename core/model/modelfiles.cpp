#include "core/model/modelfiles.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <iterator>
#include <memory>
#include <thread>

namespace inia {

namespace {

/// The largest model there is has 10 MB; a few kilobytes of gzip must not unpack into all of memory.
constexpr qsizetype largestFile = qsizetype{256} * 1024 * 1024;

Error unreadable(const QString& path, const std::string& problem)
{
    return makeError(ErrorKind::Model, "UnreadableModel",
                     "the model " + path.toStdString() + " " + problem + "; mend the file or take it away");
}

Result<std::optional<QByteArray>> readPlain(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, "cannot be read: " + file.errorString().toStdString());
    if (file.size() > largestFile)
        return unreadable(path, "is larger than 256 MiB");
    return std::optional(file.readAll());
}

Result<std::optional<QByteArray>> readGzip(const QString& path)
{
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> file(gzopen(path.toLocal8Bit().constData(), "rb"),
                                                             gzclose);
    if (!file)
        return unreadable(path, "cannot be read");
    QByteArray text;
    char buffer[64 * 1024];
    int count = 0;
    while ((count = gzread(file.get(), buffer, sizeof(buffer))) > 0) {
        text.append(buffer, count);
        if (text.size() > largestFile)
            return unreadable(path, "unpacks to more than 256 MiB");
    }
    // A file that ends early is told by gzclose alone; gzread has given what there was.
    if (count < 0 || gzeof(file.get()) == 0 || gzdirect(file.get()) == 1)
        return unreadable(path, "is no whole gzip file");
    return std::optional(std::move(text));
}

} // namespace

Result<std::optional<QByteArray>> readModelFile(const QString& folder, const QString& name)
{
    const QString plain = folder + u'/' + name + QStringLiteral(".json");
    if (QFileInfo::exists(plain))
        return readPlain(plain);
    const QString packed = plain + QStringLiteral(".gz");
    if (QFileInfo::exists(packed))
        return readGzip(packed);
    return std::optional<QByteArray>();
}

namespace {

QString toPath(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Names come from the command line too, and must not lead out of the folder.
bool isFolderName(std::string_view name)
{
    return !name.empty() && name.front() != '.' && name.find_first_of("/\\") == std::string_view::npos;
}

bool hasModel(const QString& folder, std::string_view file)
{
    const QString path = folder + u'/' + toPath(file) + QStringLiteral(".json");
    return QFileInfo::exists(path) || QFileInfo::exists(path + QStringLiteral(".gz"));
}

QStringList subfolders(const QString& folder)
{
    return QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

void sortUnique(std::vector<std::string>& names)
{
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

} // namespace

std::vector<std::string> ModelFolders::services() const
{
    std::vector<std::string> names;
    for (const auto& folder : m_folders) {
        for (const auto& service : subfolders(toPath(folder))) {
            if (!versions(service.toStdString(), "service-2").empty())
                names.push_back(service.toStdString());
        }
    }
    sortUnique(names);
    return names;
}

std::vector<std::string> ModelFolders::versions(std::string_view service, std::string_view file) const
{
    std::vector<std::string> names;
    if (!isFolderName(service))
        return names;
    for (const auto& folder : m_folders) {
        const QString path = toPath(folder) + u'/' + toPath(service);
        for (const auto& version : subfolders(path)) {
            if (hasModel(path + u'/' + version, file))
                names.push_back(version.toStdString());
        }
    }
    sortUnique(names);
    return names;
}

Result<std::optional<ModelFolders::File>>
ModelFolders::read(std::string_view service, std::string_view version, std::string_view file) const
{
    if (!isFolderName(service) || !isFolderName(version))
        return std::optional<File>();
    for (const auto& folder : m_folders) {
        const QString path = toPath(folder) + u'/' + toPath(service) + u'/' + toPath(version);
        auto text = readModelFile(path, toPath(file));
        if (!text)
            return text.error();
        if (*text)
            return std::optional(File{std::move(**text), path.toStdString()});
    }
    return std::optional<File>();
}

namespace {

constexpr char packMagic[] = "INIAPACK";
constexpr std::size_t magicSize = 8;
constexpr std::size_t fixedEntryBytes = 24;
/// No model comes near this; a damaged size must not make us ask for gigabytes.
constexpr std::uint32_t largestEntry = 256u * 1024 * 1024;

Error packError(const QString& path, std::string problem)
{
    return makeError(ErrorKind::Model, "ModelPack",
                     "the model pack " + path.toStdString() + " " + std::move(problem) +
                         "; rebuild it or set INIA_MODEL_PACK to the path of a good one");
}

template <typename Number>
Number readNumber(const char* at)
{
    Number number = 0;
    std::memcpy(&number, at, sizeof(number));
    return number;
}

template <typename Number>
void appendNumber(QByteArray& out, Number number)
{
    out.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

std::size_t padded(std::size_t size)
{
    return (size + 3) / 4 * 4;
}

} // namespace

Result<std::shared_ptr<const ModelPack>> ModelPack::open(const QString& path)
{
    std::shared_ptr<ModelPack> pack(new ModelPack);
    pack->m_file.setFileName(path);
    if (!pack->m_file.open(QIODevice::ReadOnly))
        return packError(path, "cannot be opened: " + pack->m_file.errorString().toStdString());
    pack->m_size = static_cast<std::uint64_t>(pack->m_file.size());
    pack->m_bytes = reinterpret_cast<const char*>(pack->m_file.map(0, pack->m_file.size()));
    if (!pack->m_bytes)
        return packError(path, "cannot be mapped into memory");
    if (!pack->readEntries())
        return packError(path, "is damaged or of another version");
    return std::shared_ptr<const ModelPack>(std::move(pack));
}

bool ModelPack::readEntries()
{
    std::size_t at = magicSize + 2 * sizeof(std::uint32_t);
    if (m_size < at || std::memcmp(m_bytes, packMagic, magicSize) != 0 ||
        readNumber<std::uint32_t>(m_bytes + magicSize) != formatVersion)
        return false;
    const auto count = readNumber<std::uint32_t>(m_bytes + magicSize + sizeof(std::uint32_t));
    for (std::uint32_t i = 0; i < count; ++i) {
        if (at + fixedEntryBytes > m_size)
            return false;
        Entry entry;
        entry.offset = readNumber<std::uint64_t>(m_bytes + at);
        entry.compressedSize = readNumber<std::uint32_t>(m_bytes + at + 8);
        entry.rawSize = readNumber<std::uint32_t>(m_bytes + at + 12);
        entry.dictionary = readNumber<std::uint32_t>(m_bytes + at + 16);
        const auto nameSize = readNumber<std::uint32_t>(m_bytes + at + 20);
        at += fixedEntryBytes;
        if (nameSize > m_size - at || entry.offset > m_size || entry.compressedSize > m_size - entry.offset ||
            entry.rawSize > largestEntry)
            return false;
        entry.name = std::string_view(m_bytes + at, nameSize);
        if (!m_entries.empty() && entry.name <= m_entries.back().name)
            return false;
        m_entries.push_back(entry);
        at += padded(nameSize);
    }
    return true;
}

const ModelPack::Entry* ModelPack::find(std::string_view name) const
{
    const auto found =
        std::lower_bound(m_entries.begin(), m_entries.end(), name,
                         [](const Entry& entry, std::string_view wanted) { return entry.name < wanted; });
    return found != m_entries.end() && found->name == name ? &*found : nullptr;
}

Result<std::shared_ptr<const Document>> ModelPack::document(std::string_view name) const
{
    const Entry* found = find(name);
    if (!found)
        return makeError(ErrorKind::Model, "NoSuchModel", "the model pack holds no " + std::string(name));
    QByteArray bytes = image(*found);
    if (bytes.isEmpty())
        return packError(path(), "holds a damaged entry " + std::string(name));
    return Document::fromImage(std::move(bytes));
}

QByteArray ModelPack::bytes(std::string_view entry) const
{
    const Entry* found = find(entry);
    return found ? image(*found) : QByteArray();
}

QByteArray ModelPack::image(const Entry& entry) const
{
    QByteArray dictionary;
    if (entry.dictionary != noDictionary) {
        // One level only: a damaged pack must not send us round in circles.
        if (entry.dictionary >= m_entries.size() || m_entries[entry.dictionary].dictionary != noDictionary)
            return {};
        dictionary = image(m_entries[entry.dictionary]);
    }
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    QByteArray bytes(static_cast<qsizetype>(entry.rawSize), Qt::Uninitialized);
    const auto size = ZSTD_decompress_usingDict(
        context.get(), bytes.data(), entry.rawSize, m_bytes + entry.offset, entry.compressedSize,
        dictionary.constData(), static_cast<std::size_t>(dictionary.size()));
    return ZSTD_isError(size) || size != entry.rawSize ? QByteArray() : bytes;
}

void ModelPackWriter::add(std::string name, QByteArray image, std::string dictionary)
{
    m_entries.insert_or_assign(std::move(name), Entry{std::move(image), {}, std::move(dictionary)});
}

int ModelPackWriter::level(const QByteArray& image) const
{
    // What is spent on compressing is paid once, when the pack is built. Unpacking a large model is most of
    // the time that a client takes to be ready, and the highest levels are the slowest to unpack.
    constexpr qsizetype large = qsizetype(128) * 1024;
    constexpr int smallest = 19;
    constexpr int quick = 12;
    return m_favour == Favour::Speed && image.size() > large ? quick : smallest;
}

void ModelPackWriter::compress()
{
    std::vector<Entry*> entries;
    for (auto& [name, entry] : m_entries)
        entries.push_back(&entry);
    std::atomic<std::size_t> next{0};
    const auto work = [this, &entries, &next] {
        const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
        for (auto i = next++; i < entries.size(); i = next++) {
            auto& entry = *entries[i];
            const auto dictionary = m_entries.find(entry.dictionary);
            const QByteArray prefix = dictionary == m_entries.end() ? QByteArray() : dictionary->second.image;
            entry.frame.resize(
                static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(entry.image.size()))));
            const auto size = ZSTD_compress_usingDict(
                context.get(), entry.frame.data(), static_cast<std::size_t>(entry.frame.size()),
                entry.image.constData(), static_cast<std::size_t>(entry.image.size()), prefix.constData(),
                static_cast<std::size_t>(prefix.size()), level(entry.image));
            entry.frame.resize(ZSTD_isError(size) ? 0 : static_cast<qsizetype>(size));
        }
    };
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
        workers.emplace_back(work);
    for (auto& worker : workers)
        worker.join();
}

std::uint32_t ModelPackWriter::position(const std::string& name) const
{
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? ModelPack::noDictionary
                                    : static_cast<std::uint32_t>(std::distance(m_entries.begin(), found));
}

Result<void> ModelPackWriter::write(const QString& path)
{
    compress();
    std::uint64_t offset = magicSize + 2 * sizeof(std::uint32_t);
    for (const auto& [name, entry] : m_entries)
        offset += fixedEntryBytes + padded(name.size());
    QByteArray header(packMagic, magicSize);
    appendNumber(header, ModelPack::formatVersion);
    appendNumber(header, static_cast<std::uint32_t>(m_entries.size()));
    for (const auto& [name, entry] : m_entries) {
        appendNumber(header, offset);
        appendNumber(header, static_cast<std::uint32_t>(entry.frame.size()));
        appendNumber(header, static_cast<std::uint32_t>(entry.image.size()));
        appendNumber(header, position(entry.dictionary));
        appendNumber(header, static_cast<std::uint32_t>(name.size()));
        header.append(name.data(), static_cast<qsizetype>(name.size()));
        header.append(static_cast<qsizetype>(padded(name.size()) - name.size()), '\0');
        offset += static_cast<std::uint64_t>(entry.frame.size());
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return packError(path, "cannot be written: " + file.errorString().toStdString());
    file.write(header);
    for (const auto& [name, entry] : m_entries)
        file.write(entry.frame);
    if (!file.commit())
        return packError(path, "cannot be written: " + file.errorString().toStdString());
    return {};
}

} // namespace inia
