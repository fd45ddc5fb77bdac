#pragma once

#include <QtCore/QString>

#include <string>

namespace inia {

/// The type of content that a file has by its name ("text/html" for page.html), as the system's table of
/// types has it (shared-mime-info, QMimeDatabase); "binary/octet-stream" where it knows none, which is what
/// S3 itself says of an object that came without. Nothing is read.
[[nodiscard]] std::string contentTypeOf(const QString& fileName);

} // namespace inia
