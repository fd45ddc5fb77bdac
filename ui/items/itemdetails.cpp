#include "ui/items/itemdetails.h"

#include "core/dynamodb/itemjson.h"
#include "ui/delegates/headerview.h"
#include "ui/delegates/valuedelegate.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QPainter>
#include <QtGui/QShortcut>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

namespace inia::ui {

namespace {

constexpr int keyWidth = 116;
constexpr int typeWidth = 60;

} // namespace

ItemDetails::ItemDetails(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_icon(new QLabel(this)),
      m_title(new ElidedLabel(appearance, FontRole::PanelHeading, Token::Text, this)),
      m_subtitle(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_tree(new TreeView(appearance, TreeView::Look::Rows, new ValueDelegate(appearance), this)),
      m_path(new ElidedLabel(appearance, FontRole::MonoSmall, Token::Text2, this)),
      m_all(new QWidget(this))
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
    column->addWidget(buildHead());
    column->addWidget(m_tree, 1);
    column->addWidget(m_path);
    column->addWidget(buildCopies());
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

QWidget* ItemDetails::buildHead()
{
    const Theme& theme = m_appearance.theme();
    auto* head = new QWidget(m_all);
    auto* grid = new QGridLayout(head);
    grid->setContentsMargins(theme.sizes().panelPadding, theme.px(12), theme.sizes().panelPadding,
                             theme.px(8));
    grid->setHorizontalSpacing(theme.px(8));
    grid->setVerticalSpacing(theme.px(2));
    m_icon->setFixedSize(theme.sizes().iconLarge, theme.sizes().iconLarge);
    grid->addWidget(m_icon, 0, 0);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_subtitle, 1, 1);
    grid->setColumnStretch(1, 1);
    return head;
}

QWidget* ItemDetails::buildCopies()
{
    const Theme& theme = m_appearance.theme();
    auto* copies = new QWidget(m_all);
    auto* lines = new QVBoxLayout(copies);
    lines->setContentsMargins(theme.sizes().panelPadding, theme.px(8), theme.sizes().panelPadding,
                              theme.px(12));
    lines->setSpacing(theme.px(8));
    auto* label = new ElidedLabel(m_appearance, FontRole::Badge, Token::Text2, copies);
    label->setText(tr("Copy as").toUpper());
    lines->addWidget(label);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.sizes().buttonGap);
    const auto add = [&](const QString& name, const QString& tip) {
        auto* chip = new Chip(m_appearance, Chip::Kind::Outlined, {}, name, copies);
        chip->setAccessibleName(tr("Copy as %1").arg(name));
        chip->setToolTip(tip);
        line->addWidget(chip);
        return chip;
    };
    auto* plain = add(tr("JSON"), tr("Plain values; sets become lists, bytes base64"));
    connect(plain, &QAbstractButton::clicked, this,
            [this] { emit copyRequested(toQString(dynamodb::toPlainJson(m_model.item()))); });
    auto* typed = add(tr("DynamoDB JSON"), tr("With the types, as the AWS CLI takes it"));
    connect(typed, &QAbstractButton::clicked, this, [this] {
        if (const auto json = dynamodb::toDynamoDbJson(m_model.item()); json)
            emit copyRequested(toQString(*json));
    });
    line->addStretch(1);
    lines->addLayout(line);
    return copies;
}

void ItemDetails::showItem(const dynamodb::NativeValue& item, const QString& title, const QString& table)
{
    m_icon->setPixmap(m_appearance.icons().pixmap(
        QStringLiteral("json"), Token::Accent, m_appearance.theme().sizes().iconLarge, devicePixelRatioF()));
    m_title->setText(title.isEmpty() ? tr("Item") : title);
    m_subtitle->setText(tr("Item in %1").arg(table));
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
