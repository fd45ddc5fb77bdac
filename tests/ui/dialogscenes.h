#pragma once

#include "tests/ui/galleryscenes.h"

namespace inia::ui::gallery {

// What asks before a change and what tells how it went.
[[nodiscard]] std::unique_ptr<QWidget> confirmations(const Appearance& appearance);
[[nodiscard]] std::unique_ptr<QWidget> actionForm(const Appearance& appearance);
[[nodiscard]] std::unique_ptr<QWidget> results(const Appearance& appearance);

} // namespace inia::ui::gallery
