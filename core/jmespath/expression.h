#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <memory>
#include <string_view>

namespace inia {

namespace jmespath {
struct ExpressionNode;
} // namespace jmespath

/// A JMESPath expression (jmespath.org), parsed once and used on any number of values. Immutable; copies
/// share the parsed tree, and threads may share copies.
///
/// As in jmespath.py, texts may be compared by < and >, and `text` in backticks needs no quotes. Blobs and
/// timestamps count as texts for type(), timestamps can be ordered. All errors have the kind Parameter and
/// for code "JmesPathSyntax", "JmesPathUnknownFunction", "JmesPathArity", "JmesPathType" or "JmesPathValue".
class Expression final {
public:
    /// Wrong syntax, unknown functions and wrong numbers of arguments are found here; so are expressions
    /// nested beyond reason.
    [[nodiscard]] static Result<Expression> parse(std::string_view text);

    /// The result for `value`; null where the path leads nowhere. Fails when a function is given what it does
    /// not take.
    [[nodiscard]] Result<Value> search(const Value& value) const;

private:
    explicit Expression(std::shared_ptr<const jmespath::ExpressionNode> root) : m_root(std::move(root)) {}

    std::shared_ptr<const jmespath::ExpressionNode> m_root;
};

/// What `expression` finds in `value`; null when it finds nothing, or is no expression at all. For paths that
/// come from models, which were right when they were written; what people type goes through Expression.
[[nodiscard]] Value searchOrNull(std::string_view expression, const Value& value);

} // namespace inia
