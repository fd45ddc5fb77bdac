#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace inia::benchmarks {

/// ListObjectsV2 answers for a bucket of made-up keys (54 bytes each, in order), 1,000 to a page. A page is a
/// text made once, in which only the number of the page is written anew: that keeps the server faster than
/// whoever reads it. One thread.
class ListPages final {
public:
    static constexpr std::size_t keysOnPage = 1000;

    /// `urlEncoded` says so in the answer, as S3 does when asked; these keys need no escapes.
    ListPages(std::size_t keyCount, bool urlEncoded);

    [[nodiscard]] std::size_t pageCount() const { return m_pageCount; }
    /// Valid until the next call. `number` counts from 0 and is below pageCount().
    [[nodiscard]] std::string_view page(std::size_t number);
    /// The same from any key on, counted from 0. Behind the last one it is empty.
    [[nodiscard]] std::string_view pageFrom(std::size_t firstKey);
    /// The first key that is greater than a text; keyCount() when there is none.
    [[nodiscard]] std::size_t keyBehind(std::string_view text) const;
    [[nodiscard]] std::size_t keyCount() const { return m_keyCount; }

private:
    void writeContents(std::string& page, std::size_t keys) const;

    std::size_t m_keyCount;
    std::size_t m_pageCount;
    std::string m_page;         // of a thousand keys, with more to come
    std::string m_lastPage;     // what is left
    std::size_t m_firstKey = 0; // where the digits of the first key's page stand, in both
    std::size_t m_stride = 0;   // from one key to the next
    std::size_t m_keyStart = 0; // where those digits stand in a key
    std::size_t m_keyLength = 0;
    std::string m_anyPage;
    std::size_t m_token = 0; // where the digits of the next page stand
};

} // namespace inia::benchmarks
