#include "core/endpoint/endpointparameters.h"

#include "core/model/names.h"
#include "core/model/servicemodel.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

using Builtins = EndpointBuiltins;

Value optionalText(const std::optional<std::string>& text)
{
    return text ? Value(*text) : Value();
}

template <bool Builtins::*Flag>
Value flag(const Builtins& builtins)
{
    return builtins.*Flag;
}

template <std::optional<bool> Builtins::*Flag>
Value optionalFlag(const Builtins& builtins)
{
    return builtins.*Flag ? Value(*(builtins.*Flag)) : Value();
}

struct NamedBuiltin {
    std::string_view name;
    Value (*value)(const Builtins&);
};

constexpr std::array namedBuiltins{
    NamedBuiltin{"AWS::Region", [](const Builtins& b) { return optionalText(b.region); }},
    NamedBuiltin{"AWS::UseFIPS", flag<&Builtins::useFips>},
    NamedBuiltin{"AWS::UseDualStack", flag<&Builtins::useDualStack>},
    NamedBuiltin{"SDK::Endpoint", [](const Builtins& b) { return optionalText(b.endpoint); }},
    NamedBuiltin{"AWS::S3::UseGlobalEndpoint", flag<&Builtins::s3UseGlobalEndpoint>},
    NamedBuiltin{"AWS::S3::Accelerate", flag<&Builtins::s3Accelerate>},
    NamedBuiltin{"AWS::S3::ForcePathStyle", flag<&Builtins::s3ForcePathStyle>},
    NamedBuiltin{"AWS::S3::UseArnRegion", optionalFlag<&Builtins::s3UseArnRegion>},
    NamedBuiltin{"AWS::S3::DisableMultiRegionAccessPoints",
                 flag<&Builtins::s3DisableMultiRegionAccessPoints>},
    NamedBuiltin{"AWS::S3::DisableS3ExpressSessionAuth", flag<&Builtins::s3DisableExpressSessionAuth>},
    NamedBuiltin{"AWS::S3Control::UseArnRegion", optionalFlag<&Builtins::s3ControlUseArnRegion>},
    NamedBuiltin{"AWS::STS::UseGlobalEndpoint", flag<&Builtins::stsUseGlobalEndpoint>},
    NamedBuiltin{"AWS::Auth::AccountId", [](const Builtins& b) { return optionalText(b.accountId); }},
    NamedBuiltin{
        "AWS::Auth::AccountIdEndpointMode",
        [](const Builtins& b) { return b.accountIdMode.empty() ? Value() : Value(b.accountIdMode); }},
};

/// Name of the input member that carries the context parameter; empty when none does.
std::string memberFor(const Shape& input, std::string_view parameter)
{
    for (std::uint32_t i = 0; input.valid() && i < input.memberCount(); ++i) {
        const auto member = input.memberAt(i);
        if (member.shape.reference()["contextParam"]["name"].text() == parameter)
            return std::string(member.name);
    }
    return {};
}

/// S3's rule set has this one as a client context parameter only; the setting of that name fills it.
std::string_view builtinName(const OperationModel& operation, std::string_view parameter, Node definition)
{
    const bool s3 = operation.service().serviceId() == "S3";
    if (s3 && parameter == "DisableS3ExpressSessionAuth" && !definition.contains("builtIn"))
        return "AWS::S3::DisableS3ExpressSessionAuth";
    return definition["builtIn"].text();
}

bool isArn(std::string_view text)
{
    return text.starts_with("arn:") && std::count(text.begin(), text.end(), ':') >= 5;
}

} // namespace

EndpointBuiltins builtinsForCall(EndpointBuiltins builtins, const OperationModel& operation,
                                 const Value& params)
{
    if (builtins.isExact)
        return builtins;
    if (operation.service().serviceId() != "S3")
        return builtins;
    if (operation.name() == "GetBucketLocation")
        builtins.s3ForcePathStyle = true;
    else if (isArn(params["Bucket"].text()))
        builtins.s3ForcePathStyle = false;
    return builtins;
}

EndpointParameters::Builtin EndpointParameters::findBuiltin(std::string_view name)
{
    const auto* found = std::find_if(namedBuiltins.begin(), namedBuiltins.end(),
                                     [name](const NamedBuiltin& entry) { return entry.name == name; });
    return found == namedBuiltins.end() ? nullptr : found->value;
}

Result<EndpointParameters> EndpointParameters::forOperation(const OperationModel& operation, Node definitions)
{
    EndpointParameters parameters;
    for (const auto& [name, definition] : definitions.members()) {
        auto binding = bind(operation, name, definition);
        if (!binding)
            return binding.error();
        parameters.m_bindings.push_back(std::move(binding).value());
    }
    return parameters;
}

Result<EndpointParameters::Binding> EndpointParameters::bind(const OperationModel& operation,
                                                             std::string_view name, Node definition)
{
    Binding binding;
    binding.name = name;
    binding.fixed = operation.node()["staticContextParams"][name]["value"].toValue();
    binding.member = memberFor(operation.input(), name);
    if (const auto path = operation.node()["operationContextParams"][name]["path"]) {
        auto expression = Expression::parse(path.text());
        if (!expression)
            return expression.error().wrapped(ErrorKind::Model, "the model of " + operation.service().name() +
                                                                    " cannot be used");
        binding.expression = std::move(expression).value();
    }
    if (operation.service().clientContextParams().contains(name))
        binding.clientName = snakeCase(name);
    const auto builtin = builtinName(operation, name, definition);
    binding.builtin = findBuiltin(builtin);
    if (!builtin.empty() && !binding.builtin)
        return makeError(ErrorKind::Model, "UnknownBuiltin",
                         "the endpoint rules of " + operation.service().name() + " ask for \"" +
                             std::string(builtin) + "\", which this version does not know");
    return binding;
}

Result<RuleParameters> EndpointParameters::values(const Value& params, const EndpointBuiltins& builtins,
                                                  const Value& clientContext) const
{
    RuleParameters result;
    result.reserve(m_bindings.size());
    for (const auto& binding : m_bindings) {
        auto value = binding.fixed;
        if (value.isNull() && !binding.member.empty())
            value = Value(params[binding.member]);
        if (value.isNull() && binding.expression) {
            auto found = binding.expression->search(params);
            if (!found)
                return found.error().wrapped(ErrorKind::Endpoint, "the endpoint parameter " + binding.name +
                                                                      " has no usable value");
            value = std::move(found).value();
        }
        if (value.isNull() && !binding.clientName.empty())
            value = Value(clientContext[binding.clientName]);
        if (value.isNull() && binding.builtin)
            value = binding.builtin(builtins);
        if (!value.isNull())
            result.appendUnchecked(binding.name, std::move(value));
    }
    return result;
}

} // namespace inia
