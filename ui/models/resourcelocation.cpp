#include "ui/models/resourcelocation.h"

#include "core/http/percentencoding.h"

#include <algorithm>

namespace inia::ui {

namespace {

constexpr std::string_view separator = "://";

Error refused(std::string_view text, std::string_view why)
{
    return makeError(ErrorKind::Parameter, "InvalidLocation",
                     "\"" + std::string(text) + "\" " + std::string(why) +
                         " Write service://collection/identifier, such as ec2://instances/i-1.");
}

bool isWord(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::vector<std::string_view> split(std::string_view text, char separatorChar)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separatorChar);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// The colons of ARNs can be read in their uris.
std::string encoded(const std::string& identifier)
{
    return percentEncodeExcept(identifier, ":");
}

} // namespace

Result<ResourceLocation> ResourceLocation::parse(std::string_view text)
{
    ResourceLocation location;
    const auto scheme = text.find(separator);
    if (scheme == std::string_view::npos || !isWord(text.substr(0, scheme)))
        return refused(text, "is not a place in a service.");
    location.service = text.substr(0, scheme);
    const auto rest = text.substr(scheme + separator.size());
    if (rest.empty())
        return location;
    bool inCollection = false;
    for (const auto part : split(rest, '/')) {
        if (!inCollection) {
            if (!isWord(part))
                return refused(text, "lacks the name of a collection.");
            location.steps.push_back({std::string(part), {}});
        } else {
            auto& identifiers = location.steps.back().identifiers;
            for (const auto identifier : split(part, ','))
                identifiers.push_back(percentDecode(identifier));
            if (std::any_of(identifiers.begin(), identifiers.end(),
                            [](const std::string& identifier) { return identifier.empty(); }))
                return refused(text, "has an empty identifier.");
        }
        inCollection = !inCollection;
    }
    return location;
}

std::string ResourceLocation::uri() const
{
    std::string uri = service + std::string(separator);
    for (const auto& step : steps) {
        if (&step != &steps.front())
            uri += '/';
        uri += step.collection;
        for (const auto& identifier : step.identifiers)
            uri += (&identifier == &step.identifiers.front() ? '/' : ',') + encoded(identifier);
    }
    return uri;
}

ResourceLocation ResourceLocation::parent() const
{
    ResourceLocation location = *this;
    if (isResource())
        location.steps.back().identifiers.clear();
    else if (isCollection())
        location.steps.pop_back();
    return location;
}

ResourceLocation ResourceLocation::collection(std::string name) const
{
    ResourceLocation location = *this;
    location.steps.push_back({std::move(name), {}});
    return location;
}

ResourceLocation ResourceLocation::resource(std::vector<std::string> identifiers) const
{
    ResourceLocation location = *this;
    location.steps.back().identifiers = std::move(identifiers);
    return location;
}

bool isInside(std::string_view uri, std::string_view outer)
{
    return !outer.empty() && uri.starts_with(outer) &&
           (uri.size() == outer.size() || outer.back() == '/' || uri[outer.size()] == '/');
}

} // namespace inia::ui
