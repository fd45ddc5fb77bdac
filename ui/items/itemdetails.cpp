#include "ui/items/itemdetails.h"

#include "core/dynamodb/itemjson.h"
#include "ui/delegates/headerview.h"
#include "ui/delegates/valuedelegate.h"
#include "ui/models/displaytext.h"
#include "ui/panels/chipsection.h"
#include "ui/panels/detailshead.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/toolbutton.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QAction>
#include <QtGui/QPainter>
#include <QtGui/QShortcut>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int keyWidth = 116;
constexpr int typeWidth = 60;

} // namespace

ItemDetails::ItemDetails(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_all(new QWidget(this)),
      m_head(new DetailsHead(appearance, m_all)),
      m_tools(new QWidget(m_head)),
      m_tree(new TreeView(appearance, TreeView::Look::Rows, new ValueDelegate(appearance), m_all)),
      m_path(new ElidedLabel(appearance, FontRole::MonoSmall, Token::Text2, m_all))
{
    const Theme& theme = appearance.theme();
    m_tree->setModel(&m_model);
    m_tree->setAccessibleName(tr("Attributes of the item"));
    m_tree->header()->resizeSection(ItemTreeModel::KeyColumn, theme.px(keyWidth));
    m_tree->header()->resizeSection(ItemTreeModel::TypeColumn, theme.px(typeWidth));
    m_tree->setStretchColumn(ItemTreeModel::ValueColumn);
    m_path->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    m_path->setFixedHeight(theme.sizes().rowCompact);
    auto* column = new QVBoxLayout(m_all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(theme.px(2));
    m_head->addTool(m_tools);
    column->addWidget(m_head);
    column->addWidget(m_tree, 1);
    column->addWidget(m_path);
    column->addWidget(newCopies());
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_all);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { m_path->setText(m_model.path(index)); });
    auto* copy = new QShortcut(QKeySequence::Copy, m_tree);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &ItemDetails::copyCurrent);
    clear();
}

// It paints from the model, which goes before the children do.
ItemDetails::~ItemDetails()
{
    delete m_tree;
}

ChipSection* ItemDetails::newCopies()
{
    auto* copies = ChipSection::forCopies(m_appearance, ChipSection::Place::Foot, m_all);
    connect(copies, &ChipSection::copyRequested, this, &ItemDetails::copyRequested);
    auto* plain =
        copies->addCopy(tr("JSON"), [this] { return toQString(dynamodb::toPlainJson(m_model.item())); });
    plain->setToolTip(tr("Plain values; sets become lists, bytes base64"));
    auto* typed = copies->addCopy(tr("DynamoDB JSON"), [this] {
        const auto json = dynamodb::toDynamoDbJson(m_model.item());
        return json ? toQString(*json) : QString();
    });
    typed->setToolTip(tr("With the types, as the AWS CLI takes it"));
    return copies;
}

void ItemDetails::addTool(QAction* action)
{
    auto* button = new ToolButton(m_appearance, {}, action->text(), {}, m_tools);
    button->setDefaultAction(action);
    m_tools->layout()->addWidget(button);
}

void ItemDetails::showItem(const dynamodb::NativeValue& item, const QString& title, const QString& table)
{
    m_head->setContent(QStringLiteral("json"), title.isEmpty() ? tr("Item") : title,
                       tr("Item in %1").arg(table));
    m_model.setItem(item);
    m_path->setText({});
    m_all->show();
}

void ItemDetails::clear()
{
    m_model.setItem({});
    m_all->hide();
}

void ItemDetails::copyCurrent()
{
    const QModelIndex value = m_tree->currentIndex().siblingAtColumn(ItemTreeModel::ValueColumn);
    if (value.isValid())
        emit copyRequested(value.data(CopyRole).toString());
}

void ItemDetails::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_tree->setStretchColumn(ItemTreeModel::ValueColumn);
}

void ItemDetails::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

} // namespace inia::ui
