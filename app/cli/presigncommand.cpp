#include "app/cli/presigncommand.h"

#include "app/cli/connection.h"
#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"
#include "core/client/presigner.h"

namespace inia::cli {

PresignCommand::PresignCommand(Runtime runtime, PresignArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> PresignCommand::begin()
{
    const auto& target = m_arguments.target;
    const auto client = openClient(m_runtime, m_arguments.connection, target.service);
    if (!client)
        return client.error();
    const auto operation = client->model().operation(target.operation);
    auto params = valuesFromJson(target.params, operation.input());
    if (!params)
        return params.error();
    PresignOptions options;
    options.expires = std::chrono::seconds(m_arguments.expiresIn);
    options.httpMethod = m_arguments.httpMethod.value_or("");
    Presigner(client->parts())
        .url(this, target.operation, std::move(params).value(), options,
             [this](const Result<PresignedUrl>& url) {
                 if (!url)
                     return finish(url.error());
                 for (const auto& [name, value] : url->headers)
                     print(stderr, "inia-cli: send this header along: " + name + ": " + value + "\n");
                 print(stdout, url->url + "\n");
                 finish({});
             });
    return {};
}

} // namespace inia::cli
