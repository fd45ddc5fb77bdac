#include "core/quirks/crossregionurl.h"

#include "core/config/clientconfig.h"
#include "core/http/percentencoding.h"
#include "core/signing/requestsignatures.h"

#include <string>

namespace inia {

namespace {

constexpr std::chrono::hours urlLifetime{1};

void replaceAll(std::string& text, const std::string& from, const std::string& to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

bool formHas(const QByteArray& form, const char* name)
{
    return form.contains(QByteArray("&") + name + "=");
}

void appendToForm(QByteArray& form, const std::string& name, const std::string& value)
{
    form += QByteArray::fromStdString("&" + name + "=" + formEncode(value));
}

} // namespace

namespace quirks {

Result<void> planUrlForEc2(QuirkContext& context, Value& params)
{
    const auto& source = params["SourceRegion"].text();
    const auto& region = context.config.region;
    if (params.contains("PresignedUrl") || source.empty() || region.empty())
        return {};
    if (params.contains("DestinationRegion"))
        params.insert("DestinationRegion", region);
    context.crossRegionUrl = CrossRegionUrl{"PresignedUrl", source, region, true};
    return {};
}

Result<void> planUrlForDatabases(QuirkContext& context, Value& params)
{
    if (!params["SourceRegion"].isText())
        return {};
    const std::string source = params["SourceRegion"].text();
    const auto& region = context.config.region;
    // The services know no such parameter: it is there for the URL.
    params.mutableMap().remove("SourceRegion");
    if (!params.contains("PreSignedUrl") && !region.empty())
        context.crossRegionUrl = CrossRegionUrl{"PreSignedUrl", source, region, false};
    return {};
}

} // namespace quirks

Result<void> addCrossRegionUrl(HttpRequest& request, const CrossRegionUrl& plan,
                               const Credentials& credentials, const SigningContext& signing,
                               RequestSignatures& signer)
{
    constexpr auto destination = "DestinationRegion";
    QByteArray form = request.body;
    if (!formHas(form, destination))
        appendToForm(form, destination, plan.destinationRegion);
    HttpRequest asked;
    asked.url = request.url;
    // The endpoints of these services differ in nothing but their regions.
    replaceAll(asked.url, plan.destinationRegion, plan.sourceRegion);
    asked.url += '?' + form.toStdString();
    SigningContext forSource = signing;
    forSource.region = plan.sourceRegion;
    if (auto made = signer.presign(asked, credentials, forSource, urlLifetime); !made)
        return made.error();
    const bool lacksDestination = !formHas(request.body, destination);
    appendToForm(request.body, plan.member, asked.url);
    if (plan.sendsDestination && lacksDestination)
        appendToForm(request.body, destination, plan.destinationRegion);
    return {};
}

} // namespace inia
