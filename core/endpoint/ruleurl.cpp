#include "core/endpoint/ruleurl.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace inia {

namespace {

/// Host and port of "user@host:port" or "[address]:port".
struct Authority {
    std::string_view host;
    std::string_view port;
    bool bracketed = false;
    bool valid = false;
};

Authority splitAuthority(std::string_view text)
{
    if (const auto at = text.rfind('@'); at != std::string_view::npos)
        text.remove_prefix(at + 1);
    Authority result;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos)
            return {};
        result.bracketed = true;
        result.host = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        if (!text.empty() && text.front() != ':')
            return {};
        result.port = text.empty() ? text : text.substr(1);
    } else {
        const auto colon = text.find(':');
        result.host = text.substr(0, colon);
        result.port = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    }
    result.valid = !result.host.empty() && result.port.size() <= 5 &&
                   std::all_of(result.port.begin(), result.port.end(), ascii::isDigit) &&
                   (result.port.empty() || std::stoi(std::string(result.port)) <= 65535);
    return result;
}

bool isHexGroup(std::string_view text)
{
    return !text.empty() && text.size() <= 4 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// Number of 16-bit groups in colon-separated text, the last of which may be a dotted quad; -1 when it is
/// none.
int countGroups(std::string_view text, bool mayEndInQuad)
{
    int groups = 0;
    while (!text.empty()) {
        const auto colon = text.find(':');
        const auto group = text.substr(0, colon);
        const bool last = colon == std::string_view::npos;
        if (last && mayEndInQuad && isDottedQuad(group))
            return groups + 2;
        if (!isHexGroup(group) || (!last && colon + 1 == text.size()))
            return -1;
        ++groups;
        text.remove_prefix(last ? text.size() : colon + 1);
    }
    return groups;
}

bool isIpv6(std::string_view text)
{
    text = text.substr(0, text.find('%')); // a zone may follow
    const auto gap = text.find("::");
    if (gap == std::string_view::npos)
        return countGroups(text, true) == 8;
    const auto before = countGroups(text.substr(0, gap), false);
    const auto after = countGroups(text.substr(gap + 2), true);
    return before >= 0 && after >= 0 && before + after <= 7;
}

/// Without dot segments and doubled slashes, starting and ending with a slash, and percent-encoded as a
/// whole.
std::string normalizedPath(std::string_view path)
{
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        const auto slash = path.find('/');
        const auto segment = path.substr(0, slash);
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
        if (segment == ".." && !segments.empty())
            segments.pop_back();
        else if (!segment.empty() && segment != "." && segment != "..")
            segments.push_back(segment);
    }
    std::string result = "/";
    for (const auto segment : segments)
        result += ruleUriEncode(segment) + '/';
    return result;
}

} // namespace

Value parseRuleUrl(std::string_view url)
{
    const auto colon = url.find("://");
    if (colon == std::string_view::npos)
        return {};
    const std::string scheme = ascii::lowered(url.substr(0, colon));
    if (scheme != "http" && scheme != "https")
        return {};
    auto rest = url.substr(colon + 3);
    rest = rest.substr(0, rest.find('#'));
    if (const auto mark = rest.find('?'); mark != std::string_view::npos) {
        if (mark + 1 < rest.size())
            return {};
        rest = rest.substr(0, mark);
    }
    const auto slash = rest.find('/');
    const auto authority = rest.substr(0, slash);
    const auto path = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
    const auto parts = splitAuthority(authority);
    if (!parts.valid || (parts.bracketed && !isIpv6(parts.host)))
        return {};
    return Value::map({{"scheme", scheme},
                       {"authority", authority},
                       {"path", path},
                       {"normalizedPath", normalizedPath(path)},
                       {"isIp", parts.bracketed || isDottedQuad(parts.host)}});
}

bool isDottedQuad(std::string_view text)
{
    for (int group = 0; group < 4; ++group) {
        std::size_t digits = 0;
        while (digits < text.size() && ascii::isDigit(text[digits]))
            ++digits;
        if (digits < 1 || digits > 3)
            return false;
        text.remove_prefix(digits);
        if (group == 3)
            break;
        if (text.empty() || text.front() != '.')
            return false;
        text.remove_prefix(1);
    }
    return text.empty();
}

std::string ruleUriEncode(std::string_view text)
{
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || ascii::isDigit(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
            result += c;
        } else {
            result += '%';
            result += hex[byte >> 4];
            result += hex[byte & 15];
        }
    }
    return result;
}

} // namespace inia
