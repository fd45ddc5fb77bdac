#include "tests/benchmarks/listserver/listpages.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace inia::benchmarks {

namespace {

constexpr std::size_t digits = 6;
constexpr std::string_view placeholder = "######";
constexpr std::string_view tokenStart = "<NextContinuationToken>page-";

void writeNumber(std::string& text, std::size_t position, std::size_t number)
{
    for (std::size_t i = digits; i-- > 0; number /= 10)
        text[position + i] = static_cast<char>('0' + number % 10);
}

/// Any spreading of bits serves for a name that looks like a hash.
std::uint64_t scrambled(std::uint64_t number)
{
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9U;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebU;
    return number ^ (number >> 31);
}

std::string contents(std::size_t index)
{
    // Of the past everywhere: s5cmd leaves out what is newer than its own start.
    std::array<char, 512> text{};
    const auto hash = static_cast<unsigned long long>(scrambled(index + 1));
    const int length = std::snprintf(
        text.data(), text.size(),
        "<Contents><Key>logs/2025/11/site/######-%04zu-%016llx.json.gz</Key>"
        "<LastModified>2025-11-%02zuT%02zu:%02zu:%02zu.000Z</LastModified>"
        "<ETag>&quot;%016llx%016llx&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>"
        "<ChecksumType>FULL_OBJECT</ChecksumType>"
        "<Size>%07llu</Size><StorageClass>STANDARD</StorageClass></Contents>",
        index, hash, index % 28 + 1, index % 24, index % 60, index % 59, hash, hash ^ 0x5555555555555555U,
        1000000 + hash % 9000000);
    return {text.data(), static_cast<std::size_t>(length)};
}

} // namespace

ListPages::ListPages(std::size_t keyCount, bool urlEncoded)
    : m_keyCount(keyCount), m_pageCount(keyCount == 0 ? 1 : (keyCount + keysOnPage - 1) / keysOnPage)
{
    const std::string head =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<ListBucketResult "
        "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bench</Name><Prefix></Prefix>" +
        std::string(urlEncoded ? "<EncodingType>url</EncodingType>" : "") + "<MaxKeys>1000</MaxKeys>";
    const std::size_t left = keyCount - (m_pageCount - 1) * keysOnPage;
    m_page = head + "<KeyCount>1000</KeyCount><IsTruncated>true</IsTruncated>" + std::string(tokenStart);
    m_token = m_page.size();
    m_page += std::string(placeholder) + "</NextContinuationToken>";
    m_lastPage = head + "<KeyCount>" + std::to_string(left) + "</KeyCount><IsTruncated>false</IsTruncated>";
    // The same length, so that the keys of both stand in the same places.
    m_lastPage.insert(m_lastPage.size(), m_page.size() - m_lastPage.size(), ' ');
    m_firstKey = m_page.size() + contents(0).find(placeholder);
    m_stride = contents(0).size();
    m_keyStart = contents(0).find(placeholder) - contents(0).find("<Key>") - 5;
    m_keyLength = contents(0).find("</Key>") - contents(0).find("<Key>") - 5;
    writeContents(m_page, keysOnPage);
    writeContents(m_lastPage, left);
}

void ListPages::writeContents(std::string& page, std::size_t keys) const
{
    for (std::size_t i = 0; i < keys; ++i)
        page += contents(i);
    page += "</ListBucketResult>";
}

std::string_view ListPages::page(std::size_t number)
{
    const bool isLast = number + 1 == m_pageCount;
    std::string& page = isLast ? m_lastPage : m_page;
    for (std::size_t position = m_firstKey; position + digits < page.size(); position += m_stride)
        writeNumber(page, position, number);
    if (!isLast)
        writeNumber(page, m_token, number + 1);
    return page;
}

/// Of the pages that are made once, the end of one and the beginning of the next.
std::string_view ListPages::pageFrom(std::size_t firstKey)
{
    const std::size_t count = std::min(keysOnPage, m_keyCount - std::min(firstKey, m_keyCount));
    const std::size_t contentsBegin = m_firstKey - contents(0).find(placeholder);
    const bool isLast = firstKey + count >= m_keyCount;
    m_anyPage.assign(isLast ? m_lastPage : m_page, 0, contentsBegin);
    const std::size_t offset = firstKey % keysOnPage;
    const std::size_t before = std::min(count, keysOnPage - offset);
    m_anyPage.append(m_page, contentsBegin + offset * m_stride, before * m_stride);
    m_anyPage.append(m_page, contentsBegin, (count - before) * m_stride);
    for (std::size_t i = 0; i < count; ++i)
        writeNumber(m_anyPage, m_firstKey + i * m_stride, (firstKey + i) / keysOnPage);
    if (!isLast) // nobody goes on by it
        writeNumber(m_anyPage, m_token, m_pageCount);
    return m_anyPage += "</ListBucketResult>";
}

std::size_t ListPages::keyBehind(std::string_view text) const
{
    const auto keyOf = [this](std::size_t index) {
        std::string key = m_page.substr(m_firstKey - m_keyStart + index % keysOnPage * m_stride, m_keyLength);
        writeNumber(key, m_keyStart, index / keysOnPage);
        return key;
    };
    std::size_t first = 0;
    for (std::size_t count = m_keyCount; count > 0;) {
        const std::size_t half = count / 2;
        const bool isBehind = keyOf(first + half) > text;
        first += isBehind ? 0 : half + 1;
        count = isBehind ? half : count - half - 1;
    }
    return first;
}

} // namespace inia::benchmarks
