#pragma once

#include "core/model/value.h"

#include <initializer_list>
#include <utility>

namespace inia::sync {

/// Parameters as they are written down: {{"Bucket", "acme"}, {"MaxKeys", 10}}, or a Value.
struct Params {
    Value value;

    Params() = default;
    Params(Value map) : value(std::move(map)) {}
    Params(std::initializer_list<std::pair<std::string_view, Value>> members) : value(Value::map(members)) {}
};

} // namespace inia::sync
