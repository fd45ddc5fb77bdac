#pragma once

#include "core/config/clientconfig.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"

#include <QtCore/QByteArray>

namespace inia {

/// RFC 1952, without a file name or a time, so that the same bytes give the same result.
[[nodiscard]] QByteArray gzip(const QByteArray& bytes);

/// Compresses the body of an operation with the `requestcompression` trait and says so in Content-Encoding,
/// behind what is there. Streaming bodies are always compressed unless their length is required; others
/// from `requestMinCompressionSizeBytes` on. Never with signature version 2, whose signature is over the
/// form's fields, and not of bodies outside of memory, which no compressible operation has. Runs before
/// checksums and signatures; true when the body was changed.
bool compressRequest(const OperationModel& operation, const ClientConfig& config, HttpRequest& request);

} // namespace inia
