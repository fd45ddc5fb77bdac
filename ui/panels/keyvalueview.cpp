#include "ui/panels/keyvalueview.h"

#include "ui/theme/appearance.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

KeyValueDelegate::KeyValueDelegate(const Appearance& appearance, QObject* parent, int rowHeight)
    : RowDelegate(appearance, rowHeight, parent)
{
}

QSize KeyValueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (nodeKind(index) == NodeKind::Section)
        return {option.rect.width(), theme().sizes().sectionLabel};
    return RowDelegate::sizeHint(option, index);
}

QRect KeyValueDelegate::copyRect(const QRect& cell) const
{
    const int side = theme().px(20);
    return {cell.right() - theme().px(10) - side, cell.top() + (cell.height() - side) / 2, side, side};
}

int KeyValueDelegate::keyGap() const
{
    return theme().px(8);
}

int KeyValueDelegate::neededWidth(const QModelIndex& index) const
{
    const int padding = theme().sizes().panelPadding;
    if (index.column() == 0)
        return padding + metrics(FontRole::Secondary).horizontalAdvance(index.data().toString()) + keyGap();
    const RowState state = rowState(index);
    const bool failed = state == RowState::Denied || state == RowState::Failed;
    const FontRole role = index.data(MonoRole).toBool() ? FontRole::Mono : FontRole::Data;
    int width = metrics(role).horizontalAdvance(failed ? stateText(index) : index.data().toString());
    if (index.data(HealthRole).value<Health>() != Health::Unknown)
        width += theme().px(8) + theme().sizes().iconGap;
    const QRect cell(0, 0, 0, rowHeight());
    const bool copies = !index.data(CopyRole).toString().isEmpty();
    return width + (copies ? cell.right() - copyRect(cell).left() + theme().px(4) : padding);
}

// How far a long key goes into the room of a value that does not need it; the value begins behind it then.
int KeyValueDelegate::overlap(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QTreeView*>(option.widget);
    if (view == nullptr)
        return 0;
    const int missing = neededWidth(index.siblingAtColumn(0)) - view->columnWidth(0);
    const int spare = view->columnWidth(1) - neededWidth(index.siblingAtColumn(1));
    return qMax(0, qMin(missing, spare));
}

void KeyValueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QString text = index.data(Qt::DisplayRole).toString();
    const QRect padded = option.rect.adjusted(sizes.panelPadding, 0, 0, 0);
    if (nodeKind(index) == NodeKind::Section) {
        if (index.column() == 0)
            paintText(*painter, padded.adjusted(0, theme().px(6), 0, 0), FontRole::Badge, Token::Text2,
                      text.toUpper());
        return;
    }
    if (index.column() == 0)
        paintText(*painter, padded.adjusted(0, 0, overlap(option, index) - keyGap(), 0), FontRole::Secondary,
                  Token::Text2, text, Qt::ElideMiddle);
    else
        paintValue(*painter, option, index);
}

void KeyValueDelegate::paintValue(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    QRect room = option.rect.adjusted(overlap(option, index), 0, -theme().sizes().panelPadding, 0);
    if (!index.data(CopyRole).toString().isEmpty()) {
        const QRect copy = copyRect(option.rect);
        const int side = theme().sizes().iconSmall;
        const Token ink = option.state.testFlag(QStyle::State_MouseOver) ? Token::Text2 : Token::Text3;
        paintIcon(painter, option, copy.center().x() - side / 2, QStringLiteral("copy"), ink, side);
        room.setRight(copy.left() - theme().px(4));
    }
    const RowState state = rowState(index);
    const bool mono = index.data(MonoRole).toBool();
    Token ink = index.data(LinkRole).toBool() ? Token::Accent : Token::Text;
    QString text = index.data(Qt::DisplayRole).toString();
    if (state == RowState::Loading) {
        paintSpinner(painter, option, room.left());
        return;
    }
    if (state == RowState::Denied || state == RowState::Failed) {
        ink = Token::Danger;
        text = stateText(index);
    }
    if (const auto health = index.data(HealthRole).value<Health>(); health != Health::Unknown) {
        paintHealth(painter, option, room, health, text);
        return;
    }
    paintText(painter, room, mono ? FontRole::Mono : FontRole::Data, ink, text,
              mono ? Qt::ElideMiddle : Qt::ElideRight);
}

bool KeyValueDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                                   const QModelIndex& index)
{
    if (event->type() != QEvent::MouseButtonRelease || index.column() != 1)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const QString text = index.data(CopyRole).toString();
    if (!text.isEmpty() && copyRect(option.rect).contains(mouse->pos())) {
        emit copyRequested(text);
        return true;
    }
    if (index.data(LinkRole).toBool()) {
        emit linkActivated(index);
        return true;
    }
    return false;
}

namespace {
constexpr int keyLeft = 10; // as in the tree: room for the arrow
}

ValueDelegate::ValueDelegate(const Appearance& appearance, QObject* parent, int rowHeight)
    : RowDelegate(appearance, rowHeight, parent)
{
}

Token ValueDelegate::valueToken(const QModelIndex& index, const QStyleOptionViewItem& option)
{
    if (index.data(LinkRole).toBool())
        return Token::Accent;
    const QVariant type = index.data(ValueTypeRole);
    switch (type.isValid() ? type.value<ValueType>() : ValueType::String) {
    case ValueType::String:
        return Token::VString;
    case ValueType::Number:
    case ValueType::Timestamp:
        return Token::VNumber;
    case ValueType::Boolean:
        return Token::VBool;
    case ValueType::Null:
        return option.state.testFlag(QStyle::State_Selected) ? Token::Text2 : Token::VNull;
    default:
        return quiet(option); // "[ 998 items ]" speaks about the value and is none
    }
}

void ValueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const int padding = theme().sizes().cellPadding;
    const QRect room = option.rect.adjusted(padding, 0, -padding, 0);
    switch (columnKind(index)) {
    case ColumnKind::Key:
        paintText(*painter, option.rect.adjusted(theme().px(keyLeft), 0, -padding, 0), FontRole::Mono,
                  Token::VKey, text, Qt::ElideMiddle);
        break;
    case ColumnKind::ValueType:
        paintText(*painter, room, FontRole::Secondary, Token::Text2, text);
        break;
    default:
        paintText(*painter, room, FontRole::Mono, valueToken(index, option), text);
    }
}

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
