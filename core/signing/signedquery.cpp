#include "core/signing/signedquery.h"

#include "core/http/percentencoding.h"

#include <algorithm>

namespace inia {

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

} // namespace inia
