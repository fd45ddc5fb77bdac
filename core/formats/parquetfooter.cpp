#include "core/formats/parquetfooter.h"

#include "core/formats/format.h"
#include "core/formats/thrift.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace inia {

namespace {

constexpr std::int64_t firstTail = std::int64_t(64) << 10;
constexpr std::int64_t endSize = 8; ///< the footer's length, and four letters
constexpr std::size_t mostColumns = 10'000;
constexpr std::size_t mostChunks = 20'000;
constexpr std::size_t mostNotes = 1'000;
constexpr std::size_t longestNote = 2'000;
constexpr std::size_t longestStatistic = 64;
constexpr std::size_t deepestSchema = 32;

Error parquetError(ErrorKind kind, const char* code, const char* message)
{
    return makeError(kind, code, message);
}

Error damagedParquet()
{
    return parquetError(ErrorKind::Parse, "DamagedParquet", "The footer of this Parquet file is damaged.");
}

template <std::size_t Size>
std::string nameIn(const std::array<const char*, Size>& names, std::int64_t number)
{
    return number >= 0 && number < static_cast<std::int64_t>(Size) ? names[static_cast<std::size_t>(number)]
                                                                   : "type " + std::to_string(number);
}

constexpr std::array typeNames{"BOOLEAN", "INT32",  "INT64",      "INT96",
                               "FLOAT",   "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"};
enum Type : std::int64_t { Boolean, Int32, Int64, Int96, Float, Double, ByteArray, FixedByteArray };
constexpr std::array meanings{"UTF8",
                              "MAP",
                              "MAP_KEY_VALUE",
                              "LIST",
                              "ENUM",
                              "DECIMAL",
                              "DATE",
                              "TIME_MILLIS",
                              "TIME_MICROS",
                              "TIMESTAMP_MILLIS",
                              "TIMESTAMP_MICROS",
                              "UINT_8",
                              "UINT_16",
                              "UINT_32",
                              "UINT_64",
                              "INT_8",
                              "INT_16",
                              "INT_32",
                              "INT_64",
                              "JSON",
                              "BSON",
                              "INTERVAL"};
constexpr std::array codecNames{"UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"};
/// Of the union that has taken the place of the former, by the number of its member.
constexpr std::array logicalNames{"",     "STRING", "MAP",       "LIST",     "ENUM",    "DECIMAL",
                                  "DATE", "TIME",   "TIMESTAMP", "INTERVAL", "INTEGER", "NULL",
                                  "JSON", "BSON",   "UUID",      "FLOAT16"};

std::string shortened(std::string text)
{
    if (text.size() > longestStatistic) {
        text.resize(longestStatistic);
        while (!text.empty() && !isUtf8(text))
            text.pop_back();
        text += "\u2026";
    }
    return text;
}

std::string moment(std::int64_t value, std::int64_t perSecond)
{
    using namespace std::chrono;
    constexpr std::int64_t farthest = 250'000'000'000; // the year 9892
    if (value / perSecond > farthest || value / perSecond < -farthest / 4)
        return std::to_string(value);
    const std::int64_t whole = value / perSecond - (value % perSecond < 0 ? 1 : 0);
    const sys_days day = floor<days>(sys_seconds(seconds(whole)));
    const year_month_day date(day);
    const std::int64_t inDay = whole - duration_cast<seconds>(day.time_since_epoch()).count();
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(inDay / 3600), int(inDay / 60 % 60),
                  int(inDay % 60));
    return text;
}

/// A value of the statistics, which are little-endian; empty where it cannot be read.
std::string statisticText(std::string_view bytes, std::int64_t type, const std::string& meaning)
{
    LittleEndian in(bytes);
    char text[40];
    switch (type) {
    case Boolean:
        return bytes.size() == 1 ? (bytes[0] != 0 ? "true" : "false") : "";
    case Int32:
    case Int64: {
        if (bytes.size() != (type == Int32 ? 4U : 8U))
            return {};
        const auto number =
            type == Int32 ? static_cast<std::int32_t>(in.u32()) : static_cast<std::int64_t>(in.u64());
        constexpr std::int64_t secondsOfDay = 86'400;
        if (meaning == "DATE")
            return moment(number * secondsOfDay, 1).substr(0, 10);
        if (meaning == "TIMESTAMP_MILLIS")
            return moment(number, 1'000);
        if (meaning == "TIMESTAMP_MICROS")
            return moment(number, 1'000'000);
        return std::to_string(number);
    }
    case Float:
    case Double: {
        if (bytes.size() != (type == Float ? 4U : 8U))
            return {};
        const auto end = type == Float
                             ? std::to_chars(text, text + sizeof text, std::bit_cast<float>(in.u32()))
                             : std::to_chars(text, text + sizeof text, std::bit_cast<double>(in.u64()));
        return {text, end.ptr};
    }
    case ByteArray:
    case FixedByteArray:
        if (isUtf8(bytes) && bytes.find('\0') == bytes.npos)
            return shortened(TextDecoder("UTF-8").decode(bytes));
        break;
    default:
        break;
    }
    std::string hex = "0x";
    for (const char c : bytes.substr(0, longestStatistic / 2)) {
        std::snprintf(text, sizeof text, "%02x", static_cast<unsigned char>(c));
        hex += text;
    }
    return shortened(hex);
}

} // namespace

/// Fills a footer from its bytes.
class ParquetFooter::Reader final {
public:
    Reader(ParquetFooter& footer, std::string_view bytes) : m_footer(footer), m_in(bytes) {}

    Result<void> read()
    {
        m_in.structure([this](Thrift::Field field) {
            switch (field.id) {
            case 1:
                m_footer.m_version = m_in.number();
                break;
            case 2:
                (void)m_in.structures(mostColumns, [this] { element(); });
                nameLeaves();
                break;
            case 3:
                m_footer.m_rows = m_in.number();
                break;
            case 4:
                m_footer.m_groupCount =
                    static_cast<std::int64_t>(m_in.structures(mostChunks, [this] { rowGroup(); }));
                break;
            case 5:
                (void)m_in.structures(mostNotes, [this] { note(); });
                break;
            case 6:
                m_footer.m_createdBy = text();
                break;
            default:
                m_in.skip(field.type);
            }
        });
        if (!m_in.isGood() || m_footer.m_rows < 0 || m_elements.empty())
            return damagedParquet();
        return {};
    }

private:
    struct Element {
        std::int64_t type = -1;
        std::int64_t length = 0;
        std::int64_t repetition = 0;
        std::int64_t children = 0;
        std::int64_t converted = -1;
        int logical = 0;
        std::string name;
    };

    std::string text() { return TextDecoder("UTF-8").decode(m_in.binary().substr(0, longestNote)); }

    void element()
    {
        Element& element = m_elements.emplace_back();
        m_in.structure([this, &element](Thrift::Field field) {
            switch (field.id) {
            case 1:
                element.type = m_in.number();
                break;
            case 2:
                element.length = m_in.number();
                break;
            case 3:
                element.repetition = m_in.number();
                break;
            case 4:
                element.name = text();
                break;
            case 5:
                element.children = m_in.number();
                break;
            case 6:
                element.converted = m_in.number();
                break;
            case 10:
                m_in.structure([this, &element](Thrift::Field member) {
                    element.logical = member.id;
                    m_in.skip(member.type);
                });
                break;
            default:
                m_in.skip(field.type);
            }
        });
    }

    /// The schema is a tree in the order of its nodes, each with the number of its children.
    void nameLeaves()
    {
        struct Open {
            std::string path;
            std::int64_t left;
            bool isOptional;
            bool isRepeated;
        };
        std::vector<Open> open;
        for (std::size_t i = 0; i < m_elements.size(); ++i) {
            const Element& element = m_elements[i];
            while (!open.empty() && open.back().left <= 0)
                open.pop_back();
            if (!open.empty())
                --open.back().left;
            std::string path =
                open.empty() || open.back().path.empty() ? std::string() : open.back().path + '.';
            path = i == 0 ? std::string() : path + element.name;
            const bool isOptional = element.repetition == 1 || (!open.empty() && open.back().isOptional);
            const bool isRepeated =
                (i > 0 && element.repetition == 2) || (!open.empty() && open.back().isRepeated);
            if (element.children > 0 || i == 0) {
                if (open.size() < deepestSchema)
                    open.push_back({std::move(path), element.children, isOptional && i > 0, isRepeated});
                continue;
            }
            Column column;
            column.path = std::move(path);
            column.type = nameIn(typeNames, element.type);
            if (element.type == FixedByteArray)
                column.type += '(' + std::to_string(element.length) + ')';
            if (element.converted >= 0)
                column.meaning = nameIn(meanings, element.converted);
            else if (element.logical > 0)
                column.meaning = nameIn(logicalNames, element.logical);
            column.isOptional = isOptional;
            column.isRepeated = isRepeated;
            m_footer.m_columns.push_back(std::move(column));
            m_types.push_back(element.type);
        }
    }

    void rowGroup()
    {
        RowGroup group;
        m_in.structure([this, &group](Thrift::Field field) {
            switch (field.id) {
            case 1: {
                std::size_t number = 0;
                (void)m_in.structures(mostColumns, [&] { chunk(group, number++); });
                break;
            }
            case 2:
                group.size = m_in.number();
                break;
            case 3:
                group.rows = m_in.number();
                break;
            default:
                m_in.skip(field.type);
            }
        });
        if (m_chunks <= mostChunks)
            m_footer.m_groups.push_back(std::move(group));
    }

    void chunk(RowGroup& group, std::size_t column)
    {
        Chunk chunk;
        m_in.structure([this, &chunk, column](Thrift::Field field) {
            if (field.id == 3 && field.type == Thrift::Type::Struct)
                metadata(chunk, column);
            else
                m_in.skip(field.type);
        });
        if (++m_chunks <= mostChunks)
            group.chunks.push_back(std::move(chunk));
    }

    void metadata(Chunk& chunk, std::size_t column)
    {
        m_in.structure([this, &chunk, column](Thrift::Field field) {
            switch (field.id) {
            case 3:
                chunk.path = path();
                break;
            case 4:
                chunk.codec = nameIn(codecNames, m_in.number());
                break;
            case 5:
                chunk.values = m_in.number();
                break;
            case 6:
                chunk.size = m_in.number();
                break;
            case 7:
                chunk.packedSize = m_in.number();
                break;
            case 12:
                statistics(chunk, column);
                break;
            default:
                m_in.skip(field.type);
            }
        });
    }

    std::string path()
    {
        const auto parts = m_in.list();
        std::string path;
        for (std::uint64_t i = 0; i < parts.size && m_in.isGood(); ++i) {
            const std::string part = text();
            if (path.size() < longestNote)
                path += (i > 0 ? "." : "") + part;
        }
        return path;
    }

    /// The first two are what writers set before the order of values was defined; the last two count.
    void statistics(Chunk& chunk, std::size_t column)
    {
        const bool isKnown = column < m_types.size();
        const std::int64_t type = isKnown ? m_types[column] : -1;
        const std::string meaning = isKnown ? m_footer.m_columns[column].meaning : std::string();
        const auto take = [&](std::string& into, bool counts) {
            const std::string value = statisticText(m_in.binary(), type, meaning);
            if (counts || into.empty())
                into = value;
        };
        m_in.structure([&](Thrift::Field field) {
            switch (field.id) {
            case 1:
                take(chunk.greatest, false);
                break;
            case 2:
                take(chunk.least, false);
                break;
            case 3:
                chunk.nulls = m_in.number();
                break;
            case 5:
                take(chunk.greatest, true);
                break;
            case 6:
                take(chunk.least, true);
                break;
            default:
                m_in.skip(field.type);
            }
        });
    }

    void note()
    {
        std::pair<std::string, std::string> note;
        m_in.structure([this, &note](Thrift::Field field) {
            if (field.id == 1)
                note.first = text();
            else if (field.id == 2)
                note.second = text();
            else
                m_in.skip(field.type);
        });
        m_footer.m_notes.push_back(std::move(note));
    }

    ParquetFooter& m_footer;
    Thrift m_in;
    std::vector<Element> m_elements;
    std::vector<std::int64_t> m_types; ///< of the columns
    std::size_t m_chunks = 0;
};

ParquetFooter::ParquetFooter(std::int64_t fileSize) : m_fileSize(fileSize)
{
    m_wanted.size = std::min(fileSize, firstTail);
    m_wanted.offset = fileSize - m_wanted.size;
}

std::optional<FilePart> ParquetFooter::wanted() const
{
    return m_isDone ? std::nullopt : std::optional(m_wanted);
}

Result<void> ParquetFooter::add(std::string_view bytes)
{
    if (static_cast<std::int64_t>(bytes.size()) != m_wanted.size)
        return damagedParquet();
    m_tail.insert(0, bytes);
    const std::string_view tail = m_tail;
    if (tail.ends_with("PARE"))
        return parquetError(ErrorKind::Unsupported, "EncryptedParquet",
                            "The footer of this Parquet file is encrypted.");
    if (!tail.ends_with("PAR1") || m_fileSize < endSize + 4)
        return parquetError(ErrorKind::Parse, "NoParquet",
                            "There is no footer at the end of this Parquet file.");
    LittleEndian end(tail.substr(tail.size() - static_cast<std::size_t>(endSize)));
    const std::int64_t size = end.u32();
    if (size > m_fileSize - endSize - 4)
        return damagedParquet();
    if (size > largestFooter)
        return parquetError(ErrorKind::Unsupported, "FooterTooLarge",
                            "The footer of this Parquet file is larger than 16 MiB.");
    const std::int64_t needed = size + endSize;
    if (const auto there = static_cast<std::int64_t>(tail.size()); there < needed) {
        m_wanted = {m_fileSize - needed, needed - there};
        return {};
    }
    m_isDone = true;
    const auto read = Reader(*this, tail.substr(tail.size() - static_cast<std::size_t>(needed),
                                                static_cast<std::size_t>(size)))
                          .read();
    m_tail.clear();
    return read;
}

} // namespace inia
