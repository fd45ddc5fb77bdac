#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <QtCore/QStringList>

namespace inia::benchmarks {

// The subcommands of inia-bench, a file each. They take the arguments behind their name and answer with a
// list of rows (see Measurement::row()).

/// SERVICE: from nothing to a client that can call.
[[nodiscard]] Result<Value> benchmarkClient(const QStringList& arguments);
/// CASES: signatures of requests.
[[nodiscard]] Result<Value> benchmarkSign(const QStringList& arguments);
/// CASES: parameters to a signed request, and an answer to values.
[[nodiscard]] Result<Value> benchmarkProtocol(const QStringList& arguments);

} // namespace inia::benchmarks
