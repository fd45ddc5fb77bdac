#include "ui/finder/finderpopup.h"

#include "ui/commands/commandtable.h"
#include "ui/models/roles.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

constexpr int finderRowHeight = 28;

} // namespace

FinderDelegate::FinderDelegate(const Appearance& appearance, QObject* parent)
    : RowDelegate(appearance, finderRowHeight, parent)
{
}

void FinderDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect& row = option.rect;
    const QString reason = index.data(ErrorTextRole).toString();
    const bool isGrey = !reason.isEmpty();
    const int gap = theme().px(8);
    int x = paintIcon(*painter, option, row.left() + theme().px(12), index.data(IconNameRole).toString(),
                      isGrey ? quiet(option) : Token::Text2, sizes.icon);
    int right = row.right() - theme().px(12);
    const QString end = isGrey ? reason : index.data(SuffixRole).toString();
    const QString name = index.data().toString();
    const QString detail = index.data(TargetRole).toString();
    const int nameWidth = metrics(FontRole::Data).horizontalAdvance(name);
    // The name comes first; what is said at the end has at most half.
    const int endWidth = qMin(metrics(FontRole::Secondary).horizontalAdvance(end), (right - x) / 2);
    const int room = end.isEmpty() ? right : right - endWidth - gap;
    x = paintText(*painter, QRect(x, row.top(), qMin(nameWidth + 1, room - x), row.height()), FontRole::Data,
                  isGrey ? quiet(option) : Token::Text, name, Qt::ElideMiddle);
    if (!detail.isEmpty() && x + gap < room)
        paintText(*painter, QRect(x + gap, row.top(), room - x - gap, row.height()), FontRole::Secondary,
                  quiet(option), detail, Qt::ElideRight);
    if (!end.isEmpty())
        paintText(*painter, QRect(right - endWidth, row.top(), endWidth + 1, row.height()),
                  FontRole::Secondary, isGrey ? quiet(option) : Token::Text2, end, Qt::ElideRight);
}

namespace {

constexpr int finderWidth = 640;
constexpr int fromTop = 72;

} // namespace

FinderPopup::FinderPopup(const Appearance& appearance, Search search, QWidget* window)
    : ListPopup(appearance, finderWidth,
                {tr("A service, a type, an operation, a row, a place or a command"), tr("Find"), tr("Found")},
                new FinderDelegate(appearance), window),
      m_search(std::move(search)),
      m_note(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this))
{
    const Theme& theme = appearance.theme();
    m_model.setColumnCount(1);
    list()->setModel(&m_model);
    list()->setStretchColumn(0);
    list()->setFixedHeight(rowsShown * theme.px(finderRowHeight));
    m_note->setElideMode(Qt::ElideRight);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    foot->addWidget(m_note);
    column()->addLayout(foot);
    connect(field(), &QLineEdit::textChanged, this, &FinderPopup::refresh);
    connect(list()->selectionModel(), &QItemSelectionModel::currentChanged, this, &FinderPopup::showReason);
}

void FinderPopup::setHint(const QString& hint)
{
    m_hint = hint;
    m_note->setText(hint);
}

void FinderPopup::open(const QString& text)
{
    field()->setText(text);
    if (m_rows.empty())
        refresh();
    adjustSize();
    const QWidget* window = parentWidget()->window();
    const int left = window->width() / 2 - width() / 2;
    move(window->mapToGlobal(QPoint(qMax(0, left), m_appearance.theme().px(fromTop))));
    show();
    field()->setFocus(Qt::PopupFocusReason);
}

void FinderPopup::refresh()
{
    m_rows = m_search(field()->text());
    m_model.removeRows(0, m_model.rowCount()); // clear() would take the column, and its width
    for (const auto& row : m_rows) {
        auto* item = new QStandardItem(row.title);
        item->setEditable(false);
        item->setData(row.icon, IconNameRole);
        item->setData(row.detail, TargetRole);
        item->setData(row.keys, SuffixRole);
        item->setData(row.obstacle, ErrorTextRole);
        QStringList spoken{row.title, row.detail, row.keys, row.obstacle};
        spoken.removeAll(QString());
        item->setData(spoken.join(QStringLiteral(", ")), Qt::AccessibleTextRole);
        m_model.appendRow(item);
    }
    if (m_rows.empty())
        m_note->setText(tr("Nothing is called “%1”").arg(field()->text().trimmed()));
    list()->setCurrentIndex(m_model.index(0, 0));
    list()->scrollToTop();
}

// What greys an entry stands below the list as a whole, where a row has no room for it.
void FinderPopup::showReason(const QModelIndex& index)
{
    const QString reason = index.data(ErrorTextRole).toString();
    m_note->setText(reason.isEmpty() ? m_hint : reason);
}

void FinderPopup::choose(const QModelIndex& index)
{
    if (!index.isValid() || index.row() >= static_cast<int>(m_rows.size()))
        return;
    const FinderRow row = m_rows[static_cast<std::size_t>(index.row())];
    if (!row.obstacle.isNull()) {
        m_note->setText(row.obstacle);
    } else if (!row.continues.isNull()) {
        field()->setText(row.continues);
    } else {
        close();
        row.choose();
    }
}

namespace {

constexpr int keysWidth = 520;
constexpr int keysHeight = 620;

void addKeyRow(QStandardItemModel& model, const Command& command)
{
    QStringList keys;
    for (const auto& key : command.keys)
        keys.append(key.toString(QKeySequence::NativeText));
    auto* item = new QStandardItem(command.title());
    item->setEditable(false);
    item->setData(QString::fromLatin1(command.icon), IconNameRole);
    item->setData(scopeText(command.scope), TargetRole);
    item->setData(keys.join(QStringLiteral(", ")), SuffixRole);
    item->setData(QStringLiteral("%1, %2").arg(command.title(), keys.join(QStringLiteral(", "))),
                  Qt::AccessibleTextRole);
    model.appendRow(item);
}

} // namespace

KeysDialog::KeysDialog(const Appearance& appearance, QWidget* parent) : QDialog(parent)
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    setWindowTitle(tr("Keys"));
    resize(theme.px(keysWidth), theme.px(keysHeight));
    auto* model = new QStandardItemModel(this);
    for (const auto& command : commandTable()) {
        if (!command.keys.isEmpty())
            addKeyRow(*model, command);
    }
    auto* list = new TreeView(appearance, TreeView::Look::Rows, new FinderDelegate(appearance), this);
    list->setRootIsDecorated(false);
    list->setIndentation(0);
    list->setAccessibleName(windowTitle());
    list->setModel(model);
    list->setStretchColumn(0);
    list->setCurrentIndex(model->index(0, 0));
    auto* note = new TextLabel(
        appearance, FontRole::Secondary, Token::Text2,
        tr("Enter opens what is selected, and the menu key shows what can be done with it. All that can be "
           "done stands in “All commands” (%1).")
            .arg(keyText(CommandId::Palette)),
        this);
    auto* shut = new Button(appearance, Button::Kind::Default, tr("Close"), {}, this);
    shut->setDefault(true);
    connect(shut, &QAbstractButton::clicked, this, &QDialog::accept);

    auto* head = new QVBoxLayout;
    head->setContentsMargins(padding, 0, padding, 0);
    head->addWidget(note);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(padding, 0, padding, 0);
    buttons->addStretch(1);
    buttons->addWidget(shut);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, padding, 0, padding);
    all->setSpacing(theme.px(10));
    all->addLayout(head);
    all->addWidget(list, 1);
    all->addLayout(buttons);
}

} // namespace inia::ui
