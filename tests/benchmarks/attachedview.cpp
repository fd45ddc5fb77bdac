#include "tests/benchmarks/attachedview.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/tableview.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QVBoxLayout>

namespace inia::benchmarks {

std::unique_ptr<QWidget> attachedView(QAbstractItemModel& model)
{
    auto window = std::make_unique<QWidget>();
    auto* appearance =
        new ui::Appearance(*qobject_cast<QApplication*>(QCoreApplication::instance()), window.get());
    auto* table = new ui::TableView(*appearance, window.get());
    auto* layout = new QVBoxLayout(window.get());
    layout->addWidget(table);
    table->setModel(&model);
    table->setStretchColumn(0);
    window->resize(1200, 800);
    window->show();
    return window;
}

} // namespace inia::benchmarks
