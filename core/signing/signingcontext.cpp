#include "core/signing/signingcontext.h"

#include "core/http/textencoding.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

namespace inia {

namespace {

struct CivilTime {
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<std::chrono::seconds> clock;
    unsigned weekday;
};

CivilTime civilTime(SigningTime time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    return {day, std::chrono::hh_mm_ss(seconds - day), std::chrono::weekday(day).c_encoding()};
}

void appendDigits(std::string& text, unsigned number, std::size_t width)
{
    text.append(width, '0');
    for (auto at = text.rbegin(); number > 0; number /= 10)
        *at++ = static_cast<char>('0' + number % 10);
}

/// Written digit by digit: every signature asks for the time in several places, and printf() would take a
/// sixth of the time it takes to sign.
std::string isoTime(SigningTime time, std::string_view dateSeparator, std::string_view timeSeparator)
{
    const CivilTime t = civilTime(time);
    std::string text;
    appendDigits(text, static_cast<unsigned>(static_cast<int>(t.date.year())), 4);
    text += dateSeparator;
    appendDigits(text, static_cast<unsigned>(t.date.month()), 2);
    text += dateSeparator;
    appendDigits(text, static_cast<unsigned>(t.date.day()), 2);
    text += 'T';
    appendDigits(text, static_cast<unsigned>(t.clock.hours().count()), 2);
    text += timeSeparator;
    appendDigits(text, static_cast<unsigned>(t.clock.minutes().count()), 2);
    text += timeSeparator;
    appendDigits(text, static_cast<unsigned>(t.clock.seconds().count()), 2);
    return text + 'Z';
}

std::string dateWithZone(SigningTime time, const char* zone)
{
    static constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const CivilTime t = civilTime(time);
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d %s", days[t.weekday],
                  static_cast<unsigned>(t.date.day()), months[static_cast<unsigned>(t.date.month()) - 1],
                  static_cast<int>(t.date.year()), static_cast<int>(t.clock.hours().count()),
                  static_cast<int>(t.clock.minutes().count()), static_cast<int>(t.clock.seconds().count()),
                  zone);
    return text.data();
}

} // namespace

std::string basicTime(SigningTime time)
{
    return isoTime(time, "", "");
}

std::string extendedTime(SigningTime time)
{
    return isoTime(time, "-", ":");
}

std::string mailDate(SigningTime time)
{
    return dateWithZone(time, "-0000");
}

std::string httpDate(SigningTime time)
{
    return dateWithZone(time, "GMT");
}

std::string epochTime(SigningTime time)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

QueryPairs parseQuery(std::string_view query)
{
    QueryPairs pairs;
    while (!query.empty()) {
        const auto end = query.find('&');
        std::string pair(query.substr(0, end));
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
        if (pair.empty())
            continue;
        std::replace(pair.begin(), pair.end(), '+', ' ');
        const std::string_view text = pair;
        const auto equals = text.find('=');
        pairs.emplace_back(percentDecode(text.substr(0, equals)),
                           equals == std::string_view::npos ? std::string()
                                                            : percentDecode(text.substr(equals + 1)));
    }
    return pairs;
}

std::string queryText(const QueryPairs& pairs)
{
    std::string query;
    for (const auto& [name, value] : pairs)
        appendParameter(query, name, value);
    return query;
}

std::string formText(const QueryPairs& pairs)
{
    std::string form;
    for (const auto& [name, value] : pairs) {
        if (!form.empty())
            form += '&';
        form.append(formEncode(name)).append("=").append(formEncode(value));
    }
    return form;
}

void appendParameter(std::string& query, std::string_view name, std::string_view value)
{
    if (!query.empty())
        query += '&';
    query.append(percentEncode(name)).append("=").append(percentEncode(value));
}

void setQuery(HttpRequest& request, std::string_view query)
{
    const UrlParts parts = splitUrl(request.url);
    std::string url(parts.scheme);
    url.append("://").append(parts.host).append(parts.path);
    if (!query.empty())
        url.append("?").append(query);
    request.url = std::move(url);
}

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
