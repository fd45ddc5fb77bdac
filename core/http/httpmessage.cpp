#include "core/http/httpmessage.h"

#include "core/text/ascii.h"

#include <algorithm>

namespace inia {

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return ascii::toLower(x) == ascii::toLower(y);
           });
}

std::string_view HttpHeaders::value(std::string_view name) const
{
    for (const auto& [key, value] : m_entries) {
        if (equalsIgnoringCase(key, name))
            return value;
    }
    return {};
}

bool HttpHeaders::contains(std::string_view name) const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [name](const Entry& entry) { return equalsIgnoringCase(entry.first, name); });
}

void HttpHeaders::set(std::string_view name, std::string value)
{
    remove(name);
    add(name, std::move(value));
}

void HttpHeaders::remove(std::string_view name)
{
    std::erase_if(m_entries, [name](const Entry& entry) { return equalsIgnoringCase(entry.first, name); });
}

UrlParts splitUrl(std::string_view url)
{
    UrlParts parts;
    const auto schemeEnd = url.find("://");
    if (schemeEnd != std::string_view::npos) {
        parts.scheme = url.substr(0, schemeEnd);
        url.remove_prefix(schemeEnd + 3);
    }
    const auto hostEnd = url.find_first_of("/?#");
    parts.host = url.substr(0, hostEnd);
    if (hostEnd == std::string_view::npos)
        return parts;
    url.remove_prefix(hostEnd);
    url = url.substr(0, url.find('#'));
    const auto queryStart = url.find('?');
    parts.path = url.substr(0, queryStart);
    if (queryStart != std::string_view::npos)
        parts.query = url.substr(queryStart + 1);
    return parts;
}

std::string hostHeader(std::string_view url)
{
    const UrlParts parts = splitUrl(url);
    std::string host(parts.host.substr(parts.host.rfind('@') + 1));
    std::transform(host.begin(), host.end(), host.begin(), ascii::toLower);
    const std::string_view ownPort = equalsIgnoringCase(parts.scheme, "https") ? ":443" : ":80";
    if (host.ends_with(ownPort))
        host.resize(host.size() - ownPort.size());
    return host;
}

} // namespace inia
