#include "ui/widgets/popup.h"

#include "ui/delegates/rowdelegate.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QScreen>
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

} // namespace inia::ui
