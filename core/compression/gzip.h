#pragma once

#include <QtCore/QByteArray>

namespace inia {

/// RFC 1952, without a file name or a time, so that the same bytes give the same result.
[[nodiscard]] QByteArray gzip(const QByteArray& bytes);

} // namespace inia
