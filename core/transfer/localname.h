#pragma once

#include "core/common/result.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <string>
#include <string_view>

namespace inia {

/// The type of content that a file has by its name ("text/html" for page.html), as the system's table of
/// types has it (shared-mime-info, QMimeDatabase); "binary/octet-stream" where it knows none, which is what
/// S3 itself says of an object that came without. Nothing is read.
[[nodiscard]] std::string contentTypeOf(const QString& fileName);

/// What a file system takes for the name of a file.
enum class NameRules {
    Posix,
    Windows, ///< also no <>:"|?*, no dot or blank at the end, no device names such as CON
};
#ifdef Q_OS_WIN
inline constexpr NameRules nativeNameRules = NameRules::Windows;
#else
inline constexpr NameRules nativeNameRules = NameRules::Posix;
#endif

/// Bytes of UTF-8 that file systems take for one name.
inline constexpr qsizetype longestFileName = 255;
/// At most `size` bytes of UTF-8 from the front, whole characters only.
[[nodiscard]] QString firstBytesOf(const QString& text, qsizetype size);

/// Where an object goes below a folder.
struct LocalName {
    QStringList folders;
    QString file; ///< empty when the key ends with "/": such an object stands for the folder itself
    [[nodiscard]] QString path() const;
    friend bool operator==(const LocalName&, const LocalName&) = default;
};

/// The file name for a key, or for the end of one. No name leads out of the folder or to anything special:
/// what could (".", "..", an empty part, backslashes, control characters, marks that turn the direction of
/// text) is written as %XX of its bytes, and so is a "%" that would look like that, so that different keys
/// have different names. A part longer than 255 bytes keeps its beginning and its suffix around a hash of the
/// whole. Upper and lower case stay: where the file system has them for one, the second file finds an
/// existing target.
[[nodiscard]] LocalName localName(std::string_view key, NameRules rules = nativeNameRules);

/// An object whose key ends with "/" may hold something all the same: this file of the folder then does, by
/// the name that an empty part of a key has.
[[nodiscard]] QString contentOfFolder();

/// Where `name` is below `folder`, after the folders on the way have been made. Fails (kind Parameter, code
/// OutsideTarget) when a symbolic link on the way leads out of `folder`, and (BadTarget) when something that
/// is no folder stands in the way.
[[nodiscard]] Result<QString> pathBelow(const QString& folder, const LocalName& name);

} // namespace inia
