#include "core/listing/listedrows.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace inia {

namespace {

// Of a row: a byte of flags, what its key has in common with the one before and the rest of it, the size, the
// time as a difference, the ETag.
constexpr unsigned etagBits = 3;
constexpr unsigned noEtag = 0;
constexpr unsigned digestEtag = 1; ///< 32 hexadecimal digits in quotation marks
constexpr unsigned partsEtag = 2;  ///< the same with the number of parts
constexpr unsigned otherEtag = 3;
constexpr unsigned hasTime = 4;
constexpr unsigned wholeSeconds = 8;
constexpr unsigned classShift = 4;

/// By their numbers in the flags; others stand behind the flags as texts.
constexpr std::array<std::string_view, 14> knownClasses{"",
                                                        "STANDARD",
                                                        "REDUCED_REDUNDANCY",
                                                        "STANDARD_IA",
                                                        "ONEZONE_IA",
                                                        "INTELLIGENT_TIERING",
                                                        "GLACIER",
                                                        "DEEP_ARCHIVE",
                                                        "OUTPOSTS",
                                                        "GLACIER_IR",
                                                        "SNOW",
                                                        "EXPRESS_ONEZONE",
                                                        "FSX_OPENZFS",
                                                        "FSX_ONTAP"};
constexpr unsigned otherClass = 15;
constexpr std::size_t digestDigits = 32;

void putNumber(std::string& out, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        out += static_cast<char>(number | 0x80);
    out += static_cast<char>(number);
}

std::uint64_t folded(std::int64_t number)
{
    return (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
}

std::int64_t unfolded(std::uint64_t number)
{
    return static_cast<std::int64_t>((number >> 1) ^ (~(number & 1) + 1));
}

int digitOf(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct PackedEtag {
    unsigned kind = noEtag;
    std::uint64_t parts = 0;
};

/// How it can be written down so that exactly it is read again.
PackedEtag kindOf(std::string_view etag)
{
    if (etag.empty())
        return {};
    const bool isQuoted = etag.size() >= digestDigits + 2 && etag.front() == '"' && etag.back() == '"';
    const auto digits = isQuoted ? etag.substr(1, digestDigits) : std::string_view();
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), [](char c) { return digitOf(c) >= 0; }))
        return {otherEtag};
    const auto rest = etag.substr(1 + digestDigits, etag.size() - digestDigits - 2);
    if (rest.empty())
        return {digestEtag};
    if (rest.size() < 2 || rest.size() > 7 || rest[0] != '-' || rest[1] == '0' ||
        !std::all_of(rest.begin() + 1, rest.end(), ascii::isDigit))
        return {otherEtag};
    std::uint64_t parts = 0;
    for (const char c : rest.substr(1))
        parts = parts * 10 + static_cast<unsigned>(c - '0');
    return {partsEtag, parts};
}

void putEtag(std::string& out, std::string_view etag, const PackedEtag& packed)
{
    if (packed.kind == otherEtag) {
        putNumber(out, etag.size());
        out += etag;
    }
    if (packed.kind != digestEtag && packed.kind != partsEtag)
        return;
    for (std::size_t i = 1; i <= digestDigits; i += 2)
        out += static_cast<char>(digitOf(etag[i]) << 4 | digitOf(etag[i + 1]));
    if (packed.kind == partsEtag)
        putNumber(out, packed.parts);
}

} // namespace

ListedObject ListedRow::object() const
{
    return {std::string(key), std::string(etag), std::string(storageClass), size};
}

std::size_t ListedRows::bytes() const
{
    std::size_t sum = m_chunks.capacity() * sizeof(m_chunks[0]);
    for (const auto& chunk : m_chunks)
        sum += sizeof(Chunk) + chunk->bytes.capacity() + chunk->restarts.capacity() * sizeof(std::uint32_t);
    return sum;
}

void ListedRows::append(const ListedRow& row)
{
    if (m_chunks.empty() || m_chunks.back()->rows == rowsInChunk) {
        if (!m_chunks.empty())
            m_chunks.back()->bytes.shrink_to_fit();
        m_chunks.push_back(std::make_shared<Chunk>());
    } else if (m_chunks.back().use_count() > 1) { // somebody reads it
        m_chunks.back() = std::make_shared<Chunk>(*m_chunks.back());
    }
    Chunk& chunk = *m_chunks.back();
    if (chunk.rows % rowsBetweenRestarts == 0) {
        chunk.restarts.push_back(static_cast<std::uint32_t>(chunk.bytes.size()));
        m_lastKey.clear();
        m_lastTime = 0;
    }
    std::string& out = chunk.bytes;
    const auto storage = std::find(knownClasses.begin(), knownClasses.end(), row.storageClass);
    const bool isKnown = storage != knownClasses.end();
    const auto classNumber = isKnown ? static_cast<unsigned>(storage - knownClasses.begin()) : otherClass;
    const PackedEtag etag = kindOf(row.etag);
    unsigned flags = etag.kind | classNumber << classShift;
    const bool isTimed = row.modified != ListedRow::noTime;
    const std::int64_t step = isTimed ? row.modified - m_lastTime : 0;
    if (isTimed)
        flags |= hasTime | (step % 1000 == 0 ? wholeSeconds : 0);
    out += static_cast<char>(flags);
    if (!isKnown) {
        putNumber(out, row.storageClass.size());
        out += row.storageClass;
    }
    const auto most = std::min(m_lastKey.size(), row.key.size());
    const auto shared = static_cast<std::size_t>(
        std::mismatch(row.key.begin(), row.key.begin() + static_cast<std::ptrdiff_t>(most), m_lastKey.begin())
            .first -
        row.key.begin());
    putNumber(out, shared);
    putNumber(out, row.key.size() - shared);
    out += row.key.substr(shared);
    putNumber(out, folded(row.size));
    if (isTimed) {
        putNumber(out, folded(step % 1000 == 0 ? step / 1000 : step));
        m_lastTime = row.modified;
    }
    putEtag(out, row.etag, etag);
    m_lastKey.replace(shared, std::string::npos, row.key.substr(shared));
    ++chunk.rows;
    ++m_size;
}

void ListedRows::append(ListedRows&& more)
{
    if (more.empty())
        return;
    m_chunks.insert(m_chunks.end(), more.m_chunks.begin(), more.m_chunks.end());
    m_size += more.m_size;
    m_lastKey = std::move(more.m_lastKey);
    m_lastTime = more.m_lastTime;
    more = ListedRows();
}

void ListedRows::save(const std::function<void(std::string_view)>& put) const
{
    for (const auto& chunk : m_chunks) {
        const std::array<std::uint32_t, 3> sizes{static_cast<std::uint32_t>(chunk->rows),
                                                 static_cast<std::uint32_t>(chunk->restarts.size()),
                                                 static_cast<std::uint32_t>(chunk->bytes.size())};
        put({reinterpret_cast<const char*>(sizes.data()), sizeof(sizes)});
        put({reinterpret_cast<const char*>(chunk->restarts.data()),
             chunk->restarts.size() * sizeof(std::uint32_t)});
        put(chunk->bytes);
    }
}

std::optional<ListedRows> ListedRows::fromBytes(std::string_view bytes)
{
    ListedRows rows;
    while (!bytes.empty()) {
        std::array<std::uint32_t, 3> sizes{};
        if (bytes.size() < sizeof(sizes))
            return std::nullopt;
        std::memcpy(sizes.data(), bytes.data(), sizeof(sizes));
        bytes.remove_prefix(sizeof(sizes));
        const auto [count, restarts, length] = sizes;
        const std::size_t restartBytes = restarts * sizeof(std::uint32_t);
        if (count == 0 || count > rowsInChunk ||
            restarts != (count + rowsBetweenRestarts - 1) / rowsBetweenRestarts ||
            bytes.size() < restartBytes || bytes.size() - restartBytes < length)
            return std::nullopt;
        auto chunk = std::make_shared<Chunk>();
        chunk->rows = count;
        chunk->restarts.resize(restarts);
        std::memcpy(chunk->restarts.data(), bytes.data(), restartBytes);
        chunk->bytes = bytes.substr(restartBytes, length);
        if (std::any_of(chunk->restarts.begin(), chunk->restarts.end(),
                        [length = length](std::uint32_t restart) { return restart >= length; }))
            return std::nullopt;
        bytes.remove_prefix(restartBytes + length);
        rows.m_chunks.push_back(std::move(chunk));
        rows.m_size += count;
    }
    return rows;
}

ListedRows ListedRows::sorted() const
{
    struct Kept {
        ListedObject object;
        std::int64_t modified = 0;
    };
    std::vector<Kept> kept;
    kept.reserve(m_size);
    for (Cursor cursor(*this); cursor.next();)
        kept.push_back({cursor.row().object(), cursor.row().modified});
    std::stable_sort(kept.begin(), kept.end(),
                     [](const Kept& a, const Kept& b) { return a.object.key < b.object.key; });
    ListedRows rows;
    const std::string* last = nullptr;
    for (const Kept& one : kept) {
        if (!last || *last != one.object.key)
            rows.append(
                {one.object.key, one.object.etag, one.object.storageClass, one.object.size, one.modified});
        last = &one.object.key;
    }
    return rows;
}

ListedRows::Cursor::Cursor(const ListedRows& rows, std::size_t first, Etags etags)
    : m_rows(rows), m_etags(etags)
{
    while (m_chunk < rows.m_chunks.size() && first >= rows.m_chunks[m_chunk]->rows)
        first -= rows.m_chunks[m_chunk++]->rows;
    if (m_chunk == rows.m_chunks.size())
        return;
    const Chunk& chunk = *rows.m_chunks[m_chunk];
    m_rowInChunk = first / rowsBetweenRestarts * rowsBetweenRestarts;
    m_at = chunk.bytes.data() + chunk.restarts[first / rowsBetweenRestarts];
    while (m_rowInChunk < first)
        read();
}

bool ListedRows::Cursor::next()
{
    while (m_chunk < m_rows.m_chunks.size() && m_rowInChunk == m_rows.m_chunks[m_chunk]->rows) {
        ++m_chunk;
        m_rowInChunk = 0;
        m_at = nullptr;
    }
    if (m_chunk == m_rows.m_chunks.size())
        return false;
    if (!m_at)
        m_at = m_rows.m_chunks[m_chunk]->bytes.data();
    read();
    return true;
}

std::uint64_t ListedRows::Cursor::number()
{
    std::uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*m_at++);
        number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80)
            return number;
    }
}

std::string_view ListedRows::Cursor::text()
{
    const auto length = static_cast<std::size_t>(number());
    const std::string_view text(m_at, length);
    m_at += length;
    return text;
}

void ListedRows::Cursor::read()
{
    if (m_rowInChunk % rowsBetweenRestarts == 0)
        m_row.modified = 0;
    ++m_rowInChunk;
    const auto flags = static_cast<unsigned char>(*m_at++);
    const unsigned classNumber = flags >> classShift;
    m_row.storageClass = classNumber == otherClass ? text() : knownClasses[classNumber];
    const auto shared = static_cast<std::size_t>(number());
    m_key.resize(shared);
    m_key += text();
    m_row.key = m_key;
    m_row.size = unfolded(number());
    // A row without a time leaves the last one for the next difference.
    const std::int64_t last = m_row.modified == ListedRow::noTime ? m_lastTime : m_row.modified;
    m_lastTime = last;
    if ((flags & hasTime) != 0)
        m_row.modified = last + unfolded(number()) * ((flags & wholeSeconds) != 0 ? 1000 : 1);
    else
        m_row.modified = ListedRow::noTime;
    const unsigned kind = flags & etagBits;
    m_row.etag = {};
    if (kind == otherEtag) {
        m_row.etag = text();
        return;
    }
    if (kind == noEtag)
        return;
    const char* digest = m_at;
    m_at += digestDigits / 2;
    const std::uint64_t parts = kind == partsEtag ? number() : 0;
    if (m_etags == Etags::Skip)
        return;
    m_etag = '"';
    for (std::size_t i = 0; i < digestDigits / 2; ++i) {
        const auto byte = static_cast<unsigned char>(digest[i]);
        m_etag += "0123456789abcdef"[byte >> 4];
        m_etag += "0123456789abcdef"[byte & 15];
    }
    if (kind == partsEtag)
        m_etag += '-' + std::to_string(parts);
    m_etag += '"';
    m_row.etag = m_etag;
}

// ---- sums -------------------------------------------------------------------------------------------------

namespace {

std::uint64_t stirred(std::uint64_t state, std::uint64_t word, std::uint64_t factor)
{
    state = (state ^ word) * factor;
    return std::rotl(state, 29) ^ (state >> 32);
}

} // namespace

void KeySum::add(std::string_view key)
{
    constexpr std::uint64_t firstFactor = 0x9E3779B97F4A7C15U;
    constexpr std::uint64_t secondFactor = 0xD6E8FEB86659FD93U;
    std::uint64_t a = key.size() + 1;
    std::uint64_t b = ~a;
    for (std::size_t at = 0; at < key.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, key.data() + at, std::min(sizeof(word), key.size() - at));
        a = stirred(a, word, firstFactor);
        b = stirred(b, word, secondFactor);
    }
    first += stirred(stirred(a, b, secondFactor), key.size(), firstFactor);
    second += stirred(stirred(b, a, firstFactor), key.size(), secondFactor);
}

KeySum& KeySum::operator+=(const KeySum& other)
{
    first += other.first;
    second += other.second;
    return *this;
}

std::string KeySum::text() const
{
    std::string text;
    for (const std::uint64_t half : {first, second}) {
        for (int shift = 60; shift >= 0; shift -= 4)
            text += "0123456789abcdef"[half >> shift & 15];
    }
    return text;
}

} // namespace inia
