#pragma once

#include "core/http/requestbody.h"

#include <QtCore/QByteArray>

namespace inia {

/// Bytes in memory, or a part of them, which is not copied.
class BytesBody final : public RequestBody {
public:
    explicit BytesBody(QByteArray bytes) : m_bytes(std::move(bytes)), m_size(m_bytes.size()) {}
    /// The part has to lie within `bytes`.
    BytesBody(QByteArray bytes, qint64 offset, qint64 size)
        : m_bytes(std::move(bytes)), m_offset(offset), m_size(size)
    {
    }

    [[nodiscard]] qint64 size() const override { return m_size; }
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override;
    [[nodiscard]] bool isLittle() const override { return m_size <= mostLittle; }

    static constexpr qint64 mostLittle = qint64(64) * 1024;

private:
    QByteArray m_bytes;
    qint64 m_offset = 0;
    qint64 m_size = 0;
};

} // namespace inia
