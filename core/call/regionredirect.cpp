#include "core/call/regionredirect.h"

#include "core/call/clientcontext.h"
#include "core/learned/clientmemory.h"
#include "core/model/servicemodel.h"

#include <algorithm>

namespace inia {

namespace {

bool isRegionName(std::string_view text)
{
    return !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool speaksOfRegion(const OperationModel& operation, const Error& error)
{
    if (error.code == "PermanentRedirect" || error.code == "TemporaryRedirect" ||
        error.code == "IllegalLocationConstraintException")
        return true;
    if (error.code == "AuthorizationHeaderMalformed")
        return !error.region.empty();
    if (operation.httpMethod() == "HEAD")
        return error.httpStatus == 301 || error.httpStatus == 400;
    return error.httpStatus == 301 || error.httpStatus == 302 || error.httpStatus == 307;
}

} // namespace

std::optional<std::string> redirectRegion(const OperationModel& operation, const Error& error,
                                          const HttpResponse& response)
{
    if (!speaksOfRegion(operation, error))
        return std::nullopt;
    const auto header = response.headers.value("x-amz-bucket-region");
    if (isRegionName(header))
        return std::string(header);
    return isRegionName(error.region) ? std::optional(error.region) : std::nullopt;
}

RegionRedirect::RegionRedirect(const ClientContext& context, ClientMemory& memory, const Value& params)
    : m_context(context),
      m_memory(memory),
      m_isS3(context.model->name() == "s3"),
      m_bucket(m_isS3 ? params["Bucket"].text() : ""),
      m_region(memory.regionOf(m_bucket))
{
}

bool RegionRedirect::mayFollow() const
{
    // An ARN names its region itself.
    return !m_followed && m_isS3 && !m_bucket.starts_with("arn:");
}

bool RegionRedirect::goTo(const std::string& region)
{
    if (region == m_region.value_or(m_context.config.region))
        return false;
    m_followed = true;
    m_region = region;
    if (!m_bucket.empty())
        m_memory.setRegionOf(m_bucket, region);
    return true;
}

bool RegionRedirect::follow(const OperationModel& operation, const Error& error, const HttpResponse& response)
{
    if (!mayFollow())
        return false;
    const auto region = redirectRegion(operation, error, response);
    return region && goTo(*region);
}

bool RegionRedirect::hasToAsk(const OperationModel& operation, const Error& error,
                              const HttpResponse& response) const
{
    if (!mayFollow() || m_bucket.empty() || operation.name() == "HeadBucket" ||
        redirectRegion(operation, error, response))
        return false;
    const int status = response.status;
    if (status == 301 || status == 302 || status == 307 || error.code == "PermanentRedirect")
        return true;
    if (error.code == "IllegalLocationConstraintException")
        return operation.name() != "CreateBucket";
    return operation.name() == "HeadObject" && status == 400;
}

bool RegionRedirect::followAnswer(const Value& answer)
{
    const auto& region = answer["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"].text();
    return mayFollow() && isRegionName(region) && goTo(region);
}

} // namespace inia
