#pragma once

#include "core/model/value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia::jmespath {

struct Function;
struct ExpressionNode;
using ExpressionPtr = std::unique_ptr<const ExpressionNode>;

enum class Comparison { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

/// Bounds of [start:stop:step]; step is never 0.
struct Slice {
    std::optional<std::int64_t> start;
    std::optional<std::int64_t> stop;
    std::int64_t step = 1;
};

/// One node of a parsed expression. What its children are stands beside its kind.
struct ExpressionNode {
    enum class Kind {
        Current,          ///< the value itself
        Literal,          ///< `literal`
        Field,            ///< member `name`
        Index,            ///< item `index`, negative from the end
        Slice,            ///< items of `slice`
        Chain,            ///< second applied to the result of first: a.b, a[0], a | b
        ListProjection,   ///< second applied to every item of first
        ValueProjection,  ///< second applied to every member value of first
        FilterProjection, ///< second applied to every item of first for which third is true
        Flatten,          ///< first, with lists in it dissolved
        List,             ///< a list of all children
        Map,              ///< a map of all children, named by `keys`
        Or,
        And,
        Not,
        Compare,   ///< first and second by `comparison`
        Call,      ///< `function` of the children
        Reference, ///< &first: an argument that a function applies itself
    };

    Kind kind = Kind::Current;
    int depth = 1; ///< levels below and including this one
    std::string name;
    Value literal;
    std::int64_t index = 0;
    jmespath::Slice slice;
    Comparison comparison = Comparison::Equal;
    const Function* function = nullptr;
    std::vector<std::string> keys;
    std::vector<ExpressionPtr> children;
};

} // namespace inia::jmespath
