#pragma once

#include "core/s3/objectstore.h"

#include <QtCore/QString>

namespace inia::ui {

// How a row of an object listing reads. Sizes and times stay numbers; the delegates format them.

/// Relative to the listing's prefix. The object that stands for the prefix itself (key "logs/" in "logs/")
/// goes by the prefix's last part.
[[nodiscard]] QString objectLabel(const ObjectStore& store, std::size_t row);
/// Name of a drawing, by kind and file name extension.
[[nodiscard]] QString objectIconName(const ObjectRows& rows, std::size_t row);
/// "STANDARD_IA" as people say it: "Standard-IA". Unknown ones stay as they are.
[[nodiscard]] QString storageClassText(std::string_view storageClass);
/// "50,524,971 bytes"; empty for prefixes.
[[nodiscard]] QString sizeTooltip(std::int64_t bytes);
/// "2026-07-14T10:00:03.000Z"; empty when unknown.
[[nodiscard]] QString timeTooltip(std::int64_t milliseconds);

} // namespace inia::ui
