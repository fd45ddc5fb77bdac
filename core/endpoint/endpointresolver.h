#pragma once

#include "core/endpoint/endpointparameters.h"

#include <memory>
#include <string_view>
#include <vector>

namespace inia {

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
