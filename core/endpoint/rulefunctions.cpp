#include "core/endpoint/partitions.h"
#include "core/endpoint/ruleset.h"
#include "core/model/value.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// parseURL of the endpoint rules: a map of scheme, authority, path, normalizedPath and isIp. Null when the
/// text is not an http or https URL, has a query or a port that is no number.
[[nodiscard]] Value parseRuleUrl(std::string_view url);

/// Four numbers of one to three digits: what S3 and the rules take for an IPv4 address.
[[nodiscard]] bool isDottedQuad(std::string_view text);

/// Percent-encodes every byte but letters, digits and "-._~": uriEncode of the rules.
[[nodiscard]] std::string ruleUriEncode(std::string_view text);

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

namespace {

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Value fail(const RuleCall& call, std::string_view text)
{
    call.failure = text;
    return {};
}

Value booleanEquals(const RuleCall& call)
{
    const auto& a = call.arguments[0];
    const auto& b = call.arguments[1];
    return a.isBool() && b.isBool() ? Value(a.toBool() == b.toBool())
                                    : fail(call, "both arguments must be booleans");
}

Value stringEquals(const RuleCall& call)
{
    const auto& a = call.arguments[0];
    const auto& b = call.arguments[1];
    return a.isText() && b.isText() ? Value(a.text() == b.text())
                                    : fail(call, "both arguments must be texts");
}

Value isSet(const RuleCall& call)
{
    return !call.arguments[0].isNull();
}

Value logicalNot(const RuleCall& call)
{
    return !call.arguments[0].toBool(!call.arguments[0].isNull());
}

Value getAttr(const RuleCall& call)
{
    return ruleAttribute(call.arguments[0], call.arguments[1].text());
}

Value substring(const RuleCall& call)
{
    if (!call.arguments[0].isText())
        return fail(call, "the input must be a text");
    const auto& text = call.arguments[0].text();
    const auto start = call.arguments[1].toInt(-1);
    const auto stop = call.arguments[2].toInt(-1);
    const auto length = static_cast<std::int64_t>(text.size());
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (start < 0 || start >= stop || stop > length || !ascii)
        return {};
    const auto first = call.arguments[3].toBool() ? length - stop : start;
    return text.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(stop - start));
}

bool isHostName(std::string_view text, bool allowSubdomains)
{
    if (!allowSubdomains)
        return isHostLabel(text);
    while (true) {
        const auto dot = text.find('.');
        if (!isHostLabel(text.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        text.remove_prefix(dot + 1);
    }
}

Value isValidHostLabel(const RuleCall& call)
{
    return call.arguments[0].isText() && isHostName(call.arguments[0].text(), call.arguments[1].toBool());
}

Value isVirtualHostableS3Bucket(const RuleCall& call)
{
    const auto& name = call.arguments[0].text();
    const bool upperCase = std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return name.size() >= 3 && !upperCase && !isDottedQuad(name) &&
           isHostName(name, call.arguments[1].toBool());
}

Value partition(const RuleCall& call)
{
    return call.partitions.outputsForRegion(call.arguments[0].text());
}

/// Resource ids of an ARN are separated by ":" as well as by "/".
Value::List splitResource(std::string_view resource)
{
    Value::List parts;
    while (true) {
        const auto end = resource.find_first_of(":/");
        parts.emplace_back(resource.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        resource.remove_prefix(end + 1);
    }
}

Value parseArn(const RuleCall& call)
{
    std::string_view rest = call.arguments[0].text();
    std::array<std::string_view, 5> fields; // arn, partition, service, region, account; then the resource
    for (auto& field : fields) {
        const auto colon = rest.find(':');
        if (colon == std::string_view::npos)
            return {};
        field = rest.substr(0, colon);
        rest.remove_prefix(colon + 1);
    }
    if (fields[0] != "arn" || fields[1].empty() || fields[2].empty() || rest.empty())
        return {};
    return Value::map({{"partition", fields[1]},
                       {"service", fields[2]},
                       {"region", fields[3]},
                       {"accountId", fields[4]},
                       {"resourceId", splitResource(rest)}});
}

Value parseUrl(const RuleCall& call)
{
    return call.arguments[0].isText() ? parseRuleUrl(call.arguments[0].text()) : Value();
}

Value uriEncode(const RuleCall& call)
{
    return call.arguments[0].isText() ? Value(ruleUriEncode(call.arguments[0].text())) : Value();
}

Value coalesce(const RuleCall& call)
{
    const auto isValue = [](const Value& value) { return !value.isNull(); };
    const auto found = std::find_if(call.arguments.begin(), call.arguments.end(), isValue);
    return found == call.arguments.end() ? Value() : *found;
}

Value ifThenElse(const RuleCall& call)
{
    return call.arguments[0].isBool() ? call.arguments[call.arguments[0].toBool() ? 1 : 2]
                                      : fail(call, "the condition must be a boolean");
}

Value split(const RuleCall& call)
{
    if (!call.arguments[0].isText() || call.arguments[1].text().empty())
        return fail(call, "the input must be a text and the delimiter not empty");
    std::string_view rest = call.arguments[0].text();
    const std::string_view delimiter = call.arguments[1].text();
    const auto limit = call.arguments[2].toInt(); // 0: no limit
    Value::List parts;
    while (limit <= 0 || static_cast<std::int64_t>(parts.size()) + 1 < limit) {
        const auto end = rest.find(delimiter);
        if (end == std::string_view::npos)
            break;
        parts.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end + delimiter.size());
    }
    parts.emplace_back(rest);
    return parts;
}

/// Those the rule sets use most come first.
constexpr std::array functions{
    RuleFunction{"booleanEquals", 2, booleanEquals},
    RuleFunction{"getAttr", 2, getAttr},
    RuleFunction{"isSet", 1, isSet},
    RuleFunction{"stringEquals", 2, stringEquals},
    RuleFunction{"aws.partition", 1, partition},
    RuleFunction{"not", 1, logicalNot},
    RuleFunction{"isValidHostLabel", 2, isValidHostLabel},
    RuleFunction{"substring", 4, substring},
    RuleFunction{"parseURL", 1, parseUrl},
    RuleFunction{"aws.parseArn", 1, parseArn},
    RuleFunction{"aws.isVirtualHostableS3Bucket", 2, isVirtualHostableS3Bucket},
    RuleFunction{"uriEncode", 1, uriEncode},
    RuleFunction{"coalesce", -1, coalesce},
    RuleFunction{"ite", 3, ifThenElse},
    RuleFunction{"split", 3, split},
};

} // namespace

const RuleFunction* findRuleFunction(std::string_view name)
{
    const auto* found = std::find_if(functions.begin(), functions.end(),
                                     [name](const RuleFunction& function) { return function.name == name; });
    return found == functions.end() ? nullptr : found;
}

Value ruleAttribute(const Value& value, std::string_view path)
{
    Value current = value;
    while (!path.empty()) {
        const auto dot = path.find('.');
        const auto part = path.substr(0, dot);
        path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
        const auto bracket = part.find('[');
        if (bracket != 0)
            current = Value(current[part.substr(0, bracket)]);
        if (bracket == std::string_view::npos)
            continue;
        std::size_t index = 0;
        const auto* end = part.data() + part.size();
        const auto [stop, error] = std::from_chars(part.data() + bracket + 1, end, index);
        if (error != std::errc() || stop == end || *stop != ']')
            return {};
        current = Value(current[index]);
    }
    return current;
}

bool isHostLabel(std::string_view text)
{
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || isAlphanumeric(c); });
}

} // namespace inia
