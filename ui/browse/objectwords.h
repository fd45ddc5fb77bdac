#pragma once

#include "core/s3/s3location.h"
#include "ui/browse/listingtexts.h"

namespace inia::ui {

// What is said about the listing of a place in S3; `place` carries the server's filter behind the last "/".
[[nodiscard]] ListingWords objectWords(const S3Location& place, const QString& profile);

} // namespace inia::ui
