#include "app/cli/operationcommands.h"

#include "app/cli/connection.h"
#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"
#include "core/credentials/credentialsources.h"
#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
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

Result<std::string> codeText(const Runtime& runtime, const CodeArguments& arguments)
{
    const auto& target = arguments.target;
    codegen::CodeContext context;
    context.catalog = runtime.catalog.get();
    // Code for other tools may be about profiles and regions that are not on this machine.
    std::optional<Client> client;
    if (arguments.language == codegen::Language::Curl) {
        auto opened = openClient(runtime, arguments.connection, target.service);
        if (!opened)
            return opened.error();
        client = std::move(opened).value();
        context.caller = &client->caller();
        // The command takes its keys from these variables.
        context.hasSessionToken = runtime.environment.find("AWS_SESSION_TOKEN").has_value();
    }
    const auto model = runtime.catalog->service(target.service);
    if (!model)
        return model.error();
    codegen::CodeCall call;
    call.operation = (*model)->operation(target.operation);
    if (!call.operation.valid())
        return unknownOperation(**model, target.operation);
    auto params = valuesFromJson(target.params, call.operation.input());
    if (!params)
        return params.error();
    call.params = std::move(params).value();
    call.profile = arguments.connection.profile;
    call.region = arguments.connection.region;
    call.endpointUrl = arguments.connection.endpointUrl;
    call.allPages = arguments.allPages;
    if (const auto notice = codegen::codeNotice(arguments.language, call.operation, *runtime.catalog);
        !notice.empty())
        tell("warning: " + notice);
    auto code = codegen::writeCode(arguments.language, std::move(call), context);
    if (code && !code->ends_with('\n'))
        *code += '\n';
    return code;
}

WaitCommand::WaitCommand(Runtime runtime, WaitArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> WaitCommand::begin()
{
    const auto& target = m_arguments.target;
    const auto client = openClient(m_runtime, m_arguments.connection, target.service);
    if (!client)
        return client.error();
    WaiterConfig config;
    if (m_arguments.delaySeconds)
        config.delay = std::chrono::seconds(*m_arguments.delaySeconds);
    if (m_arguments.maxAttempts)
        config.maxAttempts = static_cast<int>(*m_arguments.maxAttempts);
    // Asked for its operation, whose input says how to read the parameters.
    const auto known = client->waiter(target.operation);
    if (!known)
        return known.error();
    const auto operation = client->model().operation((*known)->model().operation);
    auto params = valuesFromJson(target.params, operation.input());
    if (!params)
        return params.error();
    auto waiter = client->waiter(target.operation, std::move(params).value(), config);
    if (!waiter)
        return waiter.error();
    m_waiter = std::move(waiter).value();
    connect(m_waiter.get(), &Waiter::finished, this, [this] {
        const auto& result = m_waiter->result();
        finish(result ? Result<void>() : Result<void>(result.error()));
    });
    m_waiter->start();
    return {};
}

} // namespace inia::cli
