#pragma once

#include "core/identity/sourcecontext.h"

#include <functional>

namespace inia {

/// Where the metadata service of the instance is, with a slash at its end. Fails (kind Configuration) for an
/// endpoint that is no URL.
[[nodiscard]] Result<std::string> metadataUrl(const ClientConfig& config);

/// The role of an EC2 instance, by its metadata service: with a session token (version 2), else, unless that
/// is switched off, without (version 1). Declines on machines that have no such service, which a second
/// tells, and on instances without a role; AWS_EC2_METADATA_DISABLED keeps it from being asked.
///
/// A service that says "later" is asked again at once, up to three times; silence is not, unless
/// metadata_service_num_attempts says so. Keys that the service could not renew in time are used on: their
/// end is put off by a quarter of an hour, more or less, as botocore does.
class InstanceCredentials final : public CredentialsProvider {
public:
    explicit InstanceCredentials(SourceContextPtr context);
    void resolve(QObject* context, Callback callback) override;

private:
    SourceContextPtr m_context;
};

} // namespace inia
