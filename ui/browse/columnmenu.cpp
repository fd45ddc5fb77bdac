#include "ui/browse/columnmenu.h"

#include "ui/models/displaytext.h"
#include "ui/models/resourcetablemodel.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QMenu>

#include <algorithm>

namespace inia::ui {

namespace {

class ColumnMenuTexts {
    Q_DECLARE_TR_FUNCTIONS(ColumnMenu)
};

void addColumn(QMenu& menu, ResourceTableModel& model, const ResourceColumn& column, bool shown)
{
    // "&" would be taken for the mark of a mnemonic.
    QString text = toOneLine(column.label).replace(QLatin1Char('&'), QLatin1String("&&"));
    if (column.source == ResourceColumn::Source::Member && column.key.find('.') != std::string::npos)
        text += QStringLiteral("\t%1").arg(toOneLine(column.key));
    QAction* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(shown);
    QObject::connect(action, &QAction::toggled, &model,
                     [&model, column](bool checked) { model.setColumnShown(column, checked); });
}

void addOthers(QMenu& menu, ResourceTableModel& model, const QString& title, bool tags)
{
    ResourceColumns columns = model.otherColumns();
    std::erase_if(columns, [tags](const ResourceColumn& column) {
        return (column.source == ResourceColumn::Source::Tag) != tags;
    });
    if (columns.empty())
        return;
    std::sort(columns.begin(), columns.end(),
              [](const ResourceColumn& a, const ResourceColumn& b) { return a.label < b.label; });
    QMenu* others = menu.addMenu(title);
    for (const auto& column : columns)
        addColumn(*others, model, column, false);
}

} // namespace

void fillColumnMenu(QMenu& menu, ResourceTableModel& model)
{
    const ResourceColumns shown = model.columns();
    for (const auto& column : shown)
        addColumn(menu, model, column, true);
    menu.addSeparator();
    addOthers(menu, model, ColumnMenuTexts::tr("Members"), false);
    addOthers(menu, model, ColumnMenuTexts::tr("Tags"), true);
    menu.addSeparator();
    QObject::connect(menu.addAction(ColumnMenuTexts::tr("Reset columns")), &QAction::triggered, &model,
                     &ResourceTableModel::resetColumns);
}

} // namespace inia::ui
