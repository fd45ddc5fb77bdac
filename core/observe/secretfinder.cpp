#include "core/observe/secretfinder.h"

#include "core/text/ascii.h"

#include <QtCore/QByteArray>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <memory>

namespace inia {

namespace {

constexpr std::size_t shortestSecret = 4;    ///< shorter texts would be found everywhere
constexpr std::size_t longestSecret = 65536; ///< of longer ones only the beginning is looked for
constexpr std::size_t lookedForOfLongOnes = 256;
constexpr std::size_t shortestBase64 = 6;      ///< digits
constexpr std::size_t longestThorough = 65536; ///< longer answers are searched for fewer spellings
constexpr std::size_t manySecrets = 64;        ///< from here on they are looked for in fewer spellings
constexpr std::size_t fewNeedles = 32;         ///< up to here each is looked for by itself
constexpr std::size_t shortestSampled = 24;    ///< needles from here on are sampled in long texts
constexpr std::size_t longText = 16384;
/// What ordinary escapes stand for; all others are unusual (hasUnusualEscapes()).
constexpr std::string_view ordinarilyEscaped = "\"\\'&<>\b\f\n\r\t";

/// Written the same in URLs, forms, JSON and XML.
bool isUnreserved(char c)
{
    return ascii::isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}
bool isBase64Digit(char c)
{
    return ascii::isLetterOrDigit(c) || c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
}

std::string toBase64(const std::string& bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64()
        .toStdString();
}

/// The longest run of characters that no ordinary escaping changes.
std::string_view anchorOf(std::string_view text)
{
    std::string_view best;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && isUnreserved(text[end]))
            ++end;
        if (end - begin > best.size())
            best = text.substr(begin, end - begin);
        begin = end + 1;
    }
    return best;
}

} // namespace

/// Searches long texts for a few needles without looking at most bytes. Of a text the words at every
/// `stride`th place are looked at, which is so often that one of them lies in each needle near its beginning.
class SecretFinder::Samples final {
public:
    using Found = std::function<void(std::size_t begin, std::size_t needle)>;

    /// Each needle has shortestSampled bytes at least; they have to live as long.
    explicit Samples(std::vector<std::string_view> needles) : m_needles(std::move(needles))
    {
        std::size_t shortest = m_needles.front().size();
        for (const auto& needle : m_needles)
            shortest = std::min(shortest, needle.size());
        m_stride = shortest - sizeof(std::uint64_t) + 1;
        for (std::size_t i = 0; i < m_needles.size(); ++i) {
            for (std::size_t offset = 0; offset < m_stride; ++offset)
                m_words.push_back({wordAt(m_needles[i].data() + offset), i, offset});
        }
        std::sort(m_words.begin(), m_words.end(),
                  [](const Word& a, const Word& b) { return a.word < b.word; });
        for (const Word& word : m_words)
            m_known.set(hashOf(word.word));
    }

    /// Each place where a needle begins, once.
    void search(std::string_view text, const Found& found) const
    {
        for (std::size_t at = 0; at + sizeof(std::uint64_t) <= text.size(); at += m_stride) {
            const auto word = wordAt(text.data() + at);
            if (m_known.test(hashOf(word)))
                compare(text, at, word, found);
        }
    }

private:
    static constexpr unsigned hashBits = 14;
    struct Word {
        std::uint64_t word = 0;
        std::size_t needle = 0;
        std::size_t offset = 0; ///< in the needle
    };

    static std::uint64_t wordAt(const char* bytes)
    {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, sizeof word);
        return word;
    }
    static std::size_t hashOf(std::uint64_t word) { return (word * 0x9E3779B97F4A7C15U) >> (64U - hashBits); }
    void compare(std::string_view text, std::size_t at, std::uint64_t word, const Found& found) const
    {
        auto same = std::lower_bound(m_words.begin(), m_words.end(), word,
                                     [](const Word& a, std::uint64_t b) { return a.word < b; });
        for (; same != m_words.end() && same->word == word; ++same) {
            if (same->offset <= at && text.substr(at - same->offset).starts_with(m_needles[same->needle]))
                found(at - same->offset, same->needle);
        }
    }

    std::vector<std::string_view> m_needles;
    std::size_t m_stride = 1;
    std::vector<Word> m_words; ///< of the beginnings of all needles, in order
    std::bitset<std::size_t(1) << hashBits> m_known;
};

/// Searches for all of some texts at once.
class SecretFinder::NeedleSet final {
public:
    /// `needles[i]` keeps its number; empty ones are left out.
    explicit NeedleSet(std::vector<std::string> needles)
    {
        for (std::size_t i = 0; i < needles.size(); ++i) {
            if (needles[i].empty())
                continue;
            const bool mayBeEscaped = needles[i].find_first_of(ordinarilyEscaped) != std::string::npos;
            m_needles.push_back({std::move(needles[i]), i, none, mayBeEscaped});
        }
        std::sort(m_needles.begin(), m_needles.end(),
                  [](const Entry& a, const Entry& b) { return a.text < b.text; });
        if (m_needles.size() <= fewNeedles)
            return;
        m_beginnings.resize(beginnings / 64);
        std::vector<std::size_t> prefixes; // of the needle before, the longest one last
        for (std::size_t i = 0; i < m_needles.size(); ++i) {
            auto& entry = m_needles[i];
            while (!prefixes.empty() && !entry.text.starts_with(m_needles[prefixes.back()].text))
                prefixes.pop_back();
            entry.prefix = prefixes.empty() ? none : prefixes.back();
            prefixes.push_back(i);
            const auto hash = beginning(entry.text.data());
            m_beginnings[hash / 64] |= std::uint64_t(1) << (hash % 64);
        }
    }

    void search(std::string_view text, const Hit& hit) const
    {
        if (m_beginnings.empty()) {
            const bool isSampled = text.size() >= longText;
            for (const auto& entry : m_needles) {
                if (!isSampled || entry.text.size() < shortestSampled)
                    searchOne(text, entry, hit);
            }
            if (isSampled)
                searchSamples(text, hit);
            return;
        }
        for (std::size_t at = 0; at + shortestSecret <= text.size(); ++at) {
            const auto hash = beginning(text.data() + at);
            if ((m_beginnings[hash / 64] >> (hash % 64) & 1U) != 0)
                searchAt(text, at, hit);
        }
    }
    /// False when nothing that `text` spells with ordinary escapes can be one of these.
    [[nodiscard]] bool mayBeEscapedIn(std::string_view text) const
    {
        return std::any_of(m_needles.begin(), m_needles.end(), [this, text](const Entry& entry) {
            return entry.mayBeEscaped && (!m_beginnings.empty() || contains(text, anchorOf(entry.text)));
        });
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    static constexpr std::size_t beginnings = 65536;
    struct Entry {
        std::string text;
        std::size_t needle = 0;
        std::size_t prefix = none; ///< the longest other one that this one begins with
        bool mayBeEscaped = false; ///< ordinarily
    };

    static std::size_t beginning(const char* bytes)
    {
        std::uint32_t word = 0;
        std::memcpy(&word, bytes, sizeof word);
        return (word * 2654435761U) >> 16U;
    }
    static bool contains(std::string_view text, std::string_view part)
    {
        return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
    }
    void searchSamples(std::string_view text, const Hit& hit) const
    {
        if (!m_samples) {
            std::vector<std::string_view> needles;
            for (const auto& entry : m_needles) {
                if (entry.text.size() >= shortestSampled) {
                    needles.push_back(entry.text);
                    m_sampled.push_back(&entry);
                }
            }
            if (needles.empty())
                return;
            m_samples = std::make_unique<Samples>(std::move(needles));
        }
        m_samples->search(text, [&](std::size_t begin, std::size_t needle) {
            const Entry& entry = *m_sampled[needle];
            hit(begin, begin + entry.text.size(), entry.needle);
        });
    }
    static void searchOne(std::string_view text, const Entry& entry, const Hit& hit)
    {
        const std::string& needle = entry.text;
        for (const char* at = text.data(); at;) {
            const auto left = static_cast<std::size_t>(text.data() + text.size() - at);
            at = static_cast<const char*>(memmem(at, left, needle.data(), needle.size()));
            if (!at)
                return;
            const auto begin = static_cast<std::size_t>(at - text.data());
            hit(begin, begin + needle.size(), entry.needle);
            ++at;
        }
    }
    /// All that the text has at this place: the last one in order that is not behind it, or what that one
    /// begins with.
    void searchAt(std::string_view text, std::size_t at, const Hit& hit) const
    {
        const auto rest = text.substr(at);
        auto next = std::upper_bound(m_needles.begin(), m_needles.end(), rest,
                                     [](std::string_view a, const Entry& b) { return a < b.text; });
        if (next == m_needles.begin())
            return;
        for (auto i = static_cast<std::size_t>(next - m_needles.begin()) - 1; i != none;
             i = m_needles[i].prefix) {
            if (rest.starts_with(m_needles[i].text))
                hit(at, at + m_needles[i].text.size(), m_needles[i].needle);
        }
    }

    std::vector<Entry> m_needles;
    std::vector<std::uint64_t> m_beginnings; ///< a bit for each hash of four bytes; empty for few needles
    mutable std::unique_ptr<const Samples> m_samples; ///< made for the first long text
    mutable std::vector<const Entry*> m_sampled;      ///< its needles
};

struct SecretFinder::Search {
    std::vector<TextSpan>& spans;
    std::vector<bool> found; ///< by number of the secret
};

SecretFinder::SecretFinder() = default;
SecretFinder::~SecretFinder() = default;
SecretFinder::SecretFinder(SecretFinder&&) noexcept = default;
SecretFinder& SecretFinder::operator=(SecretFinder&&) noexcept = default;

void SecretFinder::add(std::string_view secret, Travels travels)
{
    if (secret.empty())
        return;
    const std::size_t number = m_secrets.size();
    if (!m_numbers.emplace(secret, number).second)
        return;
    m_sets.clear();
    m_secrets.emplace_back(secret);
    const bool isLong = secret.size() > longestSecret;
    const std::string wanted(isLong ? secret.substr(0, lookedForOfLongOnes) : secret);
    addNeedle(wanted, number, Spelling::Plain);
    addBase64(wanted, number, 0, Spelling::Base64);
    if (wanted.find(' ') != std::string::npos) {
        std::string form = wanted;
        std::replace(form.begin(), form.end(), ' ', '+');
        addNeedle(std::move(form), number, Spelling::RarePlain);
    }
    if (travels == Travels::InItsMessage || m_secrets.size() > manySecrets || wanted.size() < shortestSecret)
        return;
    addBase64(wanted, number, 1, Spelling::RareBase64);
    addBase64(wanted, number, 2, Spelling::RareBase64);
    const QByteArray hex = QByteArray::fromStdString(wanted).toHex();
    const QByteArray spaced = QByteArray::fromStdString(wanted).toHex(' ');
    for (const auto& digits : {hex, spaced, hex.toUpper(), spaced.toUpper()})
        addNeedle(digits.toStdString(), number, Spelling::Hex);
    // What was to be sent in base64 may come back as it was before.
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(wanted),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (decoded && decoded.decoded.size() >= static_cast<qsizetype>(shortestBase64))
        addNeedle(decoded.decoded.toStdString(), number, Spelling::RarePlain);
}

void SecretFinder::addNeedle(std::string text, std::size_t secret, Spelling spelling)
{
    m_shortest = std::min(m_shortest, text.size());
    m_needles.push_back({std::move(text), secret, spelling});
}

/// Those digits that depend on the secret alone when it stands `offset` bytes behind a multiple of three.
void SecretFinder::addBase64(std::string_view secret, std::size_t number, std::size_t offset,
                             Spelling spelling)
{
    const std::string digits = toBase64(std::string(offset, '\0').append(secret));
    const std::size_t begin = (8 * offset + 5) / 6;
    const std::size_t end = 8 * (offset + secret.size()) / 6;
    if (end < begin + shortestBase64)
        return;
    std::string own = digits.substr(begin, end - begin);
    std::string forUrls = own;
    std::replace(forUrls.begin(), forUrls.end(), '+', '-');
    std::replace(forUrls.begin(), forUrls.end(), '/', '_');
    if (forUrls != own)
        addNeedle(std::move(forUrls), number, Spelling::RareBase64);
    addNeedle(std::move(own), number, spelling);
}

void SecretFinder::prepare() const
{
    if (!m_sets.empty())
        return;
    const std::vector<std::string> none(m_needles.size());
    std::array<std::vector<std::string>, setCount> texts;
    texts.fill(none);
    for (std::size_t i = 0; i < m_needles.size(); ++i) {
        const auto& [text, secret, spelling] = m_needles[i];
        if (text.size() < shortestSecret)
            continue; // dealt with in searchShort()
        if (spelling == Spelling::Hex) {
            texts[InHex][i] = text;
            continue;
        }
        const bool isRare = spelling == Spelling::RareBase64 || spelling == Spelling::RarePlain;
        texts[isRare ? RareAsTheyAre : AsTheyAre][i] = text;
        if (std::string plain = fullyDecoded(text); plain.size() >= shortestSecret)
            texts[isRare ? RareDecoded : Decoded][i] = std::move(plain);
    }
    for (auto& set : texts)
        m_sets.emplace_back(std::move(set));
}

void SecretFinder::search(SearchedText& searched, Text kind, Search& search) const
{
    prepare();
    const auto text = searched.text();
    const auto takeFrom = [&](std::string_view level, const DecodedText* decoded) {
        return [&, level, decoded](std::size_t begin, std::size_t end, std::size_t number) {
            const Needle& needle = m_needles[number];
            search.found[needle.secret] = true;
            if (needle.spelling == Spelling::Base64 || needle.spelling == Spelling::RareBase64) {
                // All of it is one thing.
                while (begin > 0 && level[begin - 1] != '=' && isBase64Digit(level[begin - 1]))
                    --begin;
                while (end < level.size() && isBase64Digit(level[end]))
                    ++end;
            }
            search.spans.push_back(decoded ? decoded->origin({begin, end}) : TextSpan{begin, end});
        };
    };
    const bool isThorough = kind != Text::Foreign || text.size() <= longestThorough;
    const Hit take = takeFrom(text, nullptr);
    m_sets[AsTheyAre].search(text, take);
    if (isThorough)
        m_sets[RareAsTheyAre].search(text, take);
    if (kind == Text::Echo)
        m_sets[InHex].search(text, take);
    if (kind == Text::Own)
        searchShort(text, take);
    const bool mayBeEscaped = searched.hasUnusualEscapes() || m_sets[Decoded].mayBeEscapedIn(text) ||
                              (isThorough && m_sets[RareDecoded].mayBeEscapedIn(text));
    const DecodedText* decoded = mayBeEscaped ? searched.deepest() : nullptr;
    if (!decoded)
        return;
    const Hit takeDecoded = takeFrom(decoded->text(), decoded);
    m_sets[Decoded].search(decoded->text(), takeDecoded);
    if (isThorough)
        m_sets[RareDecoded].search(decoded->text(), takeDecoded);
}

void SecretFinder::searchShort(std::string_view text, const Hit& hit) const
{
    for (std::size_t i = 0; i < m_needles.size(); ++i) {
        const std::string& secret = m_needles[i].text;
        if (secret.size() >= shortestSecret)
            continue;
        for (auto at = text.find(secret); at != std::string_view::npos; at = text.find(secret, at + 1)) {
            const std::size_t end = at + secret.size();
            if ((at == 0 || !ascii::isLetterOrDigit(text[at - 1])) &&
                (end == text.size() || !ascii::isLetterOrDigit(text[end])))
                hit(at, end, i);
        }
    }
}

void SecretFinder::find(SearchedText& text, Text kind, std::vector<TextSpan>& spans) const
{
    static_cast<void>(findAll(text, kind, spans));
}

bool SecretFinder::findAll(SearchedText& searched, Text kind, std::vector<TextSpan>& spans) const
{
    if (m_secrets.empty())
        return true;
    const auto text = searched.text();
    if (text.size() < m_shortest)
        return false; // most texts of most calls
    Search one{spans, std::vector<bool>(m_secrets.size())};
    const bool isOwn = kind == Text::Own;
    for (std::size_t i = 0; isOwn && i < m_secrets.size(); ++i) {
        // Where a secret is as good as all of it, nothing is looked for.
        const bool isAll = m_secrets[i].size() == text.size() && m_secrets[i] == text;
        if (isAll || (m_secrets[i].size() > longestSecret && m_secrets[i].size() <= text.size())) {
            spans.push_back({0, text.size()});
            return true;
        }
    }
    search(searched, kind, one);
    return std::find(one.found.begin(), one.found.end(), false) == one.found.end();
}

} // namespace inia
