#pragma once

#include "core/text/spelling.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inia {

/// Finds known secrets in texts, however they are spelled there: as they are, with the escapes of JSON, URLs
/// and XML (also one in another), in base64 also in the middle of something longer, and in hexadecimal digits
/// where a service shows what it got byte by byte. All of them are looked for in the text as it came, so that
/// none can hide a part of another.
class SecretFinder final {
public:
    SecretFinder();
    ~SecretFinder();
    SecretFinder(SecretFinder&&) noexcept;
    SecretFinder& operator=(SecretFinder&&) noexcept;

    /// How far a secret may have gone: into the message it belongs to, or also into what others make of that.
    enum class Travels { InItsMessage, Anywhere };
    /// Empty ones and those that are there already are passed over.
    void add(std::string_view secret, Travels travels);
    [[nodiscard]] bool isEmpty() const { return m_secrets.empty(); }
    /// Whether all of the text is one of them.
    [[nodiscard]] bool isOne(const std::string& text) const { return m_numbers.count(text) > 0; }

    /// What kind of text is searched. Secrets of less than four bytes are found only in texts of their own,
    /// where nothing but marks is beside them: elsewhere they would be everywhere.
    enum class Text {
        Own,     ///< the secrets' own message
        Foreign, ///< an answer to it
        Echo,    ///< an error: may tell what was sent, in any form
    };
    /// Adds the spans to be hidden.
    void find(SearchedText& text, Text kind, std::vector<TextSpan>& spans) const;
    /// The same; false when a secret is nowhere in the text, so that it must be spelled in an unknown way.
    [[nodiscard]] bool findAll(SearchedText& text, Text kind, std::vector<TextSpan>& spans) const;

private:
    enum class Spelling { Plain, RarePlain, Base64, RareBase64, Hex };
    struct Needle {
        std::string text;
        std::size_t secret = 0; ///< which one, in the order they came
        Spelling spelling = Spelling::Plain;
    };
    class Samples;
    class NeedleSet;
    struct Search;
    /// What was found in one level of a text, by number of the needle.
    using Hit = std::function<void(std::size_t begin, std::size_t end, std::size_t needle)>;
    /// Needles as they are and without their own escapes.
    enum Set { AsTheyAre, Decoded, RareAsTheyAre, RareDecoded, InHex, setCount };

    void addNeedle(std::string text, std::size_t secret, Spelling spelling);
    void addBase64(std::string_view secret, std::size_t number, std::size_t offset, Spelling spelling);
    void prepare() const;
    void search(SearchedText& searched, Text kind, Search& search) const;
    void searchShort(std::string_view text, const Hit& hit) const;

    std::vector<std::string> m_secrets;
    std::unordered_map<std::string, std::size_t> m_numbers;
    std::vector<Needle> m_needles;
    std::size_t m_shortest = static_cast<std::size_t>(-1); ///< of all needles
    mutable std::vector<NeedleSet> m_sets;                 ///< made when they are first asked
};

} // namespace inia
