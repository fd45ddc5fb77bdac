#include "ui/items/itemactions.h"

#include "ui/commands/commandtable.h"
#include "ui/items/itemquerybar.h"
#include "ui/items/itemsview.h"
#include "ui/items/itemwrites.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/tableview.h"

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

namespace inia::ui {

using dynamodb::NativeValue;

ItemActions::ItemActions(const Appearance& appearance, ChangeGate& gate, WindowServices& services,
                         ItemsView& view)
    : QObject(&view),
      m_appearance(appearance),
      m_gate(gate),
      m_services(services),
      m_view(view),
      m_new(new Button(appearance, Button::Kind::Default, tr("New item"), QStringLiteral("plus"), &view))
{
    makeActions();
    addButtons();
    auto* rows = view.table();
    rows->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(rows, &QWidget::customContextMenuRequested, this, &ItemActions::showMenu);
    connect(rows, &QAbstractItemView::doubleClicked, this, &ItemActions::editItem);
    connect(rows->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ItemActions::refresh);
    connect(&view.items(), &ItemsModel::progressChanged, this, &ItemActions::refresh);
    connect(&gate, &ChangeGate::changed, this, &ItemActions::refresh);
    refresh();
}

ItemEdit* ItemActions::edit() const
{
    return m_edit;
}

ItemDeletion* ItemActions::deletion() const
{
    return m_deletion;
}

void ItemActions::makeActions()
{
    struct Made {
        QString text;
        QString icon;
        CommandId command = CommandId::NewItem;
        void (ItemActions::*act)();
    };
    const std::array<Made, ActCount> all{{
        {tr("New item\u2026"), QStringLiteral("plus"), CommandId::NewItem, &ItemActions::newItem},
        {tr("Edit item\u2026"), QStringLiteral("edit"), CommandId::EditItem, &ItemActions::editItem},
        {tr("Duplicate item\u2026"), QStringLiteral("copy"), CommandId::DuplicateItem,
         &ItemActions::duplicateItem},
        {tr("Delete\u2026"), QStringLiteral("trash"), CommandId::Delete, &ItemActions::deleteItems},
    }};
    for (std::size_t i = 0; i < ActCount; ++i) {
        auto* action = new QAction(all[i].text, this);
        action->setProperty("icon-name", all[i].icon);
        action->setShortcuts(keysOf(all[i].command));
        // A new item is there to be made while the table has no rows to hold the focus.
        action->setShortcutContext(i == New ? Qt::WidgetWithChildrenShortcut : Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, all[i].act);
        (i == New ? static_cast<QWidget*>(&m_view) : m_view.table())->addAction(action);
        m_actions[i] = action;
    }
}

void ItemActions::addButtons()
{
    m_view.queryBar()->addTool(m_new);
    connect(m_new, &QAbstractButton::clicked, m_actions[New], &QAction::trigger);
    for (const Act act : {Edit, Duplicate, Delete})
        m_view.details()->addTool(m_actions[act]);
}

QString ItemActions::obstacle(Act act) const
{
    if (!m_gate.isOpen())
        return m_gate.reason();
    if (!table())
        return tr("The keys of the table are not known, so that its items cannot be changed.");
    const auto selected = m_view.selectedRows().size();
    if ((act == Edit || act == Duplicate) && selected != 1)
        return tr("Select one item.");
    return act == Delete && selected == 0 ? tr("Select the items to delete.") : QString();
}

void ItemActions::refresh()
{
    for (std::size_t i = 0; i < ActCount; ++i) {
        QAction* action = m_actions[i];
        const QString why = obstacle(static_cast<Act>(i));
        const Token ink = i == Delete ? Token::Danger : Token::Text2;
        action->setEnabled(why.isNull());
        action->setIcon(m_appearance.icons().icon(action->property("icon-name").toString(), ink));
        action->setToolTip(why.isNull() ? action->text() : why);
        m_gate.guard(action, m_appearance.icons());
    }
    m_new->setEnabled(m_actions[New]->isEnabled());
    m_new->setToolTip(m_new->isEnabled()
                          ? tr("Add an item to the table (%1)").arg(keyText(CommandId::NewItem))
                          : m_actions[New]->toolTip());
}

void ItemActions::showMenu(const QPoint& inViewport)
{
    auto* menu = new QMenu(&m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_actions[Edit], m_actions[Duplicate], m_actions[New]});
    menu->addSeparator();
    QAction* copy = menu->addAction(m_appearance.icons().icon(QStringLiteral("json")), tr("Copy as JSON"),
                                    &m_view, &ItemsView::copySelected);
    copy->setShortcut(keysOf(CommandId::CopyRows).value(0));
    copy->setEnabled(!m_view.selectedRows().empty());
    menu->addSeparator();
    menu->addAction(m_actions[Delete]);
    m_gate.addOffer(*menu, m_appearance.icons());
    menu->popup(m_view.table()->viewport()->mapToGlobal(inViewport));
}

std::optional<ItemTable> ItemActions::table() const
{
    if (!m_view.resource() || !m_view.schema().isKnown())
        return std::nullopt;
    return ItemTable{m_view.resource()->client(), m_view.tableName(), m_view.schema()};
}

// An index may hold less than the table.
bool ItemActions::isWhole() const
{
    const auto& index = m_view.model().query().index;
    return index.empty() || m_view.schema().keys(index).projection == "ALL";
}

// The keys stand there to be filled in.
NativeValue ItemActions::emptyItem() const
{
    NativeValue::Members members;
    for (const auto* part : {&m_view.schema().table.partition, &m_view.schema().table.sort}) {
        for (const auto& key : *part)
            members.emplace_back(key.name, key.kind == dynamodb::TypedKind::Number ? NativeValue(0)
                                           : key.kind == dynamodb::TypedKind::Binary
                                               ? NativeValue(QByteArray())
                                               : NativeValue(""));
    }
    return NativeValue::map(std::move(members));
}

void ItemActions::newItem()
{
    startEdit(ItemEdit::Purpose::New, emptyItem());
}

void ItemActions::editItem()
{
    if (obstacle(Edit).isNull())
        startEdit(ItemEdit::Purpose::Edit, m_view.model().orderedItem(m_view.selectedRows().front()));
}

void ItemActions::duplicateItem()
{
    if (obstacle(Duplicate).isNull())
        startEdit(ItemEdit::Purpose::Duplicate, m_view.model().orderedItem(m_view.selectedRows().front()));
}

void ItemActions::startEdit(ItemEdit::Purpose purpose, NativeValue item)
{
    if (!obstacle(New).isNull() || m_edit)
        return;
    m_edit = new ItemEdit(m_appearance, m_gate, *table(), purpose, std::move(item), isWhole(), &m_view, this);
    connect(m_edit, &ItemEdit::stored, this, &ItemActions::show);
    connect(m_edit, &ItemEdit::found, this,
            [this](const NativeValue& newer) { (void)m_view.items().putItem(newer); });
    connect(m_edit, &ItemEdit::gone, this,
            [this](const NativeValue& key) { m_view.items().removeItems({key}); });
    m_edit->start();
}

// The row that was written, for the eye to find. While the table is being read anew it will come by itself.
void ItemActions::show(const NativeValue& item)
{
    const int row = m_view.items().putItem(item);
    const QModelIndex index = m_view.model().index(row, 0);
    // Not selectRow(), which looks at the keys that are held down.
    m_view.table()->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                                 QItemSelectionModel::Rows);
    m_view.table()->scrollTo(index);
    m_view.refreshSelection();
    m_view.showNotice(tr("Stored"));
}

void ItemActions::deleteItems()
{
    const auto rows = m_view.selectedRows();
    if (!obstacle(Delete).isNull() || m_deletion)
        return;
    std::vector<NativeValue> keys;
    keys.reserve(rows.size());
    for (const int row : rows)
        keys.push_back(m_view.model().keyAt(row));
    m_deletion = new ItemDeletion(m_appearance, m_gate, m_services, *table(), std::move(keys), &m_view, this);
    connect(m_deletion, &ItemDeletion::deleted, this,
            [this](const std::vector<NativeValue>& gone) { m_view.items().removeItems(gone); });
    connect(m_deletion, &ItemDeletion::finished, &m_view, &ItemsView::showNotice);
    m_deletion->start();
}

} // namespace inia::ui
