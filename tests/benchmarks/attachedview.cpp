#include "tests/benchmarks/attachedview.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QVBoxLayout>

namespace inia::benchmarks {

AttachedView::AttachedView(QAbstractItemModel& model) : m_model(model)
{
    auto& application = *qobject_cast<QApplication*>(QCoreApplication::instance());
    auto* table = new ui::TableView(*new ui::Appearance(application, this), this);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(table);
    table->setModel(&model);
    table->setStretchColumn(0);
    table->viewport()->installEventFilter(this);
    resize(1200, 800);
    show();
}

bool AttachedView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint && m_model.rowCount() > 0)
        m_hasShownRows = true;
    return QWidget::eventFilter(watched, event);
}

} // namespace inia::benchmarks
