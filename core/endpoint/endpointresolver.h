#pragma once

#include "core/common/result.h"
#include "core/endpoint/ruleset.h"
#include "core/jmespath/expression.h"
#include "core/model/servicemodel.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// What a client's configuration contributes to endpoint rules: botocore's built-in parameters. The defaults
/// are botocore's. Pseudo-regions ("fips-us-east-1") are resolved before they come here; useFips and
/// useDualStack must be false when `endpoint` is set.
struct EndpointBuiltins {
    std::optional<std::string> region;
    bool useFips = false;
    bool useDualStack = false;
    std::optional<std::string> endpoint; ///< a configured endpoint URL
    bool s3UseGlobalEndpoint = false;
    bool s3Accelerate = false;
    bool s3ForcePathStyle = false;
    std::optional<bool> s3UseArnRegion = true; ///< without value: the rules decide
    bool s3DisableMultiRegionAccessPoints = false;
    bool s3DisableExpressSessionAuth = false;
    std::optional<bool> s3ControlUseArnRegion = false;
    bool stsUseGlobalEndpoint = false;
    std::optional<std::string> accountId; ///< of the credentials
    std::string accountIdMode;            ///< "preferred", "required", "disabled"; empty: not set
    bool isExact = false;                 ///< builtinsForCall() changes nothing
};

/// botocore's changes of the S3 built-ins for one call: GetBucketLocation is always addressed by path, as the
/// bucket's region is not known then; a bucket given as ARN never is. Other services are left alone.
[[nodiscard]] EndpointBuiltins builtinsForCall(EndpointBuiltins builtins, const OperationModel& operation,
                                               const Value& params);

/// How one operation's rule parameters get their values. The first of these that has a value wins: the
/// operation's staticContextParams, the input member with that contextParam, operationContextParams (JMESPath
/// over the input), the client's context parameter, the built-in.
class EndpointParameters final {
public:
    /// `definitions` are the `parameters` of the service's rule set. Fails when the model names a built-in
    /// or an expression this program does not know.
    [[nodiscard]] static Result<EndpointParameters> forOperation(const OperationModel& operation,
                                                                 Node definitions);

    /// `clientContext` maps client context parameters by their snake-case names ("use_arn_region").
    [[nodiscard]] Result<RuleParameters> values(const Value& params, const EndpointBuiltins& builtins,
                                                const Value& clientContext) const;

private:
    using Builtin = Value (*)(const EndpointBuiltins&);
    struct Binding {
        std::string name;
        Value fixed;
        std::string member;
        std::optional<Expression> expression;
        std::string clientName;
        Builtin builtin = nullptr;
    };
    [[nodiscard]] static Result<Binding> bind(const OperationModel& operation, std::string_view name,
                                              Node definition);
    [[nodiscard]] static Builtin findBuiltin(std::string_view name);

    std::vector<Binding> m_bindings;
};

/// Finds the endpoint of each call to one service. Safe to use from several threads.
///
/// Beyond RuleSet it collects the parameters, makes botocore's changes for single S3 operations, and
/// remembers the last hundred answers by parameter values, as a client asks the same question over and over.
class EndpointResolver final {
public:
    /// `ruleSet` has the service's endpoint-rule-set-1.json as its root.
    EndpointResolver(std::shared_ptr<const Document> ruleSet, std::shared_ptr<const Partitions> partitions);
    ~EndpointResolver();
    EndpointResolver(const EndpointResolver&) = delete;
    EndpointResolver& operator=(const EndpointResolver&) = delete;

    /// `operation` is one of the service whose rule set this is; `params` are its parameters as the caller
    /// gave them, `clientContext` client context parameters by snake-case name. Errors are those of
    /// RuleSet::resolve(). A refusal that botocore has an exception for has a code of that name, without
    /// "Error" ("UnsupportedS3AccesspointConfiguration"); parameter errors are of kind Parameter.
    [[nodiscard]] Result<Endpoint> resolve(const OperationModel& operation, const Value& params,
                                           const EndpointBuiltins& builtins,
                                           const Value& clientContext = {}) const;

    /// Whether the rule set has a parameter with that built-in ("AWS::Auth::AccountId").
    [[nodiscard]] bool asksFor(std::string_view builtin) const;

private:
    struct Cache;
    [[nodiscard]] Result<RuleParameters> parameters(const OperationModel& operation, const Value& params,
                                                    const EndpointBuiltins& builtins,
                                                    const Value& clientContext) const;

    RuleSet m_rules;
    std::vector<std::string_view> m_builtins; ///< that its parameters stand for
    const std::unique_ptr<Cache> m_cache;
};

} // namespace inia
