#pragma once

#include "core/model/servicemodel.h"
#include "core/protocol/protocol.h"
#include "tests/fuzz/fuzztarget.h"

namespace inia::fuzz {

/// A service that speaks one protocol and has every kind of shape, some of them recursive.
class ProtocolService final {
public:
    explicit ProtocolService(std::string_view protocol);

    [[nodiscard]] const ServiceModel& model() const { return m_model; }
    /// Gives the bytes to the protocol's parser as a success and as two kinds of failure, and requires what
    /// holds for all bytes: an error where the status says so, and an error that is told for every failure.
    void parseAnswers(std::string_view bytes) const;

private:
    ServiceModel m_model;
    const ResponseParser& m_parser;
};

} // namespace inia::fuzz
