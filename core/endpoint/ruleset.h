#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/document.h"
#include "core/model/value.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class Partitions;

/// What a rule function can reach beside its arguments.
struct RuleCall {
    std::span<const Value> arguments; ///< exactly as many as the function takes
    const Partitions& partitions;
    /// Set by a function whose arguments make no sense; its result is then ignored.
    std::string& failure;
};

/// A function of the endpoint rules. A null result means "no value", which fails a condition.
struct RuleFunction {
    std::string_view name;
    int argumentCount; ///< negative: any number
    Value (*call)(const RuleCall&);
};

/// Null when there is no such function.
[[nodiscard]] const RuleFunction* findRuleFunction(std::string_view name);

/// getAttr of the rules: "a.b[2]" inside maps and lists; null where the path leads nowhere.
[[nodiscard]] Value ruleAttribute(const Value& value, std::string_view path);

/// A DNS label: 1 to 63 letters, digits and inner hyphens.
[[nodiscard]] bool isHostLabel(std::string_view text);

/// One way to sign, as an endpoint offers it. What the endpoint leaves open is empty: the service's signing
/// name and the client's region then apply.
struct AuthScheme {
    std::string name; ///< "sigv4", "sigv4a", "sigv4-s3express", "bearer" ...
    std::string signingName;
    std::string signingRegion;
    std::vector<std::string> signingRegionSet; ///< sigv4a only; "*" is every region
    bool disableDoubleEncoding = false;
    friend bool operator==(const AuthScheme&, const AuthScheme&) = default;
};

/// Where a request goes and how it is signed, as the rules of a service decide.
struct Endpoint {
    std::string url;     ///< scheme://host[:port][/path], to which the operation's own path is appended
    HttpHeaders headers; ///< to be added to the request
    Value properties;    ///< everything the rule says, such as backend "S3Express"; a map
    std::vector<AuthScheme> authSchemes; ///< in order of preference; empty: sign as the service model says
};

/// Values for a rule set's parameters by name: text, bool or a list of texts. Absent and null are the same.
using RuleParameters = ValueMap;

/// Interpreter of one service's endpoint-rule-set-1.json (Smithy's endpoint rules, as botocore runs them),
/// read in place. Immutable and safe to share between threads.
///
/// Where botocore and the specification differ this follows botocore: a tree of which no rule fits lets the
/// rules after it be tried. Beyond botocore it knows coalesce, ite and split.
class RuleSet final {
public:
    /// `document` has the rule set as its root.
    RuleSet(std::shared_ptr<const Document> document, std::shared_ptr<const Partitions> partitions);

    /// The rule set's parameters: name -> {type, builtIn, default, required}.
    [[nodiscard]] Node parameters() const { return m_document->root()["parameters"]; }

    /// The endpoint for these values; parameters the rule set does not have are ignored. Errors have the kind
    /// Endpoint and for code
    /// - "EndpointRule": a rule refuses the combination; the message is the rule's own text
    /// - "EndpointParameter": a required value is missing or one has the wrong type
    /// - "NoEndpoint": no rule fits
    /// or the kind Model for a rule set that breaks its own format.
    [[nodiscard]] Result<Endpoint> resolve(const RuleParameters& given) const;

private:
    std::shared_ptr<const Document> m_document;
    std::shared_ptr<const Partitions> m_partitions;
};

} // namespace inia
