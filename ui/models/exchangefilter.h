#pragma once

#include "core/common/result.h"
#include "core/observe/exchange.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <vector>

namespace inia::ui {

/// What the inspector's filter field says, as conditions that all have to hold:
///   word            in service, operation, target or cause
///   service:s3      in the service's name            operation:list   in the operation
///   cause:"load"    in what caused the call          error:denied     in an error's code or message
///   status:403      the last status; status:4xx      slower-than:200ms  (ms without a unit, s)
/// A "-" in front turns one around; quotes hold words together. Nothing looks at case.
class ExchangeFilter final {
public:
    ExchangeFilter() = default;
    /// Fails (kind Parameter) with a sentence for the user.
    [[nodiscard]] static Result<ExchangeFilter> parse(const QString& text);

    [[nodiscard]] bool isEmpty() const { return m_conditions.empty(); }
    [[nodiscard]] bool matches(const ExchangeCall& call, std::chrono::system_clock::time_point now) const;
    /// "service:", "operation:" ... for completion.
    [[nodiscard]] static QStringList keys();

private:
    enum class Field { Anywhere, Service, Operation, Cause, Status, Error, SlowerThan };
    struct Condition {
        Field field = Field::Anywhere;
        bool negated = false;
        QString text;
        std::chrono::microseconds duration{0};
    };

    [[nodiscard]] static Result<Condition> parseCondition(QString word);
    [[nodiscard]] static bool holds(const Condition& condition, const ExchangeCall& call,
                                    std::chrono::system_clock::time_point now);

    std::vector<Condition> m_conditions;
};

} // namespace inia::ui
