#pragma once

#include "tests/architecture/sourcetree.h"

/// The layers of this project as rules on #include lines. The link graph alone does not enforce them, since
/// all Qt headers share one root.
namespace architecture {

/// What a folder may include besides itself: a row of one of the tables below.
struct Layer {
    QString folder;
    QStringList mayUse;
};

/// The folders of core, in order. All but async may use common, text and async, too; session and sync may use
/// all.
[[nodiscard]] const std::vector<Layer>& coreLayers();
/// The folders of ui; "." is what stands beside them.
[[nodiscard]] const std::vector<Layer>& uiLayers();

/// One sentence per broken rule; empty when all is well.
[[nodiscard]] QStringList violations(const SourceFile& file);

} // namespace architecture
