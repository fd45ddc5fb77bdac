#include "ui/browse/choicepopup.h"

#include "ui/models/roles.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QPainter>
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
