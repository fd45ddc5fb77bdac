#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace inia::ui {

// XML or JSON with line breaks and two spaces for each level; what is neither, or is cut short or broken,
// comes back as far as it can be read, unchanged. Nothing is decoded: what a person sees is what was sent,
// only laid out.
[[nodiscard]] QString prettyXml(QStringView text);
[[nodiscard]] QString prettyJson(QStringView text);

// By the content type, else by the first character.
[[nodiscard]] QString prettyBody(const QString& text, const QString& contentType);

// Whether the bytes are text one can read: UTF-8 without control characters other than white space.
[[nodiscard]] bool isReadableText(const QByteArray& bytes);

// Offsets, sixteen bytes in hex, and the same as characters.
[[nodiscard]] QString hexDump(const QByteArray& bytes);

} // namespace inia::ui
