#pragma once

#include "core/common/result.h"

#include <memory>
#include <optional>

namespace inia::sync {

/// The first error of a program that does one thing after another, shared by all its handles. Once there is
/// one, nothing more is asked of any service.
class FirstError final {
public:
    [[nodiscard]] bool hasHappened() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    void keep(Error error)
    {
        if (!m_error)
            m_error = std::move(error);
    }
    /// The value, or nothing after keeping the error.
    template <typename T>
    [[nodiscard]] std::optional<T> valueOf(Result<T> result)
    {
        if (result)
            return std::move(result).value();
        keep(result.error());
        return std::nullopt;
    }

private:
    std::optional<Error> m_error;
};
using FirstErrorPtr = std::shared_ptr<FirstError>;

} // namespace inia::sync
