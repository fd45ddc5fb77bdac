#include "ui/dialogs/popups.h"

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

Popup::Popup(const Appearance& appearance, int width, Token ground, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_appearance(appearance), m_ground(ground)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFixedWidth(appearance.theme().px(width));
}

void Popup::popup(const QPoint& below)
{
    adjustSize();
    // On the screen, or at least on the window where that one is larger.
    const QRect room =
        parentWidget()->screen()->availableGeometry() | parentWidget()->window()->frameGeometry();
    move(qMax(room.left(), qMin(below.x(), room.right() - width())),
         qMax(room.top(), qMin(below.y(), room.bottom() - height())));
    show();
}

void Popup::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::BorderStrong));
    painter.fillRect(rect().adjusted(1, 1, -1, -1), theme.color(m_ground));
}

ListPopup::ListPopup(const Appearance& appearance, int width, const Words& words, RowDelegate* delegate,
                     QWidget* parent)
    : Popup(appearance, width, Token::Raised, parent),
      m_field(new QLineEdit(this)),
      m_list(new TreeView(appearance, TreeView::Look::Rows, delegate, this)),
      m_head(new QVBoxLayout),
      m_column(new QVBoxLayout(this))
{
    m_field->setPlaceholderText(words.placeholder);
    m_field->setAccessibleName(words.field);
    m_field->addAction(appearance.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the keyboard
    m_list->setAccessibleName(words.list);
    m_list->viewport()->setAutoFillBackground(false);
    const int gap = appearance.theme().px(6);
    m_column->setContentsMargins(1, gap, 1, gap);
    m_column->setSpacing(gap);
    m_head->setContentsMargins(gap, 0, gap, 0);
    m_head->addWidget(m_field);
    m_column->addLayout(m_head);
    m_column->addWidget(m_list);
    connect(m_list, &QAbstractItemView::clicked, this, &ListPopup::choose);
}

bool ListPopup::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return Popup::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_PageUp:
        step(-rowsShown);
        return true;
    case Qt::Key_PageDown:
        step(rowsShown);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    default:
        return Popup::eventFilter(watched, event);
    }
}

void ListPopup::step(int rows)
{
    const auto* model = m_list->model();
    const int row = qBound(0, m_list->currentIndex().row() + rows, model->rowCount() - 1);
    m_list->setCurrentIndex(model->index(row, 0));
}

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
    : ListPopup(appearance, popupWidth, {placeholder, placeholder, placeholder},
                new ChoiceDelegate(appearance), parent),
      m_note(new ElidedLabel(appearance, FontRole::Secondary, Token::Danger, this))
{
    list()->setModel(&m_proxy);
    m_note->hide();
    head()->addWidget(m_note);
    connect(field(), &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy.setText(text);
        list()->setCurrentIndex(m_proxy.index(0, 0));
    });
}

void ChoicePopup::setChoices(QAbstractItemModel* model, const QString& current)
{
    m_proxy.setSourceModel(model);
    static_cast<ChoiceDelegate*>(list()->itemDelegate())->setMarked(current);
    list()->setStretchColumn(0);
    for (int row = 0; row < m_proxy.rowCount(); ++row) {
        if (m_proxy.index(row, 0).data().toString() == current)
            list()->setCurrentIndex(m_proxy.index(row, 0));
    }
    if (!list()->currentIndex().isValid())
        list()->setCurrentIndex(m_proxy.index(0, 0));
    const int rows = qBound(1, m_proxy.rowCount(), rowsShown);
    list()->setFixedHeight(rows * m_appearance.theme().sizes().row);
    list()->setVisible(m_proxy.rowCount() > 0);
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
    column()->addLayout(line);
    connect(link, &QAbstractButton::clicked, this, [this, choose] {
        close();
        choose();
    });
}

void ChoicePopup::popup(const QPoint& below)
{
    ListPopup::popup(below);
    field()->setFocus(Qt::PopupFocusReason);
    list()->scrollTo(list()->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void ChoicePopup::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QString name = index.data().toString();
    close();
    emit chosen(name);
}

} // namespace inia::ui
