#pragma once

#include "core/http/transport.h"

#include <memory>

namespace inia::tests {

/// Passes everything on and counts what was handed over: an account of the network that does not depend on
/// what the engine says about itself.
class CountingTransport final : public Transport {
public:
    explicit CountingTransport(std::shared_ptr<Transport> inner) : m_inner(std::move(inner)) {}

    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] TransportReplyPtr send(const HttpRequest& request, const TransportOptions& options) override
    {
        ++m_requests;
        return m_inner->send(request, options);
    }

private:
    std::shared_ptr<Transport> m_inner;
    int m_requests = 0;
};

} // namespace inia::tests
