#pragma once

#include "ui/models/s3location.h"

namespace inia::ui {

// A place as somebody types or pastes it: stricter than S3Location::parse(), since a word that cannot be the
// name of a bucket is better refused than sent. Fails with a sentence that says what is accepted.
[[nodiscard]] Result<S3Location> placeFromInput(const QString& text);

} // namespace inia::ui
