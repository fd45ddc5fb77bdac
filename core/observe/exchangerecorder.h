#pragma once

#include "core/observe/callobserver.h"
#include "core/observe/exchangelog.h"

#include <memory>

namespace inia {

/// Writes the calls it hears of into an ExchangeLog, where their numbers are their ids. Passes over calls
/// that begin while the log does not record.
class ExchangeRecorder final : public CallObserver {
public:
    explicit ExchangeRecorder(std::shared_ptr<ExchangeLog> log) : m_log(std::move(log)) {}

    [[nodiscard]] bool begun(const ObservedCall& call) override;
    void beforeCall(const ObservedCall& call, const Value& params) override;
    void attemptBegun(const ObservedCall& call, const ObservedAttempt& attempt) override;
    void attemptEnded(const ObservedCall& call, const ObservedOutcome& outcome) override;
    void parsed(const ObservedCall& call, const Value& answer) override;
    void finished(const ObservedCall& call, const std::optional<Error>& error) override;

private:
    std::shared_ptr<ExchangeLog> m_log;
};

} // namespace inia
