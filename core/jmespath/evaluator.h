#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inia::jmespath {

struct ExpressionNode;
struct Function;

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

/// One evaluation of an expression. After the first error results mean nothing.
class Evaluator final {
public:
    [[nodiscard]] Value evaluate(const ExpressionNode& node, const Value& value);
    void fail(std::string_view code, std::string message);
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

private:
    [[nodiscard]] Value project(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value projectValues(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value flatten(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value multiList(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value multiMap(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value compare(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value call(const ExpressionNode& node, const Value& value);

    std::optional<Error> m_error;
};

/// False for null, false, "", [] and {}.
[[nodiscard]] bool isTruthy(const Value& value);

/// Order of two numbers, two texts or two timestamps; unordered for anything else.
[[nodiscard]] std::partial_ordering order(const Value& a, const Value& b);

/// What a function is given: a value, or the expression behind "&".
struct Argument {
    Value value;
    const ExpressionNode* expression = nullptr;
};
using Arguments = std::span<const Argument>;

/// The types an argument may have, to be combined with |.
enum Type : unsigned {
    Null = 1,
    Boolean = 2,
    Number = 4,
    String = 8,
    Array = 16,
    Object = 32,
    ExpressionType = 64,
    NumberArray = 128, ///< an array of numbers only, maybe empty
    StringArray = 256,
    Any = Null | Boolean | Number | String | Array | Object,
};

/// One of the functions of the specification. `call` runs after the arguments were checked.
struct Function {
    std::string_view name;
    Value (*call)(Arguments, Evaluator&);
    std::size_t argumentCount;
    std::array<unsigned, 2> types; ///< of each argument; those beyond have the last one's
    bool variadic = false;         ///< more arguments than argumentCount are welcome
};

// The functions by what they are about.
[[nodiscard]] std::span<const Function> scalarFunctions();
[[nodiscard]] std::span<const Function> collectionFunctions();
[[nodiscard]] std::span<const Function> orderFunctions();

/// The function of that name for that many arguments; the error says which names or number there are.
[[nodiscard]] Result<const Function*> functionFor(std::string_view name, std::size_t argumentCount);
/// Checks the arguments' types, then calls.
[[nodiscard]] Value callFunction(const Function& function, Arguments arguments, Evaluator& evaluator);

/// The word of the specification: "number", "array" ... Blobs and timestamps are a "string".
[[nodiscard]] std::string_view typeName(const Value& value);

} // namespace inia::jmespath
