#include "core/endpoint/endpointresolver.h"

#include "core/model/names.h"
#include "core/model/servicemodel.h"

#include <algorithm>
#include <array>
#include <list>
#include <map>
#include <mutex>
#include <unordered_map>

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

namespace {

constexpr std::size_t cachedEndpoints = 100;

/// Parameters of S3 that no rule looks at: with them in the key every object would have its own entry.
void removeUnused(RuleParameters& parameters, const OperationModel& operation)
{
    if (operation.service().serviceId() != "S3")
        return;
    for (const std::string_view name : {"Key", "Prefix", "CopySource"})
        parameters.remove(name);
}

/// Different values give different keys: every text stands behind its length.
void appendKey(std::string& key, const Value& value)
{
    if (value.isText()) {
        key += std::to_string(value.text().size()) + ':' + value.text();
    } else if (value.isList()) {
        key += '[' + std::to_string(value.size()) + ':';
        for (const auto& item : value.items())
            appendKey(key, item);
    } else {
        key += value.isBool() ? (value.toBool() ? '+' : '-') : '?';
    }
}

std::string keyOf(const RuleParameters& parameters)
{
    std::string key;
    for (const auto& [name, value] : parameters) {
        key += name + '=';
        appendKey(key, value);
    }
    return key;
}

struct KnownRefusal {
    std::string_view service; ///< by service id; empty for every service
    std::string_view start;   ///< how the rule's words begin
    std::string_view code;
};

constexpr std::string_view wrongParameter = "InvalidParameter";

/// The refusals that botocore has exceptions of their own for, told from the words of the rules.
constexpr std::array<KnownRefusal, 16> knownRefusals{{
    {"", "Invalid region in ARN: ", "InvalidHostLabel"},
    {"S3", "S3 Object Lambda does not support S3 Accelerate", "UnsupportedS3Configuration"},
    {"S3", "Accelerate cannot be used with FIPS", "UnsupportedS3Configuration"},
    {"S3", "S3 Outposts does not support", "UnsupportedS3AccesspointConfiguration"},
    {"S3", "S3 MRAP does not support", "UnsupportedS3AccesspointConfiguration"},
    {"S3", "S3 Object Lambda does not support", "UnsupportedS3AccesspointConfiguration"},
    {"S3", "Access Points do not support", "UnsupportedS3AccesspointConfiguration"},
    {"S3", "Invalid configuration:", "UnsupportedS3AccesspointConfiguration"},
    {"S3", "Client was configured for partition", "UnsupportedS3AccesspointConfiguration"},
    {"S3", "Invalid ARN:", wrongParameter},
    {"S3 Control", "Invalid ARN:", "UnsupportedS3ControlArn"},
    {"S3 Control", "Invalid configuration:", "UnsupportedS3ControlConfiguration"},
    {"S3 Control", "Client was configured for partition", "UnsupportedS3ControlConfiguration"},
    {"S3 Control", "AccountId is required but not set", wrongParameter},
    {"EventBridge", "Invalid Configuration: FIPS is not supported with EventBridge multi-region endpoints.",
     "InvalidEndpointConfiguration"},
    {"EventBridge", "EndpointId must be a valid host label.", "InvalidEndpointConfiguration"},
}};

bool matches(const KnownRefusal& refusal, std::string_view service, std::string_view words)
{
    return (refusal.service.empty() || refusal.service == service) &&
           equalsIgnoringCase(words.substr(0, refusal.start.size()), refusal.start);
}

Error asBotocoreKnowsIt(Error error, const OperationModel& operation)
{
    error.operation = operation.name();
    if (error.code != "EndpointRule")
        return error;
    const auto service = operation.service().serviceId();
    const auto* known =
        std::find_if(knownRefusals.begin(), knownRefusals.end(),
                     [&](const KnownRefusal& refusal) { return matches(refusal, service, error.message); });
    if (known == knownRefusals.end())
        return error;
    error.code = known->code;
    if (known->code == wrongParameter)
        error.kind = ErrorKind::Parameter;
    return error;
}

} // namespace

/// Endpoints by key, the most recently used first; and what was worked out per operation.
struct EndpointResolver::Cache {
    using Entries = std::list<std::pair<std::string, Endpoint>>;

    std::mutex mutex;
    Entries entries;
    std::unordered_map<std::string_view, Entries::iterator> byKey; ///< keys point into the entries
    std::map<std::string, EndpointParameters, std::less<>> byOperation;

    [[nodiscard]] std::optional<Endpoint> find(const std::string& key);
    void insert(std::string key, const Endpoint& endpoint);
};

std::optional<Endpoint> EndpointResolver::Cache::find(const std::string& key)
{
    const std::lock_guard lock(mutex);
    const auto found = byKey.find(key);
    if (found == byKey.end())
        return {};
    entries.splice(entries.begin(), entries, found->second);
    return found->second->second;
}

void EndpointResolver::Cache::insert(std::string key, const Endpoint& endpoint)
{
    const std::lock_guard lock(mutex);
    if (byKey.contains(key))
        return;
    entries.emplace_front(std::move(key), endpoint);
    byKey.emplace(entries.front().first, entries.begin());
    if (entries.size() > cachedEndpoints) {
        byKey.erase(entries.back().first);
        entries.pop_back();
    }
}

EndpointResolver::EndpointResolver(std::shared_ptr<const Document> ruleSet,
                                   std::shared_ptr<const Partitions> partitions)
    : m_rules(std::move(ruleSet), std::move(partitions)), m_cache(std::make_unique<Cache>())
{
    for (const auto& [name, definition] : m_rules.parameters().members()) {
        if (const auto builtin = definition["builtIn"].text(); !builtin.empty())
            m_builtins.push_back(builtin);
    }
}

EndpointResolver::~EndpointResolver() = default;

bool EndpointResolver::asksFor(std::string_view builtin) const
{
    return std::find(m_builtins.begin(), m_builtins.end(), builtin) != m_builtins.end();
}

Result<RuleParameters> EndpointResolver::parameters(const OperationModel& operation, const Value& params,
                                                    const EndpointBuiltins& builtins,
                                                    const Value& clientContext) const
{
    const std::lock_guard lock(m_cache->mutex);
    auto known = m_cache->byOperation.find(operation.name());
    if (known == m_cache->byOperation.end()) {
        auto made = EndpointParameters::forOperation(operation, m_rules.parameters());
        if (!made)
            return made.error();
        known = m_cache->byOperation.emplace(operation.name(), std::move(made).value()).first;
    }
    return known->second.values(params, builtinsForCall(builtins, operation, params), clientContext);
}

Result<Endpoint> EndpointResolver::resolve(const OperationModel& operation, const Value& params,
                                           const EndpointBuiltins& builtins, const Value& clientContext) const
{
    auto values = parameters(operation, params, builtins, clientContext);
    if (!values)
        return asBotocoreKnowsIt(values.error(), operation);
    auto& given = *values;
    removeUnused(given, operation);
    auto key = keyOf(given);
    if (auto known = m_cache->find(key))
        return std::move(*known);
    auto endpoint = m_rules.resolve(given);
    if (!endpoint)
        return asBotocoreKnowsIt(endpoint.error(), operation);
    m_cache->insert(std::move(key), *endpoint);
    return endpoint;
}

} // namespace inia
