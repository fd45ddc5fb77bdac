#include "ui/panels/valuefold.h"

#include "ui/delegates/valuedelegate.h"
#include "ui/models/roles.h"
#include "ui/models/valuepresentation.h"
#include "ui/panels/foldheader.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int foldKeyWidth = 140;
constexpr int mostRows = 400; // then it scrolls in itself

int openRows(const TreeView& tree, const QModelIndex& parent)
{
    int rows = 0;
    for (int row = 0; row < tree.model()->rowCount(parent) && rows <= mostRows; ++row) {
        const QModelIndex index = tree.model()->index(row, 0, parent);
        rows += 1 + (tree.isExpanded(index) ? openRows(tree, index) : 0);
    }
    return rows;
}

} // namespace

ValueFold::ValueFold(const Appearance& appearance, const QString& name, const Value& value, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_value(value),
      m_head(new FoldHeader(appearance, name, this))
{
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_head);
    m_head->setNote(valueLine(value));
    connect(m_head, &QAbstractButton::toggled, this, &ValueFold::open);
}

void ValueFold::open(bool open)
{
    if (m_tree == nullptr) {
        m_model.setValue(m_value);
        m_tree = new TreeView(m_appearance, TreeView::Look::Rows, new ValueDelegate(m_appearance), this);
        m_tree->setModel(&m_model);
        m_tree->setAccessibleName(m_head->text());
        m_tree->setColumnHidden(ValueTreeModel::TypeColumn, true);
        m_tree->header()->resizeSection(ValueTreeModel::KeyColumn, m_appearance.theme().px(foldKeyWidth));
        m_tree->setStretchColumn(ValueTreeModel::ValueColumn);
        layout()->addWidget(m_tree);
        const auto fit = [this] { fitHeight(); };
        connect(m_tree, &QTreeView::expanded, this, fit);
        connect(m_tree, &QTreeView::collapsed, this, fit);
        connect(&m_model, &QAbstractItemModel::rowsInserted, this, fit);
        connect(m_tree, &TreeView::loadMoreRequested, this,
                [this](const QModelIndex& index) { (void)m_model.activate(index); });
        auto* copy = new QShortcut(QKeySequence::Copy, m_tree);
        copy->setContext(Qt::WidgetShortcut);
        connect(copy, &QShortcut::activated, this, &ValueFold::copyCurrent);
        if (m_model.canFetchMore({}))
            m_model.fetchMore({});
    }
    m_tree->setVisible(open);
    fitHeight();
}

void ValueFold::fitHeight()
{
    const int rows = qMin(openRows(*m_tree, {}), mostRows);
    m_tree->setFixedHeight(rows * m_appearance.theme().sizes().valueRow);
}

void ValueFold::copyCurrent()
{
    const QString text =
        m_tree->currentIndex().siblingAtColumn(ValueTreeModel::ValueColumn).data(CopyRole).toString();
    if (!text.isEmpty())
        emit copyRequested(text);
}

} // namespace inia::ui
