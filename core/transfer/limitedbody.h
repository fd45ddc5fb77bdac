#pragma once

#include "core/http/requestbody.h"

#include <memory>

namespace inia {

class BandwidthLimit;

/// A request's body that is read no faster than a BandwidthLimit allows: its device gives nothing for a while
/// and then says readyRead().
class LimitedBody final : public RequestBody {
public:
    LimitedBody(std::shared_ptr<const RequestBody> body, std::shared_ptr<BandwidthLimit> limit)
        : m_body(std::move(body)), m_limit(std::move(limit))
    {
    }

    [[nodiscard]] qint64 size() const override { return m_body->size(); }
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override;
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> openForDigest() const override
    {
        return m_body->openForDigest();
    }

private:
    std::shared_ptr<const RequestBody> m_body;
    std::shared_ptr<BandwidthLimit> m_limit;
};

} // namespace inia
