#include "ui/panels/detailshead.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/elidedlabel.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

namespace inia::ui {

DetailsHead::DetailsHead(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_grid(new QGridLayout(this)),
      m_icon(new QLabel(this)),
      m_name(new ElidedLabel(appearance, FontRole::PanelHeading, Token::Text, this)),
      m_subtitle(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this))
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().panelPadding;
    m_grid->setContentsMargins(padding, theme.px(12), padding, theme.px(8));
    m_grid->setHorizontalSpacing(theme.px(8));
    m_grid->setVerticalSpacing(theme.px(2));
    m_icon->setFixedSize(theme.sizes().iconLarge, theme.sizes().iconLarge);
    m_grid->addWidget(m_icon, 0, 0);
    m_grid->addWidget(m_name, 0, 1);
    m_grid->addWidget(m_subtitle, 1, 1);
    m_grid->setColumnStretch(1, 1);
    connect(&appearance, &Appearance::changed, this, &DetailsHead::updateIcon);
}

void DetailsHead::addTool(QWidget* tool)
{
    const QMargins margins = m_grid->contentsMargins();
    m_grid->setContentsMargins(margins.left(), margins.top(), m_appearance.theme().px(8), margins.bottom());
    m_grid->addWidget(tool, 0, 2, 2, 1, Qt::AlignTop);
}

void DetailsHead::setContent(const QString& iconName, const QString& name, const QString& subtitle)
{
    m_iconName = iconName;
    updateIcon();
    m_name->setText(name);
    m_subtitle->setText(subtitle);
}

void DetailsHead::updateIcon()
{
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(m_appearance.icons().pixmap(
            m_iconName, Token::Accent, m_appearance.theme().sizes().iconLarge, devicePixelRatioF()));
}

} // namespace inia::ui
