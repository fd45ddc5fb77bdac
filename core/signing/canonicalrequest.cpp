#include "core/signing/canonicalrequest.h"

#include "core/http/percentencoding.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace inia {

namespace {

using HeaderLine = std::pair<std::string, std::string_view>;

constexpr std::array<std::string_view, 14> notSigned = {
    "baggage",    "connection",     "expect",     "keep-alive", "proxy-authenticate", "proxy-authorization",
    "te",         "traceparent",    "tracestate", "trailer",    "transfer-encoding",  "upgrade",
    "user-agent", "x-amzn-trace-id"};

/// Headers to sign, sorted by name; those of one name stay in the order in which they are sent.
std::vector<HeaderLine> headersToSign(const HttpRequest& request, const std::string& host)
{
    std::vector<HeaderLine> lines;
    lines.reserve(request.headers.size() + 1);
    for (const auto& [name, value] : request.headers) {
        std::string lower = ascii::lowered(name);
        if (std::find(notSigned.begin(), notSigned.end(), lower) == notSigned.end())
            lines.emplace_back(std::move(lower), value);
    }
    if (!request.headers.contains("host"))
        lines.emplace_back("host", host);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const HeaderLine& a, const HeaderLine& b) { return a.first < b.first; });
    return lines;
}

/// Trimmed, with every run of white space as one space; line folding disappears with it.
void appendCollapsed(std::string& out, std::string_view value)
{
    bool pendingSpace = false;
    bool started = false;
    for (const char c : value) {
        if (ascii::isSpace(c)) {
            pendingSpace = started;
            continue;
        }
        if (pendingSpace)
            out += ' ';
        pendingSpace = false;
        started = true;
        out += c;
    }
}

void appendHeaders(std::string& out, const std::vector<HeaderLine>& lines)
{
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool repeated = i > 0 && lines[i].first == lines[i - 1].first;
        if (!repeated) {
            if (i > 0)
                out += '\n';
            out += lines[i].first;
        }
        out += repeated ? ',' : ':';
        appendCollapsed(out, lines[i].second);
    }
    out += '\n';
}

std::string joinNames(const std::vector<HeaderLine>& lines)
{
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0 && lines[i].first == lines[i - 1].first)
            continue;
        if (i > 0)
            out += ';';
        out += lines[i].first;
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + 1);
    }
    parts.push_back(text);
    return parts;
}

/// RFC 3986 section 5.2.4, and runs of slashes become one, as AWS services expect outside S3.
std::string withoutDotSegments(std::string_view path)
{
    std::vector<std::string_view> kept;
    for (const std::string_view segment : split(path, '/')) {
        if (segment.empty() || segment == ".")
            continue;
        if (segment != "..")
            kept.push_back(segment);
        else if (!kept.empty())
            kept.pop_back();
    }
    std::string out;
    for (const std::string_view segment : kept)
        out.append("/").append(segment);
    if (kept.empty() || path.ends_with('/'))
        out += '/';
    return out;
}

/// Bytes that cannot stand in a URL are escaped; what is escaped already stays.
std::string escapeIllegal(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c > ' ' && c < '\x7f')
            out += c;
        else
            out += percentEncode({&c, 1});
    }
    return out;
}

} // namespace

std::string canonicalPath(std::string_view path, const SigningContext& context)
{
    if (path.empty())
        return "/";
    if (context.s3Style)
        return std::string(path);
    std::string out = context.normalizePath ? withoutDotSegments(path) : std::string(path);
    return context.encodePathTwice ? percentEncodePath(out) : out;
}

std::string canonicalQuery(std::string_view query)
{
    if (query.empty())
        return {};
    const std::string escaped = escapeIllegal(query);
    std::vector<std::pair<std::string_view, std::string_view>> pairs;
    for (const std::string_view pair : split(escaped, '&')) {
        const auto equals = pair.find('=');
        pairs.emplace_back(pair.substr(0, equals),
                           equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1));
    }
    std::sort(pairs.begin(), pairs.end());
    std::string out;
    out.reserve(escaped.size() + pairs.size());
    for (const auto& [name, value] : pairs) {
        if (!out.empty())
            out += '&';
        out.append(name).append("=").append(value);
    }
    return out;
}

std::string signedHeaderNames(const HttpRequest& request)
{
    const std::string host; // only the name matters here
    return joinNames(headersToSign(request, host));
}

CanonicalRequest canonicalRequest(const HttpRequest& request, const SigningContext& context,
                                  std::string_view payloadHash)
{
    const UrlParts url = splitUrl(request.url);
    const std::string host = hostHeader(request.url);
    const std::vector<HeaderLine> lines = headersToSign(request, host);
    CanonicalRequest canonical;
    canonical.signedHeaders = joinNames(lines);
    std::string& text = canonical.text;
    text.reserve(512 + request.url.size());
    text.append(request.method).append("\n");
    text.append(canonicalPath(url.path, context)).append("\n");
    text.append(canonicalQuery(url.query)).append("\n");
    appendHeaders(text, lines);
    text.append("\n").append(canonical.signedHeaders).append("\n").append(payloadHash);
    return canonical;
}

} // namespace inia
