#pragma once

#include "core/observe/exchangelog.h"

#include <QtCore/QByteArrayList>

#include <memory>

namespace inia::tests {

/// A log of calls with two dozen secrets in headers, query parameters, members and bodies, asked and
/// answered. Null when a call did not come to its end. Needs the model pack.
[[nodiscard]] std::shared_ptr<ExchangeLog> logOfPlantedCalls();
[[nodiscard]] std::size_t plantedCallCount();

/// Those of its secrets that stand in a text, as they are or in base64, hexadecimal digits or URLs.
[[nodiscard]] QByteArrayList secretsIn(const QByteArray& text);

} // namespace inia::tests
