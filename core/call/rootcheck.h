#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"

namespace inia {

/// Whether a successful answer to a read of S3 with a sub-resource (GET ?versioning) is the document that was
/// asked for: its root element is the one of S3's documentation, that of the model's payload, or is called
/// after the operation, as some servers have it. A server that does not know the sub-resource lists the
/// bucket or hands out the object instead, in which one may find as many "not set" as one likes. Says nothing
/// of other calls, of errors, and of pages for people. Errors: Parse (NotOfferedByServer).
[[nodiscard]] Result<void> checkRoot(const OperationModel& operation, const HttpResponse& response);

} // namespace inia
