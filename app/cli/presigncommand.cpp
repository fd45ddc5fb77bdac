#include "app/cli/presigncommand.h"

#include "app/cli/connection.h"
#include "app/cli/output.h"
#include "core/credentials/keyexpiry.h"
#include "core/presign/presigner.h"

namespace inia::cli {

PresignCommand::PresignCommand(Runtime runtime, PresignArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> PresignCommand::begin()
{
    const auto& name = m_arguments.target.operation;
    auto call = prepareCall(m_runtime, m_arguments.connection, m_arguments.target);
    if (!call)
        return call.error();
    PresignOptions options;
    options.expires = std::chrono::seconds(m_arguments.expiresIn);
    options.httpMethod = m_arguments.httpMethod.value_or("");
    call->client.presigner().url(
        this, name, std::move(call->params), options, [this](const Result<PresignedUrl>& url) {
            if (!url)
                return finish(url.error());
            for (const auto& [name, value] : url->headers)
                tell("send this header along: " + name + ": " + value);
            if (url->endsWithKeys)
                tell("warning: the URL works until the keys expire, at " + keyExpiryText(*url->endsWithKeys) +
                     ", not for as long as it says");
            print(stdout, url->url + "\n");
            finish({});
        });
    return {};
}

} // namespace inia::cli
