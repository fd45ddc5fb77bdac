#pragma once

#include "ui/models/place.h"

namespace inia::ui {

// A place as somebody types or pastes it: stricter than Place::parse(), since a word that cannot be the name
// of a bucket, or of one of `services`, is better refused than sent. Fails with a sentence that says what is
// accepted.
[[nodiscard]] Result<Place> placeFromInput(const QString& text, const std::vector<std::string>& services);

} // namespace inia::ui
