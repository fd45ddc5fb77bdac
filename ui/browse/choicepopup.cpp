#include "ui/browse/choicepopup.h"

#include "ui/models/roles.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QScreen>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

ChoiceDelegate::ChoiceDelegate(const Appearance& appearance, QObject* parent)
    : RowDelegate(appearance, 26, parent)
{
}

void ChoiceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect& row = option.rect;
    const QString name = index.data(Qt::DisplayRole).toString();
    const bool production = index.data(ProductionRole).toBool();
    int x = paintIcon(*painter, option, row.left() + theme().px(12), index.data(IconNameRole).toString(),
                      production ? Token::Danger : Token::Text2, sizes.icon);
    int right = row.right() - theme().px(12);
    if (name == m_marked)
        paintIcon(*painter, option, right - sizes.iconSmall, QStringLiteral("check"), Token::Accent,
                  sizes.iconSmall);
    right -= sizes.iconSmall + sizes.iconGap;
    x = paintText(*painter, QRect(x, row.top(), right - x, row.height()), FontRole::Control,
                  production ? Token::Danger : Token::Text, name, Qt::ElideMiddle);
    if (production) {
        const QString label = tr("PROD");
        const QSize size = badgeSize(theme(), label);
        x += theme().px(8);
        drawBadge(*painter, QRect(QPoint(x, row.center().y() + 1 - size.height() / 2), size), theme(), label,
                  BadgeKind::Production);
        x += size.width();
    }
    const QString suffix = index.data(SuffixRole).toString();
    const int wide = metrics(FontRole::Secondary).horizontalAdvance(suffix);
    const int left = qMax(x + theme().px(8), right - wide);
    paintText(*painter, QRect(left, row.top(), right - left + 1, row.height()), FontRole::Secondary,
              Token::Text2, suffix, Qt::ElideRight);
}

namespace {

constexpr int popupWidth = 380;
constexpr int maxRows = 14;

} // namespace

void ChoiceFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool ChoiceFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    return contains(sourceModel()->index(row, 0, parent));
}

bool ChoiceFilter::contains(const QModelIndex& index) const
{
    return index.data().toString().contains(m_text, Qt::CaseInsensitive) ||
           index.data(SuffixRole).toString().contains(m_text, Qt::CaseInsensitive);
}

ChoicePopup::ChoicePopup(const Appearance& appearance, const QString& placeholder, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_appearance(appearance),
      m_field(new QLineEdit(this)),
      m_list(new TreeView(appearance, TreeView::Look::Rows, new ChoiceDelegate(appearance), this)),
      m_note(new ElidedLabel(appearance, FontRole::Secondary, Token::Danger, this))
{
    const Theme& theme = appearance.theme();
    setAttribute(Qt::WA_DeleteOnClose);
    setFixedWidth(theme.px(popupWidth));
    m_field->setPlaceholderText(placeholder);
    m_field->setAccessibleName(placeholder);
    m_field->addAction(appearance.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the keyboard
    m_list->setAccessibleName(placeholder);
    m_list->setModel(&m_proxy);
    m_list->viewport()->setAutoFillBackground(false);
    m_note->hide();
    auto* column = new QVBoxLayout(this);
    const int gap = theme.px(6);
    column->setContentsMargins(1, gap, 1, gap);
    column->setSpacing(gap);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(gap, 0, gap, 0);
    head->addWidget(m_field);
    head->addWidget(m_note);
    column->addLayout(head);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy.setText(text);
        m_list->setCurrentIndex(m_proxy.index(0, 0));
    });
    connect(m_list, &QAbstractItemView::clicked, this, &ChoicePopup::choose);
}

void ChoicePopup::setChoices(QAbstractItemModel* model, const QString& current)
{
    m_proxy.setSourceModel(model);
    m_current = current;
    static_cast<ChoiceDelegate*>(m_list->itemDelegate())->setMarked(current);
    m_list->setStretchColumn(0);
    for (int row = 0; row < m_proxy.rowCount(); ++row) {
        if (m_proxy.index(row, 0).data().toString() == current)
            m_list->setCurrentIndex(m_proxy.index(row, 0));
    }
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_proxy.index(0, 0));
    const int rows = qBound(1, m_proxy.rowCount(), maxRows);
    m_list->setFixedHeight(rows * m_appearance.theme().sizes().row);
    m_list->setVisible(m_proxy.rowCount() > 0);
}

void ChoicePopup::setNote(const QString& text)
{
    m_note->setText(text);
    m_note->show();
}

void ChoicePopup::addMore(const QString& text, const std::function<void()>& choose)
{
    auto* link = new LinkButton(m_appearance, text, this, FontRole::Control);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(m_appearance.theme().px(10), 0, 0, 0);
    line->addWidget(link);
    line->addStretch(1);
    static_cast<QVBoxLayout*>(layout())->addLayout(line);
    connect(link, &QAbstractButton::clicked, this, [this, choose] {
        close();
        choose();
    });
}

void ChoicePopup::popup(const QPoint& below)
{
    adjustSize();
    // On the screen, or at least on the window where that one is larger.
    const QRect room =
        parentWidget()->screen()->availableGeometry() | parentWidget()->window()->frameGeometry();
    move(qMax(room.left(), qMin(below.x(), room.right() - width())),
         qMax(room.top(), qMin(below.y(), room.bottom() - height())));
    show();
    m_field->setFocus(Qt::PopupFocusReason);
    m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
}

bool ChoicePopup::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_PageUp:
        step(-maxRows);
        return true;
    case Qt::Key_PageDown:
        step(maxRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

void ChoicePopup::step(int rows)
{
    const int row = qBound(0, m_list->currentIndex().row() + rows, m_proxy.rowCount() - 1);
    m_list->setCurrentIndex(m_proxy.index(row, 0));
}

void ChoicePopup::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QString name = index.data().toString();
    close();
    emit chosen(name);
}

void ChoicePopup::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::BorderStrong));
    painter.fillRect(rect().adjusted(1, 1, -1, -1), theme.color(Token::Raised));
}

} // namespace inia::ui
