#include "ui/panels/detailssections.h"

#include "ui/theme/appearance.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/labels.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

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

ChipSection::ChipSection(const Appearance& appearance, const QString& title, Place place, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    const Theme& theme = appearance.theme();
    const bool isFoot = place == Place::Foot;
    const int padding = theme.sizes().panelPadding;
    m_chips = new FlowLayout(theme.px(isFoot ? 8 : 6));
    auto* label = new ElidedLabel(appearance, FontRole::Badge, Token::Text2, this);
    label->setText(title.toUpper());
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(padding, theme.px(isFoot ? 12 : 10), padding, theme.px(isFoot ? 12 : 0));
    lines->setSpacing(theme.px(isFoot ? 8 : 4));
    lines->addWidget(label);
    lines->addLayout(m_chips);
}

ChipSection* ChipSection::forCopies(const Appearance& appearance, Place place, QWidget* parent)
{
    return new ChipSection(appearance, tr("Copy as"), place, parent);
}

Chip* ChipSection::addChip(Chip::Kind kind, const QString& key, const QString& value)
{
    auto* chip = new Chip(m_appearance, kind, key, value, this);
    m_chips->addWidget(chip);
    return chip;
}

Chip* ChipSection::addCopy(const QString& name, std::function<QString()> text)
{
    Chip* chip = addChip(Chip::Kind::Outlined, {}, name);
    chip->setAccessibleName(tr("Copy as %1").arg(name));
    connect(chip, &QAbstractButton::clicked, this, [this, text = std::move(text)] {
        if (const QString copy = text(); !copy.isEmpty())
            emit copyRequested(copy);
    });
    return chip;
}

} // namespace inia::ui
