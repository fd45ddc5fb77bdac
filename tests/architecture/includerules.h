#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

/// The layers of this project as rules on #include lines. The link graph alone does not enforce them, since
/// all Qt headers share one root.
namespace architecture {

struct SourceFile {
    QString path; ///< relative to the project, with "/"
    QString text;
};

/// One sentence per broken rule; empty when all is well.
[[nodiscard]] QStringList violations(const SourceFile& file);

} // namespace architecture
