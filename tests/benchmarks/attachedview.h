#pragma once

#include <memory>

class QAbstractItemModel;
class QWidget;

namespace inia::benchmarks {

/// The window's table on a model, shown. Needs a QApplication.
[[nodiscard]] std::unique_ptr<QWidget> attachedView(QAbstractItemModel& model);

} // namespace inia::benchmarks
