#include "core/transfer/contenttype.h"

#include <QtCore/QFileInfo>
#include <QtCore/QMimeDatabase>

namespace inia {

std::string contentTypeOf(const QString& fileName)
{
    const QMimeType type =
        QMimeDatabase().mimeTypeForFile(QFileInfo(fileName).fileName(), QMimeDatabase::MatchExtension);
    return type.isDefault() ? "binary/octet-stream" : type.name().toStdString();
}

} // namespace inia
