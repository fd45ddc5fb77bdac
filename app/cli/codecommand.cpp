#include "app/cli/codecommand.h"

#include "app/cli/connection.h"
#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"
#include "core/model/catalog.h"
#include "core/model/operationerrors.h"

namespace inia::cli {

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

} // namespace inia::cli
