#pragma once

#include "tests/architecture/sourcetree.h"

#include <functional>

/// Rules on the sources as a whole, and on what is written about them.
namespace architecture {

/// A number that is watched, and between what it has to stay. A figure that has become better gets a narrower
/// row, so that it stays so.
struct Budget {
    QString figure;
    double least;
    double most;
};
[[nodiscard]] const std::vector<Budget>& budgets();

/// The figure's values, in the order of budgets().
[[nodiscard]] std::vector<double> figures(const SourceTree& tree, const QStringList& publicHeaders);
/// The table that is printed: figures, budgets, cycles, edges of ui.
[[nodiscard]] QString table(const SourceTree& tree, const QStringList& publicHeaders);

[[nodiscard]] QStringList budgetViolations(const std::vector<double>& values);
[[nodiscard]] QStringList cycleViolations(const SourceTree& tree);

/// The headers that core/publicheaders.cmake names.
[[nodiscard]] QStringList publicHeadersIn(const QString& cmake);
/// Each is there, and includes none that is not installed with it.
[[nodiscard]] QStringList publicHeaderViolations(const SourceTree& tree, const QStringList& publicHeaders);

/// The table of layers in core/README.md says what includerules.cpp says, and no layer uses one behind it.
[[nodiscard]] QStringList layerTableViolations(const QString& readme);
/// Every path in backticks leads somewhere; `exists` tells.
[[nodiscard]] QStringList pathViolations(const QString& readme, const QString& text,
                                         const std::function<bool(const QString&)>& exists);

} // namespace architecture
