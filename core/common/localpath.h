#pragma once

#include "core/common/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <string>

class QFile;
class QSaveFile;

namespace inia {

// Names of files are bytes to Unix and text to Qt, and not all bytes are text. A path is text here in which a
// byte that is no UTF-8 stands as one of U+DC80 to U+DCFF, which no UTF-8 gives: "surrogateescape" of Python
// (PEP 383). Qt itself cannot open such a path.

[[nodiscard]] QString pathFromBytes(const QByteArray& bytes);
[[nodiscard]] QByteArray bytesOfPath(const QString& path);
/// Whether there are bytes in it that are no UTF-8.
[[nodiscard]] bool hasForeignBytes(const QString& path);
/// For messages and lists: such a byte is written \xE9.
[[nodiscard]] std::string pathText(const QString& path);
/// Opens `file` for reading, unbuffered, whatever the bytes of its name are. Fails with kind Parameter, code
/// UnreadableFile; the message is the system's reason alone.
[[nodiscard]] Result<void> openToRead(QFile& file, const QString& path);

/// Makes a folder for its owner alone, with those above it; one that is there stays as it is. False when it
/// cannot be made.
[[nodiscard]] bool makePrivateFolder(const QString& folder);
/// Opens a file for writing that nobody but its owner may read. When false, file.errorString() says why.
[[nodiscard]] bool openPrivate(QSaveFile& file);
/// The whole contents of such a file, or what was there before; its folder has to be there. Fails with kind
/// Configuration, code CannotWrite; the message is the system's reason alone.
[[nodiscard]] Result<void> writePrivateFile(const QString& path, const QByteArray& contents);

} // namespace inia
