#include "core/resource/consolelink.h"

#include "core/jmespath/expression.h"
#include "core/model/catalog.h"
#include "core/text/ascii.h"

#include <QtCore/QUrl>

#include <algorithm>

namespace inia {

namespace {

constexpr std::string_view worldHost = "console.aws.amazon.com";

std::string encoded(const std::string& text)
{
    return QUrl::toPercentEncoding(QString::fromStdString(text)).toStdString();
}

/// "$252F" for "/": twice, with "$" for "%".
std::string encodedForLogs(const std::string& text)
{
    std::string twice = encoded(encoded(text));
    std::replace(twice.begin(), twice.end(), '%', '$');
    return twice;
}

std::string tailOf(const std::string& text)
{
    const auto at = text.find_last_of("/:");
    return at == std::string::npos ? text : text.substr(at + 1);
}

/// Of the data, else of what the resource is named by: "RoleName" is its identifier "name".
std::string memberText(const Resource& resource, const std::string& name)
{
    if (resource.identifiers().empty())
        return {};
    const std::string& own = resource.identifiers().back().text();
    if (name == "@")
        return own;
    if (resource.isLoaded()) {
        const Value member = searchOrNull(name, resource.data());
        if (member.isText())
            return member.text();
    }
    const auto& definition = resource.definition().identifiers.back();
    const std::string wanted = ascii::lowered(name);
    return wanted.ends_with(ascii::lowered(definition.name)) ||
                   ascii::lowered(definition.memberName) == wanted
               ? own
               : std::string();
}

std::string partText(const std::string& name, const Resource& resource, const LinkContext& context)
{
    if (name == "region")
        return context.region;
    if (name == "account")
        return context.account;
    return name == "partition" ? context.partition : memberText(resource, name);
}

/// AWS's console of China and of the US government have hosts of their own.
std::string hostOf(std::string_view partition)
{
    if (partition == "aws-cn")
        return "console.amazonaws.cn";
    return partition == "aws-us-gov" ? "console.amazonaws-us-gov.com" : std::string(worldHost);
}

} // namespace

std::string filledTemplate(std::string_view text, const Resource& resource, const LinkContext& context)
{
    std::string result;
    while (!text.empty()) {
        const auto open = text.find('{');
        result += text.substr(0, open);
        if (open == std::string_view::npos)
            break;
        const auto close = text.find('}', open);
        if (close == std::string_view::npos)
            return {};
        const auto part = text.substr(open + 1, close - open - 1);
        const auto bar = part.find('|');
        std::string value = partText(std::string(part.substr(0, bar)), resource, context);
        if (value.empty())
            return {};
        const auto form = bar == std::string_view::npos ? std::string_view() : part.substr(bar + 1);
        if (form == "url")
            value = encoded(value);
        else if (form == "logs")
            value = encodedForLogs(value);
        else if (form == "tail")
            value = tailOf(value);
        result += value;
        text.remove_prefix(close + 1);
    }
    return result;
}

std::string consoleLink(const Catalog& catalog, const Resource& resource, const LinkContext& context)
{
    const auto document = catalog.explorer(resource.definition().service);
    if (!document)
        return {};
    const auto page = (*document)->root()["types"][ascii::lowered(resource.type())]["console"];
    std::string link = filledTemplate(page.text(), resource, context);
    const auto host = link.find(worldHost);
    if (host != std::string::npos)
        link.replace(host, worldHost.size(), hostOf(context.partition));
    return link;
}

} // namespace inia
