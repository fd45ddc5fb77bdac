#include "ui/panels/keyvalueview.h"

#include "ui/delegates/keyvaluedelegate.h"
#include "ui/theme/appearance.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

KeyValueView::KeyValueView(const Appearance& appearance, const QString& accessibleName, int keyWidth,
                           QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_delegate(new KeyValueDelegate(appearance)),
      m_view(new TreeView(appearance, TreeView::Look::Rows, m_delegate, this)),
      m_keyWidth(appearance.theme().px(keyWidth) + appearance.theme().sizes().panelPadding)
{
    const Theme& theme = appearance.theme();
    m_view->setAccessibleName(accessibleName);
    m_view->setUniformRowHeights(false); // labels are higher
    m_view->setRootIsDecorated(false);
    m_view->setIndentation(0);
    m_view->setModel(&m_model);
    m_view->header()->setMinimumSectionSize(theme.px(40));
    fitKeys();
    setFocusProxy(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    connect(m_delegate, &KeyValueDelegate::copyRequested, this, &KeyValueView::copyRequested);
    connect(m_delegate, &KeyValueDelegate::linkActivated, this, &KeyValueView::activate);
    auto* follow = new QShortcut(Qt::Key_Return, m_view);
    follow->setContext(Qt::WidgetShortcut);
    connect(follow, &QShortcut::activated, this, [this] { activate(m_view->currentIndex()); });
    auto* copy = new QShortcut(QKeySequence::Copy, m_view);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &KeyValueView::copyCurrent);
}

void KeyValueView::setSections(const std::vector<KeyValueSection>& sections)
{
    m_model.setSections(sections);
    fitHeight();
    fitKeys();
}

// Wide enough for all keys, unless that would cut a value which is whole now.
void KeyValueView::fitKeys()
{
    int keys = 0;
    int values = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex key = m_model.index(row, KeyValueModel::KeyColumn);
        if (key.data(NodeKindRole).value<NodeKind>() == NodeKind::Section)
            continue;
        keys = qMax(keys, m_delegate->neededWidth(key));
        values = qMax(values, m_delegate->neededWidth(key.siblingAtColumn(KeyValueModel::ValueColumn)));
    }
    m_view->header()->resizeSection(KeyValueModel::KeyColumn, qMax(m_keyWidth, qMin(keys, width() - values)));
    m_view->setStretchColumn(KeyValueModel::ValueColumn);
}

void KeyValueView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitKeys();
}

KeyValueSection KeyValueView::loadingSection(const QString& title)
{
    KeyValue row;
    row.key = tr("Loading\u2026");
    row.state = RowState::Loading;
    return {title, {std::move(row)}};
}

void KeyValueView::setHeightLimit(int pixels)
{
    m_limit = pixels;
    fitHeight();
}

void KeyValueView::fitHeight()
{
    const Theme& theme = m_appearance.theme();
    int height = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const bool label = m_model.index(row, 0).data(NodeKindRole).value<NodeKind>() == NodeKind::Section;
        height += label ? theme.sizes().sectionLabel : theme.sizes().keyValueRow;
    }
    setMaximumHeight(m_limit > 0 ? qMin(height, theme.px(m_limit)) : height);
    setMinimumHeight(qMin(height, theme.sizes().keyValueRow));
}

void KeyValueView::activate(const QModelIndex& index)
{
    const QModelIndex value = index.siblingAtColumn(KeyValueModel::ValueColumn);
    if (value.data(LinkRole).toBool())
        emit linkActivated(index.siblingAtColumn(KeyValueModel::KeyColumn).data().toString(),
                           value.data().toString());
}

void KeyValueView::copyCurrent()
{
    const QModelIndex value = m_view->currentIndex().siblingAtColumn(KeyValueModel::ValueColumn);
    const QString copy = value.data(CopyRole).toString();
    const QString text = copy.isEmpty() ? value.data(Qt::DisplayRole).toString() : copy;
    if (!text.isEmpty())
        emit copyRequested(text);
}

} // namespace inia::ui
