#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace inia::jmespath {

class Evaluator;
struct ExpressionNode;

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

// The functions by what they are about; each table in the file of that name.
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
