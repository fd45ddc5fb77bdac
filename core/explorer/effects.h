#pragma once

#include "core/common/result.h"
#include "core/explorer/servicefacts.h"

namespace inia::explorer {

/// What an operation does, as definitions say it: "read", "write", "destructive".
struct OperationEffect {
    std::string effect;
    bool isSecret = false; ///< its answer holds a secret
};

/// Operations whose effect differs from what their name says: resources/definitions/effects.json.
class EffectTable final {
public:
    [[nodiscard]] static Result<EffectTable> read(std::string_view json);

    [[nodiscard]] OperationEffect effectOf(const ServiceFacts& facts, const Operation& operation) const;

private:
    struct Told {
        std::string effect;
        std::optional<bool> isSecret;
    };
    /// By service, then operation.
    std::map<std::string, std::map<std::string, Told, std::less<>>, std::less<>> m_told;
};

} // namespace inia::explorer
