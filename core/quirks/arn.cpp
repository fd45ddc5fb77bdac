#include "core/quirks/arn.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

bool isRegionCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || ascii::isDigit(c) || c == '-';
}

bool isNameCharacter(char c)
{
    return isRegionCharacter(c) || (c >= 'A' && c <= 'Z');
}

bool isName(std::string_view text, bool dots)
{
    constexpr std::size_t longest = 63;
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [dots](char c) {
        return isNameCharacter(c) || (dots && c == '.');
    });
}

bool isAccountId(std::string_view text)
{
    constexpr std::size_t digits = 12;
    return text.size() == digits && std::all_of(text.begin(), text.end(), ascii::isDigit);
}

} // namespace

std::optional<Arn> Arn::parse(std::string_view text)
{
    std::array<std::string_view, 6> parts;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos)
            return std::nullopt;
        parts[i] = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    return Arn{parts[1], parts[2], parts[3], parts[4], text};
}

std::vector<std::string_view> Arn::resourceParts() const
{
    std::vector<std::string_view> parts;
    std::string_view rest = resource;
    for (auto end = rest.find_first_of(":/"); end != std::string_view::npos; end = rest.find_first_of(":/")) {
        parts.push_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    parts.push_back(rest);
    return parts;
}

bool isS3ResourceArn(std::string_view text)
{
    const auto arn = text.starts_with("arn:aws") ? Arn::parse(text) : std::nullopt;
    if (!arn || !isAccountId(arn->account) ||
        !std::all_of(arn->region.begin(), arn->region.end(), isRegionCharacter))
        return false;
    const auto resource = arn->resourceParts();
    if (arn->service == "s3" || arn->service == "s3-object-lambda")
        return resource.size() == 2 && resource[0] == "accesspoint" && isName(resource[1], true);
    return arn->service == "s3-outposts" && !arn->region.empty() && resource.size() == 4 &&
           resource[0] == "outpost" && isName(resource[1], false) && resource[2] == "accesspoint" &&
           isName(resource[3], false);
}

} // namespace inia
