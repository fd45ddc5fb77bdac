#pragma once

#include "core/common/error.h"

#include <cassert>
#include <memory>
#include <optional>
#include <utility>

namespace inia {

/// A value or the Error that kept it from being: the part of std::expected (C++23) this code needs. Copies
/// share the error. (A std::variant of the two would cost the compiler a third of a second in each source.)
template <typename T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : m_value(std::move(value)) {}
    Result(Error error) : m_error(std::make_shared<const Error>(std::move(error))) {}

    [[nodiscard]] bool ok() const { return m_value.has_value(); }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T& value() &
    {
        assert(ok());
        return *m_value;
    }
    [[nodiscard]] const T& value() const&
    {
        assert(ok());
        return *m_value;
    }
    [[nodiscard]] T&& value() &&
    {
        assert(ok());
        return *std::move(m_value);
    }
    [[nodiscard]] const Error& error() const
    {
        assert(!ok());
        return *m_error;
    }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

private:
    std::optional<T> m_value;
    std::shared_ptr<const Error> m_error;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::make_shared<const Error>(std::move(error))) {}

    [[nodiscard]] bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const
    {
        assert(!ok());
        return *m_error;
    }

private:
    std::shared_ptr<const Error> m_error;
};

} // namespace inia
