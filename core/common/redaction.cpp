#include "core/common/redaction.h"

#include "core/common/secretnames.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

constexpr std::size_t longestName = 100; ///< of a header, parameter or member
constexpr std::size_t longestUserInfo = 1000;

bool isOneOf(std::string_view name, const auto& lowerCaseNames)
{
    return std::find(lowerCaseNames.begin(), lowerCaseNames.end(), ascii::lowered(name)) !=
           lowerCaseNames.end();
}

constexpr std::array<std::string_view, 6> secretHeaders{
    "authorization", "proxy-authorization", "x-amz-client-token", "cookie", "set-cookie", "dpop",
};

constexpr std::array<std::string_view, 4> secretQueryParameters{"x-amz-signature", "signature",
                                                                "x-goog-signature", "sig"};

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ascii::isDigit(c) || c == '-' || c == '_' ||
           c == '.';
}

/// The characters of a name in front of `end`.
std::string_view nameBefore(std::string_view text, std::size_t end)
{
    std::size_t begin = end;
    while (begin > 0 && end - begin < longestName && isNameCharacter(text[begin - 1]))
        --begin;
    return text.substr(begin, end - begin);
}

std::size_t endAt(std::string_view text, std::size_t from, std::string_view ends)
{
    return std::min(text.find_first_of(ends, from), text.size());
}

/// Looks for secrets in one level of a text; what it finds are spans of that level.
class LevelSearch final {
public:
    LevelSearch(std::string_view text, std::vector<TextSpan>& found) : m_text(text), m_found(found) {}

    void findUrlSecrets()
    {
        for (auto at = m_text.find('@'); at != std::string_view::npos; at = m_text.find('@', at + 1))
            userInfo(at);
        for (auto at = m_text.find('='); at != std::string_view::npos; at = m_text.find('=', at + 1))
            parameter(at);
    }
    void findNamed()
    {
        for (auto at = m_text.find(':'); at != std::string_view::npos; at = m_text.find(':', at + 1)) {
            auto quote = at;
            while (quote > 0 && m_text[quote - 1] == ' ')
                --quote;
            if (quote > 0 && (m_text[quote - 1] == '"' || m_text[quote - 1] == '\''))
                jsonMember(quote - 1, at);
            else
                header(at);
        }
        for (auto at = m_text.find('>'); at != std::string_view::npos; at = m_text.find('>', at + 1))
            element(at);
    }

private:
    void add(std::size_t begin, std::size_t end)
    {
        const bool isBlank = m_text.find_first_not_of(" \t\r\n", begin) >= end;
        if (begin < end && !isBlank && !m_text.substr(begin).starts_with(redactedText))
            m_found.push_back({begin, end});
    }
    void userInfo(std::size_t at)
    {
        const auto from = at > longestUserInfo ? at - longestUserInfo : 0;
        const auto before = m_text.substr(from, at - from);
        const auto scheme = before.rfind("://");
        if (scheme != std::string_view::npos &&
            endAt(before, scheme + 3, "/?#\"'<>\\ \t\r\n") == before.size())
            add(from + scheme + 3, at);
    }
    void parameter(std::size_t equals)
    {
        const auto name = nameBefore(m_text, equals);
        const bool isPadding = m_text.substr(equals + 1, 1) == "="; // of base64
        if (name.empty() || isPadding || !isSecretParameter(name))
            return;
        auto end = endAt(m_text, equals + 1, "&;#\"'<>\\|)}] \t\r\n");
        if (end > equals + 1 && m_text[end - 1] == ',')
            --end; // a list of pairs, as in Authorization
        add(equals + 1, end);
    }
    /// Lists say the same name again and again ("date=2026-01-01/").
    bool isSecretParameter(std::string_view name)
    {
        if (name != m_lastParameter) {
            m_lastParameter = name;
            m_wasSecret = isSecretQueryParameter(name);
        }
        return m_wasSecret;
    }
    void header(std::size_t colon)
    {
        const auto name = nameBefore(m_text, colon);
        // Not every colon follows a header: "the token: it has expired", "arn:aws:...:secret:name"
        const bool isHeader = name.find('-') != std::string_view::npos || isOneOf(name, secretHeaders);
        const char before = colon > name.size() ? m_text[colon - name.size() - 1] : '\n';
        if (!isHeader || before == ':' || before == '/' || !isSecretHeader(name))
            return;
        const std::size_t begin = colon + (m_text.substr(colon + 1, 1) == " " ? 2 : 1);
        add(begin, endAt(m_text, begin, "\r\n\"<\\"));
    }
    void jsonMember(std::size_t quote, std::size_t colon)
    {
        const auto name = nameBefore(m_text, quote);
        if (name.empty() || !(isSecretName(name) || isSecretHeader(name)))
            return;
        const auto begin = m_text.find_first_not_of(" \t\r\n", colon + 1);
        if (begin == std::string_view::npos || (m_text[begin] != '"' && m_text[begin] != '\''))
            return;
        auto end = begin + 1;
        while (end < m_text.size() && m_text[end] != m_text[begin])
            end += m_text[end] == '\\' ? 2 : 1;
        add(begin + 1, std::min(end, m_text.size()));
    }
    void element(std::size_t bracket)
    {
        const auto from = bracket > 2 * longestName ? bracket - 2 * longestName : 0;
        const auto tag = m_text.substr(from, bracket - from);
        const auto open = tag.rfind('<');
        if (open == std::string_view::npos || tag.ends_with('/'))
            return;
        const auto name = tag.substr(open + 1, endAt(tag, open, " \t\r\n/") - open - 1);
        if (!name.empty() && isSecretName(name.substr(name.find(':') + 1)))
            add(bracket + 1, endAt(m_text, bracket + 1, "<"));
    }

    std::string_view m_text;
    std::vector<TextSpan>& m_found;
    std::string_view m_lastParameter;
    bool m_wasSecret = false;
};

void findOnAllLevels(SearchedText& text, bool named, std::vector<TextSpan>& spans)
{
    const auto search = [named](std::string_view level, std::vector<TextSpan>& found) {
        LevelSearch levelSearch(level, found);
        levelSearch.findUrlSecrets();
        if (named)
            levelSearch.findNamed();
    };
    search(text.text(), spans);
    if (!named && !text.hasUnusualEscapes())
        return;
    for (int level = 1; level <= deepestEscapes; ++level) {
        const DecodedText* decoded = text.level(level);
        if (!decoded)
            return;
        std::vector<TextSpan> found;
        search(decoded->text(), found);
        for (const auto& span : found)
            spans.push_back(decoded->origin(span));
    }
}

} // namespace

bool isSecretHeader(std::string_view name)
{
    return isOneOf(name, secretHeaders) || isSecretName(name);
}
bool isSecretQueryParameter(std::string_view name)
{
    return isOneOf(name, secretQueryParameters) || isSecretName(name);
}

std::string replaceSpans(std::string_view text, std::vector<TextSpan> spans)
{
    std::sort(spans.begin(), spans.end(),
              [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; });
    std::string result;
    std::size_t copied = 0;
    bool isFirst = true;
    for (const auto& span : spans) {
        if (span.begin >= span.end)
            continue;
        if (isFirst || span.begin > copied)
            result.append(text.substr(copied, span.begin - copied)).append(redactedText);
        isFirst = false;
        copied = std::max(copied, span.end);
    }
    return result.append(text.substr(copied));
}

void findUrlSecrets(SearchedText& text, std::vector<TextSpan>& spans)
{
    findOnAllLevels(text, false, spans);
}

void findNamedSecrets(SearchedText& text, std::vector<TextSpan>& spans)
{
    findOnAllLevels(text, true, spans);
}

std::string redactText(std::string_view text)
{
    std::vector<TextSpan> spans;
    SearchedText searched(text);
    findNamedSecrets(searched, spans);
    return replaceSpans(text, std::move(spans));
}

std::string redactUrl(std::string_view url)
{
    std::vector<TextSpan> spans;
    SearchedText searched(url);
    findUrlSecrets(searched, spans);
    return replaceSpans(url, std::move(spans));
}

std::string redactHeaderValue(std::string_view name, std::string_view value)
{
    if (!isSecretHeader(name))
        return redactUrl(value);
    const auto signature = value.find("Signature=");
    const bool isSigV4 = value.substr(0, 4) == "AWS4";
    if (!isSigV4 || signature == std::string_view::npos)
        return std::string(redactedText);
    return std::string(value.substr(0, signature)) + "Signature=" + std::string(redactedText);
}

} // namespace inia
